"""The command that lists unreconciled items (domain R27)."""

from collections.abc import Sequence

import click

from api.cli.parameters import PERIOD
from api.cli.running import open_store, run, settings_of, write_table
from domain.core.money import format_decimal
from domain.core.periods import parse_period
from domain.queries.unreconciled import UnreconciledLine, unreconciled_lines
from domain.store.clock import today_in

COLUMNS = (
    "owner_name",
    "account_number",
    "number",
    "kind",
    "date",
    "position",
    "description",
    "open",
    "currency",
    "age_days",
)


@click.command()
@click.option(
    "--period",
    type=PERIOD,
    help="last-month, last-3-months, last-6-months, last-12-months, 2026, 2026-01-01..2026-03-31",
)
@click.option("--format", "form", type=click.Choice(["csv", "tsv", "json"]), default="csv", show_default=True)
def unreconciled(period: str | None, form: str) -> None:
    """List the items of both sides that have something open, oldest first."""
    settings = settings_of()

    async def work() -> list[Sequence[object]]:
        async with open_store(settings, read_only=True) as store:
            today = today_in(settings.zone, store.clock())
            days = parse_period(period, today) if period else None
            lines = await store.read(unreconciled_lines(days))
            return [_cells(line, (today - line.date).days) for line in lines]

    write_table(COLUMNS, run(work), form)


def _cells(line: UnreconciledLine, age_days: int) -> Sequence[object]:
    return (
        line.owner_name,
        line.account_number,
        line.number,
        str(line.kind),
        line.date.isoformat(),
        line.position,
        line.description,
        format_decimal(line.open_cents, line.currency),
        line.currency,
        age_days,
    )
