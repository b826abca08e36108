"""Units of work that share a commit of a SQLite file, run on the writer's thread.

Those that lock accounts alone run side by side (``together.py``): what they ask and write goes to the database together.
The others, and those whose account or key another of them has, run one after the other.

Nearly every unit that is refused is refused before it writes, so there is nothing to undo, and units need no savepoints:
these took a quarter of a payment, because each keeps a copy of every page that its unit changes. Only where a unit has
failed after it wrote, all of the group is undone and runs again, each unit in a savepoint of its own.
"""

import contextlib
import sqlite3
import time
from collections.abc import Callable, Sequence
from typing import Any

from domain.store.commit_times import CommitTimes
from domain.store.program import Failed, ProgramFactory
from domain.store.sqlite.connection import begin_units, rollback, run_program
from domain.store.sqlite.contents import count_commit
from domain.store.together import ALONE, TAKEN, together


class CommitFailed(Exception):
    """COMMIT failed, and the group is rolled back on the connection; the log's file may hold it all the same."""


class _FailedHalfway(Exception):
    """A unit failed after it had written something."""


def run_in_savepoint(connection: sqlite3.Connection, make_program: ProgramFactory[Any]) -> object:
    """Run one unit within the open transaction; return its result, or ``Failed`` after undoing what it did."""
    connection.execute("SAVEPOINT unit")
    try:
        outcome = run_program(connection, make_program())
    except BaseException as error:  # noqa: BLE001 - the caller gets the error
        if connection.in_transaction:  # some errors, such as a full disk, make SQLite end the whole transaction
            connection.execute("ROLLBACK TO unit")
            connection.execute("RELEASE unit")
        return Failed(error)
    connection.execute("RELEASE unit")
    return outcome


def run_without_savepoint(connection: sqlite3.Connection, make_program: ProgramFactory[Any]) -> object:
    """Run one unit within the open transaction; return its result, or ``Failed`` if it failed before it wrote anything.

    Raises ``_FailedHalfway`` if it has written.
    """
    changes = connection.total_changes
    try:
        return run_program(connection, make_program())
    except BaseException as error:
        if connection.total_changes != changes and connection.in_transaction:
            raise _FailedHalfway from error
        return Failed(error)


def _run_side_by_side(connection: sqlite3.Connection, makers: Sequence[ProgramFactory[Any]]) -> list[object]:
    """Run units side by side within the open transaction; return for each its result, ``Failed``, ``ALONE`` or ``TAKEN``.

    Raises ``_FailedHalfway`` if each must run alone.
    """
    try:
        return run_program(connection, together(makers))
    except Exception as error:
        raise _FailedHalfway from error


def run_group(
    connection: sqlite3.Connection,
    makers: list[ProgramFactory[Any]],
    wait_s: float,
    commits: CommitTimes,
    given_up: Callable[[], bool] = lambda: False,
    side_by_side: Sequence[int] = (),
) -> list[object]:
    """Run units under one commit; return for each its result, or ``Failed`` after undoing what it did.

    ``side_by_side`` are the places of those that may run side by side.

    All fail with ``LockedByAnother`` if another process holds the lock beyond the time, or until ``given_up``.
    Raises ``CommitFailed``, or what makes the connection unusable: the error of a rollback.
    """
    try:
        return _run_group(connection, makers, run_without_savepoint, wait_s, commits, given_up, side_by_side)
    except _FailedHalfway as failed:
        if len(makers) == 1:
            return [Failed(failed.__cause__ or failed)]
        return _run_group(connection, makers, run_in_savepoint, wait_s, commits, given_up)


def _run_group(
    connection: sqlite3.Connection,
    makers: list[ProgramFactory[Any]],
    run: Callable[[sqlite3.Connection, ProgramFactory[Any]], object],
    wait_s: float,
    commits: CommitTimes,
    given_up: Callable[[], bool],
    side_by_side: Sequence[int] = (),
) -> list[object]:
    """Run units as ``run_group`` does, each by ``run``; after ``_FailedHalfway`` all are undone."""
    outcomes: list[object] = [ALONE] * len(makers)
    changes = connection.total_changes
    try:
        begin_units(connection, wait_s, savepoints=run is run_in_savepoint, given_up=given_up)
        if len(side_by_side) > 1:
            done = _run_side_by_side(connection, [makers[index] for index in side_by_side])
            for index, outcome in zip(side_by_side, done, strict=True):
                outcomes[index] = outcome
        for index, make_program in enumerate(makers):
            if outcomes[index] is not ALONE and outcomes[index] is not TAKEN:
                continue
            outcome = outcomes[index] = run(connection, make_program)
            if not connection.in_transaction:
                raise outcome.error if isinstance(outcome, Failed) else AssertionError("a unit committed")  # noqa: TRY301 - one place ends the group
        if connection.total_changes != changes:
            count_commit(connection)
    except _FailedHalfway:
        rollback(connection)
        raise
    except BaseException as error:  # noqa: BLE001 - the caller gets the error
        rollback(connection)
        return [Failed(error) for _ in makers]
    _commit(connection, commits, has_changed=connection.total_changes != changes)
    return outcomes


def _commit(connection: sqlite3.Connection, commits: CommitTimes, *, has_changed: bool) -> None:
    """Commit the open transaction, and count it if it has changed anything. Raises ``CommitFailed``."""
    began_ns = time.perf_counter_ns()
    try:
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        with contextlib.suppress(sqlite3.Error):  # it is closed and opened again in any case
            rollback(connection)
        raise CommitFailed from error
    if has_changed:
        commits.note(time.perf_counter_ns() - began_ns)


def commit_anything(connection: sqlite3.Connection) -> None:
    """Commit the count of commits alone: the log gets a page of it."""
    begin_units(connection, 0, savepoints=False)
    try:
        count_commit(connection)
        connection.execute("COMMIT")
    except BaseException:  # the lock is let go of, whatever happened
        rollback(connection)
        raise
