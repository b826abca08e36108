"""``tieout restore --rehearse``: a backup, made under load or long ago, is restored, migrated, verified, and gone again."""

import asyncio
import pathlib
import re

import pytest

from domain.store.program import Sql
from domain.store.store import Store
from tests.stores import READERS
from tests.support.asking import ask
from tests.support.centre import Centre, rows
from tests.support.migrations import OwnMigrations
from tests.support.postgres import client_programs
from tests.support.shell import Ran, Shell

PAYMENTS = Sql("select count(*) from transactions where kind = 'PAYMENT'")
CODES = "code,title\nSWIM,Swimming\n"


def shell(folder: pathlib.Path, url: str, **environment: str) -> Shell:
    (folder / "tmp").mkdir(exist_ok=True)
    return Shell(folder, url, PATH=str(client_programs()), TMPDIR=str(folder / "tmp"), **environment)


def rehearsed(tieout: Shell, file: str = "copy", *more: str) -> Ran:
    """Rehearse the restore of a file in a folder for what is scratch; nothing stays there."""
    scratch = tieout.folder / "scratch"
    scratch.mkdir(exist_ok=True)
    ran = tieout("restore", "--rehearse", "--scratch", "scratch", file, *more)
    assert list(scratch.iterdir()) == []
    return ran


async def databases_of(url: str) -> list[str]:
    """The scratch databases on the server of an address."""
    if url.startswith("sqlite"):
        return []
    return [
        name for (name,) in await ask(url, "select datname from pg_database where datname like 'tieout_rehearsal%'")
    ]


def counts_of(ran: Ran) -> dict[str, str]:
    return dict(line.split("\t")[:2] for line in ran.stdout.splitlines())  # type: ignore[misc]


async def test_a_backup_under_load_holds_all_that_was_acknowledged_before(
    database_url: str, tmp_path: pathlib.Path
) -> None:
    store = await Store.open(database_url, readers=READERS)
    centre = await Centre.open(store)
    accounts = await centre.accounts([str(number) for number in range(2001, 2009)])
    stopping = False
    acknowledged = 0

    async def pay(account: int) -> None:
        nonlocal acknowledged
        while not stopping:
            await centre.payment(100, account=account)
            acknowledged += 1

    tieout = shell(tmp_path, database_url)
    paying = [asyncio.create_task(pay(account)) for account in accounts]
    seen: list[tuple[int, int, int]] = []
    for each in range(3):
        while acknowledged < 20 * (each + 1):  # noqa: ASYNC110 - those who pay take turns
            await asyncio.sleep(0)
        before = acknowledged
        made = await tieout.beside("backup", f"copy{each}")
        assert made.returncode == 0, made.stderr
        seen.append((each, before, acknowledged + len(accounts)))
    stopping = True
    await asyncio.gather(*paying)
    at_last = (await rows(store, PAYMENTS))[0][0]
    await store.close()
    assert at_last == acknowledged
    for each, before, after in seen:
        ran = await tieout.beside("restore", "--rehearse", f"copy{each}")
        assert ran.returncode == 0, ran.stderr
        found = counts_of(ran)
        assert before <= int(found["transactions"]) <= after
        assert found["accounts"] == "9"
        assert re.search(r"^newest batch\t\d+\t\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", ran.stdout, re.MULTILINE)
        assert re.search(r"restored and verified in [\d.]+ s; nothing of it stays", ran.stderr)
    assert await databases_of(database_url) == []
    assert list((tmp_path / "tmp").iterdir()) == []


def test_an_older_backup_is_migrated_there_and_stays_as_it_is(
    database_url: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tieout = shell(tmp_path, database_url)
    assert tieout("import", "ledger-codes", tieout.file("c.csv", CODES)).returncode == 0
    assert tieout("backup", "copy").returncode == 0
    before = (tmp_path / "copy").read_bytes()
    monkeypatch.syspath_prepend(tmp_path)
    own = OwnMigrations(tmp_path / f"rehearsals_of_{tmp_path.name}")
    own.add("own_memo", both="ALTER TABLE transactions ADD COLUMN own_memo TEXT;\n")
    own.as_the_products(monkeypatch)
    ran = rehearsed(tieout)
    assert ran.returncode == 0, ran.stderr
    assert f"It was migrated to this version there: {own.names[-1]}." in ran.stderr
    assert (tmp_path / "copy").read_bytes() == before
    assert asyncio.run(databases_of(database_url)) == []


def test_a_backup_that_was_tampered_with_is_found(database_url: str, tmp_path: pathlib.Path) -> None:
    tieout = shell(tmp_path, database_url)
    assert tieout("import", "ledger-codes", tieout.file("c.csv", CODES)).returncode == 0
    asyncio.run(ask(database_url, "update ledger_codes set title = 'Forged' returning id"))
    assert tieout("backup", "copy").returncode == 0
    ran = rehearsed(tieout)
    assert (ran.returncode, "verifying finds 1 contradiction. The first: " in ran.stderr) == (1, True)
    assert counts_of(ran)["audit_events"] != "0"
    assert asyncio.run(databases_of(database_url)) == []


def test_refuses_other_files_and_backups_cut_short_in_one_line(database_url: str, tmp_path: pathlib.Path) -> None:
    tieout = shell(tmp_path, database_url)
    assert tieout("backup", "copy").returncode == 0
    whole = (tmp_path / "copy").read_bytes()
    for damaged in (b"", b"neither", whole[: len(whole) // 2]):
        (tmp_path / "damaged").write_bytes(damaged)
        ran = rehearsed(tieout, "damaged")
        assert (ran.returncode, ran.stderr.startswith("tieout: ")) == (1, True), ran.stderr
    refused = tieout("restore", "copy")
    assert (refused.returncode, "Add --rehearse" in refused.stderr) == (1, True)
    assert asyncio.run(databases_of(database_url)) == []


def test_a_dump_needs_a_server_that_lets_a_database_be_made(postgres_url: str, tmp_path: pathlib.Path) -> None:
    tieout = shell(tmp_path, postgres_url)
    assert tieout("backup", "copy").returncode == 0
    beside = shell(tmp_path, f"sqlite:///{tmp_path / 'x.db'}")("restore", "--rehearse", "copy")
    assert (beside.returncode, "Set TIEOUT_DATABASE_URL to a server" in beside.stderr) == (1, True)
    asyncio.run(ask(postgres_url, "create role reader login"))
    try:
        refused = shell(tmp_path, postgres_url.replace("postgres@", "reader@"))("restore", "--rehearse", "copy")
        assert (refused.returncode, "may not create a scratch database" in refused.stderr) == (1, True)
    finally:
        asyncio.run(ask(postgres_url, "drop role reader"))
