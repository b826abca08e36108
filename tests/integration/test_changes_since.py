"""What changed in a report since an instant (domain R46a): both figures of each row that differs, and no other."""

from domain.store.clock import to_datetime
from domain.store.store import Store
from tests.stress.closed_period import closed_period
from tests.support.api_centre import ApiCentre
from tests.support.report_changes import REPORTS, changes

YEAR = {"period": {"year": 2026}}
KEYS = """query ($since: DateTime!) {
  paymentByItemReport(period: {year: 2026}) { changesSince(since: $since) { nodes { key } } } }"""


async def test_each_row_that_differs_has_both_figures_and_its_batches(store: Store) -> None:
    centre = await ApiCentre.open(store)
    invoice = await centre.invoice(5_000, date="2026-01-05")
    paid = (await centre.pay(2_000, date="2026-01-06"))["transaction"]
    await centre.do("closeBooks", through="2026-01-31")
    at = store.clock()
    for report in REPORTS:
        assert await changes(centre.api, report, at, "USD", **YEAR) == []
    pair = {"creditItemId": paid["items"][0]["id"], "debitItemId": invoice["items"][0]["id"], "amountCents": 500}
    await centre.do("createReconciliations", edges=[pair])
    found = {each["key"]: each for each in await changes(centre.api, "paymentByItem", at, "USD", **YEAR)}
    keys = (await centre.api.data(KEYS, since=to_datetime(at).isoformat()))["paymentByItemReport"]["changesSince"]
    assert [each["key"] for each in keys["nodes"]] == sorted(found)
    applied = found[f"{paid['number']}:{invoice['number']} item 1:CASH"]
    assert (applied["thenCents"], applied["nowCents"]) == (0, 500)
    assert applied["batches"] == [{"mutation": "createReconciliations", "recordedBy": "command line"}]
    left = found[f"{paid['number']}:unreconciled:CASH"]
    assert (left["thenCents"], left["nowCents"]) == (2_000, 1_500)
    sums = {each["key"]: each for each in await changes(centre.api, "paymentByLedgerCode", at, "USD", **YEAR)}
    assert {key: (each["thenCents"], each["nowCents"]) for key, each in sums.items()} == {
        "SWIM:CASH": (0, 500),
        "unreconciled:CASH": (2_000, 1_500),
    }
    owed = {each["key"]: each for each in await changes(centre.api, "aging", at, "USD", on="2026-12-31")}
    assert (owed["1001:total"]["thenCents"], owed["1001:total"]["nowCents"]) == (5_000, 4_500)
    assert await changes(centre.api, "salesByLedgerCode", at, "USD", **YEAR) == []
    await centre.close()


async def test_a_closed_period_differs_only_in_what_is_listed(database_url: str) -> None:
    """Whatever random mutations do, as far as they may."""
    done = await closed_period(database_url, 60, accounts=6)
    assert done["BOOKS_CLOSED"] > 0
