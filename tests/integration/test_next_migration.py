"""The next migration, whatever it will be, on a database that is in use, on both databases."""

import asyncio
import pathlib
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import asyncpg
import pytest

from api.demo import fill_demo
from domain import tables
from domain.store.ddl import run_on_sqlite
from domain.store.invariants import NewerDatabase
from domain.store.migrate import migrate
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from domain.store.url import parse_url
from domain.tables import Record
from domain.verifying.verify import verify
from tests.conftest import DIALECTS, TEMPLATE
from tests.support.asking import ask, schema_of
from tests.support.migrations import NAMES, OwnMigrations
from tests.support.postgres import Databases
from tests.support.shell import Shell

ROW_CLASSES: list[type[Record]] = tables.all_tables()
OLD_CHECK, NEW_CHECK = "CHECK (amount_cents >= 0 AND", "CHECK (amount_cents >= 0 AND length(number) > 0 AND"
BOTH = """
ALTER TABLE transactions ADD COLUMN own_memo TEXT;

ALTER TABLE items ADD COLUMN whole(own_weight) DEFAULT 7;

CREATE TABLE own_notes (
    id {id} PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    text TEXT NOT NULL
);

CREATE INDEX own_note_account ON own_notes (account_id);

UPDATE items SET own_weight = 8 WHERE position > 1;
"""
ALTER = f"""
ALTER TABLE transactions DROP CONSTRAINT transaction_amount_in_range;

ALTER TABLE transactions ADD CONSTRAINT transaction_amount_in_range {NEW_CHECK} amount_cents <= 9007199254740991);
"""
FILL = """
def data_step():
    rows = yield Query(Sql("select id, number from transactions"))
    yield ExecuteMany(Sql("update transactions set own_memo = :own_memo where id = :id"), [(f"was {n}", i) for i, n in rows])
"""


