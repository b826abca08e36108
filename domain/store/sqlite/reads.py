"""One program read in one view of a SQLite file: begun at once, and handed to the connection's thread when it takes long.

SQLite answers most reads in less time than it takes to wake a thread, and its Python module gives up Python's lock at each
row, so that two threads that both have work spend more time on handing the lock over than on reading. So a read begins
where it is asked for, and nothing else runs meanwhile. After ``AT_ONCE_S`` the statement under way is broken off; the
thread runs it again, in the same view, and then the rest of the program.
"""

import sqlite3
import time
from typing import Generic, TypeVar

from domain.store.program import Program, Statement
from domain.store.sqlite.connection import answer_of, rollback, run_program, stopped_after

T = TypeVar("T")

AT_ONCE_S = 0.02
"""How long a read may keep everybody else waiting."""
INSTRUCTIONS_BETWEEN_LOOKS = 1_000
"""Some 50 µs: few enough that a file which is not in memory is left to the thread soon."""


class Read(Generic[T]):
    """A program on a connection that nothing else uses until it has ended."""

    result: T

    def __init__(self, connection: sqlite3.Connection, program: Program[T], statement_s: float | None) -> None:
        self._connection = connection
        self._program = program
        self._statement_s = statement_s
        self._next: Statement | None = None

    def begin(self) -> bool:
        """Open the view and run the program for a short time; return whether it has ended, with ``result``.

        If not, ``go_on`` must follow.
        """
        connection = self._connection
        rollback(connection)  # a failed end may have left a transaction open
        connection.execute("BEGIN")
        going_on = False
        ends = time.monotonic() + AT_ONCE_S
        connection.set_progress_handler(lambda: time.monotonic() > ends, INSTRUCTIONS_BETWEEN_LOOKS)
        try:
            self._next = next(self._program)
            while time.monotonic() <= ends:
                self._next = self._program.send(answer_of(connection, self._next))
            going_on = True
        except StopIteration as stop:
            self.result = stop.value
        except sqlite3.OperationalError as error:
            going_on = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT
            if not going_on:
                raise
        finally:
            connection.set_progress_handler(None, 0)
            if not going_on:
                self._end()
        return not going_on

    def go_on(self) -> T:
        """Run the rest, each statement within the time limit, and return the result. Called on the connection's thread."""
        assert self._next is not None, "the read began"
        try:
            with stopped_after(self._connection, self._statement_s) as before_statement:
                return run_program(self._connection, self._program, before_statement, self._next)
        finally:
            self._end()

    def _end(self) -> None:
        self._program.close()
        rollback(self._connection)
