"""The store: the one way to run a unit of work, a preview or a read, the same on SQLite and PostgreSQL."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from ipaddress import IPv4Network, IPv6Network
from typing import Any, Generic, Self, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from domain.core.journal import USUAL_ACCOUNTS, JournalAccounts
from domain.core.mail import MailSender
from domain.core.text import in_one_form
from domain.errors import Busy, OutcomeUnknown, Refusal, Refusals
from domain.permissions import Principal
from domain.store import idempotency
from domain.store.admission import Admission
from domain.store.backend import Backend, PreviewSession, Reader
from domain.store.clock import Clock, system_clock
from domain.store.commands import Command, service_of
from domain.store.flush import write
from domain.store.invariants import check_usable
from domain.store.locks import Locks, in_order, one_at_a_time
from domain.store.occupancy import Occupancy
from domain.store.opening import Access, open_database
from domain.store.postgres.replica import Replica
from domain.store.program import Program, ProgramFactory
from domain.store.round_trips import asked_once, written_together
from domain.store.shield import run_to_end
from domain.store.unit_of_work import UnitContext, UnitOfWork

_log = logging.getLogger("tieout")

T = TypeVar("T")
R = TypeVar("R")

LONG_READ_SHARE = 4
"""One in this many connections may be held by a long read (``Store.long_snapshot``)."""

READY_S = 1.5
"""How long a check of the database may take: what asks whether a server is ready waits no longer than 2 s."""


@dataclass(frozen=True, slots=True)
class Committed(Generic[T]):
    """A unit's result, its batch (None if nothing changed), and whether it is the stored result of an earlier request."""

    result: T
    batch_id: int | None
    replayed: bool = False


ReadBack = Callable[[Committed[T]], Program[None]]
"""Reads what a mutation's payload shows, after the unit's writes and within it."""


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """One command of several that are one unit of work, with its idempotency key and what it reads back (``Store.run``)."""

    cmd: Command[T]
    key: str | None = None
    arguments: object = None
    read_back: ReadBack[T] | None = None


class CallRefused(Exception):
    """A command of several was refused, and so none of them was done."""

    def __init__(self, index: int, refusal: Refusal | Refusals) -> None:
        super().__init__(str(refusal))
        self.index = index
        self.refusal = refusal


