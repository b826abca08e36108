"""Imported files in the graph: their kinds, how they were read, and kept mappings."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson
import strawberry

from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import attach
from api.types.fields import computed, plain, referenced
from api.types.kinds import describe
from api.types.transactions import Transaction
from domain.importing import ImportKind
from domain.importing.kinds import IMPORTERS
from domain.importing.readers.amounts import DecimalMark
from domain.importing.readers.dates import DateOrder
from domain.queries import graph
from domain.queries.files import file_mappings
from domain.store.program import Program

_COLUMNS = {kind: f"`{importer.columns.text}`" for kind, importer in IMPORTERS.items()}

describe(
    ImportKind,
    {
        "ACCOUNTS": f"{_COLUMNS[ImportKind.ACCOUNTS]}, members separated by `;`.",
        "LEDGER_CODES": f"Columns: {_COLUMNS[ImportKind.LEDGER_CODES]}.",
        "INVOICES": f"{_COLUMNS[ImportKind.INVOICES]}, one row an item.",
        "PAYMENTS": f"{_COLUMNS[ImportKind.PAYMENTS]}, kind PAYMENT or DEPOSIT. A row without a number gets one. `pays` "
        "names the invoices that it pays, each with `:amount` or without, separated by `;`; it needs VIEW_CLIENT_ACCOUNTS, "
        "CLIENT_BILLING, MANAGE_RECONCILIATIONS too.",
        "CREDITS": f"{_COLUMNS[ImportKind.CREDITS]}, one row an item.",
        "REFUNDS": f"{_COLUMNS[ImportKind.REFUNDS]}. `sources` names the credits that are given back, each with "
        "`:amount` or without, separated by `;`. This kind needs VIEW_CLIENT_ACCOUNTS, CLIENT_BILLING too.",
        "RECONCILIATIONS": f"{_COLUMNS[ImportKind.RECONCILIATIONS]}. This kind needs VIEW_CLIENT_ACCOUNTS, "
        "CLIENT_BILLING too.",
    },
    "The kind of records in a CSV file, one a row unless stated otherwise. The header names these columns, in any order, by "
    "these names or by usual ones in English and French; `columns` maps others.",
)
describe(
    DateOrder,
    {
        "ISO": "Year, month, day: 2026-01-31.",
        "DMY": "Day, month, year: 31/01/2026.",
        "MDY": "Month, day, year: 01/31/2026.",
        "YMD": "Year, month, day: 2026/01/31.",
    },
)
describe(
    DecimalMark,
    {"POINT": "A point before the cents: 1,234.50.", "COMMA": "A comma before the cents: 1.234,50 or 1 234,50."},
)


@strawberry.type
class ColumnMapping:
    """What a file calls a column."""

    column: str = plain("The column, as `ImportKind` names it.")
    header: str = plain("The name in the file's header.")


class ColumnPair(NamedTuple):
    """A column and the file's name for it, in memory."""

    column: str
    header: str


@strawberry.type
class UnderstoodFile:
    """How a file was read."""

    encoding: str = plain("UTF-8, UTF-16 or Windows-1252.")
    separator: str = plain("The sign between the cells: a comma, a semicolon or a tab.")
    columns: list[ColumnMapping] = computed(
        "The columns that were found, in the file's order.", lambda row, _: [ColumnPair(*pair) for pair in row.columns]
    )
    dates: DateOrder = plain("The order of its dates; ISO if it has none.")
    decimals: DecimalMark = plain("The sign before decimals; POINT if no amount has decimals.")
    ignored_columns: list[str] = computed("The names of its other columns.", lambda row, _: row.ignored)
    rows: int = plain("The rows below the header, without empty ones.")


@strawberry.type
class FileMapping:
    """How files of one program are read, kept under a name with `saveMappingAs`."""

    name: str = plain("Its name, unique in the organisation.")
    kind: ImportKind | None = plain("The kind of records in such files; null for other files.")
    columns: list[ColumnMapping] = computed(
        "What the files call their columns.",
        lambda row, _: [ColumnPair(*pair) for pair in orjson.loads(row.headers).items()],
    )
    dates: DateOrder = computed(
        "The order of their dates; ISO also where a file must show it.", lambda row, _: row.dates or DateOrder.ISO
    )
    decimals: DecimalMark = computed(
        "The sign before decimals; POINT also where a file must show it.",
        lambda row, _: row.decimals or DecimalMark.POINT,
    )


def load_file_mappings(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load every kept mapping, by name."""
    yield from attach(loading, plan, level, (yield from file_mappings(loading.left_rows)))


@dataclass(slots=True, eq=False)
class DuplicatePair:
    """A row and the transaction that it became before, in memory."""

    row: int
    transaction_id: int
    related: dict[str, Any] = field(default_factory=dict)


@strawberry.type
class ImportedDuplicate:
    """A row that came with an earlier file."""

    row: int = plain("The row below the header, from 0.")
    transaction: Transaction | None = referenced(
        graph.transactions, "transaction_id", "The record that it became before."
    )
