"""The part of ``import`` that imports the file of a bank or a payment processor."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import click

from api.cli.publishing import finish_earlier, published
from api.cli.running import refuse, run_as_operator, run_on_store, settings_of
from api.cli.understood import show_understood
from domain.core.text import counted, one_form, quoted
from domain.importing.statements.service import FileRequest, ImportedStatement, load_reading, read_bank_file
from domain.jobs.bank_importing import planned_import
from domain.queries.bank import bank_accounts_by_name
from domain.store.store import Store

BANK_STATEMENT_KIND = "bank-statement"


def import_bank_file(file: Path, bank_account: str, request: FileRequest, *, dry_run: bool) -> None:
    """Import a file of a bank account, which is known by its name, and show what it came to."""
    request = request._replace(dry_run=dry_run)
    statements, result = run_on_store(settings_of(), lambda store: _import(store, file, bank_account, request))
    would = "would be " if dry_run else ""
    click.echo(
        f"{file.name}: {counted(statements, 'statement')}, {result.created or 0:,} lines {would}new, "
        f"{result.unchanged or 0:,} there already.",
        err=True,
    )


class _Imported(NamedTuple):
    """How many statements of the bank account a file had, and what importing them came to."""

    statements: int
    result: ImportedStatement


async def _import(store: Store, file: Path, bank_account: str, request: FileRequest) -> _Imported:
    name = one_form(bank_account)
    account = (await store.read(bank_accounts_by_name([name]))).get(name)
    if account is None:
        refuse(f"There is no bank account {quoted(bank_account)}. Create it first, or give another name.")
    request = request._replace(bank_account_id=account.id, source="file")
    currency, reading = await store.read(load_reading(request))
    with file.open("rb") as content:
        cmd = read_bank_file(content, request, currency, reading)
    if cmd.understood is not None:
        show_understood(cmd.understood)
    if not request.dry_run:
        await finish_earlier(store)
    cmd = await planned_import(store, cmd, own=True)
    result = await run_as_operator(store, cmd, dry_run=request.dry_run)
    if cmd.plan is None:
        return _Imported(len(result.statements), result)
    if result.job is not None:
        _, published_file = await published(store, result.job)
        result = replace(result, created=published_file.created, unchanged=published_file.unchanged)
    return _Imported(len(cmd.plan.statements), result)
