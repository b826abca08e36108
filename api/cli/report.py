"""The commands of the reports (domain R28 to R32b): rows on standard output, their sums on standard error."""

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

import click

from api.cli.parameters import CURRENCY, DAY, INSTANT, PERIOD
from api.cli.report_tables import (
    Table,
    aging_table,
    payment_breakdown_table,
    payment_by_item_table,
    payment_by_ledger_code_table,
    sales_table,
)
from api.cli.running import open_store, run, settings_of, write_table
from domain.core.periods import parse_period
from domain.queries.reports.aging import DayScope
from domain.queries.reports.scope import PeriodScope, View, currency_of
from domain.store.clock import today_in
from domain.store.steps import Steps

_currency = click.option("--currency", type=CURRENCY, help="Of this one; not needed while all accounts have one.")
_as_of = click.option("--as-of", "at", type=INSTANT, help="As recorded at an instant, such as 2026-03-31T12:00:00Z.")
_format = click.option("--format", "form", type=click.Choice(["csv", "tsv", "json"]), default="csv", show_default=True)
_period = click.option(
    "--period",
    type=PERIOD,
    default="last-month",
    show_default=True,
    help="last-month, last-3-months, last-6-months, last-12-months, 2026, 2026-01-01..2026-03-31",
)
_day = click.option("--on", "on", type=DAY, help="On this day, such as 2026-03-31; today if not given.")

OF_PERIOD: dict[str, tuple[Callable[[PeriodScope], Steps[Table]], str]] = {
    "payment-by-item": (
        payment_by_item_table,
        "Every payment, deposit, refund and correction, and what it was applied to.",
    ),
    "payment-by-ledger-code": (payment_by_ledger_code_table, "Payments received, by ledger code and method."),
    "payment-breakdown": (
        payment_breakdown_table,
        "Payments by ledger code with invoice details, credits beside cash.",
    ),
    "sales-by-ledger-code": (sales_table, "Invoices less credits and cancellations, by ledger code."),
}
"""The reports of a period: what each reads, and what its help says."""

_Scoped: TypeAlias = Callable[[str, date, View], Steps[Table]]


@click.group()
def report() -> None:
    """Payments, sales and what is owed, computed at the moment of asking."""


def _of_period(name: str) -> click.Command:
    """The command of one report of a period."""
    read, text = OF_PERIOD[name]

    @click.command(name, help=text)
    @_period
    @_currency
    @_as_of
    @_format
    def command(period: str, currency: str | None, at: int | None, form: str) -> None:
        _write(lambda of, today, view: read(PeriodScope(of, parse_period(period, today), view)), currency, at, form)

    return command


for _name in OF_PERIOD:
    report.add_command(_of_period(_name))


@report.command()
@_day
@_currency
@_as_of
@_format
def aging(on: date | None, currency: str | None, at: int | None, form: str) -> None:
    """What accounts owe on a day, by how late it is."""
    _write(lambda of, today, view: aging_table(DayScope(of, on or today, view)), currency, at, form)


def _write(scoped: _Scoped, currency: str | None, at: int | None, form: str) -> None:
    """Reads a report in one snapshot and writes it; ``scoped`` reads it by its currency, today, and what is looked at."""
    settings = settings_of()
    view = View(at)

    def read(today: date) -> Steps[Table]:
        return (yield from scoped((yield from currency_of(currency, view)), today, view))

    async def work() -> Table:
        async with open_store(settings, read_only=True) as store:
            return await store.read(read(today_in(settings.zone, store.clock())))

    table = run(work)
    write_table(table.columns, table.rows, form)
    click.echo(table.summary, err=True)
