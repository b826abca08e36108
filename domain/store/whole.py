"""Doing something to its end, whoever is cancelled meanwhile."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def whole(work: Coroutine[Any, Any, T]) -> T:
    """Runs ``work`` in a task of its own and waits for its end; a cancelled caller waits too, then stays cancelled.

    Closing needs it: Ctrl-C cancels the main task, and a connection that stays open keeps its thread, and so the process.
    """
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise
