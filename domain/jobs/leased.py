"""Delivering what the database says is due, in one of several processes: whoever holds the lease, in a task of its own."""

import asyncio
import contextlib
import logging
from abc import ABC, abstractmethod
from typing import ClassVar

from domain.errors import Busy, OutcomeUnknown
from domain.jobs.lease import LEASE_S, Lease, leave_lease, take_lease
from domain.jobs.repeating import end_of_pause, wait_until
from domain.store.store import Store

_log = logging.getLogger("tieout")

LEAVE_S = 1
"""How long a process that ends tries to leave its lease. If the database is away, the lease runs out by itself."""


class Leased(ABC):
    """Looks again and again, from ``start`` until ``stop``, whether something is due, and does it if it holds ``lease``.

    ``what`` is what it looks for, in words of the log; ``look_s`` is the pause between two looks.
    """

    lease: ClassVar[Lease]
    what: ClassVar[str]

    def __init__(self, store: Store) -> None:
        self._store = store
        self._holder = store.context.new_id()
        self._stopping = asyncio.Event()
        self._woken = asyncio.Event()
        self._leased_until: float = 0
        self._task: asyncio.Task[None] | None = None

    @property
    @abstractmethod
    def look_s(self) -> float:
        """Return the pause between two looks."""

    @property
    def grace_s(self) -> float | None:
        """Return how long ``stop`` waits for what is being done until it breaks it off; None: until it is done."""
        return None

    def start(self) -> None:
        """Start the task."""
        self._task = asyncio.create_task(self._work())

    def wake(self) -> None:
        """Look at once."""
        self._woken.set()

    async def stop(self) -> None:
        """Stop within seconds, and let another process go on."""
        self._stopping.set()
        self._woken.set()
        if self._task is not None:
            _, left = await asyncio.wait({self._task}, timeout=self.grace_s)
            if left:
                self._task.cancel()
                await asyncio.wait(left)
        if self._leased_until:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(LEAVE_S):
                    await self._store.backend.run_unit(lambda: leave_lease(self.lease, self._holder))

    async def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                await self._look()
            except (Busy, OutcomeUnknown):  # the backend has noted it
                pass
            except Exception:  # noqa: BLE001 - no caller waits: any error is logged and tried again
                _log.exception("%s could not be looked for", self.what)
            await wait_until(end_of_pause(self.look_s), self._woken)
            self._woken.clear()
        await self._end()

    @abstractmethod
    async def _look(self) -> None:
        """Do what is due, or begin it, if ``_is_ours``."""

    async def _end(self) -> None:  # noqa: B027 - most have begun nothing
        """End what was begun, before the lease is left."""

    async def _is_ours(self) -> bool:
        """Take or renew the lease where it ends soon; return whether this process holds it.

        The clock is read once it is this unit's turn. If it were read before, a long wait would end the lease for others
        while this process still counts on it.
        """
        loop_time = asyncio.get_running_loop().time()
        if loop_time < self._leased_until - LEASE_S // 2:
            return True
        ours = await self._store.backend.run_unit(lambda: take_lease(self.lease, self._holder, self._store.clock()))
        self._leased_until = loop_time + LEASE_S if ours else 0
        return ours

    @property
    def _may_go_on(self) -> bool:
        return not self._stopping.is_set() and asyncio.get_running_loop().time() < self._leased_until
