"""When groups of units begin, who is in them and how long they compute. What they do: ``test_units_together.py``."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from domain.errors import Busy, OutcomeUnknown, StorageFull, Unavailable
from domain.store.occupancy import Occupancy
from domain.store.postgres import groups
from domain.store.postgres.connection import run_program
from domain.store.postgres.groups import Groups
from domain.store.program import PAUSE, Program, ProgramFactory
from domain.store.together import TAKEN
from domain.store.turns import Turns
from tests.support.held_turns import Held


def unit(number: int) -> ProgramFactory[int]:
    """A unit that does nothing and returns its number."""

    def program() -> Program[int]:
        return number
        yield

    return program


def result(make_program: ProgramFactory[Any]) -> Any:
    with pytest.raises(StopIteration) as stop:
        next(make_program())
    return stop.value.value


class Runs:
    """What is run, and when each group may end; ``taken`` are units whose account another has.

    The first groups fail by ``errors``. A unit may wait for ``wait_s``.
    """

    def __init__(
        self,
        taken: Sequence[int] = (),
        turns: Turns | None = None,
        errors: Sequence[Exception] = (),
        wait_s: float = 5.0,
    ) -> None:
        self.groups: list[list[int]] = []
        self.alone: list[int] = []
        self.may_end = [asyncio.Event() for _ in range(9)]
        self.within_s: list[float] = []
        self.store = Groups(self._together, self._alone, wait_s, turns or Turns())
        self._taken = taken
        self._errors = list(errors)

    async def _together(self, makers: Sequence[ProgramFactory[Any]], within_s: float) -> Sequence[object]:
        self.within_s.append(within_s)
        numbers = [result(each) for each in makers]
        self.groups.append(numbers)
        await self.may_end[len(self.groups) - 1].wait()
        if self._errors:
            raise self._errors.pop(0)
        return [TAKEN if each in self._taken else each for each in numbers]

    async def _alone(self, make_program: ProgramFactory[Any], _within_s: float) -> Any:
        self.alone.append(result(make_program))
        return self.alone[-1]

    async def begin(self, *numbers: int) -> list[asyncio.Task[int]]:
        """Let units come in one turn of the loop; return what will hold their results, once all that may begin has begun."""
        tasks = [asyncio.create_task(self.store.run_unit(unit(each))) for each in numbers]
        for _ in range(5):
            await asyncio.sleep(0)
        return tasks


async def test_units_of_one_turn_are_one_group() -> None:
    runs = Runs()
    waiting = await runs.begin(1, 2, 3)
    assert runs.groups == [[1, 2, 3]]
    runs.may_end[0].set()
    assert await asyncio.gather(*waiting) == [1, 2, 3]
    await runs.store.drain()


async def test_few_wait_until_the_group_under_way_has_ended() -> None:
    runs = Runs()
    waiting = [*await runs.begin(1, 2, 3), *await runs.begin(4), *await runs.begin(5)]
    assert runs.groups == [[1, 2, 3]]
    for each in runs.may_end:
        each.set()
    assert await asyncio.gather(*waiting) == [1, 2, 3, 4, 5]
    assert runs.groups == [[1, 2, 3], [4, 5]]


async def test_as_many_as_are_under_way_begin_beside_them() -> None:
    runs = Runs()
    waiting = [*await runs.begin(1, 2, 3), *await runs.begin(4, 5), *await runs.begin(6)]
    assert runs.groups == [[1, 2, 3], [4, 5, 6]]
    waiting += await runs.begin(7, 8, 9, 10, 11, 12)
    assert len(runs.groups) == groups.GROUPS_AT_ONCE
    for each in runs.may_end:
        each.set()
    assert await asyncio.gather(*waiting) == [*range(1, 13)]


async def test_many_begin_as_two_groups_of_one_size_and_stay_so() -> None:
    runs = Runs()
    waiting = await runs.begin(*range(31))
    assert [len(each) for each in runs.groups] == [15, 16]
    waiting += await runs.begin(*range(31, 46))  # of callers who were answered, and ask again
    runs.may_end[0].set()
    await asyncio.gather(*waiting[:15])
    assert [len(each) for each in runs.groups] == [15, 16]
    waiting += await runs.begin(46)
    assert runs.groups[2] == [*range(31, 47)]
    for each in runs.may_end:
        each.set()
    assert await asyncio.gather(*waiting) == [*range(47)]


@pytest.mark.parametrize(("turn_s", "before_others"), [(0.0, 1), (60.0, 3)])
async def test_a_group_lets_others_have_their_turn_once_its_own_is_over(turn_s: float, before_others: int) -> None:
    done: list[str] = []

    def group() -> Program[int]:
        for _ in range(3):
            done.append("unit")
            yield PAUSE
        return len(done)

    async def others() -> None:
        done.append("others")

    waiting = asyncio.create_task(others())
    connection: Any = None  # it asks nothing
    await run_program(connection, group(), turn_s=lambda: turn_s)
    await waiting
    assert done.index("others") == before_others


async def test_few_do_not_wait_for_a_group_that_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "PATIENCE_S", 0.01)
    runs = Runs()
    (*_, few) = [*await runs.begin(1, 2, 3), *await runs.begin(4)]
    runs.may_end[1].set()
    async with asyncio.timeout(5):
        assert await few == 4
    assert runs.groups == [[1, 2, 3], [4]]
    runs.may_end[0].set()
    await runs.store.drain()


async def test_a_unit_whose_account_another_has_is_in_one_more_group_and_then_alone() -> None:
    runs = Runs(taken=[2])
    for each in runs.may_end:
        each.set()
    waiting = await runs.begin(1, 2)
    assert await asyncio.gather(*waiting) == [1, 2]
    assert (runs.groups, runs.alone) == ([[1, 2], [2]], [2])


@pytest.mark.parametrize("pause_s", [3600.0, 0.5])
async def test_groups_leave_time_to_readers(pause_s: float) -> None:
    turns = Held()
    turns.pause_s = pause_s
    runs = Runs(turns=turns)
    waiting = await runs.begin(1)
    assert runs.groups == []
    turns.pause_s = 0.0
    waiting += await runs.begin(2)
    assert runs.groups == [[1, 2]]
    for each in runs.may_end:
        each.set()
    assert await asyncio.gather(*waiting) == [1, 2]


async def test_draining_waits_for_units_that_have_not_begun() -> None:
    runs = Runs()
    for each in runs.may_end:
        each.set()
    waiting = asyncio.create_task(runs.store.run_unit(unit(1)))
    await asyncio.sleep(0)
    await runs.store.drain()
    assert runs.groups == [[1]]
    assert await waiting == 1


@pytest.mark.parametrize(("units", "sizes"), [(15, [15]), (16, [8, 8]), (64, [32, 32])])
async def test_from_so_many_units_on_half_of_them_begin(units: int, sizes: Sequence[int]) -> None:
    runs = Runs()
    for each in runs.may_end:
        each.set()
    await asyncio.gather(*await runs.begin(*range(units)))
    assert [len(each) for each in runs.groups][: len(sizes)] == sizes


async def test_groups_are_stuck_only_while_as_many_as_may_be_are_under_way() -> None:
    runs = Runs()
    assert runs.store.occupancy == Occupancy("groups", 0, 2, 0, 0)
    waiting = await runs.begin(1, 2)
    assert runs.store.occupancy == Occupancy("groups", 1, 2, 0, 0)
    waiting += [*await runs.begin(3, 4), *await runs.begin(5)]
    *busy, unmoved_ns = runs.store.occupancy
    assert busy == ["groups", 2, 2, 1]
    assert 0 < unmoved_ns < 60_000_000_000
    for each in runs.may_end:
        each.set()
    await asyncio.gather(*waiting)


async def test_a_unit_that_has_begun_is_not_refused_when_its_time_is_over() -> None:
    runs = Runs(wait_s=0.005)
    (waiting,) = await runs.begin(1)
    await asyncio.sleep(0.01)
    runs.may_end[0].set()
    assert await waiting == 1
    assert runs.within_s == [groups.LEAST_S]


async def test_readers_have_their_time_after_each_group(monkeypatch: pytest.MonkeyPatch) -> None:
    turns, ended = Turns(), []
    monkeypatch.setattr(turns, "group_ended", ended.append)
    runs = Runs(turns=turns)
    runs.may_end[0].set()
    await asyncio.gather(*await runs.begin(1, 2))
    assert ended == [pytest.approx(asyncio.get_running_loop().time(), abs=60)]


@pytest.mark.parametrize("error", [Unavailable(), StorageFull(), OutcomeUnknown()])
async def test_all_units_of_a_group_learn_that_the_database_failed(error: Exception) -> None:
    runs = Runs(errors=[error])
    runs.may_end[0].set()
    answers = await asyncio.gather(*await runs.begin(1, 2), return_exceptions=True)
    assert answers == [error, error]
    assert (len(runs.groups), runs.alone) == (1, [])


async def test_units_whose_group_got_no_connection_wait_for_another_while_they_have_time() -> None:
    runs = Runs(errors=[Busy()])
    for each in runs.may_end:
        each.set()
    assert await asyncio.gather(*await runs.begin(1, 2)) == [1, 2]
    assert runs.groups == [[1, 2], [1, 2]]
    late = Runs(errors=[Busy()], wait_s=groups.LEAST_S / 2)
    late.may_end[0].set()
    (refused,) = await asyncio.gather(*await late.begin(1), return_exceptions=True)
    assert isinstance(refused, Busy)
    assert len(late.groups) == 1


async def test_units_whose_group_failed_otherwise_run_alone_and_get_what_comes_of_that() -> None:
    runs = Runs(errors=[KeyError("x")])
    runs.may_end[0].set()
    assert await asyncio.gather(*await runs.begin(1, 2)) == [1, 2]
    assert sorted(runs.alone) == [1, 2]


async def test_no_timer_is_left_behind_when_few_begin_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    loop, timers = asyncio.get_running_loop(), []
    call_at = loop.call_at

    def noted(when: float, callback: Any, *arguments: Any, **named: Any) -> asyncio.TimerHandle:
        timer = call_at(when, callback, *arguments, **named)
        if callback.__name__ == "_begin_groups":
            timers.append(timer)
        return timer

    monkeypatch.setattr(loop, "call_at", noted)
    runs = Runs()
    waiting = [*await runs.begin(1, 2, 3), *await runs.begin(4)]
    for each in runs.may_end:
        each.set()
    assert await asyncio.gather(*waiting) == [1, 2, 3, 4]
    assert [each.cancelled() for each in timers] == [True]


@pytest.mark.parametrize(("taken", "errors"), [([], [Busy()]), ([1], [])])
async def test_a_unit_that_waits_for_another_group_is_refused_when_its_time_is_over(
    taken: Sequence[int], errors: Sequence[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "LEAST_S", 0.001)
    turns = Held()
    turns.pause_s = 0.0
    runs = Runs(taken=taken, errors=errors, turns=turns, wait_s=0.02)
    (waiting,) = await runs.begin(1)
    turns.pause_s = 3600.0
    runs.may_end[0].set()
    async with asyncio.timeout(5):
        with pytest.raises(Busy):
            await waiting
    assert runs.groups == [[1]]
