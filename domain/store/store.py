"""The store: the one way to run an atomic block, a preview and a read snapshot, the same on SQLite and PostgreSQL."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, Protocol, Self, TypeVar
from zoneinfo import ZoneInfo

from domain.permissions import Principal
from domain.rows import IdempotencyKeyRow
from domain.store import idempotency
from domain.store.backend import Backend, PreviewSession, Reader
from domain.store.block import Block, BlockContext
from domain.store.clock import Clock, system_clock
from domain.store.ids import IdMaker
from domain.store.invariants import check_invariants
from domain.store.locks import Locks, in_order, one_at_a_time
from domain.store.postgres import PostgresBackend
from domain.store.sqlite import SqliteBackend
from domain.store.steps import Fetch, MakeSteps, Sql, Steps
from domain.store.turns import Turns
from domain.store.url import parse_url
from domain.store.whole import whole
from domain.store.writing import stored_answer, write

_log = logging.getLogger("tieout")

T = TypeVar("T")
A = TypeVar("A")

Work = Callable[[Block], Steps[T]]
"""A service with its wish bound: fills the block's changes and gives its outcome."""

LONG_READS = 4
"""One in so many connections may be held by a long read (``Store.long_snapshot``)."""

_HIGHEST = Sql("select coalesce(max(id), 0) from audit_events")
_NEXT_WORKER = Sql("update organisations set last_worker = last_worker + 1 where id = 1 returning last_worker")


@dataclass(frozen=True, slots=True)
class Command:
    """A mutation as it was asked for. ``arguments`` leave out the key and ``dryRun`` (domain R36a)."""

    mutation: str
    actor: Principal
    key: str | None = None
    arguments: object = None


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What a block did: its outcome, its batch (None when nothing changed), and whether it is an earlier answer again."""

    outcome: T
    batch_id: int | None
    replayed: bool = False


Answer = Callable[[Done[T]], Steps[A]]
"""Reads what a mutation's answer shows, after its writes and within its block."""


class Database(Protocol):
    """What services and queries are run on: the store itself, or a preview of it."""

    async def answer(self, command: Command, work: Work[T], outcome_type: type[T], answer: Answer[T, A]) -> A:
        """Runs a service as one atomic block, its answer's reads included."""

    def snapshot(self) -> contextlib.AbstractAsyncContextManager[Reader]:
        """One unchanging view for several reads."""


