"""Whether an open SQLite file still holds what was written to it: ``cp backup.db tieout.db`` replaces all but the file.

SQLite does not notice that: it goes on reading what it keeps in memory and in its log, and later copies parts of the log
into a file that they do not belong to. So each commit counts itself in the file's header, where a name stands as well.
Between two commits only a checkpoint writes to the file, and copies a header there that the log holds. So the header in the
file is never older than it was, nor newer than the log's. A copy made by ``VACUUM INTO``, as backups are, has a layout of
its own, and SQLite counts that in the header.
"""

import contextlib
import os
import random
import sqlite3
import struct
import time
from pathlib import Path
from typing import NamedTuple

COMMITS_MODULUS = 2**31
"""The header counts so far, and then begins again."""

SETTLED_NS = 50_000_000
"""A file that was written to so recently may be written to again within the same tick of its file system's clock."""

CHECKPOINT_PAGES = 4_000
"""A log of so many pages (16 MB) is copied into the file. SQLite's own choice is 1,000, which 100 payments fill."""

_LOG_HEADER, _FRAME_HEADER, _SALTS = 32, 24, 8


class FileHeader(NamedTuple):
    """What the header of a file tells of its contents."""

    name: int
    """Made by chance for each new database, and the same in its copies; 0 if no writer has named it yet."""
    commits: int
    """How many commits there were, modulo ``COMMITS_MODULUS``."""
    layout: int
    """SQLite's count of changes of the schema; ``VACUUM`` adds one."""


class Contents:
    """The contents of an open file, as the header tells them. Call its methods from one thread."""

    def __init__(self, path: Path) -> None:
        """Note the contents at this moment, when the database is open and has been read."""
        self._path = path
        self._file = str(path)
        self._view = _view(path)
        self._data_version = -1
        self._settled: tuple[int, ...] | None = None
        self._in_file = _read_file(path)
        self._in_log = FileHeader(0, 0, 0)
        self._note_commits()
        self._overwritten = False

    def overwritten(self) -> bool:
        """Return True from the moment on when the file was seen with contents that no checkpoint wrote."""
        if not self._overwritten:
            self._look()
        return self._overwritten

    def close(self) -> None:
        """Close what is open, if the file was overwritten after every other connection.

        The last connection copies the log into the file, and this one cannot.
        """
        self._view.close()

    def _look(self) -> None:
        """Read the header from the file if that was written to, and compare it; next time, if it cannot be read now."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            state = os.stat(self._file)  # noqa: PTH116 - as in files.py: asked several times a request
            seen = (state.st_ctime_ns, state.st_mtime_ns, state.st_size)
            found = _read_file(self._path) if seen != self._settled else None
            if not self._note_commits() or found is None:
                return
            if self._in_file is not None:
                self._overwritten = not _is_between(self._in_file, found, self._in_log)
            self._in_file = found
            if time.time_ns() - max(state.st_ctime_ns, state.st_mtime_ns) > SETTLED_NS:
                self._settled = seen

    def _note_commits(self) -> bool:
        """Note the newest header, if anything was committed; return False if that cannot be read now."""
        try:
            version = data_version(self._view)
            if version != self._data_version:
                self._in_log = read_file_header(self._view)
                self._data_version = version
        except sqlite3.OperationalError:
            return False
        except sqlite3.DatabaseError:  # it was overwritten just before: the file itself tells
            return True
        return True


def read_file_header(connection: sqlite3.Connection) -> FileHeader:
    """Return the header that a connection sees."""
    names = ("application_id", "user_version", "schema_version")
    return FileHeader(*(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names))


def data_version(connection: sqlite3.Connection) -> int:
    """Return what changes whenever another connection has written."""
    version: int = connection.execute("PRAGMA data_version").fetchone()[0]
    return version


def count_commit(connection: sqlite3.Connection) -> None:
    """Count the open transaction in the header."""
    (commits,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute(f"PRAGMA user_version={(commits + 1) % COMMITS_MODULUS}")


def is_named(connection: sqlite3.Connection) -> bool:
    """Return True if the file has a name."""
    return read_file_header(connection).name != 0


def give_name(connection: sqlite3.Connection) -> None:
    """Give the file a name within the open transaction, unless it has one."""
    if not is_named(connection):
        connection.execute(f"PRAGMA application_id={random.SystemRandom().randrange(1, 2**31)}")
        count_commit(connection)


def log_belongs(path: Path) -> bool:
    """Return False if the log beside a file is known to be another file's, such as the one that was there before.

    SQLite would copy such a log into the file. Nothing is written here.
    """
    log = Path(f"{path}-wal")
    if not log.exists() or log.stat().st_size == 0:
        return True
    found = _read_file(path)
    if found is None:
        return True
    with contextlib.suppress(sqlite3.Error), contextlib.closing(_view(path)) as view:
        newest = read_file_header(view)
        return found.name in {0, newest.name} and _is_between(found, found, newest)
    return True


def pages_in_log(path: Path) -> int:
    """Return how many pages the log beside a file holds, copied already or not; 0 if there is none.

    A log is written from its beginning again and again. The pages that count bear the salts of its header.
    """
    with contextlib.suppress(FileNotFoundError, struct.error), Path(f"{path}-wal").open("rb", buffering=0) as log:
        header = log.read(_LOG_HEADER)
        (size,) = struct.unpack_from(">I", header, 8)
        salts, frame = header[16:24], _FRAME_HEADER + size
        first, beyond = 0, (log.seek(0, 2) - _LOG_HEADER) // frame
        while first < beyond:
            middle = (first + beyond) // 2
            log.seek(_LOG_HEADER + middle * frame + _SALTS)
            first, beyond = (middle + 1, beyond) if log.read(_SALTS) == salts else (first, middle)
        return first
    return 0


def _is_between(before: FileHeader, found: FileHeader, newest: FileHeader) -> bool:
    """Return True if a checkpoint can have written the header that was found."""
    since, possible = ((each.commits - before.commits) % COMMITS_MODULUS for each in (found, newest))
    return (
        found.name in {before.name, newest.name}
        and since <= possible < COMMITS_MODULUS // 2
        and before.layout <= found.layout <= newest.layout
    )


def _view(path: Path) -> sqlite3.Connection:
    """Open a connection that reads the file and its log, waits for nobody, and never copies the log into the file."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=0, check_same_thread=False)


def _read_file(path: Path) -> FileHeader | None:
    """Return the header that stands in the file itself, whatever the log holds; None if it cannot be read now.

    A file that is not a database, or is cut off, has an empty header. SQLite reads it, since opening and closing the file
    would drop this process's locks on it.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with contextlib.closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
            # in the middle of a checkpoint, the header may count pages that are not there yet
            connection.execute("PRAGMA writable_schema=on")
            return read_file_header(connection)
    except sqlite3.OperationalError:
        return None
    except sqlite3.DatabaseError:
        return FileHeader(0, 0, 0)