@pytest.fixture
def own(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> OwnMigrations:
    monkeypatch.syspath_prepend(tmp_path)
    return OwnMigrations(tmp_path / f"migrations_of_{tmp_path.name}")


@pytest.fixture
def rebuild(sqlite_template: pathlib.Path) -> str:
    """The statement that gives transactions another CHECK on SQLite, after the new column."""
    connection = sqlite3.connect(sqlite_template)
    (definition,) = connection.execute("select sql from sqlite_master where name = 'transactions'").fetchone()
    connection.close()
    changed = (
        definition.replace('"', "")
        .replace(OLD_CHECK, NEW_CHECK)
        .replace("    CONSTRAINT", "    own_memo TEXT,\n    CONSTRAINT", 1)
    )
    assert changed.count("own_memo") == changed.count("length(number)") == 1
    return changed.replace("CREATE TABLE", "REBUILD TABLE") + ";\n"


@pytest.fixture
def add_next(own: OwnMigrations, rebuild: str) -> Callable[..., str]:
    """Adds the next migration, of which some parts may be others; gives its name."""

    def add(data_step: str = FILL, **sql: str) -> str:
        return own.add("more", data_step, **{"both": BOTH, "sqlite": rebuild, "postgres": ALTER, **sql})

    return add


async def fill(url: str) -> None:
    store = await Store.open(url)
    await fill_demo(store)
    await store.close()


@pytest.fixture(scope="module")
def sqlite_demo(sqlite_template: pathlib.Path, tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    shutil.copyfile(sqlite_template, path)
    asyncio.run(fill(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="module")
def postgres_demo(postgres_databases: Databases) -> Iterator[str]:
    asyncio.run(fill(postgres_databases.create("demo_of_migrations", TEMPLATE)))
    yield "demo_of_migrations"
    postgres_databases.drop("demo_of_migrations")


@pytest.fixture(params=DIALECTS)
def in_use(request: pytest.FixtureRequest, tmp_path: pathlib.Path, own: OwnMigrations) -> Iterator[str]:
    """A database of the first version with the demo in it."""
    if request.param == "sqlite":
        shutil.copyfile(request.getfixturevalue("sqlite_demo"), tmp_path / "demo.db")
        yield f"sqlite:///{tmp_path / 'demo.db'}"
        return
    databases: Databases = request.getfixturevalue("postgres_databases")
    name = f"migrated_{own.folder.name.lower()}"[:60]
    yield databases.create(name, request.getfixturevalue("postgres_demo"))
    databases.drop(name)


def _all_rows() -> Program[dict[str, list[tuple[Any, ...]]]]:
    found = {}
    for cls in ROW_CLASSES:
        rows = yield Query(Sql(f"select {cls.select_list('t')} from {cls.TABLE} t order by t.id"))
        found[cls.TABLE] = [tuple(row) for row in rows]
    return found


async def rows_of(url: str, migrations: Sequence[str] | None = None) -> dict[str, list[tuple[Any, ...]]]:
    """Every row, as the product reads it."""
    store = await Store.open(url, read_only=True, migrations=migrations)
    try:
        return await store.read(_all_rows())
    finally:
        await store.close()


async def contents(
    url: str, migrations: Sequence[str] | None = None
) -> tuple[dict[str, list[tuple[Any, ...]]], list[Any]]:
    """Every row, as the product reads it, and what it finds wrong, the audit chains included."""
    store = await Store.open(url, read_only=True, migrations=migrations)
    try:
        return await store.read(_all_rows()), [(each.rule, each.message, each.where) for each in await verify(store)]
    finally:
        await store.close()


async def test_rows_rules_and_chains_outlive_a_migration(
    in_use: str, own: OwnMigrations, add_next: Callable[..., str]
) -> None:
    rows, wrong = await contents(in_use)
    assert len(rows["transactions"]) > 100
    before = await schema_of(in_use)
    added = add_next()
    assert (await migrate(in_use, apps=own.apps)).applied == [added]
    unknown = ("R16", f"The migration {added} of tieout is none of this version's.", "")
    after = await contents(in_use, own.names)
    assert (after[0], Counter(after[1])) == (rows, Counter([*wrong, unknown]))
    filled = await ask(in_use, "select count(*) from transactions where own_memo = 'was ' || number")
    assert filled == [(len(rows["transactions"]),)]
    weights = await ask(in_use, "select distinct own_weight from items where position <= 2 order by 1")
    assert weights == [(7,), (8,)]
    gone = {name for name, *_ in before - await schema_of(in_use)}
    assert gone <= {"transactions", "items", "transactionstransaction_amount_in_range"}


async def test_old_and_new_rules_hold_after_a_migration(
    in_use: str, own: OwnMigrations, add_next: Callable[..., str]
) -> None:
    add_next()
    await migrate(in_use, apps=own.apps)
    refused = [
        "update transactions set number = '' where id = (select min(id) from transactions)",
        "update transactions set amount_cents = -1 where id = (select min(id) from transactions)",
        "update audit_events set action = 'x'",
        "delete from transactions",
        "update items set transaction_id = 5",
        "insert into own_notes (id, account_id, text) values (1, 5, 'x')",
        "update items set own_weight = null",
        "update transactions set number = (select max(number) from transactions)",
    ]
    for statement in refused:
        with pytest.raises((sqlite3.IntegrityError, asyncpg.IntegrityConstraintViolationError)):
            await ask(in_use, statement)


def test_an_older_program_refuses_a_newer_database(
    in_use: str, own: OwnMigrations, add_next: Callable[..., str], tmp_path: pathlib.Path
) -> None:
    added = add_next()
    asyncio.run(migrate(in_use, apps=own.apps))
    before = asyncio.run(rows_of(in_use, own.names))
    tieout = Shell(tmp_path, in_use)
    header = "number,account_number,date,amount,kind,method,reference\n"
    payments = tieout.file("p.csv", f"{header}P-NEW,1001,2026-01-09,80,,CASH,\n")
    for arguments in (("serve", "--port", "0"), ("migrate",), ("verify",), ("import", "payments", payments)):
        refused = tieout(*arguments)
        assert refused.returncode == 1
        assert f"this one does not know {added}. Install that version or a later one, or restore" in refused.stderr
        assert refused.stderr.count("\n") == 1
    assert asyncio.run(rows_of(in_use, own.names)) == before


async def test_a_server_whose_database_was_migrated_by_a_newer_one_is_not_ready(
    in_use: str, own: OwnMigrations, add_next: Callable[..., str]
) -> None:
    store = await Store.open(in_use)
    await store.check()
    add_next()
    await migrate(in_use, apps=own.apps)
    with pytest.raises(NewerDatabase, match="newer version"):
        await store.check()
    await store.close()


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"both": f"{BOTH}\nSELECT no_such_column FROM items;\n"}, "no_such_column"),
        ({"sqlite": "SELECT no_such;\n", "postgres": "SELECT no_such;\n"}, "no_such"),
        ({"both": "-- nothing yet\n", "sqlite": "", "postgres": ""}, "_more.sql holds no statement"),
        ({"data_step": FILL + "    raise ValueError('a data step failed')\n"}, "a data step failed"),
        ({"both": f"{BOTH}\nINSERT INTO own_notes (id, account_id, text) VALUES (1, 5, 'x');\n"}, "own_notes"),
    ],
)
async def test_a_migration_that_fails_leaves_nothing_behind(
    in_use: str, own: OwnMigrations, add_next: Callable[..., str], fault: dict[str, str], error: str
) -> None:
    add_next(**fault)
    rows, before = await rows_of(in_use), await schema_of(in_use)
    with pytest.raises((ValueError, sqlite3.Error, asyncpg.PostgresError), match=error):
        await migrate(in_use, apps=own.apps)
    assert (await rows_of(in_use), await schema_of(in_use)) == (rows, before)
    assert await ask(in_use, "select name from tortoise_migrations order by name") == [(name,) for name in NAMES]
    path = parse_url(in_use).path
    assert path is None or not list(path.parent.glob("*.before-*"))


