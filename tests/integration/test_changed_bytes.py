"""Whatever is changed in the audit log, or in a row of which it speaks, ``verify`` finds it (domain R16, R16a)."""

import random
from itertools import islice

from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.changed_bytes import changed, columns, drop_triggers, put_back
from tests.support.random_commands.books import random_books

LEAST = 70
ONE_IN = {"sqlite": 1, "postgres": 8}
"""What is compared is the same on both, and ten times as slow on PostgreSQL."""


async def test_a_changed_value_of_any_column_is_found(store: Store) -> None:
    """Each column once, or one in a few; ``tests.stress.changed_bytes`` changes a thousand values on either database."""
    await random_books(store, seed=11, accounts=3, steps=25)
    await drop_triggers(store)
    at_first = await verify(store)
    chance = random.Random(11)
    found = 0
    one_in = ONE_IN[store.backend.dialect]
    for table, column in islice(columns(), None, None, one_in):
        done = await changed(store, chance, table, column)
        if done is None:
            continue
        place, value = done
        findings = await verify(store)
        assert len(findings) > len(at_first), f"{place}, which was {value!r}"
        await put_back(store, *done)
        found += 1
    assert found >= LEAST // one_in
    assert await verify(store) == at_first
