"""The command that imports CSV files."""

from collections.abc import Sequence
from pathlib import Path

import click

from api.cli.running import open_store, refuse, run, settings_of
from domain.core.text import counted
from domain.jobs.importing import ImportFile, ImportKind, ImportOutcome, import_file
from domain.jobs.importing.service import BadRows
from domain.jobs.importing.table import Problem
from domain.permissions import OPERATOR
from domain.store.store import Command, Preview

MOST_SHOWN = 50


@click.command("import")
@click.argument("kind", type=click.Choice([kind.lower().replace("_", "-") for kind in ImportKind]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen, store nothing.")
@click.option("--keep-errors", is_flag=True, help="Keep reconciliations that break the rules, marked as faulty.")
@click.option(
    "--skip-bad-rows",
    is_flag=True,
    help="Import the good rows beside bad ones; an invoice with a bad row is left out whole.",
)
def import_(kind: str, file: Path, dry_run: bool, keep_errors: bool, skip_bad_rows: bool) -> None:  # noqa: FBT001 - click gives them
    """Import a CSV file: all of it, or nothing and the reasons by line and column."""
    settings = settings_of()
    wish = ImportFile(ImportKind(kind.upper().replace("-", "_")), file.read_bytes(), skip_bad_rows, keep_errors)

    async def work() -> ImportOutcome:
        async with open_store(settings) as store:
            command = Command("importRecords", OPERATOR)

            async def operation(preview: Preview) -> ImportOutcome:
                return (await preview.write(command, lambda block: import_file(block, wish), ImportOutcome)).outcome

            if dry_run:
                return await store.preview(operation)
            return (await store.write(command, lambda block: import_file(block, wish), ImportOutcome)).outcome

    try:
        outcome = run(work, raising=BadRows)
    except BadRows as bad:
        _show(bad.problems, len(bad.problems))
        refuse(bad.message)
    _show([Problem._make(each) for each in outcome.problems], outcome.problem_count)
    would = "would be " if dry_run else ""
    faulty = f" ({outcome.faulty:,} of them faulty)" if outcome.faulty else ""
    left_out = f", {counted(outcome.bad_rows, 'bad row')} left out" if outcome.bad_rows else ""
    click.echo(
        f"{file.name}: {outcome.created:,} {would}imported{faulty}, {outcome.unchanged:,} there already{left_out}.",
        err=True,
    )


def _show(problems: Sequence[Problem], count: int) -> None:
    for problem in problems[:MOST_SHOWN]:
        click.echo(f"line {problem.line}, {problem.column or 'row'}: {problem.reason}", err=True)
    if count > MOST_SHOWN:
        click.echo(f"… and {count - MOST_SHOWN:,} more", err=True)
