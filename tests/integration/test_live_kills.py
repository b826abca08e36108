"""Subscribers whose connections break while servers are killed get exactly what the feed has (domain R47b)."""

import pathlib

from tests.stress.live import followed


async def test_nothing_is_missed_or_comes_twice_however_connections_end(
    database_url: str, tmp_path: pathlib.Path
) -> None:
    outcome = await followed(database_url, tmp_path, seconds=1.5, subscribers=4, kills=1)
    assert outcome.changes, str(outcome)
    assert outcome.wrong == 0, str(outcome)
