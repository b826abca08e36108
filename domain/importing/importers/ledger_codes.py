"""Importing ledger codes: one row a code."""

from domain.core.text import clean_text
from domain.errors import DuplicateNumber
from domain.importing.importers.tally import Tally
from domain.importing.readers import cells
from domain.importing.readers.header import Columns
from domain.importing.readers.rows import FileRow
from domain.queries.records import ledger_codes_by_code
from domain.services.ledger_codes import new_ledger_code
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork

COLUMNS = Columns.of("code,title")


def import_ledger_codes(unit: UnitOfWork, rows: list[FileRow], tally: Tally) -> Program[None]:
    """Create the ledger codes that do not exist yet."""
    yield from unit.lock_organisation()
    stored = yield from ledger_codes_by_code([row["code"] for row in rows])
    for row in rows:
        code = tally.read(row, "code", cells.number)
        title = tally.read(row, "title", clean_text)
        if code is None or title is None or not tally.is_first(row, "code", code, DuplicateNumber.code):
            continue
        if code not in stored:
            new_ledger_code(unit, code, title)
            tally.created += 1
        elif tally.is_same(row, "title", stored[code].title, title):
            tally.unchanged += 1
