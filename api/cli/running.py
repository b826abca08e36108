"""What the commands share: settings, an open store, running a command, and one-line errors."""

import asyncio
import contextlib
import signal
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from typing import Never, TypeVar

import asyncpg
import click

from api.cli.garbage import collect_rarely
from api.setting_values import BadSettings
from api.settings import Settings, read_settings
from api.webhooks.guard import networks_of
from domain.errors import Busy, OutcomeUnknown, PermissionMissing, Refusal, Refusals, StorageFull, Unavailable
from domain.permissions import OPERATOR
from domain.store import migrate
from domain.store.commands import Command
from domain.store.invariants import InvariantMissing, NewerDatabase
from domain.store.postgres.replica import NotAStandby
from domain.store.store import ReadBack, Store
from domain.store.url import BadDatabaseUrl, parse_url

R = TypeVar("R")
T = TypeVar("T")

_POOLED = "unsupported startup parameter"
"""What PgBouncer says of a connection that brings settings along."""

STOPS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Signals that stop a command as Ctrl-C does."""


def refuse(reason: str) -> Never:
    """End the program with a reason in one line, also where it quotes SQL of several, and exit status 1."""
    click.echo(f"tieout: {' '.join(reason.split())}", err=True)
    raise SystemExit(1)


def settings_of(**given: object) -> Settings:
    """Return the settings, or end the program with the reason."""
    try:
        return read_settings(**given)
    except BadSettings as bad:
        refuse(str(bad))


def run(work: Callable[[], Awaitable[T]], raising: type[Refusal | Refusals] | None = None) -> T:
    """Run a command's work; a refusal, or a database that cannot be used, ends the program with one line.

    ``raising`` is a refusal that the command reports itself.
    """
    collect_rarely()
    try:
        return asyncio.run(_stoppable(work))
    except (InvariantMissing, NewerDatabase, BadDatabaseUrl, NotAStandby) as error:
        refuse(str(error))
    except (Refusal, Refusals, PermissionMissing) as refused:
        if raising is not None and isinstance(refused, raising):
            raise
        if isinstance(refused, PermissionMissing):
            refuse(refused.message)
        first = [refused] if not isinstance(refused, Refusals) else refused.refusals[:5]
        refuse("; ".join(_message_of(each) for each in first))
    except OutcomeUnknown:
        refuse(
            "The database failed while it stored this, and it is not known whether it is stored. Look before you repeat the "
            "command; importing and reconciling may simply be repeated."
        )
    except StorageFull:
        refuse("The disk of the database is full; the work under way was not done. Make room and try again.")
    except Unavailable as unavailable:
        refuse(
            str(unavailable)
            or "The database cannot be reached; the work under way was not done. Try again in a moment."
        )
    except Busy:
        refuse("The database is busy with another program. Try again in a moment.")
    except (KeyboardInterrupt, asyncio.CancelledError):
        refuse("Stopped; the work under way was done whole or not at all.")


async def _stoppable(work: Callable[[], Awaitable[T]]) -> T:
    """Await work that SIGTERM and SIGHUP cancel, as Ctrl-C does; a signal that is ignored (nohup) stays so.

    Each of them counts by itself: a shell that starts a command in the background lets it ignore Ctrl-C.
    """
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    assert task is not None
    before = {each: signal.getsignal(each) for each in STOPS}
    replaced = [each for each, handler in before.items() if handler is signal.SIG_DFL]
    for each in replaced:
        signal.signal(each, lambda *_: loop.call_soon_threadsafe(task.cancel))
    try:
        return await work()
    finally:
        for each in replaced:
            signal.signal(each, before[each])


def _message_of(refusal: Refusal) -> str:
    """Return a refusal's message, after the name of the value to blame."""
    return ": ".join((*((".".join(refusal.field),) if refusal.field else ()), refusal.message))


