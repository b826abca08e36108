"""Committing on a connection that may break: what became of a COMMIT that nobody answered.

A server that restarts, an administrator who ends a session, or a network may take the connection away between COMMIT and
its answer. Each connection has a row in ``commit_marks``, in which each transaction that writes leaves a number of its own;
that row is then read on another connection. The transaction's id would not do: a server that crashes gives ids that it had
not yet saved to other transactions.

Where a standby must have a commit before it is answered (``synchronous_standby_names``), a server whose wait for that is
cancelled, or that starts again, shows what it alone has, and may lose it when the standby takes over. So a COMMIT is
never cancelled: its connection is closed, and it waits on. And what only reads, as a request does that is sent again,
leaves a mark all the same: what it read is acknowledged once its own commit has reached the standby, and so all before it.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable
from typing import Any, TypeVar

import asyncpg

from domain.store.commit_times import CommitTimes
from domain.store.postgres.connection import LOST_ERRORS, PgConnection, run_program
from domain.store.postgres.mark import MARK, CommitMark
from domain.store.program import Program

T = TypeVar("T")

_LAST_MARK = (
    "insert into commit_marks (id, mark, expires_at) values ($1, 0, 0) on conflict (id) do update "
    "set mark = commit_marks.mark returning mark"
)
"""Waits until the connection's last transaction has ended, if the server still works on it."""


class CommitUnanswered(Exception):
    """COMMIT was sent, or was about to be, and no answer came; ``result`` is the program's, which counts if committed."""

    def __init__(self, mark: CommitMark, result: Any) -> None:
        super().__init__(mark)
        self.mark = mark
        self.result = result


async def run_and_commit(
    connection: PgConnection,
    program: Program[T],
    within_s: float,
    commits: CommitTimes,
    acknowledges: Callable[[T], bool] = lambda _: True,
    turn_s: Callable[[], float] = lambda: 0,
) -> T:
    """Run a program in a transaction of its own and return its result once it is committed; ``turn_s`` as ``run_program``.

    ``acknowledges`` says of a result whether anybody gets it. Raises ``CommitUnanswered`` if it is not known
    whether it is; after any other error nothing is stored.
    """
    mark = CommitMark.of(connection.number)  # type: ignore[union-attr]  # ``PooledConnection``
    transaction = connection.transaction()
    await transaction.start()
    try:
        result = await run_program(connection, program, mark, turn_s)
        if not mark.left and acknowledges(result):
            await connection.execute(MARK, *mark.arguments)
            mark.left = True
    except BaseException:  # cancelled or not, nothing stays open
        await rollback(connection, transaction)
        raise
    began_ns = time.perf_counter_ns()
    late = asyncio.get_running_loop().call_later(within_s, terminate, connection)
    try:
        await transaction.commit()
    except (asyncpg.QueryCanceledError, *LOST_ERRORS) as error:
        terminate(connection)
        if mark.left:  # otherwise there was nothing to store
            raise CommitUnanswered(mark, result) from error
    else:
        if mark.left:
            commits.note(time.perf_counter_ns() - began_ns)
    finally:
        late.cancel()
    return result


async def rollback(connection: PgConnection, transaction: Any) -> None:
    """Roll back; on a broken connection the server does so itself, and what broke it must not hide the error before."""
    try:
        await transaction.rollback()
    except LOST_ERRORS:
        terminate(connection)


def terminate(connection: PgConnection) -> None:
    """Close a broken connection without a word; one that the pool has given up already has no such method."""
    with contextlib.suppress(asyncpg.InterfaceError):
        connection.terminate()


async def is_committed(connection: PgConnection, unanswered: CommitUnanswered) -> bool:
    """Return True if a transaction is committed, asked on another connection; False if it never will be."""
    return bool(await connection.fetchval(_LAST_MARK, unanswered.mark.connection) == unanswered.mark.number)
