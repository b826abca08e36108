"""How busy the parts of a store are that all requests share: its writer, and its connections."""

import asyncio
import time
from collections.abc import Sequence
from typing import NamedTuple

COMMIT_BOUNDS_US = (100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000)
"""Upper bounds of the classes in which commits are counted."""


class Occupancy(NamedTuple):
    """A part at one moment: how much of it is in use and waited for, and for how long nothing of it has moved.

    ``unmoved_ns`` is 0 while something of it is free.
    """

    part: str
    in_use: int
    limit: int
    waiting: int
    unmoved_ns: int


class Gate:
    """A number of equal places; notes when one was last taken or given back."""

    def __init__(self, part: str, limit: int) -> None:
        self._part = part
        self._limit = limit
        self._free = asyncio.Semaphore(limit)
        self._in_use = 0
        self._waiting = 0
        self._moved_ns = time.monotonic_ns()

    async def acquire(self) -> None:
        """Wait for a place and take it."""
        self._waiting += 1
        try:
            await self._free.acquire()
        finally:
            self._waiting -= 1
        self._in_use += 1
        self._moved_ns = time.monotonic_ns()

    def release(self) -> None:
        """Give a place back."""
        self._in_use -= 1
        self._moved_ns = time.monotonic_ns()
        self._free.release()

    @property
    def occupancy(self) -> Occupancy:
        """How busy it is."""
        unmoved_ns = time.monotonic_ns() - self._moved_ns if self._in_use >= self._limit else 0
        return Occupancy(self._part, self._in_use, self._limit, self._waiting, unmoved_ns)


class Commits:
    """How long commits took, in this process. One thread notes them; any may read."""

    def __init__(self) -> None:
        self.counts = [0] * (len(COMMIT_BOUNDS_US) + 1)
        """How many took up to each bound, and no longer than the one before; the last is beyond all."""
        self.sum_us = 0

    def note(self, took_ns: int) -> None:
        """Count a commit."""
        took_us = took_ns // 1_000
        self.counts[class_of(took_us, COMMIT_BOUNDS_US)] += 1
        self.sum_us += took_us


def class_of(value: int, bounds: Sequence[int]) -> int:
    """Return the place of the first bound that a value does not exceed; their number if it exceeds all."""
    return next((place for place, bound in enumerate(bounds) if value <= bound), len(bounds))
