"""Clocks that differ between processes change nothing: the audit chains decide the order (domain R9a, R16)."""

import pathlib
from collections import defaultdict
from itertools import pairwise

import pytest

from domain.errors import LaterChanges
from domain.services.accounts import CreateAccount
from domain.services.credentials import new_token
from domain.services.invoices import CreateInvoice
from domain.services.ledger_codes import CreateLedgerCode
from domain.services.reconciliations import CreateReconciliations, DeleteReconciliations, ReconciliationInput
from domain.services.recording import ItemInput
from domain.services.tokens import CreateApiToken
from domain.services.undo.batch import UndoBatch
from domain.store.clock import to_datetime
from domain.store.migrate import migrate
from domain.store.store import Committed, Store
from domain.tables import AuditEventRow
from domain.verifying.verify import verify
from tests.support.centre import Centre, run
from tests.support.clocks import HOUR_US, behind
from tests.support.contradictions import contradictions_of
from tests.support.graphql import Api
from tests.support.replay import read_log, replay
from tests.support.report_centre import ReportCentre


async def reconciled(centre: Centre) -> tuple[Committed, Committed]:
    """A reconciliation, made by one process and deleted by another whose clock is behind; the two batches."""
    invoice = (await centre.items((await centre.invoice(300)).result.transaction))[0].id
    paid = (await centre.items((await centre.payment(400)).result.transaction))[0].id
    made = await run(centre.store, CreateReconciliations([ReconciliationInput(paid, invoice, 300)]))
    gone = await run(behind(centre.store, 5), DeleteReconciliations([made.result.reconciliations[0]]))
    assert made.batch_id > gone.batch_id  # type: ignore[operator]  # both made a batch
    return made, gone


async def test_a_later_batch_is_named_whatever_its_id(store: Store) -> None:
    made, gone = await reconciled(await Centre.open(store))
    with pytest.raises(LaterChanges, match="deleteReconciliations by command line"):
        await run(store, UndoBatch(made.batch_id))
    await run(store, UndoBatch(gone.batch_id))
    await run(store, UndoBatch(made.batch_id))


async def test_an_earlier_batch_is_not_named_whatever_its_id(store: Store) -> None:
    centre = await Centre.open(behind(store, 9))
    made = await run(store, CreateAccount("1002", "Bo", "USD"))
    later = Centre(behind(store, 5))
    await later.invoice(300, account=made.result.account)
    with pytest.raises(LaterChanges, match=r"batch: createInvoice by command line on [-0-9: ]+ UTC\."):
        await run(store, UndoBatch(made.batch_id))
    assert await contradictions_of(centre.store) == []


async def test_the_log_is_shown_in_the_order_of_recording(store: Store) -> None:
    centre = await Centre.open(store)
    await reconciled(centre)
    api = Api(store)
    shown = await api.data(
        '{ account(number: "1001") { history(first: 2) { nodes { action } pageInfo { endCursor } } } '
        "auditLog(first: 2) { nodes { action } } }"
    )
    newest = [{"action": "reconciliation.released"}, {"action": "reconciliation.created"}]
    assert shown["account"]["history"]["nodes"] == shown["auditLog"]["nodes"] == newest
    rest = 'query ($c: String) { account(number: "1001") { history(first: 2, after: $c) { nodes { action } } } }'
    cursor = shown["account"]["history"]["pageInfo"]["endCursor"]
    assert (await api.data(rest, c=cursor))["account"]["history"]["nodes"] == [{"action": "transaction.created"}] * 2
    await api.http.aclose()


async def test_a_log_of_differing_clocks_is_replayed(store: Store, tmp_path: pathlib.Path) -> None:
    centre = await Centre.open(store)
    await reconciled(centre)
    await run(store, CreateLedgerCode("SKATE", "Skating"))
    skates = CreateInvoice(await centre.account("1002"), [ItemInput("Skates", "SKATE", 700)])
    await run(behind(store, 5), skates)  # by its instant it was before the code that it uses
    for name in ("Shop", "Till"):
        await run(store, CreateApiToken(name, [], new_token()))
    batches, events = await store.read(read_log())
    chains: defaultdict[int | None, list[AuditEventRow]] = defaultdict(list)
    for event in events:
        chains[event.account_id].append(event)
    assert all(later.seq == earlier.seq + 1 for chain in chains.values() for earlier, later in pairwise(chain))
    url = f"sqlite:///{tmp_path / 'replayed.db'}"
    await migrate(url)
    replayed = await Store.open(url)
    await replayed.backend.run_unit(lambda: replay(batches, events))
    assert await Centre(replayed).state() == await centre.state()
    assert await verify(replayed) == []
    await replayed.close()


async def test_as_of_sees_what_was_recorded_while_and_after_a_clock_was_ahead(store: Store) -> None:
    async with ReportCentre.opened(store) as centre:
        await centre.invoice(10_000)
        before = centre.instant
        centre.now += 400 * 24 * HOUR_US
        payment = (await centre.payment(100)).result.transaction  # recorded in more than a year
        centre.now -= 400 * 24 * HOUR_US
        invoice = (await centre.items((await centre.invoice(300)).result.transaction))[0].id
        paid = (await centre.items(payment))[0].id
        await run(store, CreateReconciliations([ReconciliationInput(paid, invoice, 100)]))
        after = centre.instant
        ahead_alone = await centre.account("1002")
        centre.now += 400 * 24 * HOUR_US
        await centre.payment(7, account=ahead_alone)
        centre.now -= 400 * 24 * HOUR_US - 2 * HOUR_US

        async def owed_and_paid(**arguments: str) -> tuple[object, object]:
            aging = await centre.aging(**arguments)
            money = await centre.report("paymentByItemReport", **arguments)
            return aging["totals"], [row["transactionCents"] for row in money["rows"]["nodes"]]

        now = await owed_and_paid()
        assert now == await owed_and_paid(t=centre.instant)
        assert now == await owed_and_paid(t=to_datetime(centre.now - 1_000_000).isoformat())
        assert now[1] == [100, 7]
        # a while ago: account 1001 was changed by a right clock afterwards, 1002 was not
        assert (await owed_and_paid(t=after))[1] == [100]
        assert (await owed_and_paid(t=before))[1] == []
