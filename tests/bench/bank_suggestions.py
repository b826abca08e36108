"""How long it takes to judge all open lines of a bank at once, and by how many statements (domain R44).

    python -m tests.bench.bank_suggestions [lines] [accounts]

Prints the seconds, the CPU's among them, on both databases; and the same of a tenth of the lines.
"""

import asyncio
import sys
import time
from collections import Counter

from domain.queries.bank_suggestions import LineSuggestions, suggestions_of_lines
from domain.queries.records import by_ids
from domain.store.program import Program
from domain.store.store import Store
from domain.tables import BankLineRow
from tests.support.counting import counted
from tests.support.databases import both_databases
from tests.support.many_lines import ManyLines, fill_lines

ITEMS_MAX = 1_000_000


async def judged(store: Store, filled: ManyLines, lines: int) -> str:
    """Judges so many lines in one program."""
    statements = Counter[str]()

    def read() -> Program[LineSuggestions]:
        rows = yield from by_ids(BankLineRow, filled.lines[:lines])
        return (yield from counted(suggestions_of_lines(rows.values(), ITEMS_MAX), statements))

    began, cpu = time.perf_counter(), time.process_time()
    found = await store.read(read())
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    account_of = dict(zip(filled.lines, filled.accounts, strict=True))
    best = [(account_of[line], each[0]) for line, each in found.proposals.items() if each]
    first = sum(account == proposal.account_id for account, proposal in best)
    sure = sum(proposal.sure for _, proposal in best)
    wrong = sum(proposal.sure and account != proposal.account_id for account, proposal in best)
    return (
        f"{lines:,} lines in {seconds:.2f} s ({cpu:.2f} s of CPU) by {statements.total()} statements: "
        f"{first:,} right first, {sure:,} sure, {wrong} of them wrong"
    )


async def main(lines: int, accounts: int) -> None:
    """Judges all lines, and a tenth of them."""
    async with both_databases() as urls:
        for name, url in urls.items():
            store = await Store.open(url)
            try:
                filled = await fill_lines(store, accounts, lines)
                for count in (lines // 10, lines):
                    print(f"{name:<10} {accounts:,} accounts, {await judged(store, filled, count)}", flush=True)
            finally:
                await store.close()


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:]]
    asyncio.run(main(*[*numbers, *(10_000, 10_000)[len(numbers) :]]))
