"""When groups of units begin, who is in them and how long they compute. What they do: ``test_units_together.py``."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

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
    """What is run, and when each group may end; ``taken`` are units whose account another has."""

    def __init__(self, taken: Sequence[int] = (), turns: Turns | None = None) -> None:
        self.groups: list[list[int]] = []
        self.alone: list[int] = []
        self.may_end = [asyncio.Event() for _ in range(9)]
        self.store = Groups(self._together, self._alone, 5.0, turns or Turns())
        self._taken = taken

    async def _together(self, makers: Sequence[ProgramFactory[Any]], _within_s: float) -> Sequence[object]:
        numbers = [result(each) for each in makers]
        self.groups.append(numbers)
        await self.may_end[len(self.groups) - 1].wait()
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


async def test_groups_leave_time_to_readers() -> None:
    turns = Held()
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
