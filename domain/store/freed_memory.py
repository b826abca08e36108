"""Memory that was freed, given back to the system."""

import ctypes
import sys


def give_freed_memory_back() -> None:
    """Give back what glibc keeps of freed memory, for each of the threads that used any; nothing on other systems."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
