"""How busy the parts of a store are that all requests share: its writer, and its connections."""

import asyncio
import time
from typing import NamedTuple


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
