"""What the commands share: settings, an open store, refusals in one line, amounts and tables."""

import asyncio
import csv
import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Never, TypeVar

import asyncpg
import click
import orjson

from api.settings import BadSettings, Settings, read_settings
from domain.core.money import format_decimal
from domain.errors import Busy, PermissionMissing, Refusal, Refusals
from domain.store.invariants import InvariantMissing
from domain.store.store import Store
from domain.store.url import BadDatabaseUrl, parse_url

T = TypeVar("T")

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


def run(work: Callable[[], Awaitable[T]], raising: type[Refusal] | None = None) -> T:
    """Runs a command's work; whatever the rules or the database turn down ends the program in one line.

    ``raising`` is a refusal that the command tells of itself.
    """
    try:
        return asyncio.run(_awaited(work))
    except (InvariantMissing, BadDatabaseUrl) as error:
        refuse(str(error))
    except (Refusal, PermissionMissing) as refusal:
        if raising is not None and isinstance(refusal, raising):
            raise
        refuse(refusal.message)
    except Refusals as refusals:
        refuse("; ".join(each.message for each in refusals.refusals[:5]))
    except Busy:
        refuse("The database is busy with another program. Try again in a moment.")
    except (OSError, sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        refuse(f"The database cannot be used: {str(error).strip() or type(error).__name__}")
    except KeyboardInterrupt:
        refuse("Stopped; what was under way ended whole or not at all.")


async def _awaited(work: Callable[[], Awaitable[T]]) -> T:
    return await work()


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[Store]:
    """The database of the settings, open; a SQLite file that is not there is not made."""
    parsed = parse_url(settings.database_url)
    if parsed.path is not None and not parsed.path.exists():
        refuse(f"There is no database {parsed.path}. Run `tieout migrate` to make it, or set TIEOUT_DATABASE_URL.")
    store = await Store.open(settings.database_url, zone=settings.zone)
    try:
        yield store
    finally:
        await store.close()


def amount_cell(cents: int, currency: str) -> Decimal:
    """An amount as a number: what is negative is no formula."""
    return Decimal(format_decimal(cents, currency))


def write_table(columns: Sequence[str], rows: Iterable[Sequence[object]], form: str) -> None:
    """Writes rows to standard output as csv, tsv or json; text cells are guarded against spreadsheet formulas.

    Amounts stand in csv and tsv as they are, and in json as texts, which no reader takes for floats.
    """
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
