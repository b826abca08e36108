"""Units of work that wait for each other anyway, grouped into transactions (``together.py``).

A unit that comes while nothing is written begins at once, alone in its group. While groups are under way, those that come
wait, and are the next group: the more units there are, the less each costs, and nobody waits for company.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from domain.errors import Busy, OutcomeUnknown, Unavailable
from domain.store.pending import PendingUnit, place_in_queue
from domain.store.program import Failed, ProgramFactory
from domain.store.together import ALONE

T = TypeVar("T")

GROUPS_AT_ONCE = 2
"""One computes while the database works for the other."""
GROUP_MAX = 32
"""The most units of a group, so that the first of them does not wait for long."""

LEAST_S = 0.05
"""The least time that a group is given, or a unit to begin anew."""
WAITS = object()
"""The outcome of a unit whose group could not be run, and which has time for another."""

RunTogether = Callable[[Sequence[ProgramFactory[Any]], float], Awaitable[Sequence[object]]]
RunAlone = Callable[[ProgramFactory[Any], float], Awaitable[Any]]


class Groups:
    """The units that wait to be run in groups.

    ``run_together`` runs a group in one transaction, and returns for each unit its result, ``Failed`` or ``ALONE``;
    ``run_alone`` runs a unit by itself, as those are that a group could not run. Both get the seconds that they may wait.
    """

    def __init__(self, run_together: RunTogether, run_alone: RunAlone, wait_s: float) -> None:
        self._run_together = run_together
        self._run_alone = run_alone
        self._wait_s = wait_s
        self._waiting: deque[PendingUnit] = deque()
        self._under_way = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def run_unit(self, make_program: ProgramFactory[T]) -> T:
        """Run a unit in the next group; see ``Backend.run_unit``."""
        pending = PendingUnit(*place_in_queue(self._wait_s), make_program=make_program)
        self._waiting.append(pending)
        self._begin_groups()
        return await pending.outcome()  # type: ignore[no-any-return]  # the unit's own

    async def drain(self) -> None:
        """Wait until no unit waits or runs."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _begin_groups(self) -> None:
        """Begin groups of those that wait, as many as may be under way; units whose caller has gone are dropped."""
        while self._waiting and self._under_way < GROUPS_AT_ONCE:
            group: list[PendingUnit] = []
            while self._waiting and len(group) < GROUP_MAX:
                pending = self._waiting.popleft()
                if not pending.done.done():
                    pending.begun = True
                    group.append(pending)
            if group:
                self._under_way += 1
                self._spawn(self._serve(group))

    async def _serve(self, group: Sequence[PendingUnit]) -> None:
        """Run a group and give each of its units what came of it, whatever happens."""
        outcomes: Sequence[object]
        try:
            shortest_s = max(LEAST_S, min(each.left_s for each in group))
            outcomes = await self._run_together([each.make_program for each in group], shortest_s)
        except (Unavailable, OutcomeUnknown) as error:
            outcomes = [Failed(error)] * len(group)
        except Busy as error:  # no connection was free in time: those who came later have time of their own
            outcomes = [WAITS if each.left_s > LEAST_S else Failed(error) for each in group]
        except Exception:  # noqa: BLE001 - nothing is stored, and what stopped the group is met again by whom it concerns
            outcomes = [ALONE] * len(group)
        finally:
            self._under_way -= 1
        for pending, outcome in zip(group, outcomes, strict=True):
            if outcome is ALONE:
                self._spawn(self._serve_alone(pending))
            elif outcome is WAITS:
                pending.begun = False
                self._waiting.append(pending)
            else:
                pending.resolve(outcome)
        self._begin_groups()

    async def _serve_alone(self, pending: PendingUnit) -> None:
        outcome: object
        try:
            outcome = await self._run_alone(pending.make_program, max(LEAST_S, pending.left_s))
        except Exception as error:  # noqa: BLE001 - the caller gets it
            outcome = Failed(error)
        pending.resolve(outcome)

    def _spawn(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
