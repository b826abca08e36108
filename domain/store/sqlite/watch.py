"""The watch over an open SQLite file: nothing is acknowledged into one that was deleted, replaced or overwritten.

What can still be read of it is copied to a new file beside it, and the server's log says what to do.
"""

import asyncio
import logging
from pathlib import Path

import aiosqlite

from domain.errors import DatabaseReplaced
from domain.store.sqlite.backup import rescue, rescue_sound
from domain.store.sqlite.connection import run_in_thread
from domain.store.sqlite.files import OpenFiles

_log = logging.getLogger("tieout")


class Watch:
    """The watch over one file. Call its methods from one thread."""

    def __init__(self, path: Path) -> None:
        """Note the files at this moment, when the database is open and has been read."""
        self._path = path
        self._files = OpenFiles(path)
        self._rescuing: asyncio.Task[None] | None = None

    def check(self, connection: aiosqlite.Connection) -> None:
        """Raise ``DatabaseReplaced`` if the open files are no longer those at the path, or the database was overwritten.

        What ``connection`` still sees of them is then rescued, once.
        """
        replaced = self._files.replaced()
        if replaced or self.overwritten():
            if self._rescuing is None:
                rescuing = self._rescue(connection, ", ".join(replaced)) if replaced else self._rescue_sound(connection)
                self._rescuing = asyncio.create_task(rescuing)
            raise DatabaseReplaced

    def overwritten(self) -> bool:
        """Return True from the moment on when the file was seen with contents that no checkpoint wrote."""
        return self._files.contents.overwritten()

    async def rescued(self) -> None:
        """Wait until what is being rescued is copied."""
        if self._rescuing is not None:
            await asyncio.wait({self._rescuing})

    def close(self) -> None:
        """See ``Contents.close``."""
        self._files.contents.close()

    async def _rescue_sound(self, connection: aiosqlite.Connection) -> None:
        """Copy what the log and the memory still have of an overwritten file, if that is whole, and log what to do."""
        _log.critical(
            "%s: overwritten while the server ran. Nothing is stored or shown any more, and nothing is written to the file",
            self._path.name,
        )
        try:
            copy = await run_in_thread(connection, lambda each: rescue_sound(each, self._path))
            rescued = f"What could still be read is in {copy}; compare it with what is right before you use it"
        except Exception as error:  # noqa: BLE001 - no caller waits: any error is logged
            rescued = f"What it held could not be copied ({str(error).strip()}): take the newest backup"
        _log.critical(
            "%s. Stop the server, put the file that is right in the place of %s, delete the files ending in -wal and -shm "
            "beside it, and start the server again",
            rescued,
            self._path,
        )

    async def _rescue(self, connection: aiosqlite.Connection, replaced: str) -> None:
        """Copy what the deleted files hold to a new file, and log what to do."""
        _log.critical(
            "%s: deleted or replaced while the server ran. Nothing is stored or shown any more. Do not stop the server yet: "
            "its data is being copied",
            replaced,
        )
        try:
            copy = await run_in_thread(connection, lambda each: rescue(each, self._path))
        except Exception:  # noqa: BLE001 - no caller waits: any error is logged
            _log.exception("the data of %s could not be copied; only the running server still has it", self._path)
            return
        _log.critical(
            "all that the server acknowledged is in %s. Stop the server, put the file that is right in the place of %s, "
            "delete the files ending in -wal and -shm beside it, and start the server again",
            copy,
            self._path,
        )
