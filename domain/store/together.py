"""Several units of work in one transaction, side by side: what they ask and what they write goes to the database together.

Each goes on as if it were alone. All that one of them asks in a round is asked with the questions of the others, and they
write once none has a question left, so that a group takes as many round trips as one unit. That is right because no two
share what they lock: a unit is left to run alone whose account is locked already, by another of the group or by somebody
else. So a group never waits for an account, and nobody waits for two groups at once.

What is refused before the unit has written anything concerns that unit alone; after that, the group must be undone.
"""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from domain.store.idempotency import LOCK_KEY
from domain.store.locks import locked_table
from domain.store.program import PAUSE, AtOnce, ExecuteMany, Failed, Program, ProgramFactory, Query, Sql, Statement
from domain.store.round_trips import Waiting
from domain.store.unit_of_work import LOCK_ACCOUNTS, LOCK_FREE_ACCOUNTS

ALONE = object()
"""The outcome of a unit that must run alone: nothing of it was done."""
TAKEN = object()
"""The outcome of a unit whose account or key somebody else has: nothing of it was done, and another group may suit it."""

_TRY_KEY = Sql("select :number is not null", "select pg_try_advisory_xact_lock(:number)")


class NotTogether(Exception):
    """A unit of the group failed after it had written, or did what only one alone may do: all must be undone."""


class _Sort(enum.IntEnum):
    """What a unit waits for; a group serves the first of these that any of its units waits for."""

    OTHER = enum.auto()
    """What only a unit alone may do."""
    KEY = enum.auto()
    ACCOUNTS = enum.auto()
    SHARED = enum.auto()
    """Rows that must not change meanwhile, such as ledger codes: any number of units may hold them."""
    ANSWER = enum.auto()
    WRITTEN = enum.auto()


@dataclass(slots=True, eq=False)
class _Member:
    """One unit of a group, and the step that it waits for."""

    index: int
    program: Program[Any]
    step: Any = None
    sort: _Sort = _Sort.OTHER
    has_written: bool = False


def together(makers: Sequence[ProgramFactory[Any]]) -> Program[list[object]]:
    """Run units side by side; return for each its result, ``Failed`` if it was refused, ``TAKEN`` or ``ALONE``.

    Raises ``NotTogether`` if none of them may be committed; each must then run alone.
    """
    members = [_Member(index, make()) for index, make in enumerate(makers)]
    group = _Group(len(members))
    try:
        waiting = [each for each in members if group.goes_on(each, None)]
        while waiting:
            waiting = yield from group.next_round(waiting)
        return group.outcomes
    finally:
        for each in members:
            each.program.close()


def any_done(outcomes: Sequence[object]) -> bool:
    """Return True if a unit of a group has a result, which its caller will get."""
    return any(each is not ALONE and each is not TAKEN and not isinstance(each, Failed) for each in outcomes)


class _Group:
    """What the units of a group have come to, and what is locked for them."""

    def __init__(self, size: int) -> None:
        self.outcomes: list[object] = [ALONE] * size
        self._accounts: set[object] = set()
        self._keys: set[object] = set()

    def goes_on(self, member: _Member, answer: Any) -> bool:
        """Let a unit go on with the answer to its step; return whether it waits for another."""
        try:
            member.step = member.program.send(answer)
        except StopIteration as stop:
            self.outcomes[member.index] = stop.value
            return False
        except Exception as error:
            if member.has_written:
                raise NotTogether from error
            self.outcomes[member.index] = Failed(error)
            return False
        member.sort = _sort(member.step)
        return True

    def next_round(self, waiting: Sequence[_Member]) -> Program[list[_Member]]:
        """Serve what comes first of what units wait for; return those that then wait for something."""
        first = min(each.sort for each in waiting)
        served = [each for each in waiting if each.sort is first]
        answers = yield from self._answers(first, served)
        left = [each for each in served if each not in answers]
        if any(each.has_written for each in left):
            raise NotTogether
        for each in left if first in _LOCKS else ():
            self.outcomes[each.index] = TAKEN
        still = []
        for each in waiting:
            if each.sort is not first:
                still.append(each)
            elif each in answers:
                if self.goes_on(each, answers[each]):
                    still.append(each)
                yield PAUSE
        return still

    def _answers(self, first: _Sort, served: Sequence[_Member]) -> Program[dict[_Member, Any]]:
        """Return the answers to what members wait for, which is of one sort; some may have none."""
        answers: dict[_Member, Any] = {}
        if first is _Sort.KEY:
            answers = yield from self._lock_keys(served)
        elif first is _Sort.ACCOUNTS:
            answers = yield from self._lock_accounts(served)
        elif first is _Sort.SHARED:
            answers = yield from _ask_in_turn(served)
        elif first is _Sort.ANSWER:
            answers = yield from _ask(served)
        elif first is _Sort.WRITTEN:
            answers = yield from _write(served)
        return answers

    def _lock_keys(self, members: Sequence[_Member]) -> Program[dict[_Member, Any]]:
        """Lock idempotency keys that nobody holds; a unit whose key is held waits for its holder alone."""
        free = _first_of_each(members, self._keys)
        if not free:
            return {}
        found = yield AtOnce([Query(_TRY_KEY, number=each.step.arguments[0]) for each in free])
        return {each: [] for each, rows in zip(free, found, strict=True) if rows[0][0]}

    def _lock_accounts(self, members: Sequence[_Member]) -> Program[dict[_Member, Any]]:
        """Lock accounts that nobody holds, by one statement in their order."""
        free = []
        for each in members:
            wanted = set(each.step.arguments[0])
            if self._accounts.isdisjoint(wanted):
                self._accounts |= wanted
                free.append(each)
        if not free:
            return {}
        ids = sorted(account for each in free for account in each.step.arguments[0])
        rows = {row[0]: row for row in (yield Query(LOCK_FREE_ACCOUNTS, ids=ids))}
        found = {each: [rows[account] for account in each.step.arguments[0] if account in rows] for each in free}
        return {each: locked for each, locked in found.items() if len(locked) == len(each.step.arguments[0])}


