"""Pauses between groups of units that last until a test ends them."""

import asyncio

from domain.store.turns import Turns


class Held(Turns):
    """Leaves all time to readers, until ``pause_s`` is set to 0, or ``may_go_on`` is set."""

    pause_s = 3600.0  # type: ignore[assignment]  # a property of what really pauses

    def __init__(self) -> None:
        super().__init__()
        self.paused = asyncio.Event()
        self.may_go_on = asyncio.Event()

    async def pause(self) -> None:
        """Wait until it may go on."""
        self.paused.set()
        await self.may_go_on.wait()
