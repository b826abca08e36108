"""Who paid, on the payments of a rental shop with equal amounts everywhere: whether anything wrong is sure (domain R44).

    python -m tests.stress.bank_texts [customers] [seeds]

Each payment becomes a bank's line with a text of one of 62 kinds, in three languages; payment → rental → customer is the
truth. Prints for each kind of text how many had the right account first, the right invoice too, and how many were sure.
Fails if one is sure and wrong. A payer who mistypes the number into another that they owe in the same amount has stated that
one: what settles it is counted apart.
"""

import asyncio
import sys
import tempfile
import time

from domain.store.migrate import migrate
from domain.store.store import Store
from tests.support.bank_quality import Tally, measured
from tests.support.bank_texts import KINDS, LANGUAGES
from tests.support.sakila import DATA, MISSING, shop

CUSTOMERS = 599
SHOWN_MAX = 20


def reported(tallies: dict[str, Tally]) -> str:
    """What was measured, for a reader."""
    lines = [f"{'kind of text':<44} {'lines':>6} {'account':>8} {'right':>7} {'sure':>7}"]
    for kind in KINDS:
        each = tallies[kind.name]
        shares = [f"{count / each.lines:.1%}" for count in (each.account_first, each.first, each.sure)]
        lines.append(f"{kind.name:<44} {each.lines:>6,} {shares[0]:>8} {shares[1]:>7} {shares[2]:>7}")
    total = [
        sum(getattr(each, name) for each in tallies.values()) for name in ("lines", "account_first", "first", "sure")
    ]
    shares = [f"{each / total[0]:.1%}" for each in total[1:]]
    lines.append(f"{'all':<44} {total[0]:>6,} {shares[0]:>8} {shares[1]:>7} {shares[2]:>7}")
    wrong = [f"wrong, {name}: {each}" for name, tally in tallies.items() for each in tally.wrong]
    written = [f"{each.as_written} of {name}" for name, each in tallies.items() if each.as_written]
    summary = f"{total[3]:,} sure, {len(wrong)} of them wrong; as written, not as meant: {', '.join(written) or 0}"
    return "\n".join([*lines, summary, *wrong[:SHOWN_MAX]])


async def main(customers: int, seeds: int) -> int:
    """Measures each seed on a database of its own; returns 1 if anything wrong was sure."""
    wrong = 0
    print(f"{len(KINDS)} kinds of text, {len(LANGUAGES)} languages, {customers} customers, {seeds} seeds")
    for seed in range(seeds):
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/shop.db"
            await migrate(url)
            store = await Store.open(url)
            began = time.process_time()
            try:
                tallies = await measured(store, shop(customers), seed)
            finally:
                await store.close()
        print(f"seed {seed}, {time.process_time() - began:.0f} s of CPU\n{reported(tallies)}", flush=True)
        wrong += sum(len(each.wrong) for each in tallies.values())
    return 1 if wrong else 0


if __name__ == "__main__":
    if not DATA.exists():
        sys.exit(MISSING)
    numbers = [int(each) for each in sys.argv[1:]]
    sys.exit(asyncio.run(main(*[*numbers, *(CUSTOMERS, 1)[len(numbers) :]])))
