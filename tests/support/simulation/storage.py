"""A database in memory that many units use step by step, as on PostgreSQL: locks by row, reads of what is committed.

Units write last, so whoever has begun to write goes on to its commit while the others wait. What a unit reads before is
what is committed at that moment, and what it locks is its own until it ends.
"""

import sqlite3
from collections.abc import Collection, Sequence
from typing import Any

from domain.store.idempotency import LOCK_KEY
from domain.store.locks import locked_table
from domain.store.program import AtOnce, ExecuteMany, Program, Query, Statement
from domain.store.sqlite.connection import PRAGMAS, answer_of, begin, rollback, run_program
from domain.store.unit_of_work import LOCK_FREE_ACCOUNTS

_TRY = "pg_try_advisory_xact_lock"
_FSYNCED = 2

Lock = tuple[str, object]


class Blocked(Exception):
    """Another unit holds what a step locks."""


class Crash(Exception):
    """The process dies here; ``committed`` is what it had just committed and answered."""

    def __init__(self, committed: object = None) -> None:
        super().__init__()
        self.committed = committed


class Storage:
    """Rows that survive a crash, the locks that do not, and what a power failure takes."""

    def __init__(self, empty: bytes) -> None:
        self._held: dict[Lock, object] = {}
        self.connection = self._opened(empty)

    def run(self, program: Program[Any]) -> Any:
        """Run a program that only reads, at once."""
        return run_program(self.connection, program)

    def answer(self, step: Statement, owner: object) -> Any:
        """Return the answer to a step that writes nothing; raise ``Blocked`` if another unit holds what it locks."""
        if isinstance(step, Query):
            if step.sql is LOCK_KEY or _TRY in step.sql.postgres:
                return self._lock_key(step, owner)
            if step.sql is LOCK_FREE_ACCOUNTS:
                return self._lock_free(step, owner)
            if (table := locked_table(step.sql)) is not None:
                self._lock([(table, each) for each in _rows(step)], owner)
        elif isinstance(step, AtOnce):
            return [self.answer(each, owner) for each in step.steps]
        return answer_of(self.connection, step)

    def release(self, owner: object) -> None:
        """Let go of all that a unit has locked."""
        self._held = {lock: each for lock, each in self._held.items() if each is not owner}

    def write(self, program: Program[Any], step: Statement, owner: object, fault: "Fault") -> Any:
        """Run the rest of a program, from its first writing step on, and commit; return its result.

        A refusal or an error of the database undoes all of it. Raises ``Crash`` where ``fault`` says so.
        """
        before = self.connection.serialize() if fault.power else b""
        begin(self.connection)
        try:
            result = self._to_its_end(program, step, owner, fault)
            fault.at_commit()
            self.connection.execute("COMMIT")
        except BaseException:
            rollback(self.connection)
            raise
        finally:
            program.close()
        if fault.power:
            self._lose_power(before)
            raise Crash(result)
        return result

    def _to_its_end(self, program: Program[Any], step: Statement, owner: object, fault: "Fault") -> Any:
        try:
            while True:
                fault.at_step()
                step = program.send(answer_of(self.connection, step) if writes(step) else self.answer(step, owner))
        except StopIteration as stop:
            return stop.value

    def crash(self) -> None:
        """Lose what was not committed, and every lock."""
        if self.connection.in_transaction:
            rollback(self.connection)
        self._held = {}

    def _lose_power(self, before: bytes) -> None:
        """Lose the power: a commit that was not synced to the disk is gone."""
        if self.connection.execute("PRAGMA synchronous").fetchone()[0] < _FSYNCED:
            self.connection.close()
            self.connection = self._opened(before)

    def _opened(self, content: bytes) -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", isolation_level=None, detect_types=sqlite3.PARSE_DECLTYPES)
        connection.deserialize(content)
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")
        return connection

    def _lock(self, locks: Sequence[Lock], owner: object) -> None:
        if any(self._held.get(each, owner) is not owner for each in locks):
            raise Blocked
        self._held.update(dict.fromkeys(locks, owner))

    def _lock_key(self, step: Query, owner: object) -> list[list[bool]]:
        try:
            self._lock([("key", step.arguments)], owner)
        except Blocked:
            if step.sql is LOCK_KEY:
                raise
            return [[False]]
        return [[True]]

    def _lock_free(self, step: Query, owner: object) -> list[Any]:
        locked = []
        for row in answer_of(self.connection, step):
            lock = ("accounts", row[0])
            if self._held.get(lock, owner) is owner:
                self._held[lock] = owner
                locked.append(row)
        return locked


class Fault:
    """What goes wrong for one unit while it writes."""

    def __init__(self, kind: str = "", at: int = 0) -> None:
        self.kind = kind
        self.power = kind == "power"
        self._left = at

    def at_step(self) -> None:
        """Before each statement."""
        self._left -= 1
        if self._left < 0 and self.kind == "full":
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        if self._left < 0 and self.kind == "killed":
            raise Crash

    def at_commit(self) -> None:
        """Before the commit."""
        if self.kind in {"full", "killed"}:
            self._left = 0
            self.at_step()


def writes(step: Statement) -> bool:
    """Return True if a step changes rows."""
    if isinstance(step, AtOnce):
        return any(map(writes, step.steps))
    return isinstance(step, ExecuteMany) or not step.sql.sqlite.lstrip().startswith(("select", "with"))


def _rows(step: Query) -> Collection[object]:
    """Return what identifies the rows that a statement locks: its list, or all its arguments."""
    for name, value in zip(step.sql.names, step.arguments, strict=True):
        if name in step.sql.lists:
            return tuple(value)  # type: ignore[arg-type]  # a list
    return (step.arguments,)
