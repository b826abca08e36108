"""What waits in a queue gets its result, its error, or learns that it waited too long."""

import asyncio
import gc
from typing import Any

import pytest

from domain.errors import Busy
from domain.store.pending import Pending, place_in_queue
from domain.store.program import Failed


def queued(wait_s: float = 60) -> Pending:
    return Pending(*place_in_queue(wait_s))


async def test_a_caller_gets_the_result_or_the_error() -> None:
    for outcome in (7, Failed(KeyError("x"))):
        waits = queued()
        waits.resolve(outcome)
        waits.resolve("a second time")
        if isinstance(outcome, Failed):
            with pytest.raises(KeyError):
                await waits.outcome()
        else:
            assert await waits.outcome() == outcome


async def test_what_has_not_begun_in_time_is_refused_and_what_has_goes_on() -> None:
    with pytest.raises(Busy):
        await queued(0).outcome()
    begun = queued(0)
    begun.begun = True
    asyncio.get_running_loop().call_later(0.001, begun.resolve, 7)
    assert await begun.outcome() == 7


async def test_nobody_hears_of_an_error_whose_caller_has_gone() -> None:
    heard: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: heard.append(context))
    waits = queued()
    waits.resolve(Failed(KeyError("x")))
    del waits
    gc.collect()
    assert heard == []


async def test_no_timer_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    loop, timers = asyncio.get_running_loop(), []
    call_at = loop.call_at
    with monkeypatch.context() as patched:
        patched.setattr(loop, "call_at", lambda *arguments: timers.append(call_at(*arguments)) or timers[-1])
        waits = queued()
        waits.resolve(7)
        await waits.outcome()
    assert [each.cancelled() for each in timers] == [True]


async def test_the_time_that_is_left_is_until_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    waits = Pending(asyncio.get_running_loop().create_future(), 7.5)
    with monkeypatch.context() as patched:
        patched.setattr(asyncio.get_running_loop(), "time", lambda: 5.0)
        assert waits.left_s == 2.5
