"""How those who write leave time to those who read: short turns of the event loop, and a pause between groups of units."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

TURN_S = 0.002
"""How long a group may compute before others have their turn of the event loop, while nobody reads."""
SHORT_TURN_S = 0.0002
"""While somebody reads, about one unit's part: a read has many turns of the loop, and waits in each for all groups."""
PAUSE_SHARE = 1.25
"""How long a pause is beside the group before it: the answers bring the next requests, which are taken apart within it."""
PAUSE_S_MAX = 0.05
"""The longest pause between two groups: what readers may add to a payment's wait, for each group before its own."""
PAUSES_A_READ = 2
"""A pause is at most so many times as long as the reads since the last group took: a read now and then delays little."""


class Turns:
    """Knows whether somebody reads, and for how long others did since the last group of units ended."""

    def __init__(self) -> None:
        self._reading = 0
        self._read_s = 0.0
        self._next_group_at = 0.0
        """The time of the loop from which the next group may begin."""

    @contextmanager
    def reading(self, *, single: bool = False) -> Iterator[None]:
        """Count a read while it is under way, and then how long it took; not so a ``single`` one, which the server makes."""
        loop = asyncio.get_running_loop()
        self._reading += 1
        began = loop.time()
        try:
            yield
        finally:
            self._reading -= 1
            if not single:
                self._read_s += loop.time() - began

    @property
    def somebody_reads(self) -> bool:
        """Return True if a read is under way, or has ended since the last group did."""
        return self._reading > 0 or self._read_s > 0

    def seconds(self) -> float:
        """Return how long a group may compute."""
        return SHORT_TURN_S if self._reading else TURN_S

    def group_ended(self, began: float) -> None:
        """Leave time to readers after a group that began at a time of the loop: about as long as it took, if others read."""
        now = asyncio.get_running_loop().time()
        self._next_group_at = now + min((now - began) * PAUSE_SHARE, PAUSE_S_MAX, self._read_s * PAUSES_A_READ)
        self._read_s = 0.0

    @property
    def pause_s(self) -> float:
        """How long the next group leaves to readers from now on; 0 if it may begin."""
        return max(0.0, self._next_group_at - asyncio.get_running_loop().time())

    async def pause(self) -> None:
        """Wait until the next group may begin."""
        await asyncio.sleep(self.pause_s)
