"""Random statements with fees, refunds, returned eChecks, splits, ignored and open lines: does each report tie out (R45)?

    python -m tests.stress.tie_out [statements] [seed]

Each report is compared with an independent oracle, on both databases; then a cent is changed here and there, by people
and behind the product's back, and the line of each must be named. Prints how often each way of explaining was taken.
"""

import asyncio
import random
import sys
import time

from domain.store.program import Sql
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.centre import execute, rows
from tests.support.damages import BANK_GUARDS
from tests.support.databases import both_databases
from tests.support.tie_out import TieOutOracle

STATEMENTS = 1_000
PARTS = Sql("select min(id), line_id from bank_line_parts where withdrawn_at is null group by line_id order by 1")
CENTS = 6
"""How many cents are changed behind the product's back."""


async def tied_out(url: str, statements: int, seed: int, cents: int = CENTS) -> TieOutOracle:
    """Explains so many statements, and compares; raises ``AssertionError`` where anything differs by a cent.

    ``cents`` is how many are changed behind the product's back afterwards, on a line and on a part of it each.
    """
    store = await Store.open(url)
    try:
        oracle = TieOutOracle(store, random.Random(seed))
        await oracle.open(statements)
        oracle.done["reports compared"] += await oracle.check()
        await oracle.check_a_cent()
        assert await oracle.check() > 0
        assert await verify(store) == []
        await _damage(store, oracle, cents)
        return oracle
    finally:
        await store.close()


async def _damage(store: Store, oracle: TieOutOracle, cents: int) -> None:
    """Changes a cent of some lines and parts by itself: ``verify`` names the line of each."""
    for table, trigger in BANK_GUARDS:
        on = f" on {table}" if store.backend.dialect == "postgres" else ""
        await execute(store, f"drop trigger {trigger}{on}")
    parts = await rows(store, PARTS)
    for part, line_id in oracle.chance.sample(parts, min(cents, len(parts))):
        line = oracle.lines[line_id]
        place = f" of {line.day} on "
        for table, row_id, step in (("bank_line_parts", part, 1), ("bank_lines", line_id, 1 if line.cents > 0 else -1)):
            await execute(store, f"update {table} set amount_cents = amount_cents + {step} where id = {row_id}")
            found = await verify(store)
            assert any(place in each.where and each.bank_line_id == line_id for each in found), (table, line, found)
            await execute(store, f"update {table} set amount_cents = amount_cents - {step} where id = {row_id}")
        oracle.done["cents found"] += 2


async def main(statements: int = STATEMENTS, seed: int = 1) -> None:
    """Explains so many statements on each database, and prints."""
    async with both_databases() as urls:
        for name, url in urls.items():
            began = time.perf_counter()
            oracle = await tied_out(url, statements, seed)
            seconds = time.perf_counter() - began
            done = ", ".join(f"{way.strip('_')} {count:,}" for way, count in sorted(oracle.done.items()))
            lines = f"{statements:,} statements of {len(oracle.lines):,} lines"
            print(f"{name:<10} {lines} in {seconds:.0f} s: {done}", flush=True)


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:])))
