"""The audit log alone restores the database: the same reconciliations, sums and statuses, on either database."""

import pathlib
from collections.abc import Iterator
from itertools import groupby, pairwise

import pytest

from domain.queries.access import by_secret
from domain.services.credentials import hash_secret
from domain.services.tokens import CreateApiToken
from domain.store.audit import seal_of
from domain.store.migrate import migrate
from domain.store.store import Store
from domain.tables import ApiTokenRow
from domain.verifying.findings import Finding
from domain.verifying.verify import verify
from tests.conftest import fresh_database
from tests.support.centre import Centre, run
from tests.support.contradictions import contradictions_of
from tests.support.random_commands.books import random_books
from tests.support.replay import read_log, replay


async def test_replaying_the_log_into_an_empty_database_gives_the_same_state(store: Store, empty_url: str) -> None:
    await random_books(store, seed=7, accounts=3, steps=40)
    before = await Centre(store).state()
    batches, events = await store.read(read_log())
    other = await Store.open(empty_url)
    await other.backend.run_unit(lambda: replay(batches, events))
    assert await Centre(other).state() == before
    assert found_in(await verify(other)) == found_in(await verify(store))
    assert await contradictions_of(other) == []
    again = await other.read(read_log())
    assert [event.values() for event in again[1]] == [event.values() for event in events]
    await other.close()


def found_in(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.where) for finding in findings]


@pytest.fixture
def empty_url(database_url: str, request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[str]:
    """Of the kind that the log is not from, so that each is read from and written to."""
    into = "postgresql" if database_url.startswith("sqlite") else "sqlite"
    yield from fresh_database(into, request, tmp_path)


async def test_replayed_tokens_no_longer_work(store: Store, tmp_path: pathlib.Path) -> None:
    for secret in ("tieout_first", "tieout_second"):
        await run(store, CreateApiToken("Till", (), secret))
    url = f"sqlite:///{tmp_path / 'replayed.db'}"
    await migrate(url)
    other = await Store.open(url)
    batches, events = await store.read(read_log())
    await other.backend.run_unit(lambda: replay(batches, events))
    assert await Centre(other).state() == await Centre(store).state()
    assert await other.read(by_secret(ApiTokenRow, hash_secret("tieout_first"))) is None
    await other.close()


async def test_each_event_is_chained_to_the_one_before_it(store: Store) -> None:
    await random_books(store, seed=8, accounts=3, steps=15)
    batches, events = await store.read(read_log())
    by_id = {batch.id: batch for batch in batches}
    assert len(events) > 40
    for account in {event.account_id for event in events}:
        chain = sorted((event for event in events if event.account_id == account), key=lambda event: event.seq)
        assert [event.seq for event in chain] == list(range(1, len(chain) + 1))
        units = [list(unit) for _, unit in groupby(chain, key=lambda event: (event.batch_id, event.recorded_at))]
        seals = [unit[-1].hash for unit in units]
        assert [event.hash for event in chain if event.hash is not None] == seals
        for before, unit in zip(["", *seals], units, strict=False):
            assert unit[-1].hash == seal_of(before or "", by_id[unit[0].batch_id], unit)
        assert all(later.recorded_at >= earlier.recorded_at for earlier, later in pairwise(chain))
