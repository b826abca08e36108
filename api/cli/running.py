"""What the commands share: settings, an open store, refusals in one line, amounts and tables."""

import asyncio
import contextlib
import csv
import io
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Never, TypeVar

import asyncpg
import click
import orjson

from api.settings import BadSettings, Settings, read_settings
from domain.core.money import format_decimal
from domain.errors import Busy, PermissionMissing, Refusal, Refusals
from domain.store import migrate
from domain.store.invariants import InvariantMissing
from domain.store.store import Store
from domain.store.url import BadDatabaseUrl, parse_url

T = TypeVar("T")

STOPS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Beside Ctrl-C: being told to end, and the terminal that was closed."""
_RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula at the beginning of a cell."""


def refuse(reason: str) -> Never:
    """Ends the program with a one-line reason and exit status 1."""
    click.echo(f"tieout: {reason}", err=True)
    raise SystemExit(1)


def settings_of(**given: object) -> Settings:
    """The settings, or the end of the program with the reason."""
    try:
        return read_settings(**given)
    except BadSettings as bad:
        refuse(str(bad))


def run(work: Callable[[], Awaitable[T]], raising: type[Refusal | Refusals] | None = None) -> T:
    """Runs a command's work; whatever the rules or the database turn down ends the program in one line.

    ``raising`` is a refusal that the command tells of itself.
    """
    try:
        with _stopping():
            return asyncio.run(_awaited(work))
    except (InvariantMissing, BadDatabaseUrl) as error:
        refuse(str(error))
    except (Refusal, Refusals, PermissionMissing) as refused:
        if raising is not None and isinstance(refused, raising):
            raise
        if isinstance(refused, PermissionMissing):
            refuse(refused.message)
        first = [refused] if not isinstance(refused, Refusals) else refused.refusals[:5]
        refuse("; ".join(_told(each) for each in first))
    except Busy:
        refuse("The database is busy with another program. Try again in a moment.")
    except KeyboardInterrupt:
        refuse("Stopped; what was under way ended whole or not at all.")


async def _awaited(work: Callable[[], Awaitable[T]]) -> T:
    return await work()


def _told(refusal: Refusal) -> str:
    """A refusal's message, after the name of the value that is to blame."""
    return ": ".join((*((".".join(refusal.field),) if refusal.field else ()), refusal.message))


@contextlib.contextmanager
def _stopping() -> Iterator[None]:
    """Being told to end is as Ctrl-C: everything is closed and put away first. What is ignored, as by nohup, stays so."""
    before = {each: signal.getsignal(each) for each in STOPS}
    replaced = [each for each, handler in before.items() if handler is signal.SIG_DFL]
    for each in replaced:
        signal.signal(each, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        yield
    finally:
        for each in replaced:
            signal.signal(each, before[each])


@contextlib.contextmanager
def _usable(settings: Settings) -> Iterator[None]:
    """Ends the program in one line that names the database, when the database cannot be used."""
    try:
        yield
    except (OSError, sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error).strip() or type(error).__name__
        refuse(f"The {parse_url(settings.database_url).shown} cannot be used: {reason.rstrip('.')}.")


async def migrated(settings: Settings) -> list[str]:
    """Brings the database of the settings up to date; gives the migrations that were applied."""
    with _usable(settings):
        return await migrate.migrate(settings.database_url)


@contextlib.asynccontextmanager
async def open_store(settings: Settings, *, read_only: bool = False, serving: bool = False) -> AsyncIterator[Store]:
    """The database of the settings, open; a SQLite file that is not there is not made.

    ``read_only``: for a command that changes nothing, also where nothing can be written. ``serving``: statements may take
    as long as the settings allow; those of a command take what they take.
    """
    parsed = parse_url(settings.database_url)
    if parsed.path is not None and not parsed.path.exists():
        refuse(f"There is no database {parsed.path}. Run `tieout migrate` to make it, or set TIEOUT_DATABASE_URL.")
    with _usable(settings):
        store = await Store.open(
            settings.database_url,
            zone=settings.zone,
            connections=settings.connections,
            wait_s=settings.wait_s,
            statement_s=settings.statement_s if serving else None,
            read_only=read_only,
        )
        try:
            yield store
        finally:
            await store.close()


@contextlib.contextmanager
def piped() -> Iterator[None]:
    """Writing data in UTF-8, whatever the terminal has.

    A program that reads it may have read enough, such as head: then the rest is left out, and all is well.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # what is left in the buffer is written when the program ends, and would fail once more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def amount_cell(cents: int, currency: str) -> Decimal:
    """An amount as a number: what is negative is no formula."""
    return Decimal(format_decimal(cents, currency))


def write_table(columns: Sequence[str], rows: Iterable[Sequence[object]], form: str) -> None:
    """Writes rows to standard output as csv, tsv or json; text cells are guarded against spreadsheet formulas.

    Amounts stand in csv and tsv as they are, and in json as texts, which no reader takes for floats.
    """
    with piped():
        if form == "json":
            listed = [dict(zip(columns, row, strict=True)) for row in rows]
            click.echo(orjson.dumps(listed, default=str, option=orjson.OPT_INDENT_2).decode())
            return
        writer = csv.writer(sys.stdout, delimiter="\t" if form == "tsv" else ",", lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_guarded(cell) for cell in row] for row in rows)


def _guarded(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(_RISKY):
        return f"'{cell}"
    return "" if cell is None else cell
