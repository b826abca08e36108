"""The command that lists unreconciled items (domain R27)."""

import click

from api.cli.parameters import PERIOD
from api.cli.running import run_on_store, settings_of
from api.cli.tables import write_table
from domain.core.money import format_decimal
from domain.core.periods import parse_period
from domain.queries.tables import OutputColumn, OutputTable, make_table
from domain.queries.unreconciled import UnreconciledLine, unreconciled_lines
from domain.store.clock import today_in
from domain.store.store import Store

_COLUMNS: list[OutputColumn[UnreconciledLine]] = [
    OutputColumn("owner_name", lambda line: line.owner_name),
    OutputColumn("account_number", lambda line: line.account_number),
    OutputColumn("number", lambda line: line.number),
    OutputColumn("reference", lambda line: line.reference),
    OutputColumn("kind", lambda line: str(line.kind)),
    OutputColumn("date", lambda line: line.date.isoformat()),
    OutputColumn("position", lambda line: line.position),
    OutputColumn("description", lambda line: line.description),
    OutputColumn("open", lambda line: format_decimal(line.open_cents, line.currency)),
    OutputColumn("currency", lambda line: line.currency),
]


@click.command()
@click.option(
    "--period",
    type=PERIOD,
    help="last-month, this-quarter, last-fiscal-year and so on, 2026, 2026-01, 2026-Q1, FY2026, 2026-01-01..2026-03-31",
)
@click.option("--format", "form", type=click.Choice(["csv", "tsv", "json"]), default="csv", show_default=True)
def unreconciled(period: str | None, form: str) -> None:
    """List the items of both sides that have an open part, oldest first."""
    settings = settings_of()

    async def work(store: Store) -> OutputTable:
        today = today_in(settings.time_zone, store.clock())
        days = parse_period(period, today, settings.fiscal_year_start) if period else None
        lines = await store.read(unreconciled_lines(days))
        age_days = OutputColumn[UnreconciledLine]("age_days", lambda line: (today - line.date).days)
        return make_table([*_COLUMNS, age_days], lines)

    write_table(run_on_store(settings, work, read_only=True), form)
