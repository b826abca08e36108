"""``tieout reconcile --all``: progress, summary, exit statuses; going on with what was cut off (domain R24)."""

import asyncio
import pathlib
import signal
import sqlite3
import subprocess
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from domain.core.kinds import JobState
from domain.jobs.running import JobRun
from domain.rows import JobRow
from domain.store.steps import Sql
from domain.store.store import Store
from tests.support.jobs import ask, change, crowd, job_row, rows
from tests.support.shell import TIEOUT, Shell

T = TypeVar("T")

COUNTS = Sql(
    "select (select count(*) from jobs), (select count(*) from reconciliations), (select count(*) from batches)"
)


@pytest.fixture
def tieout(sqlite_url: str, tmp_path: pathlib.Path) -> Shell:
    return Shell(tmp_path, sqlite_url)


def on(url: str, work: Callable[[Store], Awaitable[T]]) -> T:
    """Does something with a database, whose store is closed again."""

    async def opened() -> T:
        store = await Store.open(url)
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(opened())


def test_a_dry_run_says_what_the_real_run_then_does(tieout: Shell, sqlite_url: str) -> None:
    on(sqlite_url, lambda store: crowd(store, 20))
    before = on(sqlite_url, lambda store: rows(store, COUNTS))
    tried = tieout("reconcile", "--all", "--dry-run")
    assert on(sqlite_url, lambda store: rows(store, COUNTS)) == before
    done = tieout("reconcile", "--all")
    assert (tried.returncode, done.returncode) == (0, 0)
    assert tried.stderr.replace("would be made", "made") == done.stderr
    assert done.stderr.startswith("20 accounts, ")
    assert done.stderr.endswith(" USD.\n")
    assert tieout("reconcile", "--all").stderr == "20 accounts, 0 reconciliations made.\n"
    assert tieout("verify").returncode == 0


def test_accounts_that_could_not_be_done_are_named_and_make_exit_status_one(tieout: Shell, sqlite_url: str) -> None:
    accounts = on(sqlite_url, lambda store: crowd(store, 20))
    failed = (
        "update transactions set payment_state = 'FAILED', failed_at = 1 "
        f"where kind = 'PAYMENT' and account_id = {accounts[4]}"
    )
    on(sqlite_url, lambda store: change(store, failed))
    for arguments in (("--dry-run",), ()):
        ran = tieout("reconcile", "--all", *arguments)
        assert ran.returncode == 1
        assert ran.stdout == ""
        lines = ran.stderr.splitlines()
        assert lines[0].startswith("account F00004: The payment failed")
        assert lines[-1] == "tieout: Left as they were, for the reasons above: 1 of 20."


def test_a_run_that_was_cut_off_is_gone_on_with_first(tieout: Shell, sqlite_url: str) -> None:
    async def cut_off(store: Store) -> JobRow:
        await crowd(store, 30)
        job_run = await JobRun.take(store, await ask(store))
        assert job_run is not None
        return await job_run.step()

    job = on(sqlite_url, cut_off)
    ran = tieout("reconcile", "--all")
    assert ran.returncode == 0
    lines = ran.stderr.splitlines()
    assert lines[0] == f"Going on with a run that was cut off after {job.done} of 30 accounts."
    assert lines[1].startswith("30 accounts, ")
    assert lines[2] == "30 accounts, 0 reconciliations made."
    assert on(sqlite_url, lambda store: job_row(store, job.id)).state is JobState.DONE


def test_stopping_it_by_hand_cancels_the_job(tieout: Shell, sqlite_url: str, tmp_path: pathlib.Path) -> None:
    on(sqlite_url, lambda store: crowd(store, 2_000))
    watching = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    process = subprocess.Popen(
        [TIEOUT, "reconcile", "--all"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "TIEOUT_DATABASE_URL": sqlite_url},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        while not watching.execute("select 1 from jobs where done > 0").fetchall():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
    finally:
        _, errors = process.communicate(timeout=60)
        watching.close()
    assert (process.returncode, errors.startswith("tieout: Stopped")) == (1, True)
    assert "Traceback" not in errors
    states = on(sqlite_url, lambda store: rows(store, Sql("select state, done < total from jobs")))
    assert states == [("CANCELLED", 1)]
    assert tieout("verify").returncode == 0
