"""A large file: read piece by piece into a spool, then given back in groups of whole accounts (domain R24b)."""

from collections.abc import Iterator, Sequence
from heapq import merge
from operator import attrgetter
from typing import NamedTuple

import orjson

from domain.importing.bundles import DOCUMENTS, UNIQUE, bundle_of
from domain.importing.kinds import WITHOUT_ACCOUNTS, ImportKind
from domain.importing.problems import Problems
from domain.importing.readers.forms import FormFinder, Forms
from domain.importing.readers.reading import Reading, Understood
from domain.importing.readers.rows import FileRow, MalformedRow
from domain.importing.readers.table import FileReader
from domain.importing.row_accounts import accounts_of_rows
from domain.importing.spool import Spool, SpooledRow
from domain.queries.files import AccountOfRow
from domain.store.program import Program

PART_ROWS = 100
"""How many rows of a file without accounts are a part."""

GROUP_ROWS = 2_000
"""About how many rows are checked together."""

UNKNOWN = 0
"""The part of rows whose account is not there."""


class Group(NamedTuple):
    """Rows to check together, part by part in the order of the file; the part of each; and the currencies by index.

    ``unsure`` are the documents that may lack a row, each with the line of the row that may belong to it.
    """

    rows: list[FileRow]
    parts: list[int]
    currencies: dict[int, str]
    unsure: dict[str, int]


class _Stray(NamedTuple):
    """A row in the order of the file, the document that it names ("" for none), and whether it may belong to another."""

    place: int
    line: int
    name: str
    is_stray: bool


class LargeFile:
    """Reads a file into a spool. ``may_see``: the importing principal may see records, such as an account's currency."""

    def __init__(self, kind: ImportKind, reader: FileReader, spool: Spool, *, may_see: bool) -> None:
        self.kind = kind
        self.row_count = 0
        self.good_count = 0
        self.malformed = Problems()
        self._reader = reader
        self._spool = spool
        self._may_see = may_see
        self._columns = [*reader.opened.header.places]
        self._finder = FormFinder(self._columns, reader.opened.reading)
        self._last: SpooledRow | None = None
        self._last_document = ""
        self._has_strays = False

    def read_piece(self) -> Program[bool]:
        """Read the next rows; return False once all are read. Raises ``InvalidValue`` as ``FileReader`` does."""
        piece = self._reader.next_piece()
        if piece is None:
            self._end()
            return False
        accounts = yield from accounts_of_rows(self.kind, piece.rows)
        currencies = {index: account.currency for index, account in accounts.items()} if self._may_see else {}
        self._finder.see(piece.rows, currencies)
        self.malformed.add([each.problem for each in piece.malformed])
        self.good_count += len(piece.rows)
        self.row_count += len(piece.rows) + len(piece.malformed)
        spooled = [self._spooled(row, accounts.get(row.index)) for row in piece.rows]
        self._spool.add_rows(spooled)
        if self.kind in DOCUMENTS:
            self._find_strays(spooled, piece.malformed)
        return True

    def forms(self) -> Forms:
        """Return how dates and amounts are written. Raises ``AmbiguousFile``."""
        return self._finder.forms()

    def understood(self, forms: Forms) -> Understood:
        """Return how the file was read."""
        return self._reader.opened.understood(forms, self.row_count)

    def settled(self, forms: Forms) -> Reading:
        """Return what reads the next file of the same program in the same way."""
        return self._reader.opened.settled(forms)

    def groups(self) -> Iterator[Group]:
        """Yield the rows as the file has them, account by account, and so many at once that a group takes little memory.

        An account is divided only where no row builds on an earlier one, and then between two bundles.
        """
        group: list[SpooledRow] = []
        for row in self._spool.rows():
            if len(group) >= GROUP_ROWS and self._may_part(group[-1], row):
                yield self._group(group)
                group = []
            group.append(row)
        if group:
            yield self._group(group)

    def _may_part(self, row: SpooledRow, following: SpooledRow) -> bool:
        if row.part != following.part:
            return True
        divisible = self.kind in {*WITHOUT_ACCOUNTS, *DOCUMENTS} or row.part == UNKNOWN
        divisible = divisible or (self.kind is ImportKind.PAYMENTS and "pays" not in self._columns)
        return divisible and row.first != following.first

    def _group(self, bundled: Sequence[SpooledRow]) -> Group:
        rows, spooled = [], sorted(bundled, key=attrgetter("part", "place"))
        for each in spooled:
            values = dict(zip(self._columns, orjson.loads(each.cells), strict=True))
            row = FileRow(each.line, each.place, values, formed=True)
            row.earlier_line = each.earlier
            rows.append(row)
        currencies = {each.place: each.currency for each in spooled if each.currency is not None}
        names = {each.name for each in spooled} if self.kind in DOCUMENTS else set()
        return Group(rows, [each.part for each in spooled], currencies, self._spool.unsure(names))

    def _end(self) -> None:
        if self.kind in UNIQUE:
            self._spool.mark_repeated()
        elif self.kind in DOCUMENTS or self.kind is ImportKind.RECONCILIATIONS:
            self._spool.join_bundles()

    def _spooled(self, row: FileRow, account: AccountOfRow | None) -> SpooledRow:
        name = row[UNIQUE[self.kind]] if self.kind in UNIQUE else bundle_of(self.kind, row)
        part, first, last = (account.id if account is not None else UNKNOWN), row.index, self._last
        if self.kind in WITHOUT_ACCOUNTS:
            part = row.index // PART_ROWS + 1
        elif last is not None and name and name == last.name and self.kind not in UNIQUE:
            part, first = last.part, last.first
        currency = account.currency if account is not None and self._may_see else None
        cells = orjson.dumps([*row.values()]).decode()
        self._last = SpooledRow(row.index, part, first, name, row.line, 0, currency, cells)
        return self._last

    def _find_strays(self, spooled: Sequence[SpooledRow], malformed: Sequence[MalformedRow]) -> None:
        """Note the rows that may belong to another document: malformed ones, and those without a number."""
        if not malformed and not self._has_strays and all(row.name for row in spooled):
            self._last_document = spooled[-1].name
            return
        rows = [_Stray(row.place, row.line, row.name, not row.name) for row in spooled]
        number = DOCUMENTS[self.kind]
        bad = [
            _Stray(each.problem.row, each.problem.line, each.cells.get(number, ""), is_stray=True) for each in malformed
        ]
        for each in merge(rows, bad):
            if each.is_stray:
                self._spool.add_stray(each.place, each.line, each.name, self._last_document)
                self._has_strays = True
                continue
            if self._has_strays:
                self._spool.end_strays(each.name)
                self._has_strays = False
            self._last_document = each.name
