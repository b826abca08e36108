"""Locks are taken in one order; a step back is refused."""

import pytest

from domain.queries.records import held_by_ids, ledger_codes_by_code
from domain.store.locks import Locks, in_order, locked_table, one_at_a_time
from domain.store.program import Program, Query, Sql
from domain.store.unit_of_work import LOCK_ACCOUNTS, LOCK_ORGANISATION
from domain.tables import BatchRow, LedgerCodeRow, MemberRow

ORGANISATION = Query(LOCK_ORGANISATION)
CODES = next(ledger_codes_by_code(["SWIM"]))
OTHER_CODES = next(ledger_codes_by_code(["CAMP"]))


def accounts(*ids: int) -> Query:
    return Query(LOCK_ACCOUNTS, ids=list(ids))


def locking(*steps: Query) -> list[Query]:
    """What a unit of work that takes these steps gets to do."""

    def work() -> Program[None]:
        yield from steps

    return list(in_order(work(), Locks()))


@pytest.mark.parametrize(
    "steps",
    [
        [ORGANISATION, accounts(1, 2), CODES],
        [accounts(1), accounts(2, 3)],
        [accounts(1, 2), accounts(2)],
        [next(held_by_ids(BatchRow, [7])), ORGANISATION, accounts(1), next(held_by_ids(MemberRow, [5, 6]))],
        [accounts(1), CODES, CODES],
        [Query(Sql("select id from accounts")), accounts(1)],
    ],
)
def test_accepts_locks_in_order(steps: list[Query]) -> None:
    assert locking(*steps) == steps


@pytest.mark.parametrize(
    "steps",
    [
        [accounts(2), accounts(1)],
        [accounts(1, 3), accounts(2, 4)],
        [accounts(1), ORGANISATION],
        [CODES, accounts(1)],
        [CODES, OTHER_CODES],
        [next(held_by_ids(LedgerCodeRow, [1])), accounts(1)],
        [Query(Sql("select id from items where id in :ids for update"), ids=[1])],
    ],
)
def test_refuses_locks_out_of_order(steps: list[Query]) -> None:
    with pytest.raises(AssertionError):
        locking(*steps)


def test_a_statement_names_the_table_it_locks() -> None:
    assert locked_table(LOCK_ACCOUNTS) == "accounts"
    assert locked_table(CODES.sql) == "ledger_codes"
    assert locked_table(Sql("select id from accounts")) is None


def test_a_preview_restarts_the_lock_order_and_its_retry_takes_all_locks_in_order() -> None:
    locks = Locks()
    for step in (accounts(2), accounts(1), ORGANISATION):
        locks.begin()
        locks.take(step)
    assert [(step.sql, step.arguments) for step in locks.again() if isinstance(step, Query)] == [
        (LOCK_ORGANISATION, ()),
        (LOCK_ACCOUNTS, ([1, 2],)),
    ]


def test_previews_of_several_units_wait_for_each_other_where_rows_are_locked() -> None:
    (lock,) = one_at_a_time("postgres")
    assert isinstance(lock, Query)
    assert "pg_advisory_xact_lock" in lock.sql.postgres
    assert list(one_at_a_time("sqlite")) == []
