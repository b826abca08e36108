"""Level: a store. Clocks that differ between machines, that jump, and that a test moves."""

import random
from dataclasses import replace

from domain.store.ids import IdMaker
from domain.store.store import Store

SECOND_US = 1_000_000
HOUR_US = 3_600 * SECOND_US
START_US = 1_782_864_000 * SECOND_US
"""2026-07-01T00:00:00Z, later than what tests record."""


class JumpingClock:
    """A clock that mostly moves forwards but is sometimes set back, as a real one is."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.now = START_US

    def __call__(self) -> int:
        return self.now

    def jump(self) -> None:
        """Move by up to an hour, or back by up to three."""
        self.now += self.chance.randint(1, HOUR_US)
        if self.chance.random() < 0.1:
            self.now -= self.chance.randint(1, 3 * HOUR_US)


def behind(store: Store, seconds: int) -> Store:
    """Another process on the same database, whose clock is behind; it shares the connections of ``store``."""

    def late() -> int:
        return store.clock() - seconds * SECOND_US

    return Store(store.backend, replace(store.context, new_id=IdMaker(seconds, clock=late).next), late)
