"""Clocks that differ between processes change nothing: what came later is told by the chains (domain R9a, R16)."""

import pathlib
from collections import defaultdict
from itertools import pairwise

import pytest

from domain.errors import LaterChanges
from domain.jobs.verify import verify
from domain.rows import AuditEventRow
from domain.services.access import CreateApiToken, new_token
from domain.services.accounts import CreateAccount
from domain.services.invoices import CreateInvoice
from domain.services.ledger_codes import CreateLedgerCode
from domain.services.reconciliations import CreateReconciliations, DeleteReconciliations, EdgeWish
from domain.services.recording import ItemWish
from domain.services.undo import UndoBatch
from domain.store.migrate import migrate
from domain.store.replay import read_log, replay
from domain.store.store import Done, Store
from tests.support.billing import Centre, run
from tests.support.clocks import behind
from tests.support.graphql import Api


async def reconciled(centre: Centre) -> tuple[Done, Done]:
    """An edge, made by one process and deleted by another whose clock is behind; the two batches."""
    invoice = (await centre.items((await centre.invoice(300)).outcome.transaction))[0].id
    paid = (await centre.items((await centre.payment(400)).outcome.transaction))[0].id
    made = await run(centre.store, CreateReconciliations([EdgeWish(paid, invoice, 300)]))
    gone = await run(behind(centre.store, 5), DeleteReconciliations([made.outcome.reconciliations[0]]))
    assert made.batch_id > gone.batch_id  # type: ignore[operator]
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
    await later.invoice(300, account=made.outcome.account)
    with pytest.raises(LaterChanges, match=r"batch: createInvoice by command line on [-0-9: ]+ UTC\."):
        await run(store, UndoBatch(made.batch_id))
    assert await centre.contradictions() == 0


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
    skates = CreateInvoice(await centre.account("1002"), [ItemWish("Skates", "SKATE", 700)])
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
    await replayed.backend.run_block(lambda: replay(batches, events))
    assert await Centre(replayed).state() == await centre.state()
    assert await verify(replayed) == []
    await replayed.close()
