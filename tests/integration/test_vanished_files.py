"""A SQLite file deleted, replaced or overwritten under the server, and commits that fail: nothing untrue is acknowledged."""

import asyncio
import contextlib
import errno
import filecmp
import logging
import pathlib
import shutil
import sqlite3
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from domain.errors import DatabaseReplaced, OutcomeUnknown, Unavailable
from domain.store.migrate import migrate
from domain.store.program import Sql
from domain.store.sqlite import writer
from domain.store.sqlite.contents import CHECKPOINT_PAGES, pages_in_log
from domain.store.store import Store
from tests.stress.vanished_files import DEEDS, vanish
from tests.support.centre import Centre, rows
from tests.support.sqlite_files import files_end_at, path_of

COUNT = Sql("select count(*) from transactions")


def log_of(url: str) -> pathlib.Path:
    return pathlib.Path(f"{path_of(url)}-wal")


async def test_nothing_is_acknowledged_into_a_vanished_file(
    sqlite_url: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is put over the file at the very moment of a checkpoint can go unseen, so there is none here (DECISIONS)."""
    monkeypatch.setattr(writer, "CHECKPOINT_PAGES", 1_000_000)
    vanished = await vanish(path_of(sqlite_url), tmp_path, len(DEEDS))
    assert (vanished.untrue, vanished.rounds) == (0, len(DEEDS)), vanished
    assert vanished.got["done"] > 0
    assert set(vanished.after) == {"BUSY"}


async def test_a_vanished_file_is_reported_until_it_is_back(sqlite_url: str, caplog: pytest.LogCaptureFixture) -> None:
    store = await Store.open(sqlite_url)
    centre = await Centre.open(store)
    path, away = path_of(sqlite_url), path_of(sqlite_url).with_suffix(".away")
    app = create_app(Settings(database_url=sqlite_url), store)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://tieout.test") as http:
        path.rename(away)
        with caplog.at_level(logging.CRITICAL, "tieout"):
            answer = await http.get("/ready")
            for asked in (centre.invoice(100), rows(store, COUNT), store.preview(_nobody)):
                with pytest.raises(DatabaseReplaced):
                    await asked
            async with asyncio.timeout(10):
                while "all that the server acknowledged is in" not in caplog.text:  # noqa: ASYNC110 - a line of the log
                    await asyncio.sleep(0.01)
        assert (answer.status_code, answer.json()["reason"]) == (503, "DatabaseReplaced")
        assert "stop the server" in answer.json()["message"]
        assert str(path) not in answer.text
        assert f"{path.name}: deleted or replaced" in caplog.text
        away.rename(path)
        assert (await http.get("/ready")).status_code == 200
    assert (await centre.invoice(100)).batch_id is not None
    await store.close()


async def _nobody(_preview: object) -> Any:
    raise AssertionError("it ran")


async def test_a_commit_that_fails_is_not_found_by_the_next_start(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    centre = await Centre.open(store)
    with files_end_at(log_of(sqlite_url).stat().st_size + 2 * 4120), pytest.raises(Unavailable):  # two pages fit
        await centre.invoice(*[100] * 50)
    assert await rows(store, COUNT) == [(0,)]
    found = as_after_a_crash(path_of(sqlite_url))
    assert found.execute(COUNT.sqlite).fetchone() == (0,)
    found.close()
    assert (await centre.invoice(100)).batch_id is not None
    await store.close()


async def test_a_commit_whose_fate_cannot_be_settled_is_called_unknown(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    centre = await Centre.open(store)
    with files_end_at(log_of(sqlite_url).stat().st_size), pytest.raises(OutcomeUnknown):
        await centre.invoice(100)
    assert (await centre.invoice(100)).batch_id is not None
    assert await rows(store, COUNT) == [(1,)]
    await store.close()


async def test_writing_by_other_processes_does_not_count_as_overwriting(sqlite_url: str) -> None:
    server, command = await Store.open(sqlite_url), await Store.open(sqlite_url)
    centre = await Centre.open(server)
    for count in range(6):
        for store in (server, command):
            await Centre(store).account(f"{count}-{store is server}", "Ada")
            await store.check()
        with contextlib.closing(sqlite3.connect(path_of(sqlite_url))) as shell:
            shell.execute(f"create index by_hand_{count} on accounts (id, number)")
            shell.execute("PRAGMA wal_checkpoint(passive)")
        await asyncio.gather(*[centre.invoice(*[100] * 50) for _ in range(4)])
        await server.check()
    assert await rows(command, COUNT) == [(24,)]
    await command.close()
    await server.close()


async def test_a_log_beside_another_file_is_refused_at_the_start(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    centre = await Centre.open(store)
    path = path_of(sqlite_url)
    backup = path.with_suffix(".backup")
    await store.backend.backup(backup)
    await centre.invoice(100)
    crashed = path.with_suffix(".crashed")
    for source, ending in ((backup, ""), (log_of(sqlite_url), "-wal")):
        shutil.copyfile(source, f"{crashed}{ending}")
    await store.close()
    for opening in (Store.open, migrate):
        with pytest.raises(OSError, match=r"crashed-wal beside it is of another file.*delete") as refused:
            await opening(f"sqlite:///{crashed}")
        assert refused.value.errno == errno.ESTALE
    assert filecmp.cmp(backup, crashed, shallow=False)
    log_of(f"sqlite:///{crashed}").unlink()
    restored = await Store.open(f"sqlite:///{crashed}")
    assert await rows(restored, COUNT) == [(0,)]
    await restored.close()


async def test_a_log_is_copied_into_the_file_once_it_is_long(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    centre = await Centre.open(store)
    seen = [0, pages_in_log(path_of(sqlite_url))]
    while seen[-1] > seen[-2]:
        await centre.invoice(*[100] * 50)
        seen.append(pages_in_log(path_of(sqlite_url)))
    assert CHECKPOINT_PAGES <= max(seen) < 2 * CHECKPOINT_PAGES
    await store.close()


def as_after_a_crash(path: pathlib.Path) -> sqlite3.Connection:
    """Copies of a database and its log, opened as the next start would."""
    crashed = path.with_suffix(".crashed")
    for ending in ("", "-wal"):
        pathlib.Path(f"{crashed}{ending}").write_bytes(pathlib.Path(f"{path}{ending}").read_bytes())
    return sqlite3.connect(crashed)
