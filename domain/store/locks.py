"""The one order in which a block locks rows, so that no two blocks wait for each other in a ring.

Tables in the order of ``ORDER``; rows of one table by rising id, best by one statement. What the rows themselves lock when
they are written (numbers that are unique across accounts) comes after all of it, in ``writing.py``. A statement that steps
back is our own bug and is stopped on both databases, although only PostgreSQL would feel it.
"""

import re
from functools import lru_cache
from typing import TypeVar

from domain.store.block import LOCK_ACCOUNTS, LOCK_ORGANISATION
from domain.store.steps import Fetch, Sql, Steps

T = TypeVar("T")

ORDER = (
    "jobs",
    "batches",
    "organisations",
    "accounts",
    "members",
    "ledger_codes",
    "subscriptions",
    "planned_payments",
    "users",
    "api_tokens",
)
_IN_TURN = Sql("select pg_advisory_xact_lock(:number)")
_SEVERAL_BLOCKS = 7_415_002
_LOCKING = re.compile(r"\bfrom (\w+)\b.* for (?:update|share)$")


@lru_cache(maxsize=1024)
def locked_table(sql: Sql) -> str | None:
    """The table whose rows a statement locks, None where it locks none."""
    found = _LOCKING.search(sql.postgres)
    return found[1] if found else None


class Locks:
    """What one block has locked so far, and what all blocks before it asked for.

    Blocks that follow each other within a preview keep the locks of those before them, whatever the order: one that waited
    in a ring because of it is tried again with all of it locked from the start (``again``).
    """

    def __init__(self) -> None:
        self._held: dict[str, set[object]] = {}
        self._rank = 0
        self._asked: dict[str, set[object]] = {}

    def begin(self) -> None:
        """A block begins: nothing of it is locked yet."""
        self._held = {}
        self._rank = 0

    def take(self, step: Fetch) -> None:
        """Notes what a statement is about to lock; asserts that it does not step back."""
        table = locked_table(step.sql)
        if table is None:
            return
        assert table in ORDER, f"{table} has no place in the order of locks"
        rank, rows = ORDER.index(table), _rows(step)
        held = self._held.setdefault(table, set())
        new = rows - held
        assert rank >= self._rank, f"{table} is locked after {ORDER[self._rank]}"
        assert not (new and held) or _rising(step, held, new), f"rows of {table} are locked after later ones"
        held |= new
        self._rank = rank
        self._asked.setdefault(table, set()).update(rows)

    def again(self) -> Steps[None]:
        """Locks the organisation and the accounts that were asked for so far, in order."""
        if "organisations" in self._asked:
            yield Fetch(LOCK_ORGANISATION)
        if accounts := self._asked.get("accounts"):
            yield Fetch(LOCK_ACCOUNTS, ids=sorted(accounts))  # type: ignore[type-var]  # ids are whole numbers


def one_at_a_time(dialect: str) -> Steps[None]:
    """Makes previews of several blocks wait for each other: they lock in any order. On SQLite they do so anyway."""
    if dialect == "postgres":
        yield Fetch(_IN_TURN, number=_SEVERAL_BLOCKS)


def _rows(step: Fetch) -> set[object]:
    """What tells the locked rows apart: the statement's list, or all its arguments."""
    listed = [value for name, value in zip(step.sql.names, step.arguments, strict=True) if name in step.sql.lists]
    return {each for value in listed for each in value} if listed else {step.arguments}  # type: ignore[attr-defined]  # a list


def _rising(step: Fetch, held: set[object], new: set[object]) -> bool:
    return step.sql.names == ("ids",) and min(new) > max(held)  # type: ignore[type-var, operator]  # ids are whole numbers


def in_order(work: Steps[T], locks: Locks) -> Steps[T]:
    """``work``, stopped by an assertion where it locks out of order."""
    try:
        step = next(work)
        while True:
            if isinstance(step, Fetch):
                locks.take(step)
            step = work.send((yield step))
    except StopIteration as stop:
        result: T = stop.value
        return result
    finally:
        work.close()
