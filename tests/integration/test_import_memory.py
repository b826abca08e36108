"""However many rows a file has, `tieout import` takes the same memory (domain R24b)."""

import pathlib
import shutil

from tests.bench.imports import FIRST, write_files
from tests.support.measured import measured
from tests.support.shell import Shell

FEW, MANY = 3_000, 12_000
GROWTH_MIB = 16
"""What the pages of a larger temporary file may take; rows in memory took 2.7 kB each, 24 MiB for these."""


def dry_run_mib(folder: pathlib.Path, migrated: pathlib.Path, rows: int) -> int:
    """The peak of memory of a dry run of so many invoice rows."""
    folder.mkdir()
    write_files(folder, rows)
    shutil.copyfile(migrated, folder / "books.db")
    tieout = Shell(folder, url := f"sqlite:///{folder / 'books.db'}")
    for kind in FIRST:
        assert tieout("import", kind, f"{kind}.csv").returncode == 0
    command = ("tests.support.measured", "import", "invoices", "invoices.csv", "--dry-run")
    took = measured(*command, folder=folder, TIEOUT_DATABASE_URL=url)
    assert f"{rows // 2:,} would be imported" in took.stderr
    return took.peak_mib


def test_memory_does_not_grow_with_the_rows_of_a_file(tmp_path: pathlib.Path, sqlite_template: pathlib.Path) -> None:
    few, many = (dry_run_mib(tmp_path / str(rows), sqlite_template, rows) for rows in (FEW, MANY))
    assert many - few < GROWTH_MIB, (few, many)
