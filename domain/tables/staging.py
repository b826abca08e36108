"""Files that wait to be published: their rows, checked and sorted by account, and nothing else yet (domain R24b)."""

import orjson

from domain.permissions import Permission
from domain.tables.record import Record, table
from domain.tables.references import JobId


@table("staged_files", noun="stagedFile")
class StagedFileRow(Record):
    """A file that a job publishes, and how to import its rows.

    ``permissions`` are those of who imports it, as a JSON list. ``created`` and the other counts are what publishing
    came to so far; ``duplicates`` begins with those that the check left out. ``published`` is how many rows of the part
    in progress are published; 0 between two parts. ``digest`` is that of all rows, to recognise the same file.
    ``even_if_same``: rows that came with another file meanwhile are recorded all the same.
    """

    job_id: JobId
    kind: str
    source: str
    skip_bad_rows: bool
    keep_errors: bool
    permissions: str
    row_count: int
    created: int
    unchanged: int
    faulty: int
    published: int = 0
    digest: str = ""
    even_if_same: bool = True
    duplicates: int = 0

    @property
    def granted(self) -> frozenset[Permission]:
        """Return the permissions of who imports it."""
        return frozenset(Permission(each) for each in orjson.loads(self.permissions))


@table("staged_rows", noun="stagedRows")
class StagedRowsRow(Record):
    """Some rows of one part of a staged file, in order: what belongs together, such as an invoice, is never divided.

    A part is an account's rows, numbered by the account's id; of files without accounts it is a number of rows. ``place``
    counts the part's rows before these. ``content`` is a JSON list of line, index, cells and occurrence; of a bank's file
    it is an object with the planned rows of each table.
    """

    job_id: JobId
    part: int
    place: int
    row_count: int
    content: str
