"""An export as JSON lines or CSV, in parts that are each written while the next one is not read yet."""

import csv
import io
from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeAlias

import orjson

from api.graph.ids import PREFIXES, opaque
from api.graph.scalars import show_datetime
from api.types.audit_snapshots import TYPE_BY_NOUN
from api.types.change_data import data_of
from domain.core.change_kinds import ChangeKind
from domain.core.csv_cells import csv_cell, csv_cells
from domain.queries.exports import EXPORTS, NO_METADATA, ROWS_MAX, Export, ExportColumn, Form
from domain.queries.feed import FeedChange, feed_page, names_of_recorders
from domain.store.backend import Reader
from domain.store.program import Program

CHANGES = "changes"
NAMES = (*EXPORTS, CHANGES)
"""What can be exported."""
MEDIA_TYPES = {"jsonl": "application/jsonl; charset=utf-8", "csv": "text/csv; charset=utf-8; header=present"}
"""The forms of an export, and what HTTP calls them."""
_CHANGE_COLUMNS = ("position", "recordedAt", "kind", "objectId", "accountId", "batchId", "recordedBy", "data")
_LINE = orjson.OPT_APPEND_NEWLINE


class ExportPart(NamedTuple):
    """Some rows of an export, as they are written, and behind what the next part begins; None for the last part."""

    written: bytes
    after: int | None


ReadPart: TypeAlias = Callable[[int], Program[ExportPart]]
_Write: TypeAlias = Callable[[Sequence[Sequence[Any]]], bytes]
_Show: TypeAlias = Callable[[Sequence[Any]], Sequence[Any]]


async def parts(reader: Reader, name: str, form: str, kinds: frozenset[ChangeKind]) -> AsyncIterator[bytes]:
    """Yield an export of ``NAMES`` part by part, as they are in the reader's view; CSV begins with the columns' names.

    ``kinds`` are the changes that the caller may see.
    """
    columns, read = _changes(form, kinds) if name == CHANGES else _rows(EXPORTS[name], form)
    if form == "csv":
        yield _csv([columns])
    after: int | None = 0
    while after is not None:
        part = await reader.run(read(after))
        after = part.after
        if part.written:
            yield part.written


def _rows(export: Export, form: str) -> tuple[Sequence[str], ReadPart]:
    """Return the columns of a table, and what reads and writes a part of it, where the database is read."""
    columns = [column.name for column in export.columns]
    write = _writer(columns, form)
    shown = {index: show for index, column in enumerate(export.columns) if (show := _shown(column, form)) is not None}

    def read(after: int) -> Program[ExportPart]:
        rows = yield from export.rows(after)
        if not rows:
            return ExportPart(b"", None)
        last = rows[-1][-1] if len(rows) == ROWS_MAX else None
        values: list[Sequence[Any]] = []
        values += zip(*rows, strict=True)  # a column at a time, which takes fewer calls
        for index, show in shown.items():
            values[index] = show(values[index])
        return ExportPart(write(list(zip(*values[: len(columns)], strict=True))), last)

    return columns, read


def _changes(form: str, kinds: frozenset[ChangeKind]) -> tuple[Sequence[str], ReadPart]:
    """Return the columns of the feed, and what reads and writes a part of it."""
    write = _writer(_CHANGE_COLUMNS, form)

    def read(after: int) -> Program[ExportPart]:
        page = yield from feed_page(after, ROWS_MAX, kinds)
        names = yield from names_of_recorders(page.changes)
        rows = [_change(change, names[change.batch_id], form) for change in page.changes]
        rows = [list(map(csv_cell, row)) for row in rows] if form == "csv" else rows
        return ExportPart(write(rows), page.last if page.last < page.end else None)

    return _CHANGE_COLUMNS, read


def _change(change: FeedChange, recorded_by: str, form: str) -> list[Any]:
    data = data_of(change)
    return [
        str(change.position),
        show_datetime(change.recorded_at),
        change.kind,
        opaque(TYPE_BY_NOUN[change.noun], change.object_id),
        None if change.account_id is None else opaque("Account", change.account_id),
        opaque("Batch", change.batch_id),
        recorded_by,
        orjson.dumps(data).decode() if form == "csv" else data,
    ]


def _shown(column: ExportColumn, form: str) -> _Show | None:
    """Return what makes of a column's values what is written, None if that is the values themselves."""
    if column.id_of is not None:
        prefix = PREFIXES[column.id_of]
        return lambda ids: [None if row_id is None else f"{prefix}_{row_id}" for row_id in ids]
    if form == "csv":
        return _SHOWN_IN_CSV.get(column.form)
    return _SHOWN_IN_JSON.get(column.form)


def _each(show: Callable[[Any], Any]) -> _Show:
    """Return what shows each value of a column that is not None."""
    return lambda values: [None if value is None else show(value) for value in values]


def _metadata_cells(values: Sequence[str]) -> Sequence[object]:
    return csv_cells(["" if each == NO_METADATA else each for each in values])


def _metadata_entries(metadata: str) -> list[dict[str, str]]:
    if metadata == NO_METADATA:
        return []
    return [{"key": key, "value": value} for key, value in orjson.loads(metadata).items()]


_SHOWN_IN_CSV: dict[Form, _Show] = {
    Form.AS_IS: csv_cells,
    Form.INSTANT: _each(show_datetime),
    Form.FLAG: _each(lambda flag: "yes" if flag else "no"),
    Form.METADATA: _metadata_cells,
}
_SHOWN_IN_JSON: dict[Form, _Show] = {
    Form.INSTANT: _each(show_datetime),
    Form.FLAG: _each(bool),
    Form.METADATA: _each(_metadata_entries),
}


def _writer(columns: Sequence[str], form: str) -> _Write:
    return _csv if form == "csv" else partial(_json_lines, columns)


def _json_lines(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """Return rows as JSON lines; none is kept as bytes of its own, for which the system would give new memory each time."""
    written = bytearray()
    for row in rows:
        written += orjson.dumps(dict(zip(columns, row, strict=True)), option=_LINE)
    return bytes(written)


def _csv(rows: Sequence[Sequence[object]]) -> bytes:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue().encode()
