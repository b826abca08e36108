"""The inside of a preview on the connection that writes to a SQLite file."""

import sqlite3
from typing import TypeVar

import aiosqlite

from domain.store.program import Failed, Program, ProgramFactory
from domain.store.sqlite.connection import run_in_thread, run_program
from domain.store.sqlite.group import run_in_savepoint

T = TypeVar("T")


class WriterPreview:
    """The writer, within a transaction that will be rolled back."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def run(self, program: Program[T]) -> T:
        """See ``Reader.run``."""
        return await run_in_thread(self._connection, lambda connection: run_program(connection, program))

    async def run_unit(self, make_program: ProgramFactory[T]) -> T:
        """See ``PreviewSession.run_unit``."""

        def run(connection: sqlite3.Connection) -> T:
            outcome = run_in_savepoint(connection, make_program)
            if isinstance(outcome, Failed):
                raise outcome.error
            return outcome  # type: ignore[return-value]  # not failed: the program's own result

        return await run_in_thread(self._connection, run)
