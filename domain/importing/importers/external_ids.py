"""The column ``external_id`` of imported files (domain R48)."""

from collections.abc import Iterable

from domain.core.labels import NO_LABELS, Labels, clean_external_id
from domain.errors import Refusal
from domain.importing.importers.tally import Tally
from domain.importing.readers.rows import FileRow
from domain.services.labels import ExternalIds, load_external_ids, use
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import Record

COLUMN = "external_id"


def ids_in(unit: UnitOfWork, cls: type[Record], rows: Iterable[FileRow]) -> Program[ExternalIds]:
    """Look up which of the external ids that rows give to records of ``cls`` are in use."""
    return load_external_ids(unit, ((cls, row[COLUMN] or None) for row in rows))


def read_labels(row: FileRow, tally: Tally) -> Labels:
    """Return the labels that a row gives to its record; what is wrong with them is noted."""
    external_id = tally.read_optional(row, COLUMN, clean_external_id)
    return NO_LABELS if external_id is None else Labels(external_id)


def take_labels(
    unit: UnitOfWork, cls: type[Record], labels: Labels, external_ids: ExternalIds, row: FileRow, tally: Tally
) -> None:
    """Keep an external id for a new record of ``cls``; note that another has it."""
    if labels.external_id is None:
        return
    try:
        external_ids.check_free(cls, labels.external_id)
    except Refusal as refusal:
        tally.add_problem(row, COLUMN, refusal.text, refusal.code, of_records=True)
    else:
        use(unit, cls, labels)


def is_same_id(row: FileRow, stored: str | None, given: Labels, tally: Tally) -> bool:
    """Return True if a record has the external id of its row, or the row gives none; a difference is a problem."""
    return given.external_id is None or tally.is_same(row, COLUMN, stored, given.external_id)
