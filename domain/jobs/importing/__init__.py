"""Importing CSV files: all of a file or nothing, every bad row named by line, column and reason.

Importing a file again changes nothing: a record's number is its key, and a record that is there with the same content is
counted as unchanged. Other content is an error that names the column (domain R5a).
"""

from domain.jobs.importing.service import ImportFile, ImportKind, ImportOutcome, import_file

__all__ = ["ImportFile", "ImportKind", "ImportOutcome", "import_file"]
