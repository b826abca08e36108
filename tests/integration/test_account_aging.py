"""What an account owes today, by age, is what the aging report tells of it (domain R32)."""

from datetime import UTC, datetime, timedelta

from domain.store.store import Store
from tests.support.scene import Scene, items

AMOUNTS = (
    "{ notDueCents days1To30Cents days31To60Cents days61To90Cents over90DaysCents "
    "totalCents processingCents plannedCents }"
)


async def test_an_account_tells_what_its_row_of_todays_aging_report_tells(store: Store) -> None:
    scene = await Scene.open(store)
    yen = await scene.new_account("1002", "Yuki Ito", "JPY")
    await scene.new_account("1003", "Nora Idle")
    today = datetime.now(UTC).date()
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
