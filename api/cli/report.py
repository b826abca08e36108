"""The commands of the reports (domain R28 to R32b): rows on standard output, their sums on standard error."""

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

import click

from api.cli.bank_report import bank_table
from api.cli.changes_table import changes_table
from api.cli.parameters import CURRENCY, DAY, INSTANT, PERIOD
from api.cli.report_tables import OF_PERIOD, aging_table
from api.cli.running import refuse, run_on_store, settings_of
from api.cli.tables import OutputTable, write_table
from domain.core.periods import parse_period
from domain.core.text import one_form, quoted
from domain.queries.bank import bank_accounts_by_name
from domain.queries.reports.aging import DayScope, aging_changes
from domain.queries.reports.bank import BankScope, bank_reconciliation_changes
from domain.queries.reports.scope import PeriodScope, View, currency_of
from domain.store.clock import today_in
from domain.store.program import Program
from domain.store.store import Store

_currency = click.option(
    "--currency", type=CURRENCY, help="The report's currency; needed only if accounts have several."
)
_as_of = click.option(
    "--as-of", "at", type=INSTANT, help="Report the records as they were at this instant, such as 2026-03-31T12:00:00Z."
)
_since = click.option(
    "--changes-since",
    "since",
    type=INSTANT,
    help="Print the rows whose figure is not what it was at this instant, with both figures and who made the difference.",
)
_format = click.option("--format", "form", type=click.Choice(["csv", "tsv", "json"]), default="csv", show_default=True)
_period = click.option(
    "--period",
    type=PERIOD,
    default="last-month",
    show_default=True,
    help="last-month, this-quarter, last-fiscal-year and so on, 2026, 2026-01, 2026-Q1, FY2026, 2026-01-01..2026-03-31",
)
_day = click.option("--on", "on", type=DAY, help="The report's day, such as 2026-03-31; today if not given.")

_Scoped: TypeAlias = Callable[[str, date, View], Program[OutputTable]]


@click.group()
def report() -> None:
    """Print reports of payments, sales and receivables."""


def _of_period(name: str) -> click.Command:
    """Return the command of one report of a period."""
    of_name = OF_PERIOD[name]

    @click.command(name, help=of_name.text)
    @_period
    @_currency
    @_as_of
    @_since
    @_format
    def command(period: str, currency: str | None, at: int | None, since: int | None, form: str) -> None:
        fiscal_year = settings_of().fiscal_year_start

        def scoped(of: str, today: date, view: View) -> Program[OutputTable]:
            scope = PeriodScope(of, parse_period(period, today, fiscal_year), view)
            return of_name.read(scope) if since is None else changes_table(of_name.find_changes, scope, since)

        _write(scoped, currency, at, form)

    return command


for _name in OF_PERIOD:
    report.add_command(_of_period(_name))


@report.command()
@_day
@_currency
@_as_of
@_since
@_format
def aging(on: date | None, currency: str | None, at: int | None, since: int | None, form: str) -> None:
    """What accounts owe on a day, by days overdue."""

    def scoped(of: str, today: date, view: View) -> Program[OutputTable]:
        scope = DayScope(of, on or today, view)
        return aging_table(scope) if since is None else changes_table(aging_changes, scope, since)

    _write(scoped, currency, at, form)


@report.command("bank-reconciliation")
@click.option("--bank-account", required=True, metavar="NAME", help="The bank account, by its name.")
@_day
@_as_of
@_since
@_format
def bank_reconciliation(bank_account: str, on: date | None, at: int | None, since: int | None, form: str) -> None:
    """A bank account on a day against the books: lines not explained, and money that is on no line."""
    settings, name = settings_of(), one_form(bank_account)

    async def work(store: Store) -> OutputTable:
        account = (await store.read(bank_accounts_by_name([name]))).get(name)
        if account is None:
            refuse(f"There is no bank account {quoted(bank_account)}. Create it first, or give another name.")
        today = today_in(settings.time_zone, store.clock())
        scope = BankScope(account, on or today, View(at, store.clock()))
        read = bank_table(scope) if since is None else changes_table(bank_reconciliation_changes, scope, since)
        return await store.read(read)

    _show(run_on_store(settings, work, read_only=True), form)


def _write(scoped: _Scoped, currency: str | None, at: int | None, form: str) -> None:
    """Read a report in one snapshot and write it; ``scoped`` reads it, given the currency, today and the view."""
    settings = settings_of()

    def read(now: int) -> Program[OutputTable]:
        view, today = View(at, now), today_in(settings.time_zone, now)
        return (yield from scoped((yield from currency_of(currency, view)), today, view))

    _show(run_on_store(settings, lambda store: store.read(read(store.clock())), read_only=True), form)


def _show(table: OutputTable, form: str) -> None:
    write_table(table, form)
    click.echo(table.summary, err=True)
