"""Level: SQLite. The files of a database, and a disk without room for more."""

import contextlib
import pathlib
import resource
from collections.abc import Iterator


def path_of(url: str) -> pathlib.Path:
    """The file of a database."""
    return pathlib.Path(url.removeprefix("sqlite:///"))


@contextlib.contextmanager
def files_end_at(size: int) -> Iterator[None]:
    """No file of this process grows beyond a size, as on a full disk."""
    kept = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, kept[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, kept)
