"""Guessing passwords: who guesses is shut out, nobody else is, and all processes count together."""

import asyncio
import re

import pytest

from api.auth.limiter import PAUSE_S, Tries, wait_s
from domain.jobs.upkeep import prune_expired
from domain.store.store import Store
from tests.support.centre import Centre


class Guard:
    """The tries on a database, at a clock that the test moves; ``pauses`` are those that were made."""

    def __init__(self, store: Store) -> None:
        self.now_s = 1_767_225_600
        self.pauses: list[float] = []
        store.clock = lambda: self.now_s * 1_000_000
        self.tries = Tries(store, pause=self.pause)

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def tried(self, address: str, times: int, email: str = "ann@example.org") -> list[bool]:
        """Whether each of so many wrong tries was looked at."""
        return [not (await self.tries.count(email, address)).wait_us for _ in range(times)]


@pytest.fixture
def guard(store: Store) -> Guard:
    return Guard(store)


async def test_wrong_passwords_from_others_lock_nobody_out(guard: Guard) -> None:
    assert await guard.tried("10.0.0.1", 9) == [True] * 8 + [False]
    assert await guard.tried("10.0.0.2", 1) == [True]
    assert await guard.tried("10.0.0.1", 1, "bo@example.org") == [True]
    guard.now_s += 300
    assert await guard.tried("10.0.0.1", 1) == [True]
    assert guard.pauses == []


async def test_an_ip_address_that_tries_many_emails_is_blocked(guard: Guard) -> None:
    looked_at = [(await guard.tried("2001:db8::1", 1, f"u{number}@example.org"))[0] for number in range(61)]
    assert looked_at == [True] * 60 + [False]
    assert wait_s(await guard.tries.count("ann@example.org", "2001:db8::2")) == 300


async def test_attempts_from_many_ip_addresses_are_delayed_and_block_nobody(guard: Guard) -> None:
    for number in range(42):
        assert await guard.tried(f"10.0.1.{number}", 1) == [True]
    assert guard.pauses == [PAUSE_S] * 2
    assert await guard.tried("10.0.0.1", 1, "bo@example.org") == [True]
    guard.now_s += 3600
    assert await guard.tried("10.0.0.1", 1) == [True]
    assert guard.pauses == [PAUSE_S] * 2


async def test_correct_passwords_do_not_count_as_attempts(guard: Guard) -> None:
    for _ in range(70):
        await guard.tries.forgive(await guard.tries.count("ann@example.org", "10.0.0.1"))
    assert await guard.tried("10.0.0.1", 8) == [True] * 8
    assert guard.pauses == []


async def test_a_correct_password_forgives_the_wrong_ones_from_that_address_alone(guard: Guard) -> None:
    for address in ("10.0.0.1", "10.0.0.2"):
        assert await guard.tried(address, 7) == [True] * 7
    await guard.tries.forgive(await guard.tries.count("ann@example.org", "10.0.0.1"))
    assert await guard.tried("10.0.0.1", 9) == [True] * 8 + [False]
    assert await guard.tried("10.0.0.2", 2) == [True, False]


async def test_a_clock_that_was_ahead_shuts_nobody_out(guard: Guard) -> None:
    guard.now_s += 86_400
    assert await guard.tried("10.0.0.1", 9) == [True] * 8 + [False]
    guard.now_s -= 86_400
    assert await guard.tried("10.0.0.1", 8) == [True] * 8


async def test_what_is_kept_of_a_try_names_nobody_and_is_deleted_after_an_hour(guard: Guard, store: Store) -> None:
    await guard.tried("10.0.0.1", 2)
    (kept,) = {tuple(row) for row in await Centre(store).rows("select network, email from sign_in_tries")}
    assert all(re.fullmatch(r"[0-9a-f]{64}", each) for each in kept)
    guard.now_s += 3599
    assert await store.backend.run_unit(lambda: prune_expired(store.clock())) == 0
    guard.now_s += 1
    assert await store.backend.run_unit(lambda: prune_expired(store.clock())) == 2


async def test_the_tries_of_two_processes_count_together(two_stores: tuple[Store, Store]) -> None:
    guards = [Guard(store) for store in two_stores]
    tried = await asyncio.gather(*(guard.tried("10.0.0.1", 1) for _ in range(6) for guard in guards))
    assert sorted(tried) == [[False]] * 4 + [[True]] * 8
