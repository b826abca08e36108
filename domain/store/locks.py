"""The order in which a unit of work locks rows, so that no two units deadlock.

Tables in the order of ``LOCK_ORDER``; rows of one table by rising id, best by one statement. Locks that writing takes (on
numbers that are unique across accounts) come last, in ``flush.py``. A statement that breaks the order is our own bug and
fails on both databases, although only PostgreSQL would deadlock.
"""

import re
from functools import lru_cache
from typing import TypeVar

from domain.store.program import AtOnce, Program, Query, Sql, Statement
from domain.store.unit_of_work import LOCK_ACCOUNTS, LOCK_ORGANISATION

T = TypeVar("T")

LOCK_ORDER = (
    "jobs",
    "batches",
    "organisations",
    "accounts",
    "members",
    "ledger_codes",
    "subscriptions",
    "planned_payments",
    "roles",
    "users",
    "api_tokens",
    "passkeys",
    "authenticators",
    "identities",
    "file_mappings",
    "webhooks",
    "mails",
    "bank_accounts",
    "payers",
    "payer_accounts",
    "bank_statements",
    "bank_lines",
)
_ADVISORY_LOCK = Sql("select pg_advisory_xact_lock(:number)")
_PREVIEWS_LOCK = 7_415_002
_IN_PARENTHESES = re.compile(r"\([^()]*\)")
_LOCKING = re.compile(r"\bfrom (\w+)\b.* for (?:update|share)$")


@lru_cache(maxsize=1024)
def locked_table(sql: Sql) -> str | None:
    """Return the table whose rows a statement locks, or None."""
    text, left = sql.postgres, 1
    while left:  # what a subquery reads is not locked
        text, left = _IN_PARENTHESES.subn("", text)
    found = _LOCKING.search(text)
    return found[1] if found else None


class Locks:
    """What one unit has locked so far, and what the units before it asked for.

    Units of one preview keep the locks of those before them, in any order. If that deadlocks, the preview runs again, with
    everything locked from the start (``again``).
    """

    def __init__(self) -> None:
        self._held: dict[str, set[object]] = {}
        self._rank = 0
        self._asked: dict[str, set[object]] = {}

    def begin(self) -> None:
        """Begin a unit, which has locked nothing yet."""
        self._held = {}
        self._rank = 0

    def take(self, step: Query) -> None:
        """Record what a statement is about to lock; assert that this follows the order."""
        table = locked_table(step.sql)
        if table is None:
            return
        assert table in LOCK_ORDER, f"{table} has no place in the order of locks"
        rank, rows = LOCK_ORDER.index(table), _rows(step)
        held = self._held.setdefault(table, set())
        new = rows - held
        if not new:  # what is held already waits for nobody
            return
        assert rank >= self._rank, f"{table} is locked after {LOCK_ORDER[self._rank]}"
        assert not (new and held) or _rising(step, held, new), f"rows of {table} are locked after later ones"
        held |= new
        self._rank = rank
        self._asked.setdefault(table, set()).update(rows)

    def again(self) -> Program[None]:
        """Lock the organisation and the accounts that units asked for so far, in order."""
        if "organisations" in self._asked:
            yield Query(LOCK_ORGANISATION)
        if accounts := self._asked.get("accounts"):
            yield Query(LOCK_ACCOUNTS, ids=sorted(accounts))  # type: ignore[type-var]  # ids are whole numbers


def one_at_a_time(dialect: str) -> Program[None]:
    """Make previews of several units wait for each other, as they always do on SQLite: they lock in any order."""
    if dialect == "postgres":
        yield Query(_ADVISORY_LOCK, number=_PREVIEWS_LOCK)


def without_locks(work: Program[T]) -> Program[T]:
    """Run ``work`` without locking what it reads, to find out in a snapshot what it would do; return its result."""
    try:
        step = next(work)
        while True:
            step = work.send((yield _unlocked_step(step)))
    except StopIteration as stop:
        result: T = stop.value
        return result
    finally:
        work.close()


def _unlocked_step(step: Statement) -> Statement:
    if isinstance(step, AtOnce):
        assert not any(map(locked_table, (each.sql for each in step.steps))), "what locks is asked alone"
    if not isinstance(step, Query) or locked_table(step.sql) is None:
        return step
    return Query(_unlocked(step.sql), **dict(zip(step.sql.names, step.arguments, strict=True)))


@lru_cache(maxsize=256)
def _unlocked(sql: Sql) -> Sql:
    return sql.without_lock()


def _rows(step: Query) -> set[object]:
    """Return what identifies the locked rows: the statement's list, or all its arguments."""
    listed = [value for name, value in zip(step.sql.names, step.arguments, strict=True) if name in step.sql.lists]
    return {each for value in listed for each in value} if listed else {step.arguments}  # type: ignore[attr-defined]  # a list


def _rising(step: Query, held: set[object], new: set[object]) -> bool:
    return step.sql.names == ("ids",) and min(new) > max(held)  # type: ignore[type-var, operator]  # ids are whole numbers


def in_order(work: Program[T], locks: Locks) -> Program[T]:
    """Run ``work``, asserting that it locks in order, and return its result."""
    try:
        step = next(work)
        while True:
            for each in step.steps if isinstance(step, AtOnce) else (step,):
                if isinstance(each, Query):
                    locks.take(each)
            step = work.send((yield step))
    except StopIteration as stop:
        result: T = stop.value
        return result
    finally:
        work.close()
