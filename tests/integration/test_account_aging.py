"""What an account owes today, by age, is what the aging report tells of it (domain R32)."""

from datetime import timedelta

from domain.store.clock import to_datetime
from domain.store.store import Store
from tests.support.desk import START
from tests.support.scene import Scene, items

AMOUNTS = (
    "{ notDueCents days1To30Cents days31To60Cents days61To90Cents over90DaysCents "
    "totalCents processingCents plannedCents }"
)


async def test_an_account_tells_what_its_row_of_todays_aging_report_tells(store: Store) -> None:
    store.clock = lambda: START  # no midnight comes in between
    scene = await Scene.open(store)
    yen = await scene.new_account("1002", "Yuki Ito", "JPY")
    await scene.new_account("1003", "Nora Idle")
    today = to_datetime(START).date()
    for days, cents in ((0, 1), (1, 2), (31, 4), (61, 8), (91, 16)):
        await scene.invoice(cents, date=str(today - timedelta(days)))
    await scene.pay(2, "ECHECK", {"invoiceId": (await scene.invoice(32))["id"]})
    await scene.do("createInvoice", accountId=yen, items=items(500), date=str(today - timedelta(40)))
    report = 'agingReport(currency: "%s") { rows { nodes { account { number } amounts ' + AMOUNTS + " } } }"
    said = await scene.api.data(
        f"{{ accounts {{ nodes {{ number aging {AMOUNTS} }} }} usd: {report % 'USD'} jpy: {report % 'JPY'} }}"
    )
    told = {each["number"]: each["aging"] for each in said["accounts"]["nodes"]}
    assert list(told.pop("1003").values()) == [0] * 8
    rows = said["usd"]["rows"]["nodes"] + said["jpy"]["rows"]["nodes"]
    assert told == {each["account"]["number"]: each["amounts"] for each in rows}
    assert list(told["1001"].values()) == [33, 2, 4, 8, 16, 63, 2, 0]
    assert told["1002"]["days31To60Cents"] == told["1002"]["totalCents"] == 500
    await scene.close()


async def test_under_many_names_it_is_read_once(store: Store) -> None:
    scene = await Scene.open(store)
    await scene.invoice(7_500)
    before = scene.api.statements
    await scene.api.data("{ accounts { nodes { a: aging { totalCents } } } }")
    once = scene.api.statements - before
    said = await scene.api.data("{ accounts { nodes { a: aging { totalCents } b: aging { sum: totalCents } } } }")
    assert said["accounts"]["nodes"] == [{"a": {"totalCents": 7_500}, "b": {"sum": 7_500}}]
    assert scene.api.statements - before == 2 * once
    await scene.close()
