"""What both databases provide: sessions that run a ``Program``, and what a backend guarantees."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import NamedTuple, Protocol, TypeVar

from domain.store.commit_times import CommitTimes
from domain.store.faults import Faults
from domain.store.occupancy import Occupancy
from domain.store.program import Program, ProgramFactory

T = TypeVar("T")


class Risk(NamedTuple):
    """A setting of the database that may lose what was acknowledged, and what to do, in words."""

    setting: str
    message: str


class Reader(Protocol):
    """A view of the database that does not change while it is held."""

    async def run(self, program: Program[T]) -> T:
        """Run a program that only reads, and return its result."""


class PreviewSession(Reader, Protocol):
    """The inside of a transaction that will be rolled back; its reads see its writes."""

    async def run_unit(self, make_program: ProgramFactory[T]) -> T:
        """Run a program that writes, completely or not at all, within the transaction that will be rolled back."""


class Backend(Protocol):
    """One database. A cancelled caller of any method leaves nothing half-done, locked or open."""

    dialect: str
    faults: Faults
    """What is wrong with it at present."""
    commits: CommitTimes

    def occupancies(self) -> Sequence[Occupancy]:
        """Return how busy each part is that requests share; any thread may ask."""

    async def log_bytes(self) -> int | None:
        """Return the size of the write-ahead log; None if it may not be asked. Waits for no connection of requests."""

    async def run_unit(self, make_program: ProgramFactory[T], *, in_group: bool = False) -> T:
        """Run a program as one atomic unit of work, and return its result; it runs again if the database asks for it.

        ``in_group`` says that it may run side by side with others, in one transaction with them (``together.py``).
        If the caller is cancelled before the unit begins, nothing happens; after that, the unit still runs to its end.
        Raises ``Busy`` if the unit could not begin within the time.
        """

    async def preview(self, work: Callable[[PreviewSession], Awaitable[T]]) -> T:
        """Run ``work`` inside a transaction, roll that back whatever happens, and return the result of ``work``.

        ``work`` runs again if the database asks for another try, even after it returned; the last result counts.
        """

    async def read(self, program: Program[T], *, single: bool = False) -> T:
        """Run one program that only reads, in an unchanging view of its own; cheaper than a ``snapshot`` for it alone.

        ``single`` promises that it asks once at most: any statement is a view of its own.
        """

    def snapshot(self) -> AbstractAsyncContextManager[Reader]:
        """Return one unchanging view of the database for all reads within it."""

    async def release_memory(self) -> None:
        """Release what reads of very much keep in memory for later ones, and give freed memory back to the system."""

    async def yield_to_others(self) -> bool:
        """Let others write between two of many units, other processes among them.

        Return True if somebody has written since the last call, beside the caller's one unit, and waits for the writer
        therefore. Where only rows are locked, nobody does.
        """

    async def check(self, make_program: ProgramFactory[None], within_s: float) -> None:
        """Run a program that only reads, and raise what prevents reading or writing; repair what can be repaired.

        It waits for no slot that requests may have used up. Raises ``Unavailable`` or ``Busy`` after ``within_s`` at most.
        """

    async def risks(self, within_s: float) -> Sequence[Risk]:
        """Return which settings of the database may lose what was acknowledged; raises ``Unavailable`` in time."""

    async def close(self) -> None:
        """Wait for running work, then close every connection."""
