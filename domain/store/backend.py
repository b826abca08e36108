"""What the two databases have in common: sessions that run ``Steps``, and the promises that a backend keeps."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

from domain.store.steps import MakeSteps, Steps

T = TypeVar("T")


class Reader(Protocol):
    """A view of the database that does not change while it is held."""

    async def run(self, steps: Steps[T]) -> T:
        """Runs reading steps and gives their result."""


class PreviewSession(Reader, Protocol):
    """The inside of a block that will be undone: reads see its writes."""

    async def run_block(self, make_steps: MakeSteps[T]) -> T:
        """Runs writing steps whole or not at all, within the block that will be undone."""


class Backend(Protocol):
    """One database. Each method is safe against the caller's cancellation: nothing is left half-done, locked or open."""

    dialect: str

    async def run_block(self, make_steps: MakeSteps[T]) -> T:
        """Runs writing steps as one atomic block; may begin them anew where the database asks for another try.

        A caller who is cancelled before the block's turn leaves nothing; after that, the block still ends whole.
        Raises ``Busy`` when there was no turn within the time.
        """

    async def preview(self, work: Callable[[PreviewSession], Awaitable[T]]) -> T:
        """Runs ``work`` inside a block that is undone afterwards, whatever happens, and gives its answer.

        ``work`` may begin anew where the database asks for another try, even after it gave an answer; the last counts.
        """

    def snapshot(self) -> AbstractAsyncContextManager[Reader]:
        """One unchanging view for all reads within it."""

    async def give_way(self) -> None:
        """Between two of many blocks: lets others have their turn, those of other processes too."""

    async def check(self) -> None:
        """Raises what keeps it from writing, where it knows of something; mends what can be mended."""

    async def close(self) -> None:
        """Waits for what is under way, then closes every connection."""
