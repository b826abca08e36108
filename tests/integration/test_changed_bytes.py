"""Whatever is changed in the audit log, or in a row of which it speaks, ``verify`` finds it (domain R16, R16a)."""

import random
from collections.abc import Sequence
from itertools import islice

from domain.store.program import Program, Unreadable, tolerant
from domain.store.store import Store
from domain.verifying.chains import check_chains
from domain.verifying.findings import DAMAGE, Findings
from domain.verifying.unlogged_rows import check_unlogged_rows
from domain.verifying.verify import Step, check_rows, verify
from tests.support.changed_bytes import changed, columns, drop_triggers, put_back
from tests.support.random_commands.books import random_books
from tests.support.tampering import LOG

LEAST = 70
ONE_IN = {"sqlite": 1, "postgres": 8}
"""What is compared is the same on both, and ten times as slow on PostgreSQL."""
STEPS: tuple[Step, ...] = (check_chains, LOG, check_rows, check_unlogged_rows)
"""The steps of ``verify`` that prove the log and what it speaks of."""


async def test_a_changed_value_of_any_column_is_found(store: Store) -> None:
    """Each column once, or one in a few; ``tests.stress.changed_bytes`` changes a thousand values on either database."""
    await random_books(store, seed=11, accounts=3, steps=25)
    await drop_triggers(store)
    at_first = await verify(store)
    of_steps = [await findings_of_step(store, step) for step in STEPS]
    chance = random.Random(11)
    found = 0
    one_in = ONE_IN[store.backend.dialect]
    for table, column in islice(columns(), None, None, one_in):
        done = await changed(store, chance, table, column)
        if done is None:
            continue
        place, value = done
        assert await is_found(store, of_steps), f"{place}, which was {value!r}"
        await put_back(store, *done)
        found += 1
    assert found >= LEAST // one_in
    assert await verify(store) == at_first


async def is_found(store: Store, before: Sequence[int]) -> bool:
    """Whether any of ``STEPS`` finds more than before. The first that does ends it: a whole verification takes long."""
    for step, count in zip(STEPS, before, strict=True):
        if await findings_of_step(store, step) > count:
            return True
    return False


async def findings_of_step(store: Store, step: Step) -> int:
    def look() -> Program[int]:
        found = Findings()
        try:
            yield from step(found, lambda: None)
        except (Unreadable, *DAMAGE):  # as the verification says of a step
            found.count += 1
        return found.count

    async with store.snapshot() as reader:
        return await reader.run(tolerant(look()))
