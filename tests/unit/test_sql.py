"""One text of a statement for both databases: what becomes of its lists."""

import sqlite3

import pytest

from domain.core.kinds import TransactionKind
from domain.store.program import Attempt, ExecuteMany, Query, Sql, Unreadable, tolerant
from domain.store.sqlite.connection import answer_of
from domain.store.text_parts import having_on_postgres, having_on_sqlite

KINDS = Sql("select x.n from (select 1 as n, 'PAYMENT' as kind union all select 2, 'REFUND') x where x.kind in :kinds")


def test_a_list_of_one_value_is_compared() -> None:
    sql = Sql("select a.id from accounts a where a.id in :ids and a.number = :number for update")
    assert sql.sqlite_of_one == "select a.id from accounts a where a.id = ?1 and a.number = ?2"
    assert sql.sqlite == "select a.id from accounts a where a.id in (select value from json_each(?1)) and a.number = ?2"


@pytest.mark.parametrize(
    "text",
    [
        "select a.id from accounts a where a.number = :number",
        "select a.id from accounts a where a.id not in :ids",
        "select x.value from each :ids as x where x.value in :ids",
        "select a.id from accounts a where a.owner_id in :ids order by a.number limit :most",
    ],
)
def test_other_lists_stay_lists(text: str) -> None:
    assert Sql(text).sqlite_of_one is None


def test_a_list_of_any_length_finds_what_it_names() -> None:
    connection = sqlite3.connect(":memory:")
    lists = ([], [TransactionKind.PAYMENT], {TransactionKind.REFUND}, [TransactionKind.PAYMENT, TransactionKind.REFUND])
    found = [answer_of(connection, Query(KINDS, kinds=kinds)) for kinds in lists]
    connection.close()
    assert found == [[], [(1,)], [(2,)], [(1,), (2,)]]


@pytest.mark.parametrize(
    ("text", "sqlite", "postgres"),
    [
        (
            "select a.id from accounts a where a.number = :number and a.id in :ids for update",
            "select a.id from accounts a where a.number = ?1 and a.id in (select value from json_each(?2))",
            "select a.id from accounts a where a.number = $1 and a.id = any($2) for update",
        ),
        (
            "select a.id from accounts a where a.id = :id or a.owner_id = :id for share",
            "select a.id from accounts a where a.id = ?1 or a.owner_id = ?1",
            "select a.id from accounts a where a.id = $1 or a.owner_id = $1 for share",
        ),
        (
            "select x.value from each :ids as x",
            "select x.value from json_each(?1) as x",
            "select x.value from unnest($1::bigint[]) as x (value)",
        ),
        (
            "select x.value from each text :names as x",
            "select x.value from json_each(?1) as x",
            "select x.value from unnest($1::text[]) as x (value)",
        ),
        (
            "select a.id from accounts a where a.name_key contains :part",
            "select a.id from accounts a where instr(a.name_key, ?1) > 0",
            "select a.id from accounts a where strpos(a.name_key, $1) > 0",
        ),
        (
            "select a.id from accounts a where a.id among [#select x.id from x#]",
            "select a.id from accounts a where a.id in (select x.id from x)",
            "select a.id from accounts a where a.id = any(array(select x.id from x))",
        ),
        (
            "select (item_texts with :part)",
            f"select ({having_on_sqlite('item', '?1', short=False)})",
            f"select ({having_on_postgres('item', '$1')})",
        ),
        (
            "select (item_texts with short :part)",
            f"select ({having_on_sqlite('item', '?1', short=True)})",
            f"select ({having_on_postgres('item', '$1')})",
        ),
    ],
)
def test_one_text_is_a_statement_of_each_database(text: str, sqlite: str, postgres: str) -> None:
    sql = Sql(text)
    assert (sql.sqlite, sql.postgres) == (sqlite, postgres)
    assert repr(sql) == f"Sql({sqlite!r})"


def test_lists_are_known_and_a_statement_of_postgresql_may_be_its_own() -> None:
    assert Sql("select 1 from t where a = :a and b in :b").lists == {"b"}
    assert Sql("select x.value from each :ids as x").lists == {"ids"}
    own = Sql("select :a, :b", postgres="select :b, :a")
    assert (own.names, own.sqlite, own.postgres) == (("a", "b"), "select ?1, ?2", "select $2, $1")


@pytest.mark.parametrize("lock", [" for update", " for share"])
def test_a_statement_may_be_asked_without_its_lock(lock: str) -> None:
    locking = Sql(f"select 1 from t where a = :a{lock}")
    assert locking.without_lock().postgres == "select 1 from t where a = $1"
    assert locking.postgres.endswith(lock)


def test_a_tolerant_program_goes_on_behind_what_cannot_be_read() -> None:
    closed = []

    def reading():
        try:
            found = yield Query(Sql("select 1"))
            try:
                yield Query(Sql("select 2"))
            except Unreadable:
                found = [*found, "unreadable"]
            yield ExecuteMany(Sql("delete from t where id = :id"), [])
            return found
        finally:
            closed.append(True)

    work = tolerant(reading())
    assert type(next(work)) is Attempt
    assert type(work.send(["one"])) is Attempt
    assert type(work.send(Unreadable())) is ExecuteMany
    with pytest.raises(StopIteration) as ended:
        work.send([])
    assert ended.value.value == ["one", "unreadable"]
    abandoned = tolerant(reading())
    next(abandoned)
    abandoned.close()
    assert len(closed) == 2
