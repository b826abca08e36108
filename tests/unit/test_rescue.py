"""Copies of a SQLite file that was deleted or overwritten, and the files and the space beside it."""

import contextlib
import errno
import os
import pathlib
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import NoReturn

import pytest

from domain.errors import StorageFull
from domain.store.sqlite import files as module
from domain.store.sqlite.backup import rescue, rescue_sound
from domain.store.sqlite.files import SPACE_BYTES, OpenFiles, check_log, check_space, is_frozen, make_private, state_of


@pytest.fixture
def books(tmp_path: pathlib.Path) -> pathlib.Path:
    return tmp_path / "books.db"


@pytest.fixture
def opened(books: pathlib.Path) -> Iterator[sqlite3.Connection]:
    """A connection to a file with one row."""
    with contextlib.closing(sqlite3.connect(books, isolation_level=None)) as connection:
        connection.execute("create table parents (id integer primary key)")
        connection.execute("create table children (id integer primary key, parent_id integer references parents (id))")
        connection.execute("insert into parents values (7)")
        yield connection


def names(folder: pathlib.Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


@pytest.mark.parametrize("copied", [rescue, rescue_sound])
def test_a_rescued_file_is_named_after_the_file_and_the_second_and_is_its_owner_s_alone(
    copied: Callable[[sqlite3.Connection, pathlib.Path], pathlib.Path], books: pathlib.Path, opened: sqlite3.Connection
) -> None:
    copy = copied(opened, books)
    assert copy.parent == books.parent
    assert re.fullmatch(r"books\.db\.rescued-\d{4}-\d\d-\d\dT\d{6}Z", copy.name)
    assert copy.stat().st_mode & 0o777 == 0o600
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("select id from parents").fetchall() == [(7,)]


def test_no_copy_stays_where_sqlite_refuses_it(books: pathlib.Path, opened: sqlite3.Connection) -> None:
    opened.execute("begin")
    with pytest.raises(sqlite3.OperationalError):
        rescue(opened, books)
    assert names(books.parent) == {"books.db"}


def test_rejects_a_copy_with_rows_that_refer_to_missing_ones(books: pathlib.Path, opened: sqlite3.Connection) -> None:
    opened.execute("insert into children values (1, 8)")
    with pytest.raises(sqlite3.DatabaseError, match=r"^its tables do not fit each other$"):
        rescue_sound(opened, books)
    assert names(books.parent) == {"books.db"}


def test_rejects_an_empty_copy(tmp_path: pathlib.Path) -> None:
    books = tmp_path / "books.db"
    with (
        contextlib.closing(sqlite3.connect(books)) as empty,
        pytest.raises(sqlite3.DatabaseError, match=r"^nothing of it is left$"),
    ):
        rescue_sound(empty, books)
    assert not [each for each in names(tmp_path) if "rescued" in each]


def test_rejects_a_copy_whose_rows_break_a_constraint_of_their_table(
    books: pathlib.Path, opened: sqlite3.Connection
) -> None:
    opened.execute("create table numbers (id integer primary key, number text not null)")
    opened.execute("insert into numbers values (1, 'P-1')")
    opened.execute("pragma writable_schema=on")
    opened.execute("update sqlite_schema set sql = replace(sql, 'number text', 'number text check (number = 1)')")
    opened.execute("pragma schema_version=99")
    with (
        contextlib.closing(sqlite3.connect(books)) as damaged,
        pytest.raises(sqlite3.DatabaseError, match="CHECK constraint failed in numbers"),
    ):
        rescue_sound(damaged, books)
    assert names(books.parent) == {"books.db"}


def test_a_new_file_is_its_owner_s_alone_and_one_that_exists_stays_as_it_is(books: pathlib.Path) -> None:
    make_private(books)
    assert books.stat().st_mode & 0o777 == 0o600
    books.write_text("kept")
    books.chmod(0o640)
    make_private(books)
    assert (books.read_text(), books.stat().st_mode & 0o777) == ("kept", 0o640)


def test_what_was_deleted_or_replaced_beside_an_open_database_is_named(
    books: pathlib.Path, opened: sqlite3.Connection
) -> None:
    opened.execute("pragma journal_mode=wal")
    opened.execute("insert into parents values (8)")
    files = OpenFiles(books)
    with contextlib.closing(files.contents):
        assert files.replaced() == []
        pathlib.Path(f"{books}-wal").rename(books.with_name("moved"))
        assert files.replaced() == ["books.db-wal"]
        other = books.with_name("other")
        other.touch()
        other.replace(books)
        assert files.replaced() == ["books.db", "books.db-wal"]


def test_what_changes_when_a_file_is_written_to(books: pathlib.Path) -> None:
    books.write_bytes(b"12345")
    os.utime(books, ns=(0, 7))
    assert state_of(books) == (7, 5, False)
    pathlib.Path(f"{books}-wal").touch()
    assert state_of(books) == (7, 5, True)


def disk(monkeypatch: pytest.MonkeyPatch, **state: int) -> None:
    """Have the system say this of every disk."""
    monkeypatch.setattr(os, "statvfs", lambda _path: SimpleNamespace(**state))


def test_less_space_than_a_little_counts_as_none(books: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk(monkeypatch, f_bavail=SPACE_BYTES // 1024, f_frsize=1024)
    check_space(books, try_it=False)
    disk(monkeypatch, f_bavail=SPACE_BYTES // 1024 - 1, f_frsize=1024)
    with pytest.raises(StorageFull):
        check_space(books, try_it=False)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES])
def test_space_that_only_others_may_use_is_found_by_trying(
    code: int, books: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(**_: object) -> NoReturn:
        raise OSError(code, "refused")

    check_space(books, try_it=True)
    assert names(books.parent) == set(), "what was tried is gone"
    monkeypatch.setattr(tempfile, "TemporaryFile", refused)
    check_space(books, try_it=False)
    if code == errno.EACCES:  # says nothing of space
        check_space(books, try_it=True)
    else:
        with pytest.raises(StorageFull):
            check_space(books, try_it=True)


def test_a_file_on_a_disk_that_cannot_be_written_is_frozen_if_all_is_in_it(
    books: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, index = pathlib.Path(f"{books}-wal"), pathlib.Path(f"{books}-shm")
    disk(monkeypatch, f_flag=os.ST_RDONLY)
    assert not is_frozen(books), "there is none"
    books.touch()
    assert is_frozen(books)
    log.touch()
    assert is_frozen(books)
    log.write_text("the latest")
    with pytest.raises(OSError, match=r"a part of it is only in books\.db-wal\. Copy both") as refused:
        is_frozen(books)
    assert refused.value.errno == errno.EROFS
    index.touch()
    assert not is_frozen(books)
    log.unlink()
    disk(monkeypatch, f_flag=0)
    assert not is_frozen(books)


def test_refuses_a_folder_in_place_of_a_database(tmp_path: pathlib.Path) -> None:
    with pytest.raises(IsADirectoryError, match="it is a folder"):
        is_frozen(tmp_path)


def test_a_log_of_another_file_is_refused_with_what_to_do(books: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_log(books)
    monkeypatch.setattr(module, "log_belongs", lambda _path: False)
    with pytest.raises(OSError, match=r"^\[Errno \d+\] ") as refused:
        check_log(books)
    assert refused.value.errno == errno.ESTALE
    assert refused.value.strerror == (
        "books.db-wal beside it is of another file that stood there before, and would spoil this one. If this file "
        "is right, delete books.db-wal and books.db-shm while nothing uses them. If not, put the right file here"
    )
