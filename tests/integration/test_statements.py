"""A family's statement: opening balance, what was charged and paid, closing balance (domain R46c)."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from api.graph.ids import opaque
from domain.permissions import Permission, Principal, PrincipalKind
from domain.store.store import Store
from tests.stress.statements import statements as compared
from tests.support import account_statements as statements
from tests.support.api_centre import ApiCentre
from tests.support.graphql import Api

JANUARY = (date(2026, 1, 1), date(2026, 1, 31))


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    yield opened
    await opened.close()


async def test_a_statement_has_the_balances_and_each_transaction_that_counts(centre: ApiCentre) -> None:
    await centre.invoice(3_000, date="2025-12-20")
    await centre.invoice(5_000, date="2026-01-05")
    await centre.pay(4_000, date="2026-01-06")
    await centre.pay(700, "ECHECK", date="2026-01-20")
    await centre.invoice(90, date="2026-02-01")
    found = await statements.read(centre.api, centre.account, JANUARY)
    assert (found["openingCents"], found["closingCents"], found["processingCents"]) == (3_000, 4_000, 700)
    lines = [(each["date"], each["debitCents"], each["creditCents"], each["balanceCents"]) for each in found["lines"]]
    assert lines == [("2026-01-05", 5_000, 0, 8_000), ("2026-01-06", 0, 4_000, 4_000)]


async def test_a_period_without_transactions_carries_the_balance_over(centre: ApiCentre) -> None:
    await centre.invoice(3_000, date="2025-12-20")
    found = await statements.read(centre.api, centre.account, JANUARY)
    assert (found["openingCents"], found["closingCents"], found["lines"]) == (3_000, 3_000, [])


async def test_an_unknown_account_has_none_and_seeing_one_needs_both_view_permissions(centre: ApiCentre) -> None:
    ask = '{ statement(accountId: "%s", period: {month: "2026-01"}) { openingCents } }'
    assert (await centre.api.data(ask % opaque("Account", 12)))["statement"] is None
    allowed = frozenset({Permission.VIEW_CLIENT_ACCOUNTS, Permission.VIEW_REPORTS})
    async with Api(centre.api.store, Principal(PrincipalKind.USER, "user:1", "Dana", allowed)) as api:
        assert (await api(ask % centre.account))["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_statements_and_years_of_random_accounts_are_what_the_log_says(database_url: str) -> None:
    lines, payments = await compared(database_url, 6, 5)
    assert lines > 20
    assert payments
