"""A block locks in one order; a step back is stopped."""

import pytest

from domain.queries.records import held_by_ids, ledger_codes_by_code
from domain.rows import BatchRow, LedgerCodeRow, MemberRow
from domain.store.block import LOCK_ACCOUNTS, LOCK_ORGANISATION
from domain.store.locks import Locks, in_order, locked_table
from domain.store.steps import Fetch, Sql, Steps

ORGANISATION = Fetch(LOCK_ORGANISATION)
CODES = next(ledger_codes_by_code(["SWIM"]))
OTHER_CODES = next(ledger_codes_by_code(["CAMP"]))


def accounts(*ids: int) -> Fetch:
    return Fetch(LOCK_ACCOUNTS, ids=list(ids))


def locking(*steps: Fetch) -> list[Fetch]:
    """What a block that takes these steps gets to do."""

    def work() -> Steps[None]:
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
        [Fetch(Sql("select id from accounts")), accounts(1)],
    ],
)
def test_what_is_locked_in_order_goes_through(steps: list[Fetch]) -> None:
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
        [Fetch(Sql("select id from items where id in :ids for update"), ids=[1])],
    ],
)
def test_a_step_back_is_stopped(steps: list[Fetch]) -> None:
    with pytest.raises(AssertionError):
        locking(*steps)


def test_a_statement_tells_the_table_that_it_locks() -> None:
    assert locked_table(LOCK_ACCOUNTS) == "accounts"
    assert locked_table(CODES.sql) == "ledger_codes"
    assert locked_table(Sql("select id from accounts")) is None


def test_the_blocks_of_a_preview_each_begin_anew_and_are_locked_in_order_the_next_time() -> None:
    locks = Locks()
    for step in (accounts(2), accounts(1), ORGANISATION):
        locks.begin()
        locks.take(step)
    assert [(step.sql, step.arguments) for step in locks.again() if isinstance(step, Fetch)] == [
        (LOCK_ORGANISATION, ()),
        (LOCK_ACCOUNTS, ([1, 2],)),
    ]
