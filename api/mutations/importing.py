"""The mutation that imports CSV files, like ``tieout import``."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any

import strawberry

from api.graph.context import Context
from api.graph.relations import By, Loaded
from api.mutations.duplicates import possible_duplicates
from api.mutations.inputs import Input, MutationInput, error_policy
from api.mutations.jobs import load_job
from api.mutations.payloads import ErrorPolicy, MutationPayload, PayloadRow, result_value
from api.mutations.perform import Prepared, mutation
from api.types.fields import computed, optional, related, required
from api.types.files import DuplicatePair, ImportedDuplicate, UnderstoodFile
from api.types.jobs import Job
from api.types.transactions import Transaction
from domain.errors import InvalidValue, Refusal
from domain.importing import ImportKind, ImportRecords
from domain.importing.readers.amounts import DecimalMark
from domain.importing.readers.dates import DateOrder
from domain.importing.readers.reading import Reading
from domain.importing.service import DUPLICATE_ROWS_MAX
from domain.importing.staging import UNSTAGED_ROWS_MAX
from domain.jobs.importing import checked_import
from domain.services.rows import check_listed
from domain.store.program import Program
from domain.store.store import Store
from domain.texts import say

BASE64_PER_ROW = 20
"""At least so many signs a row has in Base64."""


def count_field(name: str, text: str) -> Any:
    """A count of the result; null when nothing was imported."""
    read = result_value(name)
    return computed(f"{text}; null if everything was refused.", lambda payload, _: read(payload))


@strawberry.input
class ColumnMappingInput(Input):
    """What the file calls a column."""

    column: str = required("The column, as `ImportKind` names it.")
    header: str = required('The name in the file\'s header; "" leaves the column out.')


@strawberry.input
class ImportRecordsInput(MutationInput):
    """A CSV file with a header row: separated by commas, semicolons or tabs. Importing it again changes nothing.

    The file as a whole shows how its dates and amounts are written; where it can be read in two ways, the code is
    AMBIGUOUS_FILE, and `dates` or `decimals` settle it.
    """

    makes = ImportRecords

    kind: ImportKind = required("The kind of records in the file.")
    csv: str | None = optional("The file's text. Give either this or `contentBase64`.")
    content_base64: str | None = optional(
        "The file's bytes in Base64: UTF-8, UTF-16 with a byte order mark, or Windows-1252."
    )
    columns: list[ColumnMappingInput] | None = optional(
        "What the file calls its columns, where these are not usual names."
    )
    dates: DateOrder | None = optional("The order of day, month and year; null: as the file shows.")
    decimals: DecimalMark | None = optional("The sign before decimals; null: as the file shows.")
    mapping: str | None = optional("The name of a kept mapping; what is given beside it comes first.")
    save_mapping_as: str | None = optional(
        "The name under which to keep how this file was read, once it is imported; it replaces a mapping of that name."
    )
    even_if_same: bool | None = optional(
        "True: also record rows without a number that came with an earlier file.", default=False
    )
    error_policy: ErrorPolicy | None = error_policy()
    keep_errors: bool | None = strawberry.field(
        default=False,
        description="RECONCILIATIONS only: also store well-formed rows that break the rules, marked as "
        "invalid. They count nowhere, and their items show RECONCILIATION_ERROR until they are deleted and recreated.",
    )

    def made(self, **_: object) -> ImportRecords:
        """Return the command; raises ``InvalidValue`` unless there is one file, which can be decoded."""
        source, data = self._content()
        return ImportRecords(
            self.kind,
            data,
            self.error_policy is ErrorPolicy.REJECT_FAILED_ROWS,
            bool(self.keep_errors),
            Reading(headers_of(self.columns or ()), self.dates, self.decimals),
            source,
            mapping=self.mapping,
            save_mapping_as=self.save_mapping_as,
            even_if_same=bool(self.even_if_same),
            dry_run=bool(self.dry_run),
        )

    def _content(self) -> tuple[str, bytes]:
        """Return the name of the field that holds the file, and the file."""
        if (self.csv is None) == (self.content_base64 is None):
            raise InvalidValue(say("content-one-of"), "csv")
        if self.csv is not None:
            return "csv", self.csv.encode()
        try:
            return "contentBase64", base64.b64decode("".join((self.content_base64 or "").split()), validate=True)
        except (binascii.Error, ValueError):
            raise InvalidValue(say("content-not-base64-or-csv"), "contentBase64") from None


def headers_of(columns: Sequence[ColumnMappingInput]) -> dict[str, str]:
    """Return the file's names by column; raises ``InvalidValue`` for a column that is named twice."""
    headers: dict[str, str] = {}
    check_listed(columns, "columns")
    for index, each in enumerate(columns):
        if each.column in headers:
            raise InvalidValue(say("column-mapped-twice", column=each.column), "columns", str(index))
        headers[each.column] = each.header
    return headers


