"""The mutation that imports a bank's file, like ``tieout import bank-statement``."""

import asyncio
import base64
import binascii
import io
from collections.abc import Mapping
from typing import Any

import strawberry

from api.graph.context import Context
from api.graph.ids import row_id
from api.graph.relations import By
from api.mutations.importing import ColumnMappingInput, count_field, headers_of
from api.mutations.inputs import MutationInput
from api.mutations.jobs import load_job
from api.mutations.payloads import MutationPayload, result_row, result_rows
from api.mutations.perform import Prepared, mutation
from api.types.bank import BankStatement
from api.types.fields import computed, optional, related, required
from api.types.files import UnderstoodFile
from api.types.jobs import Job
from domain.errors import InvalidValue, Refusal
from domain.importing.readers.amounts import DecimalMark
from domain.importing.readers.dates import DateOrder
from domain.importing.readers.reading import Reading
from domain.importing.statements import staged
from domain.importing.statements.service import FileRequest, ImportBankStatement, load_reading, read_bank_file
from domain.jobs.bank_importing import planned_import
from domain.queries import bank_graph
from domain.store.program import Program
from domain.store.store import Store
from domain.texts import say

BASE64_PER_MOVEMENT = 40
"""No more than a movement takes at least, in nearly all files: 30 bytes."""


@strawberry.input
class ImportBankStatementInput(MutationInput):
    """A file of a bank or a payment processor; its content tells the format.

    camt.052, 053 and 054, OFX 1 and 2 and QFX, MT940, tables as CSV, and the reports of Stripe and PayPal. Importing it
    again, or a file that overlaps it, adds only what is new.
    """

    makes = ImportBankStatement

    bank_account_id: strawberry.ID = required("The bank account whose movements these are.")
    content_base64: str = required("The file's bytes in Base64.")
    file_name: str | None = optional("The file's name, which messages begin with.")
    mapping: str | None = optional("The name of a kept mapping by which a table is read.")
    columns: list[ColumnMappingInput] | None = optional(
        "What a table calls its columns, where these are not usual names."
    )
    dates: DateOrder | None = optional("A table's order of day, month and year; null: as the file shows.")
    decimals: DecimalMark | None = optional("A table's sign before decimals; null: as the file shows.")
    save_mapping_as: str | None = optional("The name under which to keep how a table was read, once it is imported.")

    def made(self, **_: object) -> ImportBankStatement:
        """Make nothing: ``read_file`` makes the whole command."""
        raise AssertionError("the file is read before the unit of work begins")

    def to_request(self) -> FileRequest:
        """Return what the caller states of the file."""
        return FileRequest(
            row_id(self.bank_account_id, "BankAccount"),
            self.file_name or "",
            Reading(headers_of(self.columns or ()), self.dates, self.decimals),
            self.mapping,
            self.save_mapping_as,
            dry_run=bool(self.dry_run),
        )


async def read_file(context: Context, input_: ImportBankStatementInput) -> Prepared:
    """Read the file before the unit of work begins, so that nobody waits for that."""
    try:
        try:
            content = base64.b64decode("".join(input_.content_base64.split()), validate=True)
        except (binascii.Error, ValueError):
            raise InvalidValue(say("content-not-base64"), "contentBase64") from None
        request = input_.to_request()
        async with context.database.snapshot() as reader:
            currency, reading = await reader.run(load_reading(request))
        cmd = await asyncio.to_thread(read_bank_file, io.BytesIO(content), request, currency, reading)
        if isinstance(context.database, Store):
            cmd = await planned_import(context.database, cmd)
        return Prepared(command=cmd)
    except Refusal as refused:
        return Prepared(refusal=refused)


def may_be_large(sent: Mapping[str, Any]) -> Program[bool]:
    """Return True if a file may be so large that its dry run, too, must keep nobody waiting: it has its figures from a plan.

    By its size alone, because a dry run reads the file where all who write wait for it otherwise.
    """
    yield from ()  # nothing to read
    return len(sent["contentBase64"]) // BASE64_PER_MOVEMENT > staged.UNSTAGED_LINES_MAX


@strawberry.type
class ImportBankStatementPayload(MutationPayload):
    """What an import came to; a statement that is there already stands for itself.

    A caller without VIEW_CLIENT_ACCOUNTS, CLIENT_BILLING learns from a dry run only whether the file can be imported.
    """

    statement: BankStatement | None = result_row(
        bank_graph.bank_statements, "statement", "The statement, of several in one file the last; null when refused."
    )
    statements: list[BankStatement] = result_rows(
        bank_graph.bank_statements, "statements", "The first 100 statements of the file, in its order."
    )
    created: int | None = count_field("created", "How many movements are new")
    unchanged: int | None = count_field("unchanged", "How many were there already, whichever file brought them")
    understood: UnderstoodFile | None = computed(
        "How a table was read; null for other formats.", lambda payload, _: getattr(payload.result, "understood", None)
    )
    job: Job | None = related(
        By(load_job),
        "The job that publishes a file of more than 2,000 movements, which was checked as a whole: all of them are shown at "
        "once, or nothing. Statement and counts are null then; a dry run has the counts. Null if the file is imported.",
    )


@strawberry.type
class BankStatementMutations:
    """What imports files of banks."""

    import_bank_statement = mutation(
        ImportBankStatementInput,
        ImportBankStatementPayload,
        "Imports the movements of a bank account from a file: all of it, or nothing. Where the file has balances, the "
        "opening balance and its lines must come to the closing balance, else STATEMENT_DIFFERS names the difference. A dry "
        "run of a large file must be the only mutation of its operation.",
        prepare=read_file,
        long_trial=may_be_large,
    )
