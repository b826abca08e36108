"""Running work to its end even if the caller is cancelled."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def run_to_end(work: Coroutine[Any, Any, T]) -> T:
    """Run ``work`` in a task of its own and wait for its end; a cancelled caller waits too, and stays cancelled.

    Closing needs this: Ctrl-C cancels the main task, and an open connection keeps its thread, and so the process, alive.
    """
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise
