"""The command ``import``, which imports CSV files."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import click

from api.cli.bank_statement import BANK_STATEMENT_KIND, import_bank_file
from api.cli.publishing import finish_earlier, published
from api.cli.reconcile_all import OnProgress, progress_bar
from api.cli.running import refuse, run_as_operator, run_on_store, settings_of
from api.cli.understood import show_understood
from domain.core.money import amount_text
from domain.core.text import counted
from domain.importing import ImportKind, ImportRecords, ImportResult
from domain.importing.mappings import combined, kept_reading
from domain.importing.readers.amounts import DecimalMark
from domain.importing.readers.dates import DateOrder
from domain.importing.readers.reading import Reading, Understood
from domain.importing.readers.rows import Problem
from domain.importing.row_accounts import currencies_of_rows
from domain.importing.service import BadRows, read_file
from domain.importing.statements.service import FileRequest
from domain.jobs.importing import Watcher, checked_import
from domain.permissions import OPERATOR
from domain.queries.duplicates import PossibleDuplicate, named, named_duplicates_of
from domain.store.program import Program
from domain.store.store import Committed, Store

PROBLEMS_SHOWN_MAX = 50


@click.command("import")
@click.argument(
    "kind", type=click.Choice([*(kind.lower().replace("_", "-") for kind in ImportKind), BANK_STATEMENT_KIND])
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would happen, and store nothing.")
@click.option(
    "--keep-errors", is_flag=True, help="Also import reconciliations that break the rules, marked as invalid."
)
@click.option(
    "--skip-bad-rows",
    is_flag=True,
    help="Import the valid rows and skip the others; an invoice with an invalid row is skipped whole.",
)
@click.option("--column", "columns", multiple=True, metavar="COLUMN=HEADER", help="What the file calls a column.")
@click.option("--dates", type=click.Choice([each.lower() for each in DateOrder]), help="The order of its dates.")
@click.option("--mapping", help="Read the file as kept under this name.")
@click.option("--save-mapping", help="Keep how the file was read under this name, once it is imported.")
@click.option("--even-if-same", is_flag=True, help="Also import rows without a number that came with an earlier file.")
@click.option("--decimals", type=click.Choice([each.lower() for each in DecimalMark]), help="Its decimal mark.")
@click.option("--bank-account", metavar="NAME", help="bank-statement: the bank account whose movements these are.")
def import_(
    kind: str,
    file: Path,
    dry_run: bool,  # noqa: FBT001 - click gives them
    keep_errors: bool,  # noqa: FBT001 - as above
    skip_bad_rows: bool,  # noqa: FBT001 - as above
    columns: Sequence[str],
    dates: str | None,
    decimals: str | None,
    mapping: str | None,
    save_mapping: str | None,
    even_if_same: bool,  # noqa: FBT001 - as above
    bank_account: str | None,
) -> None:
    """Import a CSV file. If a row is invalid, nothing is imported, and the reasons are listed by line and column.

    Separator, encoding, columns, dates and decimals follow from the file, and are shown before anything is stored.

    bank-statement FILE --bank-account NAME imports the movements of a bank account: camt, OFX, QFX, MT940, a table as CSV,
    or a report of Stripe or PayPal.
    """
    settings = settings_of()
    if (kind == BANK_STATEMENT_KIND) != (bank_account is not None):
        raise click.UsageError("Give --bank-account NAME with bank-statement, and with no other kind.")
    if bank_account is not None:
        reading = _reading(columns, dates, decimals)
        import_bank_file(file, bank_account, FileRequest(0, file.name, reading, mapping, save_mapping), dry_run=dry_run)
        return
    cmd = ImportRecords(
        ImportKind(kind.upper().replace("-", "_")),
        file,
        skip_bad_rows,
        keep_errors,
        _reading(columns, dates, decimals),
        mapping=mapping,
        save_mapping_as=save_mapping,
        even_if_same=even_if_same,
    )
    try:
        imported = run_on_store(settings, lambda store: _import(store, cmd, dry_run=dry_run), raising=BadRows)
    except BadRows as bad:
        _show_problems(bad.problems, bad.count)
        refuse(bad.message)
    result = imported.result
    _show_problems([Problem._make(each) for each in result.problems], result.problem_count)
    _show_duplicates(imported)
    click.echo(f"{file.name}: {_counts(result, dry_run=dry_run)}.", err=True)


class _Imported(NamedTuple):
    """What an import came to, and the recorded money that its money may be the same as."""

    result: ImportResult
    possible_duplicates: list[PossibleDuplicate]


def _reading(columns: Sequence[str], dates: str | None, decimals: str | None) -> Reading:
    """Return what the options say of the file."""
    return Reading(
        _headers(columns),
        None if dates is None else DateOrder(dates.upper()),
        None if decimals is None else DecimalMark(decimals.upper()),
    )


async def _import(store: Store, cmd: ImportRecords, *, dry_run: bool) -> _Imported:
    """Show how the file is read, then import it, a large one by a job."""
    if not dry_run:
        await finish_earlier(store)
    possible: list[PossibleDuplicate] = []

    def read_duplicates(done: Committed[ImportResult]) -> Program[None]:
        possible[:] = (yield from named_duplicates_of(done.batch_id)) if done.batch_id is not None else []

    with progress_bar("Reading") as show:
        checked = await checked_import(store, cmd, OPERATOR, dry_run=dry_run, own=True, watcher=_Watcher(show))
    if checked.staged is None:
        await _preview(store, checked)
    result = await run_as_operator(store, checked, dry_run=dry_run, read_back=read_duplicates)
    if result.job is None:
        return _Imported(result, possible or await store.read(named(result.possible_duplicates)))
    whole, batch = await _publish(store, result, result.job)
    return _Imported(whole, await store.read(named_duplicates_of(batch)))


async def _preview(store: Store, cmd: ImportRecords) -> None:
    """Show how a small file is read."""
    assert isinstance(cmd.data, bytes), "a large file was shown already"
    kept = Reading() if cmd.mapping is None else await store.read(kept_reading(cmd.mapping, cmd.kind))
    parsed = read_file(cmd.kind, cmd.data, combined(kept, cmd.reading))
    show_understood(parsed.settle(await store.read(currencies_of_rows(cmd.kind, parsed.rows))).understood)


class _Watcher(Watcher):
    """Shows how a large file is read, and how it comes along."""

    def __init__(self, show: OnProgress) -> None:
        self._show = show

    def understood(self, understood: Understood) -> None:
        """See ``Watcher.understood``."""
        show_understood(understood)

    def done(self, what: str, rows: int, total: int | None) -> None:
        """See ``Watcher.done``."""
        self._show(f"{what} rows", rows, total)


async def _publish(store: Store, result: ImportResult, job_id: int) -> tuple[ImportResult, int]:
    """Run the job that publishes a large file; return what was imported, and its batch."""
    job, file = await published(store, job_id)
    counts = {name: getattr(file, name) for name in ("created", "unchanged", "faulty", "duplicates")}
    return replace(result, **counts), job.batch_id or 0


def _headers(columns: Sequence[str]) -> dict[str, str]:
    """Return the file's names by column, from options such as ``amount=Montant``."""
    headers: dict[str, str] = {}
    for each in columns:
        column, equals, header = (part.strip() for part in each.partition("="))
        if not equals or column in headers:
            reason = "is given twice" if equals else "is not COLUMN=HEADER, such as amount=Montant"
            raise click.BadParameter(f"{each!r} {reason}.", param_hint="--column")
        headers[column] = header
    return headers


