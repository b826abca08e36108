"""What a serving process does again and again, in a task of its own."""

import asyncio
import contextlib
from abc import ABC, abstractmethod

STEPS_S = (1.0, 0.5)
"""Pauses that are at least as long end at such steps of the clock, so that an idle process wakes once for all of them."""
EARLY_S = 0.001
"""How much before a step the event loop may wake."""


def end_of_pause(pause_s: float) -> float:
    """Return the event loop's time at which a pause that begins now ends: for a long one, the last step within it."""
    end = asyncio.get_running_loop().time() + pause_s
    step = next((each for each in STEPS_S if pause_s >= each), None)
    return end if step is None else (end + EARLY_S) // step * step


async def wait_until(end: float, event: asyncio.Event) -> None:
    """Wait until an event is set, or until a time of the event loop."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout_at(end):
            await event.wait()


class Repeating(ABC):
    """Work that is done from ``start`` until ``stop``: at once, after each pause, and when it is woken.

    Between the beginnings of two works are at least ``least_s`` seconds.
    """

    least_s = 0.0

    def __init__(self) -> None:
        self._stopping = asyncio.Event()
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start the task; it works at once."""
        self._task = asyncio.create_task(self._work())

    def wake(self) -> None:
        """Let it work as soon as it may."""
        self._woken.set()

    async def stop(self) -> None:
        """Stop the task, and wait for the work that is under way."""
        self._stopping.set()
        self._woken.set()
        if self._task is not None:
            await asyncio.wait({self._task})

    async def _work(self) -> None:
        while True:
            soonest = asyncio.get_running_loop().time() + self.least_s
            self._woken.clear()
            pause_s = await self._once()
            if not self._stopping.is_set():
                await wait_until(end_of_pause(pause_s), self._woken)
            if self._woken.is_set():
                await wait_until(soonest, self._stopping)
            if self._stopping.is_set():
                return

    @abstractmethod
    async def _once(self) -> float:
        """Work once, and return the seconds until the next time; raise nothing."""
