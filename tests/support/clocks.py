"""Processes whose machines' clocks differ."""

from domain.store.block import BlockContext
from domain.store.ids import IdMaker
from domain.store.store import Store

SECOND_US = 1_000_000


def behind(store: Store, seconds: int) -> Store:
    """Another process on the same database, whose clock is behind; it shares the connections of ``store``."""

    def late() -> int:
        return store.clock() - seconds * SECOND_US

    return Store(store.backend, BlockContext(IdMaker(seconds, clock=late).next, store.context.zone), late)
