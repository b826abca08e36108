"""The three-way tie-out: the bank's balance, the books, and what is on one side alone (domain R45)."""

import asyncio
import datetime
import pathlib
from typing import Any

import pytest

from api.graph.ids import opaque
from domain.permissions import Permission, Principal, PrincipalKind
from domain.services.bank.lines import PartInput
from domain.services.payment_states import FailPayment
from domain.store.clock import to_datetime
from domain.store.store import Store
from tests.conftest import fresh_database
from tests.support.bank import Bank, movement, paid
from tests.support.centre import Centre
from tests.support.graphql import Api
from tests.support.shell import Shell

JANUARY, FEBRUARY = datetime.date(2026, 1, 31), datetime.date(2026, 2, 28)
REPORT = """
query Report($id: ID!, $on: Date, $asOf: DateTime) {
  bankReconciliationReport(bankAccountId: $id, on: $on, asOf: $asOf) {
    currency on bankBalanceCents booksBalanceCents openLinesCents unmatchedCents differenceCents
    openLines { totalCount nodes { amountCents status } } unmatched { totalCount nodes { number kind amountCents } }
  }
}
"""


async def report(api: Api, bank: Bank, on: datetime.date = FEBRUARY, **given: Any) -> dict[str, Any]:
    answer = await api.data(REPORT, id=opaque("BankAccount", bank.id), on=on.isoformat(), **given)
    found: dict[str, Any] = answer["bankReconciliationReport"]
    return found


def figures(found: dict[str, Any]) -> tuple[int | None, ...]:
    names = ("bankBalanceCents", "booksBalanceCents", "openLinesCents", "unmatchedCents", "differenceCents")
    return tuple(found[name] for name in names)


async def test_the_banks_balance_less_what_is_open_is_the_books(centre: Centre, api: Api) -> None:
    bank = await Bank.open(centre)
    await bank.give(
        movement(10_000, "a", datetime.date(2026, 1, 5)),
        movement(5_000, "b", datetime.date(2026, 1, 6)),
        movement(-900, "fee", datetime.date(2026, 1, 7)),
        movement(-300, "own", datetime.date(2026, 1, 8)),
        opening=1_000,
        closing=14_800,
    )
    lines = {line.amount: line.id for line in await bank.lines()}
    await bank.record(lines[10_000])
    await bank.match(lines[5_000], paid(await centre.payment(2_000, date=JANUARY)))
    await bank.match(lines[-900], PartInput(fee_cents=-900))
    await bank.ignore(lines[-300])
    await centre.payment(700, date=JANUARY, number="P-7")
    found = await report(api, bank)
    assert figures(found) == (14_800, 1_000 + 10_000 + 2_000 - 900, 3_000 - 300, 700, 0)
    assert [each["amountCents"] for each in found["openLines"]["nodes"]] == [5_000, -300]
    assert found["unmatched"] == {"totalCount": 1, "nodes": [{"number": "P-7", "kind": "PAYMENT", "amountCents": 700}]}
    early = await report(api, bank, datetime.date(2026, 1, 5))
    assert figures(early) == (11_000, 11_000, 0, 0, 0)


async def test_a_missing_statement_is_the_difference(centre: Centre, api: Api) -> None:
    bank = await Bank.open(centre)
    await bank.give(movement(100, day=datetime.date(2026, 1, 5)), opening=0, closing=100)
    await bank.give(movement(7, day=datetime.date(2026, 2, 5)), opening=101, closing=108)
    assert figures(await report(api, bank)) == (108, 0, 107, 0, 1)
    assert figures(await report(api, bank, JANUARY)) == (100, 0, 100, 0, 0)


async def test_without_a_balance_of_the_bank_the_difference_is_null(centre: Centre, api: Api) -> None:
    bank = await Bank.open(centre)
    line = await bank.line(100)
    assert figures(await report(api, bank)) == (None, 0, 100, 0, None)
    await bank.record(line)
    assert figures(await report(api, bank)) == (None, 100, 0, 0, None)