def _first_of_each(members: Iterable[_Member], held: set[object]) -> list[_Member]:
    """Return the first unit for each key that none of the group holds, which it then does."""
    first = []
    for each in members:
        key = each.step.arguments
        if key not in held:
            held.add(key)
            first.append(each)
    return first


def _ask_in_turn(members: Sequence[_Member]) -> Program[dict[_Member, Any]]:
    """Ask what locks, which a statement does alone; equal questions once."""
    known: dict[tuple[Sql, str], Any] = {}
    answers: dict[_Member, Any] = {}
    for each in members:
        question = each.step.sql, repr(each.step.arguments)  # lists are no keys
        if question not in known:
            known[question] = yield each.step
        answers[each] = known[question]
    return answers


def _ask(members: Sequence[_Member]) -> Program[dict[_Member, Any]]:
    """Ask what units ask, together."""
    questions = [_steps(each.step) for each in members]
    found = iter((yield AtOnce([question for of_one in questions for question in of_one])))
    answers: dict[_Member, Any] = {}
    for each, of_one in zip(members, questions, strict=True):
        rows = [next(found) for _ in of_one]
        answers[each] = rows if isinstance(each.step, AtOnce) else rows[0]
    return answers


def _write(members: Sequence[_Member]) -> Program[dict[_Member, Any]]:
    """Write what units write, the rows of all of them by one statement for each that they share.

    The statements keep the order that each unit has them in: what it adds may refer to what it added before.
    """
    merged: dict[Sql, list[Sequence[object]]] = {}
    order: list[Sql] = []
    answers: dict[_Member, Any] = {}
    for each in members:
        steps = _steps(each.step)
        after = -1
        for step in steps:
            if step.sql not in merged:
                merged[step.sql] = []
                order.insert(after + 1, step.sql)
            merged[step.sql] += step.rows
            after = order.index(step.sql)
        answers[each] = [[] for _ in steps] if isinstance(each.step, AtOnce) else []
        each.has_written = True
    waiting = Waiting()
    for sql in order:
        all_rows = ExecuteMany(sql, merged[sql])
        if not waiting.take(all_rows):
            yield from waiting.write()
            waiting.take(all_rows)
    yield from waiting.write()
    return answers


def _steps(step: Statement) -> Sequence[Any]:
    """Return the statements of a step."""
    return step.steps if isinstance(step, AtOnce) else [step]


def _sort(step: Statement) -> _Sort:
    if isinstance(step, Query):
        return _sort_of(step.sql)
    if isinstance(step, ExecuteMany):
        return _Sort.WRITTEN
    if isinstance(step.steps[0], ExecuteMany):  # they are of one sort
        return _Sort.WRITTEN
    asks = all(_sort_of(each.sql) is _Sort.ANSWER for each in step.steps)
    return _Sort.ANSWER if asks else _Sort.OTHER


@lru_cache(maxsize=1024)
def _sort_of(sql: Sql) -> _Sort:
    """Return what a unit waits for that asks something alone."""
    if sql in _LOCKING:
        return _LOCKING[sql]
    if sql.postgres.endswith(" for share"):
        return _Sort.SHARED
    asks = sql.postgres.startswith("select ") and locked_table(sql) is None
    return _Sort.ANSWER if asks else _Sort.OTHER


_LOCKS = {_Sort.KEY, _Sort.ACCOUNTS}
_LOCKING = {LOCK_KEY: _Sort.KEY, LOCK_ACCOUNTS: _Sort.ACCOUNTS}
