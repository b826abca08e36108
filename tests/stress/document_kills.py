"""Statements of very many accounts, the process that makes them killed again and again: each paper is made once, and right.

    python -m tests.stress.document_kills [accounts] [kills]

Runs the job in a process of its own, ends it by SIGKILL at random moments, and starts it again until it is through, on
both databases. Prints what that took, the largest memory of a process, what the archive of all papers came to, and how many
papers of a sample say other balances than an oracle that adds up the rows.
"""

import asyncio
import pathlib
import random
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from typing import NamedTuple

from api.exporting.papers.archive import zipped
from domain.core.kinds import DocumentKind, StatementAccounts
from domain.core.money import format_decimal
from domain.core.periods import year_period
from domain.queries.records import by_ids
from domain.services.documents import MakeDocuments
from domain.store.program import Program, Query, Row, Sql
from domain.store.store import Store
from domain.tables import DocumentRow
from tests.stress.killed_commands import KilledCommand, opened
from tests.support import run_jobs
from tests.support.centre import rows, run
from tests.support.databases import databases_of_each_kind
from tests.support.pdf import words_in
from tests.support.random_commands.books import crowd
from tests.support.started import SCRIPT

YEAR = year_period(2026)
SAMPLE = 100
DONE = Sql("select coalesce(max(done), 0) from jobs where documents is not null")
MADE = Sql("select count(*), count(distinct account_id), cast(coalesce(sum(size), 0) as bigint) from documents")
ACCOUNTS = Sql("select count(*) from accounts where withdrawn_at is null")
IDS = Sql("select id from documents order by id")
COUNTED = Sql(
    "select t.kind, t.amount_cents, t.date from transactions t where t.account_id = :account and t.withdrawn_at is null "
    "and coalesce(t.payment_state, '') <> 'PROCESSING'"
)
DEBITS = frozenset({"INVOICE", "REFUND", "PAYMENT_CORRECTION"})


class KilledPapers(NamedTuple):
    """What a job that makes papers and was killed so often came to."""

    accounts: int
    kills: int
    seconds: float
    papers: int
    of_accounts: int
    mib: float
    zip_mib: float
    zip_seconds: float
    peak_mib: float
    wrong: int

    def __str__(self) -> str:
        return (
            f"{self.accounts:,} accounts, {self.kills} kills, {self.seconds:.1f} s: {self.papers:,} papers of "
            f"{self.of_accounts:,} accounts, {self.mib:.0f} MiB; a process had {self.peak_mib:.0f} MiB at most; the archive "
            f"has {self.zip_mib:.0f} MiB, written in {self.zip_seconds:.1f} s; {self.wrong} of the sample are wrong"
        )


async def killed_papers(url: str, accounts: int, kills: int, sample: int = SAMPLE, seed: int = 1) -> KilledPapers:
    """Have a job make the statements of so many accounts, in processes that are killed, and look at what it made."""
    chance = random.Random(seed)
    async with opened(url) as store:
        await crowd(store, accounts)
        ((there,),) = await rows(store, ACCOUNTS)
        await run(store, MakeDocuments(DocumentKind.STATEMENT, YEAR, StatementAccounts.ALL))
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            command = KilledCommand(store, url, folder, [], DONE, program=(*SCRIPT, pathlib.Path(run_jobs.__file__)))
            await command.run_and_kill(there, kills, chance)
        seconds = time.perf_counter() - began
        ((papers, of_accounts, size),) = await rows(store, MADE)
        zip_bytes, zip_seconds = await _archive_of(store)
        ids = [row_id for (row_id,) in await rows(store, IDS)]
        wrong = sum([await _is_wrong(store, each) for each in chance.sample(ids, min(sample, len(ids)))])
    assert papers == there, f"{papers} papers of {there} accounts"
    peak_mib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    megabytes = (size / 2**20, zip_bytes / 2**20)
    return KilledPapers(there, kills, seconds, papers, of_accounts, *megabytes, zip_seconds, peak_mib, wrong)


async def _archive_of(store: Store) -> tuple[int, float]:
    """The bytes of the archive of all papers, and the seconds in which it is written."""
    ((job,),) = await rows(store, Sql("select max(id) from jobs"))
    began, length = time.perf_counter(), 0
    async with store.long_snapshot() as reader:
        async for part in zipped(reader, job):
            length += len(part)
    return length, time.perf_counter() - began


async def _is_wrong(store: Store, document_id: int) -> bool:
    """Whether a statement says other sums than its account's rows come to."""
    document = (await store.read(by_ids(DocumentRow, [document_id])))[document_id]
    words = words_in(document.pdf)
    opening = charged = paid = 0
    for kind, cents, day in await store.read(_counted(document.account_id)):
        if day < YEAR.first:
            opening += cents if kind in DEBITS else -cents
        elif day <= YEAR.last:
            charged, paid = (charged + cents, paid) if kind in DEBITS else (charged, paid + cents)
    closing = opening + charged - paid
    named = {"Opening balance": opening, "Charged": charged, "Paid and credited": paid, "Closing balance": closing}
    return " ".join(f"{name} {_text(cents)}" for name, cents in named.items()) not in words


def _counted(account_id: int) -> Program[Sequence[Row]]:
    return (yield Query(COUNTED, account=account_id))


def _text(cents: int) -> str:
    whole, point, rest = format_decimal(abs(cents), "USD").partition(".")
    return f"{'-' if cents < 0 else ''}{int(whole):,}{point}{rest}"


async def main(accounts: int, kills: int) -> None:
    """Kill a job so often on each database and print."""
    async with databases_of_each_kind("papers") as databases:
        for name, (url,) in databases.items():
            print(f"{name:<10} {await killed_papers(url, accounts, kills)}", flush=True)


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:]]
    asyncio.run(main(*([*numbers, *(10_000, 3)[len(numbers) :]])))
