"""Python's search for garbage in circles, kept away from what is made at the start and stays."""

import contextlib
import gc
from collections.abc import Iterator

GARBAGE_OBJECTS = 20_000
"""How many new objects there are before the newest are looked through. An answer makes some thousand, a group of a job some
ten thousand, none in a circle."""


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Make what stays until the process ends: no collection looks through it, neither meanwhile nor later.

    A server's classes, schema and functions are some 170,000 objects. Looking through them again and again while they are
    made takes a fifth of the time until it serves, and finds a hundredth of them.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def collect_rarely() -> None:
    """Look for garbage only after many new objects: of rows that are read and written, none is in a circle."""
    gc.set_threshold(GARBAGE_OBJECTS, 20, 20)
