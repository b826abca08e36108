"""A job whose process is killed at random moments completes its work exactly once (domain R24)."""

import pathlib
from collections.abc import Iterator

import pytest

from tests.conftest import fresh_database
from tests.stress.job_kills import killed_and_undisturbed

ACCOUNTS, KILLS = 600, 2


@pytest.fixture
def undisturbed_url(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[str]:
    yield from fresh_database("sqlite", request, tmp_path)


async def test_a_job_killed_repeatedly_ends_like_an_undisturbed_one(sqlite_url: str, undisturbed_url: str) -> None:
    result = await killed_and_undisturbed(sqlite_url, undisturbed_url, ACCOUNTS, KILLS)
    assert result.reconciliations > ACCOUNTS
    assert result.reconciliations_equal
    assert (result.twice, result.contradictions) == (0, 0)
