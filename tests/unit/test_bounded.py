"""Level: the tests themselves. A wait for what never comes ends."""

import asyncio

import pytest

from tests.support.bounded import bounded


async def waits_for_ever() -> None:
    await asyncio.Event().wait()


async def test_a_test_that_waits_for_what_never_comes_fails() -> None:
    with pytest.raises(TimeoutError):
        await bounded(waits_for_ever, longest_s=0.01)()


async def test_each_test_is_bounded(request: pytest.FixtureRequest) -> None:
    assert request.node.obj.__wrapped__.__name__ == "test_each_test_is_bounded"
