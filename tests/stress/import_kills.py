"""A large file, the process that publishes it killed again and again: all of it is imported in the end, each row once.

    python -m tests.stress.import_kills [rows] [kills] [kind]…

Runs `tieout import KIND FILE` as a process of its own on both databases, ends it by SIGKILL while it publishes, and
starts it again until it is through, while a reader watches the large account. Half of the payments are on it, and all rows
of the other kinds: credits, pays, refunds, reconciliations. Prints what that took.
"""

import asyncio
import contextlib
import pathlib
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from typing import NamedTuple

from domain.importing import ImportKind
from domain.store.program import Sql
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.stress.killed_commands import KilledCommand, opened
from tests.support.centre import Centre, rows
from tests.support.databases import databases_of_each_kind
from tests.support.large_account import INVOICES, LARGE, PAYMENTS, invoice_lines, load, payment_lines

OTHERS = 20
TRANSACTIONS = "transactions x where x.number like 'N-%'"
RECONCILIATIONS = "reconciliations x where x.origin in ('IMPORT', 'REFUND')"
RECORDED = Sql(f"select (select count(*) from {TRANSACTIONS}) + (select count(*) from {RECONCILIATIONS})")
SHOWN = Sql(
    f"select (select count(*) from {TRANSACTIONS} and x.withdrawn_at is null and x.account_id = a.id), "
    f"(select count(*) from {RECONCILIATIONS} and x.released_at is null and x.account_id = a.id) from accounts a "
    f"where a.number = '{LARGE}'"
)
TWICE = Sql(
    f"select (select count(*) - count(distinct x.number) from {TRANSACTIONS}) + (select count(*) from (select 1 "
    f"from {RECONCILIATIONS} group by x.credit_item_id, x.debit_item_id having count(*) > 1) pairs)"
)
BATCHES = Sql(
    f"select count(*) from (select x.batch_id from {TRANSACTIONS} "
    f"union select x.batch_id from {RECONCILIATIONS}) batches_of_file"
)
JOBS = Sql("select count(*), sum(case when state = 'DONE' then 1 else 0 end) from jobs")


class Kind(NamedTuple):
    """A kind of file: the command's word for it, its header, a row, and how many records of each kind a row makes."""

    command: str
    header: str
    row: str = ""
    transactions: int = 1
    reconciliations: int = 0

    @property
    def made(self) -> int:
        """How many records a row makes."""
        return self.transactions + self.reconciliations


_PAIRS = "credit_number,credit_position,debit_number,debit_position,amount"
KINDS = {
    "payments": Kind("payments", PAYMENTS),
    "credits": Kind(
        "credits",
        "credit_number,account_number,date,description,ledger_code,amount",
        "N-{0},L-1,2026-02-01,Closed,SWIM,2.00",
    ),
    "pays": Kind(
        "payments", "number,account_number,date,amount,pays", "N-{0},L-1,2026-02-01,3.00,LI-{0}:2.00", reconciliations=1
    ),
    "refunds": Kind(
        "refunds",
        "number,account_number,date,amount,method,sources",
        "N-{0},L-1,2026-02-01,1.00,CASH,BIG:1.00",
        reconciliations=1,
    ),
    "reconciliations": Kind("reconciliations", _PAIRS, "BIG,1,LI-{0},1,3.00", 0, 1),
}


class KilledImport(NamedTuple):
    """What an import came to whose process was killed so often; ``seen`` is what there was of the large account."""

    rows: int
    kills: int
    seconds: float
    recorded: int
    seen: Sequence[tuple[int, int]]
    twice: int
    batches: int
    jobs_not_done: int
    contradictions: int

    def __str__(self) -> str:
        return (
            f"{self.rows:,} rows, {self.kills} kills, {self.seconds:.1f} s: {self.recorded:,} recorded, {self.twice} twice, "
            f"{self.batches} batch, {self.jobs_not_done} jobs not done, {self.contradictions} contradictions; "
            f"on the large account there were {', '.join(str(each) for each in self.seen)} transactions and reconciliations"
        )


async def killed_import(url: str, count: int, kills: int, name: str = "payments", seed: int = 1) -> KilledImport:
    """Imports a file of so many rows in processes that are killed while they publish it."""
    chance, kind = random.Random(seed), KINDS[name]
    async with opened(url) as store:
        lines = await _open_books(store, count, kind, chance)
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "file.csv").write_text("\n".join([kind.header, *lines]))
            command = KilledCommand(store, url, folder, ["import", kind.command, "file.csv"], RECORDED)
            async with _watched(store) as seen:
                await command.run_and_kill(kind.made * count, kills, chance)
        seconds = time.perf_counter() - began
        seen.add((await rows(store, SHOWN))[0])
        ((jobs, done),) = await rows(store, JOBS)
        recorded, twice, batches = [(await rows(store, sql))[0][0] for sql in (RECORDED, TWICE, BATCHES)]
        broken = len(await verify(store))
    return KilledImport(count, kills, seconds, recorded, sorted(seen), twice, batches, jobs - done, broken)


async def _open_books(store: Store, count: int, kind: Kind, chance: random.Random) -> list[str]:
    """Open the accounts, and what the rows refer to; gives the rows."""
    centre = await Centre.open(store, "SWIM")
    await centre.accounts([LARGE, *(f"S-{each}" for each in range(OTHERS))])
    if kind.row:
        await load(store, ImportKind.INVOICES, INVOICES, invoice_lines(count))
        await load(store, ImportKind.PAYMENTS, PAYMENTS, [f"BIG,{LARGE},2026-01-05,{3 * count}.00,,CARD,"])
        return [kind.row.format(each) for each in range(count)]
    lines = payment_lines(count // 2, name="N")
    for each in range(count - len(lines)):
        lines.insert(chance.randrange(len(lines)), f"N-S{each},S-{each % OTHERS},2026-01-05,8.00,,CASH,")
    return lines


@contextlib.asynccontextmanager
async def _watched(store: Store) -> AsyncIterator[set[tuple[int, int]]]:
    """What a reader saw of the large account meanwhile."""
    seen: set[tuple[int, int]] = set()

    async def watch() -> None:
        while True:
            seen.add((await rows(store, SHOWN))[0])
            await asyncio.sleep(0.02)

    watching = asyncio.create_task(watch())
    try:
        yield seen
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


async def main(count: int, kills: int, names: Sequence[str]) -> None:
    """Kills an import of each kind so often on each database and prints."""
    for name in names:
        async with databases_of_each_kind("killed") as urls:
            for database, (url,) in urls.items():
                print(f"{database:<10} {name:<15} {await killed_import(url, count, kills, name)}", flush=True)


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdecimal()]
    kinds = [each for each in sys.argv[1:] if not each.isdecimal()]
    asyncio.run(main(*([*numbers, *(10_000, 10)[len(numbers) :]]), kinds or list(KINDS)))
