"""The audit log alone gives the database back: the same edges, sums and statuses, on either database."""

import pathlib
from itertools import pairwise

import pytest

from domain.jobs.verify import verify
from domain.queries.access import token_by_hash
from domain.services.access import CreateApiToken, hash_secret
from domain.store.audit import hash_of
from domain.store.migrate import migrate
from domain.store.replay import read_log, replay
from domain.store.store import Store
from tests.conftest import fresh_database
from tests.support.billing import Centre, run
from tests.support.walk import Walk


@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
async def test_a_log_replayed_into_an_empty_database_gives_the_same(
    store: Store, into: str, request: pytest.FixtureRequest, empty_url: str
) -> None:
    walk = await Walk.open(store, seed=7)
    for _ in range(90):
        await walk.step()
    before = await walk.centre.state()
    batches, events = await store.read(read_log())
    other = await Store.open(empty_url)
    await other.backend.run_block(lambda: replay(batches, events))
    assert await Centre(other).state() == before
    assert await verify(other) == []
    again = await other.read(read_log())
    assert [event.values() for event in again[1]] == [event.values() for event in events]
    await other.close()


@pytest.fixture
def empty_url(into: str, request: pytest.FixtureRequest, tmp_path: pathlib.Path):
    yield from fresh_database(into, request, tmp_path)


async def test_several_tokens_are_replayed_into_ones_that_work_no_more(store: Store, tmp_path: pathlib.Path) -> None:
    for secret in ("tieout_first", "tieout_second"):
        await run(store, CreateApiToken("Till", (), secret))
    url = f"sqlite:///{tmp_path / 'replayed.db'}"
    await migrate(url)
    other = await Store.open(url)
    batches, events = await store.read(read_log())
    await other.backend.run_block(lambda: replay(batches, events))
    assert await Centre(other).state() == await Centre(store).state()
    assert await other.read(token_by_hash(hash_secret("tieout_first"))) is None
    await other.close()


async def test_each_event_is_chained_to_the_one_before_it(store: Store) -> None:
    walk = await Walk.open(store, seed=8)
    for _ in range(40):
        await walk.step()
    _, events = await store.read(read_log())
    assert len(events) > 40
    for account in {event.account_id for event in events}:
        chain = sorted((event for event in events if event.account_id == account), key=lambda event: event.seq)
        assert [event.seq for event in chain] == list(range(1, len(chain) + 1))
        assert all(event.hash == hash_of(event) for event in chain)
        assert all(later.previous_hash == earlier.hash for earlier, later in pairwise(chain))
        assert all(later.recorded_at >= earlier.recorded_at for earlier, later in pairwise(chain))
