"""Running worlds: one that goes wrong is replayed exactly by its seed, and shrinks to few events."""

import asyncio
import functools
import logging
import pathlib
import tempfile
from collections.abc import Sequence
from typing import NamedTuple

from domain.store.migrate import migrate
from tests.support.simulation.world import Violation, World

EVENTS = 80
"""How many events a world has."""


class Failure(NamedTuple):
    """A world that went wrong: what was untrue, and after which events, the last of them the one that showed it."""

    seed: int
    events: Sequence[int]
    violation: str


@functools.cache
def empty_database() -> bytes:
    """Return a migrated database without rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "empty.db"
        asyncio.run(migrate(f"sqlite:///{path}"))
        content = bytearray(path.read_bytes())
    content[18] = content[19] = 1  # in memory there is no write-ahead log
    return bytes(content)


def run_world(seed: int, events: Sequence[int]) -> World | Failure:
    """Run the events of a seed; return the world, or what went wrong in it."""
    world = World(seed, empty_database())
    done = 0
    log = logging.getLogger("tieout")
    level = log.level
    log.setLevel(logging.CRITICAL)  # its faults are meant
    try:
        for done, event in enumerate(events, 1):  # noqa: B007 - used after the loop
            world.run_event(event)
        world.end()
    except Violation as found:
        return Failure(seed, events[:done], str(found))
    finally:
        log.setLevel(level)
    return world


def shrunk(failure: Failure, tries_max: int = 200) -> Failure:
    """Return the same failure, or another of the same seed, with as few events as some tries find."""
    tries = 0
    size = max(1, len(failure.events) // 2)
    while size and tries < tries_max:
        at = 0
        while at < len(failure.events) and tries < tries_max:
            fewer = [*failure.events[:at], *failure.events[at + size :]]
            tries += 1
            found = run_world(failure.seed, fewer)
            if isinstance(found, Failure):
                failure = found
            else:
                at += size
        size //= 2
    return failure