def _show_problems(problems: Sequence[Problem], count: int) -> None:
    for problem in problems[:PROBLEMS_SHOWN_MAX]:
        click.echo(f"line {problem.line}, {problem.column or 'row'}: {problem.reason}", err=True)
    if count > PROBLEMS_SHOWN_MAX:
        click.echo(f"… and {count - PROBLEMS_SHOWN_MAX:,} more", err=True)


def _show_duplicates(imported: _Imported) -> None:
    """Show what may be recorded already, and the rows that came with an earlier file."""
    for each in imported.possible_duplicates:
        amount = amount_text(each.amount_cents, each.currency)
        click.echo(f"Recorded already? {each.number} of {each.date}, account {each.account}, {amount}", err=True)
    for _, line, _, number in imported.result.duplicate_rows:
        click.echo(f"line {line}: the same as {number}, which came with an earlier file.", err=True)


def _counts(result: ImportResult, *, dry_run: bool) -> str:
    """Return in words how many records were imported, were there already, and were left out."""
    would = "would be " if dry_run else ""
    invalid = f" ({result.faulty:,} of them invalid)" if result.faulty else ""
    parts = [f"{result.created or 0:,} {would}imported{invalid}", f"{result.unchanged or 0:,} there already"]
    if result.duplicates:
        parts.append(f"{counted(result.duplicates, 'duplicate')} left out (--even-if-same imports them)")
    if result.bad_rows:
        parts.append(f"{counted(result.bad_rows, 'bad row')} left out")
    return ", ".join(parts)
