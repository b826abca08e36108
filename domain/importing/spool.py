"""The rows of a large file between reading and staging: in a temporary SQLite file, which sorts them outside memory.

The file has no name and belongs to this process alone; whatever ends the process removes it. So a file of any size takes the
same memory, a dry run stores nothing, and nothing is left of a file that is refused.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from types import TracebackType
from typing import NamedTuple, Self

CACHE_KIB = 8192
"""How much of the file is kept in memory, and how much is sorted there at once."""

_SCHEMA = """
PRAGMA journal_mode = off;
PRAGMA synchronous = off;
PRAGMA temp_store = file;
CREATE TABLE rows (place INTEGER PRIMARY KEY, part INTEGER, first INTEGER, name TEXT, line INTEGER, earlier INTEGER,
    currency TEXT, cells TEXT);
CREATE TABLE strays (place INTEGER PRIMARY KEY, line INTEGER, name TEXT, before TEXT, after TEXT);
CREATE TABLE unsure (name TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID;
CREATE TABLE records (part INTEGER, place INTEGER, row_count INTEGER, content TEXT);
"""
_BY_NAME = "CREATE INDEX IF NOT EXISTS rows_by_name ON rows (name, place)"
_SPLIT = (
    "CREATE TABLE split AS SELECT name, min(place) AS place, min(first) AS first FROM rows "
    "WHERE name <> '' GROUP BY name HAVING min(first) <> max(first)"
)
_JOIN = (
    "UPDATE rows SET first = s.first, part = (SELECT f.part FROM rows f WHERE f.place = s.place) "
    "FROM split s WHERE rows.name = s.name"
)
_REPEATED = (
    "CREATE TABLE repeated AS SELECT name, min(place) AS place FROM rows "
    "WHERE name <> '' GROUP BY name HAVING count(*) > 1"
)
_MARK = (
    "UPDATE rows SET earlier = (SELECT f.line FROM rows f WHERE f.place = r.place) "
    "FROM repeated r WHERE rows.name = r.name AND rows.place > r.place"
)
_NAMED = "EXISTS (SELECT 1 FROM rows r WHERE r.name = s.name AND s.name <> '')"
_SURELY = f"INSERT OR IGNORE INTO unsure SELECT s.name, s.line FROM strays s WHERE {_NAMED} ORDER BY s.place"
_PERHAPS = (
    "INSERT OR IGNORE INTO unsure SELECT name, line FROM (SELECT s.before AS name, s.line, s.place, 0 AS side "
    f"FROM strays s WHERE NOT {_NAMED} UNION ALL SELECT s.after, s.line, s.place, 1 FROM strays s WHERE NOT {_NAMED}) "
    "WHERE name <> '' ORDER BY place, side"
)


class SpooledRow(NamedTuple):
    """A row: its place below the header, its part, the place of its bundle's first row, and what it is known by.

    ``name`` is its bundle, or a number that a file may have once; "" for neither. ``earlier`` is the line on which the file
    has that number before, 0 if it has not. ``cells`` is a JSON list in the order of the file's columns.
    """

    place: int
    part: int
    first: int
    name: str
    line: int
    earlier: int
    currency: str | None
    cells: str


class SpooledRecord(NamedTuple):
    """Rows of one part that are staged together: see ``StagedRowsRow``."""

    part: int
    place: int
    row_count: int
    content: str


class Spool:
    """Keeps the rows of one file in the order of reading, and gives them back part by part.

    It may be used by one thread after another.
    """

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._connection.executescript(_SCHEMA)
        self._connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        self._connection.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()

    def add_rows(self, rows: Iterable[SpooledRow]) -> None:
        """Add the next rows of the file."""
        self._connection.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def add_stray(self, place: int, line: int, name: str, before: str) -> None:
        """Add a row that may belong to another document: the one that it names, or else to one of its neighbours."""
        self._connection.execute("INSERT INTO strays VALUES (?, ?, ?, ?, NULL)", (place, line, name, before))

    def end_strays(self, after: str) -> None:
        """Name the document that comes after the strays so far."""
        self._connection.execute("UPDATE strays SET after = ? WHERE after IS NULL", (after,))

    def join_bundles(self) -> None:
        """Put all rows of a bundle where its first row is, although other rows come between them."""
        self._connection.execute(_SPLIT)
        if self._has_any("split"):
            self._connection.execute(_BY_NAME)
            self._connection.execute(_JOIN)
        if self._has_any("strays"):
            self._connection.execute(_BY_NAME)
            self._connection.execute(_SURELY)
            self._connection.execute(_PERHAPS)

    def mark_repeated(self) -> None:
        """Note of each row whose number the file has before on which line that is."""
        self._connection.execute(_REPEATED)
        if self._has_any("repeated"):
            self._connection.execute(_BY_NAME)
            self._connection.execute(_MARK)

    def unsure(self, names: Collection[str]) -> dict[str, int]:
        """Return which of these documents may lack a row, each with the line of the row that may belong to it."""
        known = "SELECT line FROM unsure WHERE name = ?"
        if not self._has_any("unsure"):
            return {}
        found = {name: self._connection.execute(known, (name,)).fetchone() for name in names}
        return {name: row[0] for name, row in found.items() if row is not None}

    def rows(self) -> Iterator[SpooledRow]:
        """Yield all rows part by part, each bundle whole, the bundles in the order of the first row of each."""
        return map(SpooledRow._make, self._connection.execute("SELECT * FROM rows ORDER BY part, first, place"))

    def _has_any(self, table: str) -> bool:
        return self._connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None

    def add_records(self, records: Iterable[SpooledRecord]) -> None:
        """Add rows that shall be staged, part by part."""
        self._connection.executemany("INSERT INTO records VALUES (?, ?, ?, ?)", records)

    def records(self, most: int) -> Iterator[Sequence[SpooledRecord]]:
        """Yield all that shall be staged, so many records at once."""
        found = self._connection.execute("SELECT * FROM records ORDER BY rowid")
        while some := [*map(SpooledRecord._make, islice(found, most))]:
            yield some
