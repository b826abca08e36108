"""Units of work that wait in a queue, and how their callers get what comes of them."""

import asyncio
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from domain.errors import Busy
from domain.store.program import Failed, ProgramFactory
from domain.store.turns import Turns


@dataclass(slots=True, eq=False)
class Pending:
    """What waits in a queue, ``until`` a time of the loop; ``begun`` is set, before anything else, once it is served."""

    done: asyncio.Future[Any]
    until: float
    begun: bool = False

    @property
    def left_s(self) -> float:
        """The seconds that it may still wait; negative once its time is over."""
        return self.until - asyncio.get_running_loop().time()

    async def outcome(self) -> Any:
        """Return or raise what comes of it; raises ``Busy`` if it has not begun in time.

        A cancelled caller takes it out of the queue, unless it has begun: then it goes on.
        """
        late = asyncio.get_running_loop().call_at(self.until, self._give_up)
        try:
            return await self.done  # nobody else awaits it: who cancels the caller cancels it
        finally:
            late.cancel()

    def resolve(self, outcome: object) -> None:
        """Give the caller its result, or the error of ``Failed``."""
        if self.done.done():
            return
        if isinstance(outcome, Failed):
            self.done.set_exception(outcome.error)
            self.done.exception()  # retrieved, or Python logs it if the caller has gone
        else:
            self.done.set_result(outcome)

    def _give_up(self) -> None:
        if not self.begun:
            self.resolve(Failed(Busy()))


async def resolve_in_turn(outcomes: Iterable[tuple[Pending, object]], turns: Turns) -> None:
    """Give each caller what came of its work; while somebody reads, one in each turn of the loop.

    Callers that get their results in one turn all build their answers in the next, and a read waits for all of them.
    """
    waiting = deque(outcomes)
    try:
        while waiting:
            pending, outcome = waiting.popleft()
            pending.resolve(outcome)
            if waiting and turns.somebody_reads:
                await asyncio.sleep(0)
    finally:  # cancelled or not, everybody gets a result
        for pending, outcome in waiting:
            pending.resolve(outcome)


def place_in_queue(wait_s: float) -> tuple[asyncio.Future[Any], float]:
    """Return what will hold the outcome of queued work, and until when that may wait: what ``Pending`` begins with."""
    loop = asyncio.get_running_loop()
    return loop.create_future(), loop.time() + wait_s


@dataclass(slots=True, eq=False, kw_only=True)
class PendingUnit(Pending):
    """A queued unit of work; ``in_group``: its command may run side by side with others (``together.py``).

    ``taken``: it was in a group, where its account or key was another's.
    """

    make_program: ProgramFactory[Any]
    in_group: bool = False
    taken: bool = False
