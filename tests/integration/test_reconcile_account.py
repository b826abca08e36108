"""The tool that reconciles one account: what it uses, what it raises, what it leaves alone (domain R23, R23a)."""

from collections.abc import AsyncIterator

import pytest

from domain.store.store import Store
from tests.support.api_centre import ApiCentre, column
from tests.support.contradictions import contradictions_of


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    yield opened
    assert await contradictions_of(store) == []
    await opened.close()


async def test_uses_other_credits_only_when_asked_for_by_kind_and_changes_nothing_the_second_time(
    centre: ApiCentre,
) -> None:
    await centre.invoice(7_500)
    credit = {"description": "Goodwill", "ledgerCode": "CAMP", "amountCents": 500}
    await centre.do("createCredit", accountId=centre.account, items=[credit])
    await centre.pay(2_000)
    arguments = {"accountId": centre.account}
    assert column((await centre.do("reconcileAccount", **arguments))["reconciliations"], "amountCents") == [2_000]
    again = await centre.do("reconcileAccount", **arguments)
    assert (again["reconciliations"], again["batch"]) == ([], None)
    asked = await centre.do("reconcileAccount", **arguments, kinds=["CREDIT"])
    assert column(asked["reconciliations"], "amountCents") == [500]


async def test_raises_the_reconciliation_of_a_pair_and_leaves_refunds_alone(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    marked = {"invoiceId": invoice["id"], "amountCents": 3_000}
    first = (await centre.pay(5_000, "CASH", marked))["reconciliations"][0]
    await centre.do("recordRefund", accountId=centre.account, amountCents=1_000, method="CASH")
    (raised,) = (await centre.do("reconcileAccount", accountId=centre.account))["reconciliations"]
    assert raised["amountCents"] == 5_000
    assert raised["id"] != first["id"]
    assert (await centre.look(invoice["id"]))["reconciledCents"] == 5_000
