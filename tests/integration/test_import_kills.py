"""An import whose process is killed while it publishes is imported whole, each row once (domain R24b): the short form.

``tests.stress.import_kills`` kills each kind of import on either database.
"""

from domain.importing.staging import UNSTAGED_ROWS_MAX
from tests.stress.import_kills import KINDS, killed_import

ON_LARGE = UNSTAGED_ROWS_MAX + 20
"""So many rows on one account that they are published in parts."""


async def test_an_import_killed_repeatedly_is_whole_in_the_end(postgres_url: str) -> None:
    await assert_is_whole(postgres_url, "pays", ON_LARGE, kills=2)


async def test_an_import_that_is_killed_among_small_accounts_is_whole_in_the_end(sqlite_url: str) -> None:
    await assert_is_whole(sqlite_url, "payments", 2 * ON_LARGE, kills=1)


async def assert_is_whole(url: str, name: str, rows: int, kills: int) -> None:
    result, kind = await killed_import(url, rows, kills, name), KINDS[name]
    assert (result.recorded, result.twice, result.batches) == (kind.made * rows, 0, 1)
    assert (result.jobs_not_done, result.contradictions) == (0, 0)
    assert result.seen == [(0, 0), (kind.transactions * ON_LARGE, kind.reconciliations * ON_LARGE)]
