"""How long groups of units compute at once, how long they leave to readers, and how callers get results."""

import asyncio

import pytest

from domain.store.pending import Pending, place_in_queue, resolve_in_turn
from domain.store.program import Failed
from domain.store.turns import PAUSE_S_MAX, PAUSE_SHARE, PAUSES_A_READ, SHORT_TURN_S, TURN_S, Turns


class Clock:
    """The loop's time, which only a test moves; it must not wait for anything meanwhile."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: self.now)

    def read(self, turns: Turns, seconds: float, *, single: bool = False) -> None:
        with turns.reading(single=single):
            self.now += seconds

    def group(self, turns: Turns, seconds: float) -> float:
        """Let a group take so long; return the pause behind it."""
        began = self.now
        self.now += seconds
        turns.group_ended(began)
        return turns.pause_s


async def test_a_turn_is_short_while_somebody_reads() -> None:
    turns = Turns()
    assert turns.seconds() == TURN_S
    with turns.reading(), turns.reading():
        pass
    with turns.reading():
        with turns.reading():
            pass
        assert turns.seconds() == SHORT_TURN_S
    assert turns.seconds() == TURN_S


async def test_a_group_leaves_readers_about_as_long_as_it_took(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, turns = Clock(monkeypatch), Turns()
    assert clock.group(turns, 0.01) == 0, "nobody reads"
    clock.read(turns, 1.0)
    pause_s = clock.group(turns, 0.01)
    assert pause_s == pytest.approx(0.01 * PAUSE_SHARE)
    clock.now += 0.004
    assert turns.pause_s == pytest.approx(pause_s - 0.004)
    clock.now += pause_s
    assert turns.pause_s == 0
    assert clock.group(turns, 0.01) == 0, "nobody has read since"


async def test_a_pause_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, turns = Clock(monkeypatch), Turns()
    clock.read(turns, 9.0)
    assert clock.group(turns, 3.0) == pytest.approx(PAUSE_S_MAX)


async def test_a_read_now_and_then_delays_little(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, turns = Clock(monkeypatch), Turns()
    clock.read(turns, 0.001)
    assert clock.group(turns, 0.04) == pytest.approx(0.001 * PAUSES_A_READ)
    clock.read(turns, 0.001, single=True)
    assert not turns.somebody_reads
    assert clock.group(turns, 0.04) == 0, "it was a look of the server itself"


async def answered(turns: Turns) -> list[str]:
    """Give eight callers what came of their work; return in which order they and somebody else went on."""
    order: list[str] = []
    pending = [Pending(*place_in_queue(60.0)) for _ in range(8)]

    async def caller(each: Pending) -> None:
        await each.done
        order.append("caller")
        if len(order) == 1:
            others.append(asyncio.create_task(other()))

    async def other() -> None:
        await asyncio.sleep(0)
        order.append("other")

    others: list[asyncio.Task[None]] = []
    callers = [asyncio.create_task(caller(each)) for each in pending]
    await asyncio.sleep(0)
    await resolve_in_turn([(each, None) for each in pending], turns)
    await asyncio.gather(*callers)
    await asyncio.gather(*others)
    return order


async def test_others_have_their_turn_between_two_answers_while_somebody_reads() -> None:
    turns = Turns()
    assert await answered(turns) == [*["caller"] * 8, "other"]
    with turns.reading():
        order = await answered(turns)
    assert order.index("other") < len(order) - 1
    assert sorted(order) == [*["caller"] * 8, "other"]


async def test_all_are_answered_even_if_answering_is_cancelled() -> None:
    turns = Turns()
    pending = [Pending(*place_in_queue(60.0)) for _ in range(3)]
    outcomes = [(pending[0], 1), (pending[1], Failed(KeyError("none"))), (pending[2], 3)]
    with turns.reading():
        telling = asyncio.create_task(resolve_in_turn(outcomes, turns))
        await asyncio.sleep(0)
        assert [each.done.done() for each in pending] == [True, False, False]
        telling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await telling
    assert await pending[2].done == 3
    with pytest.raises(KeyError):
        await pending[1].done
