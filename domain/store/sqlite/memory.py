"""How SQLite asks for memory: set once for the process, before SQLite is used at all."""

import ctypes
import sys

_CONFIG_MEMSTATUS = 9


def count_no_memory() -> bool:
    """Let SQLite not count the memory that it has; return whether it does so from now on.

    It would take a lock for each piece of memory, and nobody here asks for the figures: without them a nested read takes a
    fifth less. Only before Python's own module has begun to use the library, which this must not import.
    """
    if sys.platform != "linux" or "_sqlite3" in sys.modules:
        return False
    try:
        library = ctypes.CDLL("libsqlite3.so.0")
    except OSError:  # Python has one of its own inside
        return False
    return bool(library.sqlite3_config(_CONFIG_MEMSTATUS, 0) == 0)
