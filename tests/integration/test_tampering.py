"""Whatever is changed, deleted or added in any table, ``verify`` finds it, or says why not; it never fails (domain R16)."""

import pathlib
import random
import sqlite3
from functools import partial

import pytest

from domain.jobs.daily_heads import export_to
from domain.store.program import Query, Sql
from domain.store.store import Store
from domain.verifying.file_checks import AMCHECK_MISSING
from domain.verifying.heads_file import read_heads
from domain.verifying.verify import Exported, verification
from tests.support.centre import Centre, execute
from tests.support.every_table import fill_every_table
from tests.support.filled import copied_from
from tests.support.profile import by_profile
from tests.support.proven import ALL, GAPS, PROVEN, PROVEN_ON
from tests.support.shell import Shell
from tests.support.tampering import Tampering, damaging, opened

CHANGES = by_profile(
    suite={"sqlite": 30, "postgres": 8}, ci={"sqlite": 60, "postgres": 20}, long={"sqlite": 60, "postgres": 20}
)
"""``tests.stress.tampering`` makes 2,000 on either."""
SPOILT = 2
TRIES_MAX = 2_000
"""Most bytes belong to values, which SQLite's own check does not look at."""
OPERATING = pathlib.Path(__file__).parents[2] / "web/help/operating.md"


async def test_what_is_done_to_any_table_is_found(store: Store, database_url: str, tmp_path: pathlib.Path) -> None:
    await fill_every_table(store, seed=5, accounts=3, steps=12)
    await export_to(store, tmp_path / "heads.jsonl", tmp_path / "key.pem", in_order=False)
    read = read_heads(tmp_path / "heads.jsonl")
    async with Tampering.of(database_url, Exported([read], read.public_key), seed=5) as tampering:
        await tampering.go(CHANGES[store.backend.dialect])
        assert tampering.missed == []
        assert tampering.outcome["found"] == CHANGES[store.backend.dialect]


async def test_every_table_and_column_is_proven_or_a_gap_says_why_not(database_url: str) -> None:
    async with opened(database_url) as database:
        tables = database.tables
    whole = {gap.table for gap in GAPS if gap.columns == ALL and not gap.rows and len(gap.ways) == 3}
    proven = PROVEN.keys() | PROVEN_ON["sqlite" if database_url.startswith("sqlite") else "postgres"].keys()
    assert proven | whole == tables.keys()
    assert proven & whole == set()
    for gap in GAPS:
        assert gap.columns == ALL or set(gap.columns) <= set(tables[gap.table]), gap
        assert gap.reason.endswith(".")


def test_the_handbook_names_each_gap() -> None:
    text = OPERATING.read_text(encoding="utf-8")
    for gap in GAPS:
        assert f"`{gap.table}`" in text, gap
        for column in gap.columns if gap.columns != ALL else ():
            assert f"`{column}`" in text, gap


DAMAGES = {
    "a word as an amount": ("update items set amount_cents = 'much'", "of items has a value in amount_cents"),
    "no date": ("update transactions set date = 'soon'", "of transactions has a value in date"),
    "a day that no month has": ("update transactions set date = '2026-02-30'", "of transactions has a value in date"),
    "no truth": ("update transactions set write_off = 7", "of transactions has a value in write_off"),
    "bytes that are no text": ("update batches set mutation = x'ff'", "of batches has a value in mutation"),
    "no word of a list": ("update jobs set state = 'GONE'", "of jobs has a value in state"),
    "no JSON": ("update jobs set kinds = '{'", "of jobs has a value in kinds"),
}


tables_url = copied_from(partial(fill_every_table, seed=2, accounts=1, steps=4))


@pytest.mark.parametrize("name", DAMAGES)
@pytest.mark.parametrize("tables_url", ["sqlite"], indirect=True)
async def test_a_value_that_cannot_be_is_named_by_its_row_and_column(tables_url: str, name: str) -> None:
    statement, words = DAMAGES[name]
    async with damaging(tables_url) as database:
        await database.execute(statement)
        assert [each for each in (await database.verified()).findings if words in each.message]


