"""The files of a SQLite database: creating them for their owner alone, and whether they are still those that were opened."""

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from domain.errors import StorageFull
from domain.store.sqlite.contents import Contents, log_belongs

SPACE_BYTES = 256 * 1024
"""Less space than this beside a file counts as none."""


class OpenFiles:
    """The files of an open database: the database, its log and the log's index, as they were when they were opened.

    A deleted file lives on for those who have it open, and SQLite goes on writing to it. Nobody finds it again after they
    close it. The log holds the latest changes, and its index the locks between processes, so they count as much.
    """

    def __init__(self, path: Path) -> None:
        """Note the files at this moment, when the database is open and has been read."""
        self._opened = {str(each): _identity_of(str(each)) for each in _files_of(path)}
        self.contents = Contents(path)

    def replaced(self) -> list[str]:
        """Return the names of the files that were deleted or replaced."""
        return [Path(path).name for path, opened in self._opened.items() if _identity_of(path) != opened]


def _files_of(path: Path) -> tuple[Path, Path, Path]:
    return path, Path(f"{path}-wal"), Path(f"{path}-shm")


def _identity_of(path: str) -> tuple[int, int] | None:
    """Return what distinguishes a file from every other that exists: its device and number; None if there is no file.

    Asked several times a request, so the path is text: a ``Path`` takes longer than the file system.
    """
    try:
        state = os.stat(path)  # noqa: PTH116 - as above
    except (FileNotFoundError, NotADirectoryError):
        return None
    return state.st_dev, state.st_ino


def make_private(path: Path) -> None:
    """Create an empty file that only its owner may read, for SQLite to fill: it will hold password hashes.

    A file that exists stays as it is. SQLite gives the files that it creates beside it the same permissions.
    """
    # exclusively, because opening and closing a file in use would drop this process's locks on it
    with contextlib.suppress(FileExistsError):
        path.touch(mode=0o600, exist_ok=False)


def check_log(path: Path) -> None:
    """Raise ``OSError`` if the log beside a file is known to be of a file that stood there before."""
    if not log_belongs(path):
        reason = (
            f"{path.name}-wal beside it is of another file that stood there before, and would spoil this one. If this file "
            f"is right, delete {path.name}-wal and {path.name}-shm while nothing uses them. If not, put the right file here"
        )
        raise OSError(errno.ESTALE, reason)


def is_frozen(path: Path) -> bool:
    """Return True if nothing can be written beside a file: SQLite must know, because it would put its log's index there.

    Raises ``OSError`` if that index is needed, because the log holds what is not in the file yet.
    """
    if path.is_dir():  # SQLite would open it, and fail to read it
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    log, index = Path(f"{path}-wal"), Path(f"{path}-shm")
    if not hasattr(os, "statvfs") or not path.exists() or not os.statvfs(path).f_flag & os.ST_RDONLY:
        return False
    if not log.exists() or log.stat().st_size == 0:
        return True
    if index.exists():
        return False
    reason = f"nothing can be written where it is, and a part of it is only in {log.name}. Copy both to another place"
    raise OSError(errno.EROFS, reason)


def state_of(path: Path) -> tuple[int, int, bool]:
    """Return what changes when a file is written to: its time, its size, and whether it has a log beside it."""
    state = path.stat()
    return state.st_mtime_ns, state.st_size, Path(f"{path}-wal").exists()


def check_space(path: Path, *, try_it: bool) -> None:
    """Raise ``StorageFull`` if there is hardly any space beside a file.

    ``try_it``: also write something there, because a quota leaves space that only others may use.
    """
    if hasattr(os, "statvfs"):
        state = os.statvfs(path.parent)
        if state.f_bavail * state.f_frsize < SPACE_BYTES:
            raise StorageFull
    if not try_it:
        return
    try:
        with tempfile.TemporaryFile(dir=path.parent) as tried:
            tried.write(bytes(SPACE_BYTES))
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise StorageFull from error
