"""Admission to a bounded number of connections, some of which are reserved for readers."""

import asyncio
from collections.abc import Sequence
from typing import Self

from domain.errors import Busy
from domain.store.occupancy import Gate, Occupancy

READ_SHARE = 4
"""One in this many connections never goes to a writer, so that readers are answered however many writers wait."""


class Admission:
    """The slots of a number of connections."""

    def __init__(self, connections: int) -> None:
        self._all = Gate("connections", connections)
        self._writers = Gate("writing connections", max(1, connections - max(1, connections // READ_SHARE)))

    @property
    def occupancies(self) -> Sequence[Occupancy]:
        """How busy the connections are, and those of them that writers may have."""
        return self._all.occupancy, self._writers.occupancy

    async def acquire(self, *, writing: bool, within_s: float) -> "Slot":
        """Wait for a slot and return it; raises ``Busy`` if none is free within the time."""
        gates = (self._writers, self._all) if writing else (self._all,)
        return await Slot(gates, asyncio.get_running_loop().time() + within_s).acquire()


class Slot:
    """The right to one connection, until it is released."""

    def __init__(self, gates: tuple[Gate, ...], until: float) -> None:
        self._gates = gates
        self.until = until
        """When its time is used up, by the event loop's clock."""
        self._acquired: list[Gate] = []

    @property
    def is_over(self) -> bool:
        """Return True once the slot's time is used up."""
        return asyncio.get_running_loop().time() >= self.until

    @property
    def left_s(self) -> float:
        """The seconds that are left of the slot's time; negative once it is used up."""
        return self.until - asyncio.get_running_loop().time()

    async def acquire(self) -> Self:
        """Wait for the slot; raises ``Busy`` if its time is used up before."""
        if self.is_over:
            raise Busy
        try:
            async with asyncio.timeout_at(self.until):
                for gate in self._gates:
                    await gate.acquire()
                    self._acquired.append(gate)
        except TimeoutError:
            self.release()
            raise Busy from None
        except BaseException:  # cancelled or not, the slot is free again
            self.release()
            raise
        return self

    def release(self) -> None:
        """Release the slot; releasing it twice does nothing."""
        while self._acquired:
            self._acquired.pop().release()

    async def yield_slot(self) -> None:
        """Release the slot to those who wait and acquire it again; raises ``Busy`` once its time is used up."""
        self.release()
        await self.acquire()
