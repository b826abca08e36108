"""Fewer round trips: what waits for no answer goes to the database together, from one program or from several."""

import enum
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from domain.store.program import AtOnce, ExecuteMany, Program, Query, Sql, Statement

T = TypeVar("T")


def side_by_side(*programs: Program[Any]) -> Program[tuple[Any, ...]]:
    """Run programs that only read, none of which needs another's result, and return the result of each.

    What several ask, they ask at once.
    """
    results: list[Any] = [None] * len(programs)
    answers: list[tuple[int, Any]] = [(index, None) for index in range(len(programs))]
    try:
        while answers:
            asked: list[tuple[int, Statement]] = []
            for index, answer in answers:
                try:
                    asked.append((index, programs[index].send(answer)))
                except StopIteration as stop:
                    results[index] = stop.value
            if len(asked) == 1:
                [(index, step)] = asked
                answers = [(index, (yield step))]
            elif asked:
                found = yield AtOnce([query for _, step in asked for query in _queries(step)])
                answers = _shared_out(asked, found)
            else:
                answers = []
        return tuple(results)
    finally:
        for each in programs:
            each.close()


def _shared_out(asked: Sequence[tuple[int, Statement]], found: Sequence[Any]) -> list[tuple[int, Any]]:
    """Return to each program the rows of what it asked."""
    answers: list[tuple[int, Any]] = []
    rows = iter(found)
    for index, step in asked:
        answers.append((index, [next(rows) for _ in step.steps] if isinstance(step, AtOnce) else next(rows)))
    return answers


def _queries(step: Statement) -> Sequence[Query]:
    """Return what a step asks."""
    steps = step.steps if isinstance(step, AtOnce) else [step]
    assert all(isinstance(each, Query) for each in steps), "only what reads runs side by side"
    return steps  # type: ignore[return-value]  # as asserted


def asked_once(work: Program[T]) -> Program[T]:
    """Run ``work``, asserting that it asks once at most."""
    try:
        step = next(work)
        step = work.send((yield step))
    except StopIteration as stop:
        result: T = stop.value
        return result
    finally:
        work.close()
    raise AssertionError(f"a second statement, {step}, would see another state of the database")


def written_together(work: Program[T]) -> Program[T]:
    """Run ``work``, and let what it writes wait until it asks something, builds on what waits, or ends."""
    waiting = Waiting()
    try:
        step = next(work)
        while True:
            if not isinstance(step, ExecuteMany):
                yield from waiting.write()
                step = work.send((yield step))
                continue
            if step.rows and not waiting.take(step):
                yield from waiting.write()
                waiting.take(step)
            step = work.send([])
    except StopIteration as stop:
        yield from waiting.write()
        result: T = stop.value
        return result
    finally:
        work.close()


class _Sort(enum.Enum):
    """How a statement writes."""

    INSERT = re.compile(r"insert into (\w+) \(id, ")
    INSERT_NUMBERED = re.compile(r"insert into (\w+) \(")
    """Rows to which the database gives a number of its own, and nobody refers."""
    UPDATE_BY_ID = re.compile(r"update (\w+) set .* where id = \$\d+$")
    UPDATE = re.compile(r"update (\w+) ")


@cache
def _target(sql: Sql) -> tuple[_Sort, str]:
    """Return how a statement writes, and to which table."""
    for sort in _Sort:
        if found := sort.value.match(sql.postgres):
            return sort, found[1]
    raise AssertionError(f"{sql!r} neither inserts rows with an id nor updates")


class Waiting:
    """What waits to be written together: no row is written twice, and none is added after others of its table changed.

    A row that changes may give up what must be unique for the one that is added.
    """

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._steps: list[ExecuteMany] = []
        self._ids: defaultdict[str, set[object]] = defaultdict(set)
        self._changed: set[str] = set()
        """The tables of which rows change."""

    def take(self, step: ExecuteMany) -> bool:
        """Let a statement wait, if it builds on nothing that waits; return whether it does now."""
        sort, table = _target(step.sql)
        if sort is _Sort.INSERT_NUMBERED:
            self._steps.append(step)
            return True
        known = self._ids[table]
        if sort is _Sort.UPDATE:
            if known:
                return False
            known.add(_ANY)
        else:
            ids = {row[0 if sort is _Sort.INSERT else -1] for row in step.rows}
            if _ANY in known or known & ids or (sort is _Sort.INSERT and table in self._changed):
                return False
            known |= ids
        if sort is not _Sort.INSERT:
            self._changed.add(table)
        self._steps.append(step)
        return True

    def write(self) -> Program[None]:
        """Write what waits."""
        steps = self._steps
        self._clear()
        if steps:
            yield steps[0] if len(steps) == 1 else AtOnce(steps)


_ANY = object()
"""Stands for the ids of all rows of a table."""
