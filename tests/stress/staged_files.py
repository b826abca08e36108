"""Eight clients who import the same payments without numbers at once: no row is recorded twice, none that was done is lost.

``python -m tests.stress.staged_files [rounds]`` plays 200 rounds on both databases: some clients import the whole file,
which is staged and published in parts, others at once a piece of it.
"""

import random
from collections import Counter
from collections.abc import Sequence

from domain.core.kinds import JobState
from domain.errors import Conflict
from domain.importing import ImportKind, ImportRecords
from domain.store.program import Sql
from domain.store.store import Store
from tests.stress.rounds import answers_of, main, play
from tests.support.centre import Centre, rows
from tests.support.jobs import group, run_unfinished_jobs
from tests.support.staging import stage, staged_above

STAGED_ABOVE = 20
ROWS = 24
PIECE_ROWS = 15
PART_ROWS = 7
HEADER = "account_number,date,amount,method"
EXPECTED = {"CONFLICT"}
"""What a client may be answered who comes while another imports the same rows."""


def lines_on(account: str, count: int) -> list[str]:
    """The rows of so many payments, of which the last two are equal."""
    return [f"{account},2026-01-05,{min(each, count - 2) + 1}.00,CARD" for each in range(count)]


async def a_round(centre: Centre, stores: Sequence[Store], seed: int) -> Counter[str]:
    """Five import the payments of two accounts, three those of the second account alone; each is recorded once."""
    numbers = f"T{seed}A", f"T{seed}B"
    await centre.accounts(numbers)
    piece = lines_on(numbers[1], PIECE_ROWS)
    whole = [*lines_on(numbers[0], ROWS), *piece]
    files = [whole] * 5 + [piece] * 3
    random.Random(seed).shuffle(files)
    answered = await answers_of([_client(stores[n % len(stores)], each) for n, each in enumerate(files)], EXPECTED)
    await run_unfinished_jobs(stores[0])
    for account, count in zip(numbers, (ROWS, PIECE_ROWS), strict=True):
        found = await centre.rows(
            "select t.amount_cents, count(*) from transactions t join accounts a on a.id = t.account_id "
            f"where a.number = '{account}' and t.withdrawn_at is null group by t.amount_cents"
        )
        assert dict(found) == {100 * each: 1 + (each == count - 1) for each in range(1, count)}, account
    return answered


async def _client(store: Store, lines: Sequence[str]) -> None:
    """Import a file; if it is staged, run its job in small parts."""
    done = await stage(store, ImportRecords(ImportKind.PAYMENTS, "\n".join([HEADER, *lines]).encode()))
    if done.result.job is None:
        return
    job = None
    while job is None or not job.ended:
        job = (await group(store, done.result.job, rows_most=PART_ROWS)).job
    if job.state is JobState.FAILED:
        raise Conflict(job.failure or "")


async def staged_files(url: str, rounds: int) -> Counter[str]:
    """So many rounds; then all is checked."""
    with staged_above(STAGED_ABOVE):
        answered = await play(url, a_round, rounds)
    store = await Store.open(url)
    try:
        assert await rows(store, Sql("select count(*) from staged_files")) != [(0,)], "nothing was staged"
    finally:
        await store.close()
    return answered


if __name__ == "__main__":
    main(staged_files, "recorded twice")
