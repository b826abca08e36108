"""A job that makes papers, its process killed at random moments, makes each once, and as the figures are (domain R46d)."""

from tests.stress.document_kills import killed_papers

ACCOUNTS, KILLS, SAMPLE = 60, 2, 10


async def test_papers_of_a_killed_job_are_each_made_once(sqlite_url: str) -> None:
    result = await killed_papers(sqlite_url, ACCOUNTS, KILLS, SAMPLE)
    assert (result.papers, result.of_accounts, result.wrong) == (ACCOUNTS, ACCOUNTS, 0)
