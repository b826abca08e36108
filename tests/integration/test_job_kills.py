"""A job whose process is killed at random moments does everything, and nothing twice (domain R24)."""

import pathlib
from collections.abc import Iterator

import pytest

from tests.bench.job_kills import killed_and_undisturbed
from tests.conftest import fresh_database

ACCOUNTS, KILLS = 600, 2


@pytest.fixture
def undisturbed_url(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[str]:
    yield from fresh_database("sqlite", request, tmp_path)


async def test_a_job_that_is_killed_again_and_again_ends_as_one_that_was_not(
    sqlite_url: str, undisturbed_url: str
) -> None:
    outcome = await killed_and_undisturbed(sqlite_url, undisturbed_url, ACCOUNTS, KILLS)
    assert outcome.edges > ACCOUNTS
    assert outcome.edges_equal
    assert (outcome.twice, outcome.contradictions) == (0, 0)
