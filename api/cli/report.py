"""The commands of the reports (domain R28 to R32b): rows on standard output, their sums on standard error."""

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

import click

from api.cli.bank_report import bank_table
from api.cli.changes_table import changes_table
from api.cli.parameters import CURRENCY, DAY, INSTANT, PERIOD
from api.cli.running import refuse, run_on_store, settings_of
from api.cli.tables import write_table
from domain.core.periods import parse_period
from domain.core.text import one_form, quoted
from domain.queries.bank import bank_accounts_by_name
from domain.queries.reports.aging import DayScope
from domain.queries.reports.bank import BankScope, bank_reconciliation_changes
from domain.queries.reports.commands import ReportCommand, report_commands
from domain.queries.reports.scope import PeriodScope, View, currency_of
from domain.queries.tables import OutputTable
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

_ScopeOf: TypeAlias = Callable[[str, date, View], PeriodScope | DayScope]


@click.group()
def report() -> None:
    """Print reports of payments, sales and receivables."""


def _of_period(name: str, declared: ReportCommand) -> click.Command:
    """Return the command of a report of a period."""

    @click.command(name, help=declared.text)
    @_period
    @_currency
    @_as_of
    @_since
    @_format
    def command(period: str, currency: str | None, at: int | None, since: int | None, form: str) -> None:
        fiscal_year = settings_of().fiscal_year_start

        def scope(of: str, today: date, view: View) -> PeriodScope:
            return PeriodScope(of, parse_period(period, today, fiscal_year), view)

        _write(declared, scope, since, currency, at, form)

    return command


def _of_day(name: str, declared: ReportCommand) -> click.Command:
    """Return the command of a report of a day."""

    @click.command(name, help=declared.text)
    @_day
    @_currency
    @_as_of
    @_since
    @_format
    def command(on: date | None, currency: str | None, at: int | None, since: int | None, form: str) -> None:
        _write(declared, lambda of, today, view: DayScope(of, on or today, view), since, currency, at, form)

    return command


for _name, _declared in report_commands().items():
    report.add_command((_of_period if _declared.is_of_period else _of_day)(_name, _declared))


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


def _write(
    declared: ReportCommand, scope_of: _ScopeOf, since: int | None, currency: str | None, at: int | None, form: str
) -> None:
    """Read a report in one snapshot and write it; ``scope_of`` makes its scope of the currency, today and the view."""
    settings = settings_of()

    def read(now: int) -> Program[OutputTable]:
        view, today = View(at, now), today_in(settings.time_zone, now)
        scope = scope_of((yield from currency_of(currency, view)), today, view)
        return (
            yield from declared.read(scope) if since is None else changes_table(declared.find_changes, scope, since)
        )

    _show(run_on_store(settings, lambda store: store.read(read(store.clock())), read_only=True), form)


def _show(table: OutputTable, form: str) -> None:
    write_table(table, form)
    click.echo(table.summary, err=True)