class Store:
    """An open database."""

    def __init__(
        self, backend: Backend, context: BlockContext, clock: Clock, *, long_reads: int = 1, wait_s: float = 10.0
    ) -> None:
        self.backend = backend
        self.context = context
        self.clock = clock
        self._long_reads = Turns(long_reads)
        self._wait_s = wait_s
        self._soon: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        zone: ZoneInfo | None = None,
        clock: Clock = system_clock,
        readers: int = 4,
        connections: int = 20,
        wait_s: float = 10.0,
        statement_s: float | None = None,
        read_only: bool = False,
    ) -> Self:
        """Opens a migrated database and checks that its invariants are in force.

        ``readers`` are SQLite's read connections, ``connections`` the whole of PostgreSQL's pool, ``wait_s`` how long a
        block or read waits for its turn or for a row that others hold, ``statement_s`` how long one statement may take
        (None: as long as it takes). ``read_only`` opens it for reading alone, which changes nothing, not even the number
        of this process: also where nothing can be written. Raises ``BadDatabaseUrl``, ``InvariantMissing`` and ``Busy``.
        """
        parsed = parse_url(url)
        backend: Backend
        if parsed.path is not None:
            backend = await SqliteBackend.open(
                parsed.path, readers=readers, wait_s=wait_s, statement_s=statement_s, read_only=read_only
            )
        else:
            assert parsed.dsn is not None
            backend = await PostgresBackend.open(
                parsed.dsn, connections=connections, wait_s=wait_s, statement_s=statement_s
            )
        try:
            async with backend.snapshot() as reader:
                await reader.run(check_invariants(backend.dialect))
            new_id = _no_id if read_only else IdMaker(*await backend.run_block(_next_worker)).next
        except BaseException:
            await whole(backend.close())
            raise
        views = readers if parsed.path is not None else connections
        return cls(
            backend,
            BlockContext(new_id, zone or ZoneInfo("UTC")),
            clock,
            long_reads=max(1, views // LONG_READS),
            wait_s=wait_s,
        )

    async def close(self) -> None:
        """Waits for what is under way, then closes every connection, even when the caller is cancelled meanwhile."""
        await whole(self._close())

    async def _close(self) -> None:
        await self.rest()
        await self.backend.close()

    def soon(self, make_steps: MakeSteps[None], what: str) -> None:
        """Runs a block in its turn, while whoever asks goes on; when there is none it is logged and left undone.

        For what is good to know and no part of any record, such as when a token was last used.
        """
        task = asyncio.create_task(self._unasked(make_steps, what))
        self._soon.add(task)
        task.add_done_callback(self._soon.discard)

    async def rest(self) -> None:
        """Waits until all that was to run soon has ended."""
        while self._soon:
            await asyncio.wait(self._soon)

    async def _unasked(self, make_steps: MakeSteps[None], what: str) -> None:
        try:
            await self.backend.run_block(make_steps)
        except Exception as error:  # noqa: BLE001 - nobody waits for it: whatever it is, it is logged
            _log.warning("%s was left undone: %s", what, str(error) or type(error).__name__)

    async def check(self) -> None:
        """Whether the database answers, keeps its rules and can be written; raises what is wrong."""
        await self.read(check_invariants(self.backend.dialect))
        await self.backend.check()

    def snapshot(self) -> contextlib.AbstractAsyncContextManager[Reader]:
        """One unchanging view for several reads."""
        return self.backend.snapshot()

    @contextlib.asynccontextmanager
    async def long_snapshot(self) -> AsyncIterator[Reader]:
        """A view for reads that may take many seconds: so few at a time that others always find a connection.

        Raises ``Busy`` when there is no turn within the time.
        """
        turn = await self._long_reads.take(writing=False, within_s=self._wait_s)
        try:
            async with self.backend.snapshot() as reader:
                yield reader
        finally:
            turn.give()

    async def read(self, steps: Steps[T]) -> T:
        """Runs reading steps in a snapshot of their own."""
        async with self.backend.snapshot() as reader:
            return await reader.run(steps)

    async def write(self, command: Command, work: Work[T], outcome_type: type[T]) -> Done[T]:
        """Runs a service as one atomic block: locks, reads, decides, writes, audits, all or nothing.

        With a key the mutation runs once, and its answer is stored and given again. Raises the service's refusals,
        ``IdempotencyMismatch``, ``Conflict`` and ``Busy``; whatever is raised, nothing was changed.
        """
        return await self.backend.run_block(lambda: self._block(command, work, outcome_type, command.key, Locks()))

    async def answer(self, command: Command, work: Work[T], outcome_type: type[T], answer: Answer[T, A]) -> A:
        """``write``, and then the answer's reads within the same block.

        They show exactly what was done, and a question that is refused (the row budget) refuses the mutation with it.
        """
        return await self.backend.run_block(
            lambda: self._answered(command, work, outcome_type, answer, command.key, Locks())
        )

    async def preview(self, operation: Callable[["Preview"], Awaitable[T]], *, several: bool = False) -> T:
        """Runs a whole operation, its reads included, in one block that is then undone (domain R25).

        ``operation`` may begin anew, where the database asks for another try; ``several`` tells that it may run more than
        one mutation. Raises ``Conflict`` and ``Busy``.
        """
        locks = Locks()

        async def work(session: PreviewSession) -> T:
            if several:
                await session.run(one_at_a_time(self.backend.dialect))
            await session.run(locks.again())  # of an earlier try
            return await operation(Preview(self, session, locks))

        return await self.backend.preview(work)

    def block_for_preview(
        self, command: Command, work: Work[T], outcome_type: type[T], answer: Answer[T, A], locks: Locks
    ) -> MakeSteps[A]:
        """A block that neither reads nor stores its key (domain R25b)."""
        return lambda: self._answered(command, work, outcome_type, answer, None, locks)

    def _answered(
        self,
        command: Command,
        work: Work[T],
        outcome_type: type[T],
        answer: Answer[T, A],
        key: str | None,
        locks: Locks,
    ) -> Steps[A]:
        done = yield from self._block(command, work, outcome_type, key, locks)
        return (yield from answer(done))

    def _block(
        self, command: Command, work: Work[T], outcome_type: type[T], key: str | None, locks: Locks
    ) -> Steps[Done[T]]:
        wanted = idempotency.arguments_hash(command.mutation, command.arguments) if key is not None else ""
        if key is not None:
            yield from idempotency.take_turns(command.actor.key, key, self.backend.dialect)
            found = yield from idempotency.find(command.actor.key, key, wanted)
            if found is not None:
                return Done(idempotency.outcome_from(found.outcome, outcome_type), found.batch_id, replayed=True)
        block = Block(self.context, command.mutation, command.actor, self.clock())
        locks.begin()
        outcome = yield from in_order(work(block), locks)
        batch = yield from write(block)
        batch_id = batch.id if batch is not None else None
        if key is not None:
            answer = idempotency.outcome_text(outcome)
            row = IdempotencyKeyRow(
                block.new_id(), command.actor.key, key, command.mutation, wanted, batch_id, answer, block.now
            )
            yield from stored_answer(row)
        return Done(outcome, batch_id)


class Preview:
    """A store within a block that will be undone: reads see what it wrote, and nothing of it remains."""

    def __init__(self, store: Store, session: PreviewSession, locks: Locks) -> None:
        self._store = store
        self._session = session
        self._locks = locks

    async def write(self, command: Command, work: Work[T], outcome_type: type[T]) -> Done[T]:
        """See ``Store.write``; the key is neither read nor stored."""
        return await self.answer(command, work, outcome_type, _itself)

    async def answer(self, command: Command, work: Work[T], outcome_type: type[T], answer: Answer[T, A]) -> A:
        """See ``Store.answer``; the key is neither read nor stored."""
        make_steps = self._store.block_for_preview(command, work, outcome_type, answer, self._locks)
        return await self._session.run_block(make_steps)

    @contextlib.asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Reader]:
        """The same block again: its own writes are seen."""
        yield self._session


def _itself(done: Done[T]) -> Steps[Done[T]]:
    yield from ()  # an answer that reads nothing is still one
    return done


def _no_id() -> int:
    msg = "the database is open for reading alone"
    raise AssertionError(msg)


def _next_worker() -> Steps[tuple[int, int]]:
    """A worker number of this process's own, and the highest id of the log so far."""
    worker: int = (yield Fetch(_NEXT_WORKER))[0][0]
    highest: int = (yield Fetch(_HIGHEST))[0][0]
    return worker, highest