@contextlib.contextmanager
def _usable(settings: Settings) -> Iterator[None]:
    """End the program with one line that names the database if the database cannot be used."""
    try:
        yield
    except (OSError, sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError, Unavailable) as failure:
        cause = failure.__cause__ if isinstance(failure, Unavailable) else failure
        if not isinstance(cause, OSError | sqlite3.Error | asyncpg.PostgresError | asyncpg.InterfaceError):
            raise
        error = cause
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error).strip() or type(error).__name__
        cure = (
            " If a pooler such as PgBouncer stands before it, set TIEOUT_POOLER=transaction."
            if _POOLED in reason
            else ""
        )
        refuse(f"The {parse_url(settings.database_url).shown} cannot be used: {reason.rstrip('.')}.{cure}")


async def migrated(
    settings: Settings, *, before: Callable[[], None] = lambda: None, has_backup: bool = False, quiet: bool = False
) -> list[str]:
    """Migrate the database of the settings; return the migrations that were applied.

    ``before`` is called before a database that holds anything is changed. Says in one line where the copy of a SQLite file
    lies, or that a backup of a PostgreSQL database is the operator's; nothing if ``quiet``.
    """

    def about_to(pending: Sequence[str]) -> None:
        before()
        if parse_url(settings.database_url).path is None and not has_backup and not quiet:
            click.echo(
                f"Applying {', '.join(pending)}. PostgreSQL is not copied first, unless --backup names a file.",
                err=True,
            )

    with _usable(settings):
        done = await migrate.migrate(settings.database_url, before=about_to)
    if done.backup is not None and not quiet:
        click.echo(f"The database as it was before {done.applied[0]}: {done.backup}", err=True)
    for line in done.lines:
        click.echo(line, err=True)
    return done.applied


@contextlib.asynccontextmanager
async def open_store(settings: Settings, *, read_only: bool = False, serving: bool = False) -> AsyncIterator[Store]:
    """Open the database of the settings; a missing SQLite file is not created.

    ``read_only``: for a command that changes nothing, also where nothing can be written. ``serving``: statements may take
    as long as the settings allow; those of a command take what they take.
    """
    parsed = parse_url(settings.database_url)
    if parsed.path is not None and not parsed.path.exists():
        refuse(f"There is no database {parsed.path}. Run `tieout migrate` to create it, or set TIEOUT_DATABASE_URL.")
    if serving and settings.read_database_url is not None and parsed.path is not None:
        refuse("TIEOUT_READ_DATABASE_URL is for PostgreSQL: with a SQLite file, leave it out.")
    with _usable(settings):
        store = await Store.open(
            settings.database_url,
            zone=settings.time_zone,
            invoice_series=settings.invoice_series,
            connections=settings.connections,
            wait_s=settings.wait_s,
            statement_s=settings.statement_s if serving else None,
            read_only=read_only,
            write_off_max=settings.write_off_max,
            journal_accounts=settings.journal_accounts,
            webhook_allow=networks_of(settings.webhook_allow),
            mail_sender=settings.mail_sender,
            pooler=settings.pooler == "transaction",
            read_url=settings.read_database_url if serving else None,
            read_max_lag_s=settings.read_max_lag_s,
        )
        try:
            yield store
        finally:
            await store.close()


def run_on_store(
    settings: Settings,
    work: Callable[[Store], Awaitable[T]],
    *,
    read_only: bool = False,
    raising: type[Refusal | Refusals] | None = None,
) -> T:
    """Run a command's work on the database of the settings; see ``run`` and ``open_store``."""

    async def opened() -> T:
        async with open_store(settings, read_only=read_only) as store:
            return await work(store)

    return run(opened, raising)


async def run_as_operator(
    store: Store, cmd: Command[R], *, dry_run: bool = False, read_back: ReadBack[R] | None = None
) -> R:
    """Run a command as the operator and return its result; a dry run stores nothing.

    ``read_back`` reads what was written, within the same unit of work, which may run twice.
    """
    committed = await (
        store.preview(lambda preview: preview.run(cmd, OPERATOR, read_back=read_back))
        if dry_run
        else store.run(cmd, OPERATOR, read_back=read_back)
    )
    return committed.result
