"""Whose turn it is at a bounded number of connections, of which some are always left to readers."""

import asyncio
from typing import Self

from domain.errors import Busy

KEPT_FOR_READS = 4
"""One in so many connections is never given to a writer: however many wait for a row, others are still answered."""


class Turns:
    """The turns at so many connections."""

    def __init__(self, connections: int) -> None:
        self._all = asyncio.Semaphore(connections)
        self._writers = asyncio.Semaphore(max(1, connections - max(1, connections // KEPT_FOR_READS)))

    async def take(self, *, writing: bool, within_s: float) -> "Turn":
        """Waits for a turn; raises ``Busy`` when there is none within the time."""
        gates = (self._writers, self._all) if writing else (self._all,)
        return await Turn(gates, asyncio.get_running_loop().time() + within_s).taken()


class Turn:
    """Somebody's turn, from when it is taken until it is given back."""

    def __init__(self, gates: tuple[asyncio.Semaphore, ...], until: float) -> None:
        self._gates = gates
        self._until = until
        self._held: list[asyncio.Semaphore] = []

    @property
    def over(self) -> bool:
        """Whether its time is over."""
        return asyncio.get_running_loop().time() >= self._until

    async def taken(self) -> Self:
        """Waits for the turn; raises ``Busy`` when it does not come in time."""
        if self.over:
            raise Busy
        try:
            async with asyncio.timeout_at(self._until):
                for gate in self._gates:
                    await gate.acquire()
                    self._held.append(gate)
        except TimeoutError:
            self.give()
            raise Busy from None
        except BaseException:
            self.give()
            raise
        return self

    def give(self) -> None:
        """Gives the turn back."""
        while self._held:
            self._held.pop().release()

    async def pass_on(self) -> None:
        """Lets those who wait have it and waits anew, as long as the time lasts; raises ``Busy`` after it."""
        self.give()
        await self.taken()
