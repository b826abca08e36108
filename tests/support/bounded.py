"""No test waits for ever: one that waits for what never comes fails, and says where it waited."""

import asyncio
import functools
import inspect
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.support.profile import by_profile

LONGEST_S = by_profile(suite=150, ci=150, long=3_600)
"""Many times what the longest takes. The ``faulthandler_timeout`` of pyproject.toml, which ends the process, is later."""


def bounded(test: Callable[..., Awaitable[None]], longest_s: float = LONGEST_S) -> Callable[..., Awaitable[None]]:
    """The test, which fails with TimeoutError and the place where it waited once it took longer than that."""

    @functools.wraps(test)
    async def until_then(*arguments: Any, **named: Any) -> None:
        async with asyncio.timeout(longest_s):
            await test(*arguments, **named)

    return until_then


def bound(item: pytest.Item) -> None:
    """Bounds a test that is one coroutine; examples drawn by hypothesis have a deadline of their own making."""
    test: Any = getattr(item, "obj", None)
    if inspect.iscoroutinefunction(test) and not hasattr(test, "hypothesis"):
        item.obj = bounded(test)  # type: ignore[attr-defined]  # a test function has it
