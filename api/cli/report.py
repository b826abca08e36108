"""The commands of the reports (domain R28 to R32b): rows on standard output, their sums on standard error."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeAlias

import click

from api.cli.report_tables import (
    Table,
    aging_table,
    payment_breakdown_table,
    payment_by_item_table,
    payment_by_ledger_code_table,
    sales_table,
)
from api.cli.running import open_store, refuse, run, settings_of, write_table
from domain.core.periods import parse_period
from domain.queries.reports.aging import DayScope
from domain.queries.reports.scope import PeriodScope, View, currency_of
from domain.store.clock import to_instant, today_in
from domain.store.steps import Steps

Read: TypeAlias = Callable[[Any], Steps[Table]]
_as_of = click.option("--as-of", "as_of", metavar="T", help="As recorded at an instant, such as 2026-03-31T12:00:00Z.")
_currency = click.option("--currency", help="Of this currency; not needed while all accounts have one.")
_period = click.option(
    "--period",
    default="last-month",
    show_default=True,
    help="last-month, last-3-months, last-6-months, last-12-months, 2026, 2026-01-01..2026-03-31",
)
_format = click.option("--format", "form", type=click.Choice(["csv", "tsv", "json"]), default="csv", show_default=True)
_day = click.option("--on", "on", metavar="DATE", help="On this day, such as 2026-03-31; today if not given.")


@click.group()
def report() -> None:
    """Payments, sales and what is owed, computed at the moment of asking."""


def _of_period(read: Read, period: str, currency: str | None, as_of: str | None, form: str) -> None:
    def scoped(today: date, view: View) -> Steps[Table]:
        days = parse_period(period, today)
        return (yield from read(PeriodScope((yield from currency_of(currency, view)), days, view)))

    _write(scoped, as_of, form)


def _write(scoped: Callable[[date, View], Steps[Table]], as_of: str | None, form: str) -> None:
    """Reads a report in one snapshot and writes it."""
    settings = settings_of()
    view = View(_instant(as_of) if as_of else None)

    async def work() -> Table:
        async with open_store(settings, read_only=True) as store:
            return await store.read(scoped(today_in(settings.zone, store.clock()), view))

    table = run(work)
    write_table(table.columns, table.rows, form)
    click.echo(table.summary, err=True)


def _instant(text: str) -> int:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        refuse(f"{text!r} is no instant with its offset, such as 2026-03-31T12:00:00Z.")
    return to_instant(moment)


@report.command("payment-by-item")
@_period
@_currency
@_as_of
@_format
def payment_by_item(period: str, currency: str | None, as_of: str | None, form: str) -> None:
    """Every payment, deposit, refund and correction, and what it was applied to."""
    _of_period(payment_by_item_table, period, currency, as_of, form)


@report.command("payment-by-ledger-code")
@_period
@_currency
@_as_of
@_format
def payment_by_ledger_code(period: str, currency: str | None, as_of: str | None, form: str) -> None:
    """Payments received, by ledger code and method."""
    _of_period(payment_by_ledger_code_table, period, currency, as_of, form)


@report.command("payment-breakdown")
@_period
@_currency
@_as_of
@_format
def payment_breakdown(period: str, currency: str | None, as_of: str | None, form: str) -> None:
    """Payments by ledger code with invoice details, credits beside cash."""
    _of_period(payment_breakdown_table, period, currency, as_of, form)


@report.command("sales-by-ledger-code")
@_period
@_currency
@_as_of
@_format
def sales(period: str, currency: str | None, as_of: str | None, form: str) -> None:
    """Invoices less credits and cancellations, by ledger code."""
    _of_period(sales_table, period, currency, as_of, form)


@report.command("aging")
@_day
@_currency
@_as_of
@_format
def aging(on: str | None, currency: str | None, as_of: str | None, form: str) -> None:
    """What accounts owe on a day, by how late it is."""
    day = _date(on) if on else None

    def scoped(today: date, view: View) -> Steps[Table]:
        return (yield from aging_table(DayScope((yield from currency_of(currency, view)), day or today, view)))

    _write(scoped, as_of, form)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse(f"{text!r} is no date, such as 2026-03-31.")
