"""``tieout reconcile --all``: progress, summary, exit statuses, and continuing an interrupted run (domain R24)."""

import asyncio
import pathlib
import signal
import sqlite3
import subprocess
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from domain.core.kinds import JobState
from domain.jobs.running import JobRun
from domain.store.program import Sql
from domain.store.store import Store
from domain.tables import JobRow
from tests.support.centre import execute, rows
from tests.support.jobs import ask, job_row
from tests.support.processes import is_pending
from tests.support.random_commands.books import crowd
from tests.support.shell import Shell
from tests.support.started import TIEOUT, begun

T = TypeVar("T")

COUNTS = Sql(
    "select (select count(*) from jobs), (select count(*) from reconciliations), (select count(*) from batches)"
)
SLOW = (
    "create trigger slow after update of done on jobs begin "
    "select count(*) from accounts a, accounts b, accounts c, accounts d where a.id < b.id and c.id < d.id; end"
)
"""So much to do after each group that a job of few accounts lasts until it is interrupted."""


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


def test_a_dry_run_predicts_the_real_run(tieout: Shell, sqlite_url: str) -> None:
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


def test_names_failed_accounts_and_exits_with_one(tieout: Shell, sqlite_url: str) -> None:
    accounts = on(sqlite_url, lambda store: crowd(store, 20))
    failed = (
        "update transactions set payment_state = 'FAILED', failed_at = 1 "
        f"where kind = 'PAYMENT' and account_id = {accounts[4]}"
    )
    on(sqlite_url, lambda store: execute(store, failed))
    for arguments in (("--dry-run",), ()):
        ran = tieout("reconcile", "--all", *arguments)
        assert ran.returncode == 1
        assert ran.stdout == ""
        lines = ran.stderr.splitlines()
        assert lines[0].startswith("account F00004: The payment failed")
        assert lines[-1] == "tieout: Left as they were, for the reasons above: 1 of 20."


def test_continues_an_interrupted_run_first(tieout: Shell, sqlite_url: str) -> None:
    async def cut_off(store: Store) -> JobRow:
        await crowd(store, 30)
        job_run = await JobRun.take(store, await ask(store))
        assert job_run is not None
        return await job_run.step()

    job = on(sqlite_url, cut_off)
    ran = tieout("reconcile", "--all")
    assert ran.returncode == 0
    lines = ran.stderr.splitlines()
    assert lines[0] == f"Continuing a run that was interrupted after {job.done} of 30 accounts."
    assert lines[1].startswith("30 accounts, ")
    assert lines[2] == "30 accounts, 0 reconciliations made."
    assert on(sqlite_url, lambda store: job_row(store, job.id)).state is JobState.DONE


IN_THE_BACKGROUND = ["sh", "-c", 'trap "" INT; exec "$@"', "sh", TIEOUT]
"""As a shell that has no job control starts a command with ``&``."""


@pytest.mark.parametrize(("sent", "program"), [(signal.SIGINT, [TIEOUT]), (signal.SIGTERM, IN_THE_BACKGROUND)])
def test_an_interrupt_cancels_the_job(
    sent: signal.Signals, program: list[str], tieout: Shell, sqlite_url: str, tmp_path: pathlib.Path
) -> None:
    on(sqlite_url, lambda store: crowd(store, 70))
    watching = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    watching.execute(SLOW)
    process = begun(
        ["reconcile", "--all"],
        {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "TIEOUT_DATABASE_URL": sqlite_url},
        program=program,
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    )
    ends = time.monotonic() + 60
    try:
        while not watching.execute("select 1 from jobs where done > 0").fetchall():
            assert process.poll() is None
            assert time.monotonic() < ends, "the job does not come along"
        watching.execute("begin immediate")  # so that the next group waits until the signal is there
        process.send_signal(sent)
        while is_pending(process.pid, sent):
            assert time.monotonic() < ends, "the signal does not arrive"
        watching.execute("rollback")
        _, errors = process.communicate(timeout=60)
    finally:
        process.kill()
        watching.close()
    assert (process.returncode, errors.startswith("tieout: Stopped")) == (1, True)
    assert "Traceback" not in errors
    states = on(sqlite_url, lambda store: rows(store, Sql("select state, done < total from jobs")))
    assert states == [("CANCELLED", 1)]
    assert tieout("verify").returncode == 0