async def test_lines_before_the_first_balance_and_after_the_last_count_too(centre: Centre, api: Api) -> None:
    bank = await Bank.open(centre)
    await bank.give(movement(10, "before", datetime.date(2025, 12, 30)))
    await bank.give(movement(100, day=datetime.date(2026, 1, 5)), opening=1_010, closing=1_110)
    await bank.give(movement(5, "after", datetime.date(2026, 1, 9)))
    assert figures(await report(api, bank)) == (1_115, 1_000, 115, 0, 0)


async def test_a_payment_and_its_correction_on_no_line_are_not_missing(centre: Centre, api: Api) -> None:
    bank = await Bank.open(centre)
    payment = await centre.payment(500, date=JANUARY)
    assert (await report(api, bank))["unmatchedCents"] == 500
    await centre.do(FailPayment(payment.result.transaction, "typed twice", date=JANUARY))
    assert (await report(api, bank))["unmatched"]["nodes"] == []
    came = await bank.line(500)
    await bank.match(came, paid(payment))
    found = await report(api, bank)
    assert (found["unmatchedCents"], [each["kind"] for each in found["unmatched"]["nodes"]]) == (
        -500,
        ["PAYMENT_CORRECTION"],
    )


async def test_only_money_of_the_currency_is_missing(centre: Centre, api: Api) -> None:
    bank = await Bank.open(centre)
    await centre.payment(500, account=await centre.account("2002", currency="EUR"), date=JANUARY)
    assert (await report(api, bank))["unmatched"]["totalCount"] == 0


async def test_the_report_answers_as_of_an_instant(centre: Centre, api: Api) -> None:
    bank = await Bank.open(centre)
    line = await bank.line(100)
    payment = await centre.payment(100, date=JANUARY)
    instants = [await last_instant(centre)]
    matched = await bank.match(line, paid(payment))
    instants.append(await last_instant(centre))
    await centre.undo(matched)
    instants.append(await last_instant(centre))
    expected = [(None, 0, 100, 100, None), (None, 100, 0, 0, None), (None, 0, 100, 100, None)]
    for instant, figure in zip(instants, expected, strict=True):
        assert figures(await report(api, bank, asOf=instant)) == figure
    assert figures(await report(api, bank)) == expected[-1]


async def last_instant(centre: Centre) -> str:
    ((latest,),) = await centre.rows("select max(recorded_at) from audit_events")
    return to_datetime(latest).isoformat()


async def test_an_unknown_bank_account_and_a_missing_permission_are_refused(centre: Centre, api: Api) -> None:
    answer = await api(REPORT, id=opaque("BankAccount", 5))
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    viewer = Principal(PrincipalKind.USER, "user:7", "Kim", frozenset({Permission.CLIENT_BILLING}))
    other = Api(centre.store, viewer)
    assert (await other(REPORT, id=opaque("BankAccount", 5)))["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    await other.http.aclose()


@pytest.fixture(params=["sqlite", "postgresql"])
def tieout(request: pytest.FixtureRequest, tmp_path: pathlib.Path):
    for url in fresh_database(request.param, request, tmp_path):
        asyncio.run(filled(url))
        yield Shell(tmp_path, url)


async def filled(url: str) -> None:
    store = await Store.open(url)
    centre = await Centre.open(store)
    bank = await Bank.open(centre)
    await bank.give(movement(1_250, "swim"), opening=0, closing=1_250)
    await centre.payment(700, date=JANUARY, number="P-7")
    await store.close()


def test_the_command_line_lists_both_sides(tieout: Shell) -> None:
    ran = tieout("report", "bank-reconciliation", "--bank-account", "Main", "--on", "2026-02-28")
    assert ran.stdout.splitlines() == [
        "side,date,number,text,amount,matched,open,currency,ignored",
        "bank,2026-01-09,,swim,12.50,0.00,12.50,USD,",
        "books,2026-01-31,P-7,,7.00,0.00,7.00,USD,",
    ]
    assert ran.stderr == (
        "Main on 2026-02-28: bank 12.50 USD, books 0.00 USD, lines not explained 12.50 USD, difference 0.00 USD; "
        "on no line 7.00 USD.\n"
    )
    assert tieout("report", "bank-reconciliation", "--bank-account", "Nowhere").returncode == 1
