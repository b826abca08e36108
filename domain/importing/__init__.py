"""Importing files: all of a file or nothing, and every bad row reported by line, column and reason.

Importing a file again changes nothing: a record's number is its key, and a record that exists with the same content is
counted as unchanged. Other content is a problem that names the column (domain R5a).

``readers/`` turn a file into rows and know nothing of records; ``importers/`` turn rows into records and know no format;
``kinds.py`` lists the kinds; ``service.py`` is the way in.
"""

from domain.importing.kinds import ImportKind
from domain.importing.service import ImportRecords, ImportResult

__all__ = ["ImportKind", "ImportRecords", "ImportResult"]
