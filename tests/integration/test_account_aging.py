"""The aging of one account equals its row in the aging report (domain R32)."""

from datetime import timedelta

from domain.store.clock import to_datetime
from domain.store.store import Store
from tests.support.api_centre import ApiCentre, items
from tests.support.clocks import START_US

AMOUNTS = (
    "{ notDueCents days1To30Cents days31To60Cents days61To90Cents over90DaysCents "
    "totalCents processingCents plannedCents }"
)


async def test_account_aging_equals_its_row_in_todays_aging_report(store: Store) -> None:
    store.clock = lambda: START_US  # no midnight comes in between
    centre = await ApiCentre.open(store)
    yen = await centre.new_account("1002", "Yuki Ito", "JPY")
    await centre.new_account("1003", "Nora Idle")
    today = to_datetime(START_US).date()
    for days, cents in ((0, 1), (1, 2), (31, 4), (61, 8), (91, 16)):
        await centre.invoice(cents, date=str(today - timedelta(days)))
    await centre.pay(2, "ECHECK", {"invoiceId": (await centre.invoice(32))["id"]})
    await centre.do("createInvoice", accountId=yen, items=items(500), date=str(today - timedelta(40)))
    report = 'agingReport(currency: "%s") { rows { nodes { account { number } amounts ' + AMOUNTS + " } } }"
    answer = await centre.api.data(
        f"{{ accounts {{ nodes {{ number aging {AMOUNTS} }} }} usd: {report % 'USD'} jpy: {report % 'JPY'} }}"
    )
    reported = {each["number"]: each["aging"] for each in answer["accounts"]["nodes"]}
    assert list(reported.pop("1003").values()) == [0] * 8
    rows = answer["usd"]["rows"]["nodes"] + answer["jpy"]["rows"]["nodes"]
    assert reported == {each["account"]["number"]: each["amounts"] for each in rows}
    assert list(reported["1001"].values()) == [33, 2, 4, 8, 16, 63, 2, 0]
    assert reported["1002"]["days31To60Cents"] == reported["1002"]["totalCents"] == 500
    await centre.close()


async def test_aliases_of_account_aging_are_read_once(store: Store) -> None:
    centre = await ApiCentre.open(store)
    await centre.invoice(7_500)
    before = centre.api.statements
    await centre.api.data("{ accounts { nodes { a: aging { totalCents } } } }")
    once = centre.api.statements - before
    answer = await centre.api.data("{ accounts { nodes { a: aging { totalCents } b: aging { sum: totalCents } } } }")
    assert answer["accounts"]["nodes"] == [{"a": {"totalCents": 7_500}, "b": {"sum": 7_500}}]
    assert centre.api.statements - before == 2 * once
    await centre.close()