class Store:
    """An open database."""

    def __init__(
        self,
        backend: Backend,
        context: UnitContext,
        clock: Clock,
        *,
        long_reads: int = 1,
        wait_s: float = 10.0,
        replica: Replica | None = None,
    ) -> None:
        self.backend = backend
        self.context = context
        self.clock = clock
        self._long_reads = Admission(long_reads)
        self._wait_s = wait_s
        self._background: set[asyncio.Task[None]] = set()
        self.recorded: Callable[[], None] = lambda: None
        """Called after each command that was run."""
        self.replica = replica
        """A standby that reports are read from."""

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        zone: ZoneInfo | None = None,
        invoice_series: str | None = None,
        clock: Clock = system_clock,
        readers: int = 4,
        connections: int = 20,
        wait_s: float = 10.0,
        statement_s: float | None = None,
        read_only: bool = False,
        write_off_max: Mapping[str, int] | None = None,
        journal_accounts: JournalAccounts | None = None,
        webhook_allow: Collection[IPv4Network | IPv6Network] = (),
        mail_sender: MailSender | None = None,
        migrations: Collection[str] | None = None,
        pooler: bool = False,
        read_url: str | None = None,
        read_max_lag_s: float = 2.0,
    ) -> Self:
        """Open a migrated database and check that its invariants are in force.

        ``invoice_series`` is the series without gaps that gives invoices their numbers, None for a count per account
        (domain R5c). ``readers`` is the number of SQLite's read connections, ``connections`` the size of PostgreSQL's
        pool, ``wait_s`` how long a unit or a read waits for a connection or for a locked row, ``statement_s`` how long one
        statement may take (None: no limit). ``read_only`` changes nothing, so it also opens a database that cannot be
        written. ``write_off_max`` is how much may be written off of one item, by currency.
        ``journal_accounts`` are the ledger's accounts, which journals are exported to. ``webhook_allow`` are networks that
        webhooks may reach although they are private. ``mail_sender`` sends documents by e-mail; None: nothing is sent.
        ``pooler`` says that PgBouncer or its like stands before PostgreSQL. ``read_url`` is the address of a standby that
        reports are read from while it is no more than ``read_max_lag_s`` behind.
        ``migrations`` are those that the database may have, None for this version's. Raises ``BadDatabaseUrl``,
        ``InvariantMissing``, ``NewerDatabase``, ``NotAStandby`` and ``Busy``.
        """
        access = Access(url, readers, connections, wait_s, statement_s, read_only, pooler, read_url, read_max_lag_s)
        opened = await open_database(access, migrations)
        accounts = journal_accounts or USUAL_ACCOUNTS
        rules = (write_off_max or {}, invoice_series, accounts, webhook_allow, mail_sender)
        context = UnitContext(opened.new_id, zone or ZoneInfo("UTC"), *rules)
        long_reads = max(1, opened.views // LONG_READ_SHARE)
        return cls(opened.backend, context, clock, long_reads=long_reads, wait_s=wait_s, replica=opened.replica)

    async def close(self) -> None:
        """Wait for running work, then close every connection, even if the caller is cancelled meanwhile."""
        await run_to_end(self._close())

    async def _close(self) -> None:
        await self.drain()
        if self.replica is not None:
            await self.replica.close()
        await self.backend.close()

    def run_in_background(self, make_program: ProgramFactory[None], what: str) -> None:
        """Run a unit of work without waiting for it; if it fails, log that ``what`` was skipped.

        For what is useful but part of no record, such as when a token was last used.
        """
        task = asyncio.create_task(self._run_in_background(make_program, what))
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def drain(self) -> None:
        """Wait until nothing runs in the background."""
        while self._background:
            await asyncio.wait(self._background)

    async def _run_in_background(self, make_program: ProgramFactory[None], what: str) -> None:
        try:
            await self.backend.run_unit(make_program)
        except (Busy, OutcomeUnknown):  # the backend has noted it
            _log.debug("%s was skipped", what)
        except Exception as error:  # noqa: BLE001 - no caller waits: any error is logged
            _log.warning("%s was skipped: %s", what, type(error).__name__)

    async def check(self, within_s: float = READY_S) -> None:
        """Raise what is wrong unless the database answers, has its invariants and can be written; in time."""
        await self.backend.check(lambda: check_usable(self.backend.dialect), within_s)

    def occupancies(self) -> Sequence[Occupancy]:
        """Return how busy each part is that requests share; any thread may ask."""
        return self.backend.occupancies()

    def snapshot(self) -> contextlib.AbstractAsyncContextManager[Reader]:
        """Return one unchanging view of the database for several reads."""
        return self.backend.snapshot()

    @contextlib.asynccontextmanager
    async def long_snapshot(self) -> AsyncIterator[Reader]:
        """Return a snapshot for reads that may take many seconds; so few are open at once that others find a connection.

        Raises ``Busy`` if none is free within the time.
        """
        slot = await self._long_reads.acquire(writing=False, within_s=self._wait_s)
        try:
            async with self.backend.snapshot() as reader:
                yield reader
        finally:
            slot.release()

    async def read(self, program: Program[T], *, single: bool = False) -> T:
        """Run a program that only reads in a snapshot of its own, and return its result.

        ``single`` promises that it asks once at most, which saves opening a snapshot.
        """
        return await self.backend.read(asked_once(program) if single else program, single=single)

    async def run(
        self,
        cmd: Command[R],
        actor: Principal,
        *,
        key: str | None = None,
        arguments: object = None,
        read_back: ReadBack[R] | None = None,
        first: Callable[[], Program[None]] | None = None,
    ) -> Committed[R]:
        """Run a command's service as one atomic unit of work, and return what it committed.

        With a ``key`` the command runs once, and later calls return its stored result; a later use of the key must have
        the same ``arguments``, which leave out the key and ``dryRun`` (domain R36a). ``read_back`` reads what the payload
        shows within the same unit, so that it sees exactly what was done; if it is refused (by the row budget), so is the
        command. ``first`` is read before anything else, and may raise what keeps the command from being run. Raises the
        service's refusals, ``IdempotencyMismatch``, ``Conflict`` and ``Busy``; then nothing changed.
        """

        def unit() -> "Program[Committed[R]]":  # in quotes: made for each unit, it takes microseconds
            if first is not None:
                yield from first()
            return (yield from self.unit(cmd, actor, Locks(), read_back, key, arguments))

        done = await self.backend.run_unit(unit, in_group=cmd.in_group(self.context))
        self.recorded()
        return done

    async def run_all(self, calls: Sequence[Call[Any]], actor: Principal) -> None:
        """Run several commands as one unit of work, each with a batch of its own: all are done, or none.

        Raises ``CallRefused`` for the first that is refused, and ``Conflict`` and ``Busy``; then nothing changed.
        """
        locks = Locks()

        def unit() -> Program[None]:
            yield from one_at_a_time(self.backend.dialect)
            yield from locks.again()  # what an earlier try asked for
            yield from self.units(calls, actor, locks)

        await self.backend.run_unit(unit)
        self.recorded()

    async def preview(self, operation: Callable[["Preview"], Awaitable[T]], *, several: bool = False) -> T:
        """Run an operation, its reads included, in one transaction, and roll that back (domain R25).

        ``operation`` runs again if the database asks for another try; ``several`` states that it may run more than one
        mutation. Raises ``Conflict`` and ``Busy``.
        """
        locks = Locks()

        async def work(session: PreviewSession) -> T:
            if several:
                await session.run(one_at_a_time(self.backend.dialect))
            await session.run(locks.again())  # what an earlier try asked for
            return await operation(Preview(self, session, locks))

        return await self.backend.preview(work)

    def units(self, calls: Sequence[Call[Any]], actor: Principal, locks: Locks) -> Program[None]:
        """Return the program of several commands in turn. Raises ``CallRefused``."""
        for index, call in enumerate(calls):
            try:
                yield from self.unit(call.cmd, actor, locks, call.read_back, call.key, call.arguments)
            except (Refusal, Refusals) as refusal:
                raise CallRefused(index, refusal) from refusal

    def unit(
        self,
        cmd: Command[R],
        actor: Principal,
        locks: Locks,
        read_back: ReadBack[R] | None,
        key: str | None = None,
        arguments: object = None,
    ) -> Program[Committed[R]]:
        """Return the program of one unit of work; without a ``key`` it neither reads nor stores one (domain R25b)."""
        service, mutation = service_of(type(cmd)), cmd.mutation()
        cmd = in_one_form(cmd)
        digest = idempotency.arguments_hash(mutation, arguments) if key is not None else ""
        done: Committed[R] | None = None
        if key is not None:
            yield from idempotency.lock_key(actor.key, key)
            found = yield from idempotency.find(actor.key, key, digest)
            if found is not None:
                done = Committed(idempotency.result_of(found, service.result_type), found.batch_id, replayed=True)
        if done is None:
            unit = UnitOfWork(self.context, mutation, actor, self.clock())
            locks.begin()
            result: R = yield from in_order(service.function(unit, cmd), locks)
            done = yield from written_together(_write(unit, mutation, result, key, digest))
        if read_back is not None:
            yield from read_back(done)
        return done


class Preview:
    """The store within a transaction that will be rolled back: its reads see its writes, and nothing remains."""

    def __init__(self, store: Store, session: PreviewSession, locks: Locks) -> None:
        self._store = store
        self._session = session
        self._locks = locks

    async def run(
        self,
        cmd: Command[R],
        actor: Principal,
        *,
        key: str | None = None,  # noqa: ARG002 - neither read nor stored
        arguments: object = None,  # noqa: ARG002 - as the key
        read_back: ReadBack[R] | None = None,
    ) -> Committed[R]:
        """See ``Store.run``; the key is neither read nor stored."""
        return await self._session.run_unit(lambda: self._store.unit(cmd, actor, self._locks, read_back))

    async def run_all(self, calls: Sequence[Call[Any]], actor: Principal) -> None:
        """See ``Store.run_all``; keys are neither read nor stored."""
        keyless = [replace(each, key=None) for each in calls]
        await self._session.run_unit(lambda: self._store.units(keyless, actor, self._locks))

    @contextlib.asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Reader]:
        """Return the preview itself as the view: its reads see its writes."""
        yield self._session


Database: TypeAlias = Store | Preview
"""Runs commands and queries: the store itself, or a preview of it."""


def _write(unit: UnitOfWork, mutation: str, result: R, key: str | None, digest: str) -> Program[Committed[R]]:
    """Write a unit's changes, and its result under its key."""
    kept = idempotency.prepare(unit, key, mutation, digest, result) if key is not None else None
    batch = yield from write(unit)
    done = Committed(result, batch.id if batch is not None else None)
    if kept is not None:
        yield from idempotency.store(kept, done.batch_id)
    return done
