"""Passwords are hashed a few at a time, others wait their turn, and beyond that the caller gets Busy at once."""

import asyncio
import threading

import pytest

from domain.errors import Busy
from domain.services.credentials import WAITING_A_PLACE, HashingPlaces


class Work:
    """Work that lasts until the test lets it go, and counts how much of it is done at once."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.begun = threading.Semaphore(0)
        self.now = self.most = 0
        self._lock = threading.Lock()

    def do(self, given: int) -> int:
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self.begun.release()
        assert self.free.wait(30)
        with self._lock:
            self.now -= 1
        return given


async def test_no_more_than_the_places_are_hashed_at_once_and_all_who_wait_get_their_turn() -> None:
    places, work = HashingPlaces(2), Work()
    running = [asyncio.ensure_future(places.run(work.do, each)) for each in range(20)]
    await asyncio.to_thread(lambda: (work.begun.acquire(), work.begun.acquire()))
    assert work.now == 2
    work.free.set()
    assert await asyncio.gather(*running) == [*range(20)]
    assert work.most == 2


async def test_beyond_those_who_wait_a_caller_gets_busy_and_who_went_away_leaves_their_place() -> None:
    places, work = HashingPlaces(1), Work()
    running = [asyncio.ensure_future(places.run(work.do, each)) for each in range(1 + WAITING_A_PLACE)]
    await asyncio.to_thread(work.begun.acquire)
    with pytest.raises(Busy):
        await places.run(work.do, 0)
    running[-1].cancel()
    await asyncio.wait({running[-1]})
    more = asyncio.ensure_future(places.run(work.do, 7))
    work.free.set()
    assert await more == 7
    assert await asyncio.gather(*running[:-1]) == [*range(WAITING_A_PLACE)]
