"""The audit log alone gives the database back, on the other kind of database too (domain R16, R32b 7)."""

import pathlib
from itertools import groupby
from typing import Any

import pytest

from domain.core.kinds import PaymentMethod
from domain.rows import AuditEventRow
from domain.services.accounts import UpdateAccount
from domain.services.marks import MarkWish
from domain.services.payments import MakePayment, Money
from domain.services.undo import UndoBatch
from domain.store.audit import hash_of
from domain.store.block import Block
from domain.store.ids import IdMaker
from domain.store.replay import read_log, replay
from domain.store.store import Store
from domain.store.steps import Fetch, Sql, Steps
from tests.conftest import DIALECTS, fresh_database
from tests.property.test_state_machine import Story
from tests.support.billing import Centre, contradictions_of, run

STEPS = 60
HEADS = Sql("select id, audit_seq, audit_hash, last_recorded_at, recording_seq from accounts order by id")
UNDONE = Sql("select id, mutation, undoes_id, undone_by_id from batches order by id")


def _fetched(sql: Sql) -> Steps[list[tuple[Any, ...]]]:
    return [tuple(row) for row in (yield Fetch(sql))]


async def a_story(store: Store, seed: int, steps: int = STEPS) -> Story:
    """A random story of so many mutations, told in a store."""
    story = await Story.begin(store, seed)
    for _ in range(steps):
        await story.step()
    return story


async def replayed(log: tuple[Any, Any], url: str) -> Store:
    """The log written into an empty database, which is left open."""
    store = await Store.open(url)
    await store.backend.run_block(lambda: replay(*log))
    return store


def chains(events: list[AuditEventRow]) -> dict[int, list[AuditEventRow]]:
    """Events by account, in the order of their chain; 0 is the organisation's."""
    ordered = sorted(events, key=lambda event: (event.account_id or 0, event.seq))
    return {account: list(chain) for account, chain in groupby(ordered, lambda event: event.account_id or 0)}


@pytest.mark.parametrize("other", DIALECTS)
async def test_a_log_gives_the_database_back(
    store: Store, other: str, request: pytest.FixtureRequest, tmp_path: pathlib.Path
) -> None:
    story = await a_story(store, seed=16)
    assert len(story.done) > STEPS // 2
    log = await store.read(read_log())
    urls = fresh_database_of(other, request, tmp_path)
    again = await replayed(log, urls)
    second = Centre(again)
    assert await second.state() == await story.centre.state()
    assert await contradictions_of(again) == []
    for sql in (HEADS, UNDONE):
        assert await again.read(_fetched(sql)) == await store.read(_fetched(sql))
    batches, events = await again.read(read_log())
    assert [event.values() for event in events] == [event.values() for event in log[1]]
    assert [batch.values() for batch in batches] == [batch.values() for batch in log[0]]
    await again.close()


async def test_every_chain_of_hashes_holds(store: Store) -> None:
    await a_story(store, seed=17)
    _, events = await store.read(read_log())
    for chain in chains(events).values():
        before = ""
        for seq, event in enumerate(chain, 1):
            assert (event.seq, event.previous_hash) == (seq, before)
            assert event.hash == hash_of(event)
            before = event.hash
