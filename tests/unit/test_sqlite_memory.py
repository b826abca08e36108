"""SQLite counts no memory where that is asked for in time."""

import _sqlite3
import os
import pathlib
import subprocess
import sys

import pytest

USED = """
import ctypes
from domain.store.sqlite.memory import count_no_memory
{first}
done = count_no_memory()
import sqlite3
connection = sqlite3.connect(":memory:")
connection.execute("create table t (a)")
print(done, ctypes.CDLL("libsqlite3.so.0").sqlite3_memory_used())
"""
IS_SHARED = b"libsqlite3.so.0" in pathlib.Path(_sqlite3.__file__ or sys.executable).read_bytes()


@pytest.mark.skipif(not IS_SHARED, reason="Python has an SQLite of its own inside")
@pytest.mark.parametrize(("first", "done"), [("", True), ("import sqlite3", False)])
def test_memory_is_not_counted_if_that_is_asked_for_before_sqlite_is_used(first: str, done: bool) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}  # it uses SQLite
    program = [sys.executable, "-c", USED.format(first=first)]
    ended = subprocess.run(program, env=environment, capture_output=True, text=True, check=True)
    was_done, used = ended.stdout.split()
    assert (was_done, int(used) == 0) == (str(done), done)
