"""What a serving process does again and again, in a task of its own."""

import asyncio
import contextlib
from abc import ABC, abstractmethod


class Repeating(ABC):
    """Work that is done from ``start`` until ``stop``: at once, and again after each pause."""

    def __init__(self) -> None:
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start the task; it works at once."""
        self._task = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Stop the task, and wait for the work that is under way."""
        self._stopping.set()
        if self._task is not None:
            await asyncio.wait({self._task})

    async def _work(self) -> None:
        while True:
            pause_s = await self._once()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause_s):
                    await self._stopping.wait()
                    return

    @abstractmethod
    async def _once(self) -> float:
        """Work once, and return the seconds until the next time; raise nothing."""