async def test_an_event_before_the_first_is_found(store: Store, database_url: str) -> None:
    centre = await Centre.open(store)
    await centre.payment(7_500)
    for account in ("null", centre.rivera):
        async with damaging(database_url) as database:
            await database.execute(
                "insert into audit_events (id, account_id, seq, batch_id, action, entity_id, recorded_at, after) "
                f"select 7, {account}, -3, batch_id, action, entity_id, recorded_at, after from audit_events "
                "where seq = 1 and account_id is null"
            )
            assert [each for each in (await database.verified()).findings if each.rule == "R16"]


async def test_text_that_cannot_be_decoded_is_a_finding(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    centre = await Centre.open(store)
    await centre.payment(7_500)
    await store.close()
    async with damaging(sqlite_url) as database:
        await database.execute("update accounts set owner_name = cast(x'ff41' as text)")
        messages = [each.message for each in (await database.verified()).findings]
        assert any("cannot be read" in each for each in messages), messages


def test_single_changed_bytes_that_sqlite_finds_are_found(sqlite_url: str, tmp_path: pathlib.Path) -> None:
    """Whatever byte of a file is changed, ``tieout verify`` finds what SQLite's own check finds, and ends with a reason."""
    tieout = Shell(tmp_path, sqlite_url)
    codes = tieout.file("c.csv", "code,title\nSWIM,Swimming\nICE,Skating\n")
    assert tieout("import", "ledger-codes", codes).returncode == 0
    path = pathlib.Path(sqlite_url.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(truncate)")
    connection.close()
    whole = path.read_bytes()
    chance = random.Random(6)
    spoilt = 0
    for _ in range(TRIES_MAX):
        at = chance.randrange(100, len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :])
        for beside in ("-wal", "-shm"):
            path.with_name(path.name + beside).unlink(missing_ok=True)
        if is_spoilt(path):
            spoilt += 1
            ran = tieout("verify")
            assert ran.returncode == 1, at
            assert ran.stderr.splitlines()[-1].startswith("tieout: ")
        if spoilt == SPOILT:
            break
    assert spoilt == SPOILT


def test_a_damaged_constraint_is_found_though_reading_passes_over_it(sqlite_url: str, tmp_path: pathlib.Path) -> None:
    tieout = Shell(tmp_path, sqlite_url)
    assert tieout("verify").returncode == 0
    path = pathlib.Path(sqlite_url.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(truncate)")
    connection.close()
    path.write_bytes(path.read_bytes().replace(b"typeof(planned_cents)", b"typeof(planted_cents)"))
    ran = tieout("verify")
    assert (ran.returncode, "no such column: planted_cents" in ran.stdout) == (1, True), ran
    path.write_bytes(path.read_bytes().replace(b"typeof(planted_cents)", b"#ypeof(planted_cents)"))
    ran = tieout("verify")  # SQLite quotes the statement, which has several lines
    assert (ran.returncode, len(ran.stderr.splitlines()), ran.stderr.startswith("tieout: ")) == (1, 1, True), ran


def is_spoilt(path: pathlib.Path) -> bool:
    connection = sqlite3.connect(path)
    try:
        connection.text_factory = bytes  # it may report a damaged name as it is
        return connection.execute("PRAGMA integrity_check").fetchall() != [(b"ok",)]
    except (sqlite3.DatabaseError, UnicodeDecodeError):  # the message may quote a damaged name
        return True
    finally:
        connection.close()


async def test_references_that_lead_nowhere_are_found(store: Store, database_url: str) -> None:
    centre = await Centre.open(store)
    await centre.payment(7_500)
    async with damaging(database_url) as database:
        await database.execute("delete from batches where mutation = 'makePayment'")
        messages = [each.message for each in (await database.verified()).findings]
        assert any("of audit_events refers to a row of batches that does not exist" in each for each in messages)


async def test_postgres_checks_its_files_where_the_extension_is(store: Store) -> None:
    async def notes() -> list[str]:
        async with store.snapshot() as reader:
            found = await reader.run(verification(store.backend.dialect, files=True))
        assert found.findings == []
        return found.notes

    if store.backend.dialect == "sqlite":
        assert await notes() == []
        return
    assert await notes() == [AMCHECK_MISSING]
    there = await store.read(_available())
    if there:
        await execute(store, "create extension amcheck")
        assert await notes() == []


def _available():
    return bool((yield Query(Sql("select 1 from pg_available_extensions where name = 'amcheck'"))))
