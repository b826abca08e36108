"""The command that prints and exports journals for the ledger (domain R46b)."""

import csv
import io

import click
import orjson

from api.cli.parameters import CURRENCY, INSTANT, PERIOD
from api.cli.running import open_store, refuse, run, run_as_operator, settings_of
from api.cli.tables import utf8_output
from api.settings import Settings
from domain.core.journal_files import JournalFormat, journal_file
from domain.core.money import amount_text
from domain.core.periods import Period, parse_period
from domain.queries.journals import (
    JournalPreview,
    exported_differences,
    journal_by_number,
    journal_preview,
    journals,
    lines_of_journals,
)
from domain.queries.reports.scope import PeriodScope, View, currency_of
from domain.services.journals import ExportJournal
from domain.store.clock import today_in
from domain.store.program import Program
from domain.store.store import Store
from domain.tables import JournalLineRow, JournalRow

FORMS = {each.lower().replace("_", "-"): each for each in JournalFormat}


@click.command()
@click.option("--period", type=PERIOD, help="2026-01, 2026-Q1, last-calendar-month, 2026-01-01..2026-03-31 and so on.")
@click.option("--currency", type=CURRENCY, help="The currency; needed only if accounts have several.")
@click.option("--as-of", "at", type=INSTANT, help="Print what the records posted at this instant.")
@click.option("--export", "exports", is_flag=True, help="Export what is new under the next number, and print that.")
@click.option("--number", help="Print a journal that was exported, such as J-7.")
@click.option("--format", "form", type=click.Choice([*FORMS, "json"]), default="csv", show_default=True)
def journal(
    period: str | None,
    currency: str | None,
    at: int | None,
    exports: bool,  # noqa: FBT001 - click gives it
    number: str | None,
    form: str,
) -> None:
    """Print a period's journal for the ledger, or export it under a number.

    Without --export nothing changes: the whole of the period is printed. With it, what earlier journals hold of the period
    is left out; if nothing else is there, nothing is exported.
    """
    if (period is None) == (number is None) or (number is not None and (exports or at is not None)):
        raise click.UsageError("Give a period, with --export, --as-of or neither, or the number of a journal.")
    if exports and at is not None:
        raise click.UsageError("What is exported is what the records post now. Leave out --as-of.")
    settings = settings_of()

    async def work() -> None:
        async with open_store(settings, read_only=not exports) as store:
            if number is not None:
                await _print_exported(store, settings, await store.read(_by_number(number)), form)
                return
            today = today_in(settings.time_zone, store.clock())
            days = parse_period(period or "", today, settings.fiscal_year_start)
            if exports:
                await _export(store, settings, ExportJournal(days, currency), form)
            else:
                await _preview(store, settings, days, currency, at, form)

    run(work)


def _by_number(number: str) -> Program[JournalRow | None]:
    return (yield from journal_by_number(number.strip().upper()))


async def _export(store: Store, settings: Settings, cmd: ExportJournal, form: str) -> None:
    result = await run_as_operator(store, cmd)
    if result.journal is None:
        click.echo("Nothing to export: earlier journals hold all that the period posts.", err=True)
        return
    await _print_exported(store, settings, (await store.read(journals([result.journal])))[result.journal], form)


async def _print_exported(store: Store, settings: Settings, found: JournalRow | None, form: str) -> None:
    if found is None:
        refuse("There is no journal of this number. Leave out --number to print a period's.")
    lines = (await store.read(lines_of_journals([found.id])))[found.id]
    _write(found, lines, settings, form)


async def _preview(
    store: Store, settings: Settings, days: Period, currency: str | None, at: int | None, form: str
) -> None:
    def read() -> Program[tuple[JournalPreview, int]]:
        view = View(at, store.clock())
        scope = PeriodScope((yield from currency_of(currency, view)), days, view)
        preview = yield from journal_preview(scope, settings.journal_accounts)
        return preview, len((yield from exported_differences(scope)))

    preview, left = await store.read(read())
    _write(preview, preview.lines, settings, form)
    if at is None:
        click.echo("Add --export to export what is new." if left else "All of it is exported.", err=True)


def _write(found: JournalRow | JournalPreview, lines: list[JournalLineRow], settings: Settings, form: str) -> None:
    kind = JournalFormat.CSV if form == "json" else FORMS[form]
    text = journal_file(kind, lines, found.currency, settings.journal_accounts.tax_rate)
    with utf8_output():
        if form == "json":
            rows = list(csv.DictReader(io.StringIO(text)))
            click.echo(orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode())
        else:
            click.echo(text.replace("\r\n", "\n"), nl=False)
    total = amount_text(found.amount_cents, found.currency)
    name = (
        f"{found.number}, {found.first_day} to {found.last_day}"
        if found.number
        else f"{found.first_day} to {found.last_day}"
    )
    click.echo(f"{name}: {total} debit, {total} credit.", err=True)
