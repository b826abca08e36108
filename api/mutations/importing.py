"""The mutation that imports CSV files, as the command line does."""

from typing import Any

import strawberry
from strawberry import Info

from api.context import Context
from api.mutations.payloads import ErrorPolicy, MutationInput, MutationPayload, outcome
from api.mutations.perform import given, mutation, perform
from api.types.fields import computed
from api.types.kinds import describe
from domain.jobs.importing import ImportFile, ImportKind, ImportOutcome, import_file

describe(
    ImportKind,
    "What a CSV file holds, one record a row unless said otherwise. Its header names these columns, in any order.",
    {
        "ACCOUNTS": "`account_number,owner_name,email,currency,members`, members separated by `;`.",
        "LEDGER_CODES": "`code,title`.",
        "INVOICES": "`invoice_number,account_number,date,due_on,description,ledger_code,amount,member`, one row an item.",
        "PAYMENTS": "`number,account_number,date,amount,kind,method,reference`, kind PAYMENT or DEPOSIT.",
        "RECONCILIATIONS": "`credit_number,credit_position,debit_number,debit_position,amount`.",
    },
)


def told(name: str, text: str) -> Any:
    """A count of the outcome; null when nothing was imported."""
    read = outcome(name)
    return computed(f"{text}; null when all was refused.", lambda payload, _: read(payload))


@strawberry.input(
    description="A CSV file: UTF-8, a header row, ISO dates, amounts such as 1234.50. Importing it again changes nothing."
)
class ImportRecordsInput(MutationInput):
    """A file that shall be imported."""

    kind: ImportKind = strawberry.field(description="What it holds.")
    csv: str = strawberry.field(description="The file's text.")
    error_policy: ErrorPolicy | None = strawberry.field(
        default=ErrorPolicy.REJECT_EVERYTHING, description="What becomes of good rows beside bad ones."
    )
    keep_errors: bool | None = strawberry.field(
        default=False,
        description="RECONCILIATIONS: store rows that are well formed but break the rules all the same, marked as "
        "faulty. They count nowhere, their items show RECONCILIATION_ERROR, and deleting and recreating them mends it.",
    )


@strawberry.type(
    description="What an import came to. `userErrors` name row (from 0, below the header) and column; the first 1,000, "
    "then one that says how many more there are."
)
class ImportRecordsPayload(MutationPayload):
    """What an import came to."""

    created: int | None = told("created", "How many records were made, faulty reconciliations among them")
    unchanged: int | None = told("unchanged", "How many were there already, with the same content")
    faulty: int | None = told("faulty", "How many reconciliations were kept although they break the rules")
    bad_rows: int | None = told("bad_rows", "How many bad rows were left out")


@strawberry.type
class ImportMutations:
    """What imports files."""

    @mutation(
        "importRecords",
        "Imports a CSV file: all of it or, if so asked, its good rows; an invoice with a bad row is left out whole. A "
        "record's number is its key: the same content is unchanged, other content a refused row that names the column.",
    )
    async def import_records(self, info: Info[Context, None], input: ImportRecordsInput) -> ImportRecordsPayload:
        """See ``jobs.importing.import_file``."""
        return await perform(
            info,
            input,
            ImportRecordsPayload,
            import_file,
            ImportOutcome,
            lambda: ImportFile(
                input.kind,
                input.csv.encode(),
                given(input.error_policy) is ErrorPolicy.REJECT_FAILED_ROWS,
                bool(given(input.keep_errors)),
            ),
        )