async def test_a_reference_that_damage_broke_before_holds_up_no_migration(
    sqlite_url: str, own: OwnMigrations, add_next: Callable[..., str]
) -> None:
    connection = sqlite3.connect(parse_url(sqlite_url).path or "")
    connection.execute("insert into members (id, account_id, name, recorded_at) values (1, 5, 'Nobody''s', 1)")
    connection.commit()
    connection.close()
    added = add_next()
    assert (await migrate(sqlite_url, apps=own.apps)).applied == [added]


async def test_a_new_database_gets_all_migrations_at_once(
    own: OwnMigrations, add_next: Callable[..., str], tmp_path: pathlib.Path
) -> None:
    add_next()
    own.add("less", both="ALTER TABLE items DROP COLUMN own_weight;\n")
    url = f"sqlite:///{tmp_path / 'new.db'}"
    done = await migrate(url, apps=own.apps)
    assert (done.applied, done.backup) == (own.names, None)
    assert await ask(url, "select name from pragma_table_info('items') where name = 'own_weight'") == []


def test_a_rebuilt_table_keeps_its_rows_indexes_and_triggers_and_those_who_refer_to_it() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for statement in (
        "CREATE TABLE parents (id INTEGER PRIMARY KEY, parent_id BIGINT REFERENCES parents (id), word TEXT, old TEXT)",
        "CREATE TABLE children (id INTEGER PRIMARY KEY, parent_id BIGINT NOT NULL REFERENCES parents (id))",
        "CREATE UNIQUE INDEX parent_word ON parents (word)",
        "CREATE TRIGGER keep BEFORE DELETE ON parents BEGIN SELECT RAISE(ABORT, 'kept'); END",
        "CREATE TRIGGER count BEFORE INSERT ON children BEGIN UPDATE parents SET word = 'x' WHERE id = new.id; END",
        "INSERT INTO parents VALUES (1, NULL, 'a', 'o'), (2, 1, 'b', 'o')",
        "INSERT INTO children VALUES (1, 2)",
    ):
        connection.execute(statement)
    connection.execute("BEGIN")
    definition = (
        "id INTEGER PRIMARY KEY, parent_id BIGINT REFERENCES parents (id), word TEXT NOT NULL, new TEXT DEFAULT 'n'"
    )
    run_on_sqlite(connection, [f"REBUILD TABLE parents (\n{definition}\n)"])
    connection.execute("COMMIT")
    connection.execute("PRAGMA foreign_keys=on")
    assert connection.execute("select * from parents order by id").fetchall() == [(1, None, "x", "n"), (2, 1, "b", "n")]
    assert connection.execute("pragma foreign_key_check").fetchall() == []
    for refused in (
        "DELETE FROM parents",
        "UPDATE parents SET word = 'b'",
        "UPDATE parents SET word = NULL",
        "INSERT INTO children VALUES (2, 9)",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(refused)
    names = [row[0] for row in connection.execute("select name from sqlite_master order by name")]
    assert names == ["children", "count", "keep", "parent_word", "parents"]
    connection.close()