def duplicates_of(payload: PayloadRow) -> list[DuplicatePair]:
    """Return the listed duplicates; none if everything was refused."""
    listed = getattr(payload.result, "duplicate_rows", ())
    return [DuplicatePair(row, transaction_id) for row, _, transaction_id, _ in listed[:DUPLICATE_ROWS_MAX]]


async def check_large_file(context: Context, input_: ImportRecordsInput) -> Prepared:
    """Check a large file as a whole before its rows are staged, so that nobody waits for that."""
    if not isinstance(context.database, Store):
        return Prepared()
    try:
        cmd = input_.made()
    except Refusal as refused:
        return Prepared(refusal=refused)
    dry_run = bool(input_.dry_run)
    return Prepared(command=await checked_import(context.database, cmd, context.principal, dry_run=dry_run))


def is_large_file(sent: Mapping[str, Any]) -> Program[bool]:
    """Return True if a file is so large that its dry run, too, must keep nobody waiting."""
    yield from ()  # nothing to read
    text = sent.get("csv") or ""
    lines = text.count("\n") or len(sent.get("contentBase64") or "") // BASE64_PER_ROW
    return lines > UNSTAGED_ROWS_MAX


@strawberry.type
class ImportRecordsPayload(MutationPayload):
    """What an import came to.

    With `dryRun`, see in `understood` whether the file was read rightly before storing it.

    `userErrors` name row (from 0, below the header) and column; the first 1,000, then one that says how many more there
    are. A caller without VIEW_CLIENT_ACCOUNTS, CLIENT_BILLING learns only what is wrong with the file itself: a dry run then
    counts nothing, and records that do not fit are refused without saying which.
    """

    created: int | None = count_field("created", "How many records were created, including invalid reconciliations")
    unchanged: int | None = count_field("unchanged", "How many existed already with the same content")
    faulty: int | None = count_field("faulty", "How many reconciliations were stored although they break the rules")
    bad_rows: int | None = count_field("bad_rows", "How many invalid rows were skipped")
    duplicates: int | None = count_field(
        "duplicates", "How many rows without a number came with an earlier file, and were not recorded again"
    )
    duplicate_rows: list[ImportedDuplicate] = related(
        Loaded(duplicates_of), "The first 100 of these rows, each with the record that it became before."
    )
    understood: UnderstoodFile | None = computed(
        "How the file was read, also if rows were refused; null if it could not be read as a whole.",
        lambda payload, _: getattr(payload.result, "understood", None),
    )
    possible_duplicates: list[Transaction] = possible_duplicates(
        "Of a large file, this is money that was recorded before it."
    )
    job: Job | None = related(
        By(load_job),
        "The job that publishes a file of more than 500 rows, which was checked as a whole: account by account, in one "
        "batch, all of it or nothing. The counts are null then; a dry run has them. Null if the file is imported.",
    )


@strawberry.type
class ImportMutations:
    """What imports files."""

    import_records = mutation(
        ImportRecordsInput,
        ImportRecordsPayload,
        "Imports a CSV file: all of it, or as `errorPolicy` asks its valid rows. An invoice with an invalid row is skipped. "
        "A record's number is its key: the same content is unchanged, other content a refused row that names the column. "
        "A large file is checked at once, before all other mutations of an `@atomic` operation, and published by a job.",
        prepare=check_large_file,
        long_trial=is_large_file,
    )
