"""The commands that close periods and open them again (domain R46)."""

from datetime import date

import click

from api.cli.parameters import DAY
from api.cli.running import open_store, run, run_as_operator, settings_of
from domain.services.closing import CloseBooks, ReopenBooks


@click.group()
def books() -> None:
    """Close periods, and open them again."""


@books.command()
@click.argument("through", type=DAY, metavar="DATE")
@click.option("--reconciliations", is_flag=True, help="Close reconciliations of the period's money as well.")
def close(through: date, reconciliations: bool) -> None:  # noqa: FBT001 - click gives it
    """Close all days up to DATE: nothing is recorded, withdrawn or moved in them any more."""
    _run(CloseBooks(through, reconciliations))
    click.echo(f"The books are closed through {through}.", err=True)


@books.command()
@click.argument("through", type=DAY, metavar="DATE")
@click.option("--reason", help="Why, for whoever reads it later.")
def reopen(through: date, reason: str | None) -> None:
    """Open the period again that was closed through DATE, and every later one."""
    _run(ReopenBooks(through, reason))
    click.echo(f"The period through {through} is open again.", err=True)


def _run(cmd: CloseBooks | ReopenBooks) -> None:
    settings = settings_of()

    async def work() -> None:
        async with open_store(settings) as store:
            await run_as_operator(store, cmd)

    run(work)
