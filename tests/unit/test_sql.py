"""One text of a statement for both databases: what becomes of its lists."""

import sqlite3

import pytest

from domain.core.kinds import TransactionKind
from domain.store.program import Query, Sql
from domain.store.sqlite.connection import answer_of

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
