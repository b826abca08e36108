"""What an export of many rows costs beside a plain select that is written out: rows a second of CPU, and memory.

    python -m tests.bench.exports [ITEMS]

Makes books of 1,000,000 items on both databases, or of so many as given, exports each table in both forms to a file, and
writes the same rows, selected by one statement, as JSON arrays. Prints the rows, the CPU seconds of both, the export's rate
as a part of the plain one's, and how much the process's memory grew at most meanwhile. The data lies in /dev/shm/exports
where that can be.
"""

import asyncio
import os
import pathlib
import shutil
import sys
import tempfile
import time
from typing import Any

import orjson

from api.exporting.parts import MEDIA_TYPES, parts
from domain.core.change_kinds import ChangeKind
from domain.queries.exports import EXPORTS
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from tests.bench.flat import enlarge, record
from tests.bench.payments import cpu_s, database_process
from tests.support.databases import databases_of_each_kind

ROWS_AT_ONCE = 1_000
STATUS, CLEAR_REFS = pathlib.Path("/proc/self/status"), pathlib.Path("/proc/self/clear_refs")


def peak_mib() -> float:
    """The process's largest memory since ``forget_peak``."""
    line = next(each for each in STATUS.read_text().splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def forget_peak() -> None:
    """Count the largest memory from now on."""
    CLEAR_REFS.write_text("5")


async def plain(store: Store, name: str, path: pathlib.Path) -> None:
    """Write the export's rows by plain selects that each continue behind the last row."""
    export = EXPORTS[name]
    columns = ", ".join(column.sql for column in export.columns)
    sql = Sql(
        f"select {columns}, row.id from {export.tables} where row.id > :after and {export.condition} "
        f"order by row.id limit {ROWS_AT_ONCE}"
    )
    after = 0
    with path.open("wb") as file:
        async with store.snapshot() as reader:
            while rows := await reader.run(_asked(Query(sql, after=after))):
                for row in rows:
                    file.write(orjson.dumps(list(row), option=orjson.OPT_APPEND_NEWLINE))
                after = rows[-1][-1]


def _asked(query: Query) -> Program[list[Any]]:
    return (yield query)


async def exported(store: Store, name: str, form: str, path: pathlib.Path) -> int:
    """Write an export to a file; return its rows."""
    rows = 0
    with path.open("wb") as file:
        async with store.long_snapshot() as reader:
            async for part in parts(reader, name, form, frozenset(ChangeKind)):
                rows += part.count(b"\n")
                file.write(part)
    return rows


async def measure(url: str, size: int, folder: pathlib.Path) -> None:
    """Measure all exports of books of a size, which it makes."""
    store = await Store.open(url, wait_s=600)
    database = database_process(url)

    def used_s() -> float:
        return time.process_time() + (cpu_s(database, family=True) if database else 0.0)

    try:
        await record(store)
        await enlarge(store, size)
        for name in EXPORTS:
            began = used_s()
            await plain(store, name, folder / "plain")
            plain_s = used_s() - began
            for form in MEDIA_TYPES:
                forget_peak()
                before, began = peak_mib(), used_s()
                rows = await exported(store, name, form, folder / "export")
                took_s = used_s() - began
                print(
                    f"  {name:<16}{form:<6}{rows:>10,} rows {took_s:7.1f} s, plain {plain_s:6.1f} s: "
                    f"{plain_s / took_s:5.2f} of its rate, + {peak_mib() - before:.0f} MiB",
                    flush=True,
                )
    finally:
        await store.close()


async def main(size: int) -> None:
    """Measure on both databases."""
    async with databases_of_each_kind("books") as urls:
        for kind, (url,) in urls.items():
            print(f"{kind}, load {os.getloadavg()[0]:.1f}", flush=True)
            await measure(url, size, pathlib.Path(tempfile.mkdtemp()))


if __name__ == "__main__":
    folder = pathlib.Path("/dev/shm/exports")
    if folder.parent.is_dir():
        folder.mkdir(exist_ok=True)
        tempfile.tempdir = str(folder)
    try:
        asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
