"""A bank's large file, and very many suggestions for lines, whose process is killed, are whole in the end: the short form.

``tests.stress.bank_kills`` kills each of them ten times on either database (domain R24b, R44).
"""

from domain.importing.statements.staged import UNSTAGED_LINES_MAX
from tests.stress.bank_kills import killed_statement, killed_suggestions

LINES, LINES_OF_SUGGESTIONS, KILLS = UNSTAGED_LINES_MAX + 500, 300, 1


async def assert_is_seen_whole_or_not_at_all(url: str) -> None:
    result = await killed_statement(url, LINES, KILLS)
    assert result.seen == {(0, 0), (LINES, 1)}
    assert (result.batches, result.jobs_not_done, result.contradictions) == (1, 0, 0)


async def test_a_killed_import_of_a_statement_is_whole_in_the_end(sqlite_url: str) -> None:
    await assert_is_seen_whole_or_not_at_all(sqlite_url)


async def test_the_same_holds_on_postgresql(postgres_url: str) -> None:
    await assert_is_seen_whole_or_not_at_all(postgres_url)


async def test_killed_suggestions_are_applied_once(sqlite_url: str) -> None:
    result = await killed_suggestions(sqlite_url, LINES_OF_SUGGESTIONS, KILLS)
    assert result.seen == {(result.count,) * 4}
    assert (result.batches, result.jobs_not_done, result.contradictions) == (1, 0, 0)
