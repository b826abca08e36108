"""Importing ledger codes: one row a code."""

from domain.core.text import clean_text
from domain.errors import DuplicateNumber
from domain.importing.importers.external_ids import ids_in, is_same_id, read_labels, take_labels
from domain.importing.importers.tally import Tally
from domain.importing.readers import cells
from domain.importing.readers.header import Columns
from domain.importing.readers.rows import FileRow
from domain.queries.records import ledger_codes_by_code
from domain.services.ledger_codes import new_ledger_code
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import LedgerCodeRow

COLUMNS = Columns.of("code,title,external_id?")


def import_ledger_codes(unit: UnitOfWork, rows: list[FileRow], tally: Tally) -> Program[None]:
    """Create the ledger codes that do not exist yet."""
    yield from unit.lock_organisation()
    stored = yield from ledger_codes_by_code([row["code"] for row in rows])
    external_ids = yield from ids_in(unit, LedgerCodeRow, rows)
    for row in rows:
        problems = len(tally.problems)
        code = tally.read(row, "code", cells.number)
        title = tally.read(row, "title", clean_text)
        labels = read_labels(row, tally)
        if code is None or title is None or not tally.is_first(row, "code", code, DuplicateNumber.code):
            continue
        if code in stored:
            same = [
                tally.is_same(row, "title", stored[code].title, title),
                is_same_id(row, stored[code].external_id, labels, tally),
            ]
            tally.unchanged += all(same)
            continue
        take_labels(unit, LedgerCodeRow, labels, external_ids, row, tally)
        if len(tally.problems) == problems:
            new_ledger_code(unit, code, title, labels)
            tally.created += 1
