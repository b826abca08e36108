"""Units of work that wait for each other anyway, grouped into transactions (``together.py``).

A unit that comes while nothing is written begins at once, with those of the same turn of the loop. While a group is under
way, those that come wait until they are as many, or it has ended, and are the next group: the more units there are, the less
each costs. Many make two groups of one size, so that the server computes for one while the database works for the other. A
unit whose account is taken joins one more group, and then runs alone. While somebody reads, there are pauses
between groups (``turns.py``).
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from domain.errors import Busy, OutcomeUnknown, Unavailable
from domain.store.occupancy import Occupancy
from domain.store.pending import Pending, PendingUnit, place_in_queue, resolve_in_turn
from domain.store.program import Failed, ProgramFactory
from domain.store.together import ALONE, TAKEN
from domain.store.turns import Turns

T = TypeVar("T")

GROUPS_AT_ONCE = 2
"""One computes while the database works for the other."""
GROUP_MAX = 32
"""The most units of a group, so that the first of them does not wait for long."""
HALVED_FROM = 16
"""So many that wait do not all begin in one group. Callers come back as they are answered: if all were answered at once,
all would ask at once, and server and database would go on waiting for each other in turn."""

PATIENCE_S = 0.1
"""How long a few units wait for the group under way to end, before they begin as a group of their own."""
LEAST_S = 0.05
"""The least time that a group is given, or a unit to begin anew."""
WAITS = object()
"""The outcome of a unit whose group could not be run, and which has time for another."""

RunTogether = Callable[[Sequence[ProgramFactory[Any]], float], Awaitable[Sequence[object]]]
RunAlone = Callable[[ProgramFactory[Any], float], Awaitable[Any]]


class Groups:
    """The units that wait to be run in groups.

    ``run_together`` runs a group in one transaction, and returns for each unit its result, ``Failed``, ``TAKEN`` or
    ``ALONE``; ``run_alone`` runs a unit by itself, as those are that a group could not run. Both get the seconds that they
    may wait. ``turns`` says how long a group leaves to readers before the next begins.
    """

    def __init__(self, run_together: RunTogether, run_alone: RunAlone, wait_s: float, turns: Turns) -> None:
        self._run_together = run_together
        self._run_alone = run_alone
        self._wait_s = wait_s
        self._turns = turns
        self._waiting: deque[PendingUnit] = deque()
        self._under_way: list[tuple[int, float]] = []
        """Of each group that is under way: how many units it has, and when it began."""
        self._moved_ns = time.monotonic_ns()
        """When a group last began or ended."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._soon: asyncio.Handle | None = None
        """What begins groups in the loop's next turn."""
        self._late: asyncio.TimerHandle | None = None
        """What begins a group of few beside another that takes long."""

    async def run_unit(self, make_program: ProgramFactory[T]) -> T:
        """Run a unit in the next group; see ``Backend.run_unit``."""
        pending = PendingUnit(*place_in_queue(self._wait_s), make_program=make_program)
        self._waiting.append(pending)
        self._begin_soon()
        return await pending.outcome()  # type: ignore[no-any-return]  # the unit's own

    @property
    def occupancy(self) -> Occupancy:
        """How many groups are under way, and how many units wait for the next."""
        under_way = len(self._under_way)
        unmoved_ns = time.monotonic_ns() - self._moved_ns if under_way >= GROUPS_AT_ONCE else 0
        return Occupancy("groups", under_way, GROUPS_AT_ONCE, len(self._waiting), unmoved_ns)

    async def drain(self) -> None:
        """Wait until no unit waits or runs."""
        while self._tasks or self._waiting:
            if self._tasks:
                await asyncio.wait(self._tasks)
            else:
                await asyncio.sleep(0)

    def _begin_soon(self) -> None:
        """Begin groups in the loop's next turn, with all that come in this one."""
        if self._soon is None:
            self._soon = asyncio.get_running_loop().call_soon(self._begin_groups)

    def _begin_groups(self) -> None:
        """Begin groups of those that wait, as many as may be under way; units whose caller has gone are dropped."""
        for handle in (self._soon, self._late):
            if handle is not None:
                handle.cancel()
        self._soon = self._late = None
        loop = asyncio.get_running_loop()
        if self._waiting and (pause_s := self._turns.pause_s) > 0:
            self._late = loop.call_later(pause_s, self._begin_groups)
            return
        while self._waiting and len(self._under_way) < GROUPS_AT_ONCE:
            served = sum(size for size, _ in self._under_way)
            if len(self._waiting) < served:
                until = max(began for _, began in self._under_way) + PATIENCE_S
                if loop.time() < until:
                    self._late = loop.call_at(until, self._begin_groups)
                    return
            group: list[PendingUnit] = []
            most = _most(len(self._waiting), served)
            while self._waiting and len(group) < most:
                pending = self._waiting.popleft()
                if not pending.done.done():
                    pending.begun = True
                    group.append(pending)
            if group:
                self._under_way.append((len(group), loop.time()))
                self._moved_ns = time.monotonic_ns()
                self._spawn(self._serve(group, self._under_way[-1]))

    async def _serve(self, group: Sequence[PendingUnit], under_way: tuple[int, float]) -> None:
        """Run a group and give each of its units what came of it, whatever happens."""
        try:
            await resolve_in_turn(self._to_tell(group, await self._outcomes(group)), self._turns)
        finally:
            self._under_way.remove(under_way)
            self._moved_ns = time.monotonic_ns()
            self._turns.group_ended(under_way[1])
        self._begin_soon()

    async def _outcomes(self, group: Sequence[PendingUnit]) -> Sequence[object]:
        """Run a group; return what came of each of its units, or what is to be done with it."""
        try:
            shortest_s = max(LEAST_S, min(each.left_s for each in group))
            return await self._run_together([each.make_program for each in group], shortest_s)
        except (Unavailable, OutcomeUnknown) as error:
            return [Failed(error)] * len(group)
        except Busy as error:  # no connection was free in time: those who came later have time of their own
            return [WAITS if each.left_s > LEAST_S else Failed(error) for each in group]
        except Exception:  # noqa: BLE001 - nothing is stored, and what stopped the group is met again by whom it concerns
            return [ALONE] * len(group)

    def _to_tell(self, group: Sequence[PendingUnit], outcomes: Sequence[object]) -> list[tuple[Pending, object]]:
        """Let those go on to whom nothing was done; return the others with what came of them."""
        to_tell: list[tuple[Pending, object]] = []
        for pending, outcome in zip(group, outcomes, strict=True):
            if outcome is TAKEN and not pending.taken and pending.left_s > LEAST_S:
                pending.begun, pending.taken = False, True
                self._waiting.appendleft(pending)
            elif outcome is ALONE or outcome is TAKEN:
                self._spawn(self._serve_alone(pending))
            elif outcome is WAITS:
                pending.begun = False
                self._waiting.append(pending)
            else:
                to_tell.append((pending, outcome))
        return to_tell

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


def _most(waiting: int, served: int) -> int:
    """Return how many of those who wait may begin in one group, beside groups of so many."""
    if waiting < HALVED_FROM:
        return GROUP_MAX
    return min(GROUP_MAX, (waiting + served + bool(served)) // 2)
