"""Reconciling many accounts together makes what reconciling each alone makes: the same pairs, amounts and sums (R24)."""

import random
from collections.abc import Sequence
from typing import Any

import pytest

from domain.core.kinds import TransactionKind
from domain.permissions import OPERATOR
from domain.services import job_work
from domain.services.job_groups import RunGroup
from domain.services.jobs import ReconcileAllAccounts
from domain.services.reconcile import ALLOWED_KINDS, DEFAULT_KINDS, ReconcileAccount
from domain.store.program import Program, Query, Sql
from domain.store.store import Preview, Store
from domain.verifying.verify import verify
from tests.support.contradictions import contradictions_of
from tests.support.jobs import reconcile_all
from tests.support.profile import by_profile
from tests.support.random_commands.books import random_books

BOOKS = by_profile(
    suite={"sqlite": 2, "postgres": 1}, ci={"sqlite": 2, "postgres": 1}, long={"sqlite": 12, "postgres": 12}
)
"""How many books are tried, the first of the same on either database."""
SHAPES = by_profile(
    suite={"sqlite": 3, "postgres": 2}, ci={"sqlite": 5, "postgres": 5}, long={"sqlite": 5, "postgres": 5}
)
LEFT_TEXTS = {
    "reconciliations": "select account_id, credit_account_id, credit_item_id, credit_transaction_id, debit_item_id, "
    "debit_transaction_id, amount_cents, processing, faulty, currency, credit_kind, credit_date, credit_method, "
    "credit_ledger_code_id, debit_kind, debit_date, debit_method, debit_ledger_code_id from reconciliations "
    "where released_at is null order by debit_item_id, credit_item_id, amount_cents",
    "items": "select id, reconciled_cents, processing_cents, planned_cents, faulty_count from items order by id",
    "transactions": "select id, reconciled_cents, processing_cents, planned_cents, faulty_count from transactions "
    "order by id",
    "accounts": "select id, balance_cents, processing_cents, planned_cents, unreconciled_debit_cents, "
    "unreconciled_credit_cents, audit_seq from accounts order by id",
    "events": "select account_id, seq, action from audit_events where account_id is not null order by account_id, seq",
}
LEFT = {table: Sql(text) for table, text in LEFT_TEXTS.items()}
ACCOUNTS = Sql("select id from accounts where withdrawn_at is null order by id")


def left() -> Program[dict[str, list[Any]]]:
    """All that reconciling leaves, without ids and instants of its own."""
    found: dict[str, list[Any]] = {}
    for table, sql in LEFT.items():
        found[table] = [tuple(row) for row in (yield Query(sql))]
    return found


async def alone(preview: Preview, kinds: Sequence[TransactionKind]) -> dict[str, list[Any]]:
    """What is left where each account is reconciled by itself."""
    async with preview.snapshot() as reader:
        accounts = await reader.run(ids())
    for account in accounts:
        done = await preview.run(ReconcileAccount(account, kinds), OPERATOR)
        assert done.result.job is None
    async with preview.snapshot() as reader:
        return await reader.run(left())


async def together(
    preview: Preview, kinds: Sequence[TransactionKind], most: int, rows_most: int
) -> dict[str, list[Any]]:
    """What is left where a job reconciles so many accounts in a unit, with so many reconciliations in it."""
    job = (await preview.run(ReconcileAllAccounts(None, kinds), OPERATOR)).result.job
    group = RunGroup(job, most, lambda: lambda: True, None, rows_most)
    while not (await preview.run(group, OPERATOR)).result.job.ended:
        pass
    async with preview.snapshot() as reader:
        return await reader.run(left())


def ids() -> Program[list[int]]:
    """All accounts."""
    return [row[0] for row in (yield Query(ACCOUNTS))]


@pytest.mark.parametrize("seed", range(BOOKS["sqlite"]))
async def test_accounts_are_reconciled_together_as_alone(
    sqlite_store: Store, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    await assert_made_together_as_alone(sqlite_store, seed, monkeypatch)


@pytest.mark.parametrize("seed", range(BOOKS["postgres"]))
async def test_accounts_are_reconciled_together_as_alone_on_postgresql(
    postgres_url: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await Store.open(postgres_url)
    await assert_made_together_as_alone(store, seed, monkeypatch)
    await store.close()


async def invalid_ones(store: Store) -> list[tuple[str, int | None]]:
    """What verify finds, without the words: those of an invalid reconciliation tell what else there is by now."""
    return [(each.rule, each.reconciliation_id) for each in await verify(store)]


async def assert_made_together_as_alone(store: Store, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    await random_books(store, seed, accounts=24, steps=4)
    chance, kept_invalid = random.Random(seed), await invalid_ones(store)
    for kinds in (DEFAULT_KINDS, ALLOWED_KINDS):
        before = await store.read(left())
        wanted = await store.preview(lambda preview, kinds=kinds: alone(preview, kinds))  # type: ignore[misc]  # as it is now
        assert len(wanted["events"]) > len(before["events"]), "nothing was left to reconcile"
        for _ in range(SHAPES[store.backend.dialect]):
            shape = chance.choice((2, 7, 30)), chance.choice((1, 3, 40, 4_000))
            monkeypatch.setattr(job_work, "READ_AHEAD_ITEMS", chance.choice((1, 20, 4_000)))
            found = await store.preview(lambda preview, shape=shape, kinds=kinds: together(preview, kinds, *shape))  # type: ignore[misc]  # as it is now
            for table, rows in wanted.items():
                assert found[table] == rows, (table, shape)
    ended = await reconcile_all(store, ReconcileAllAccounts(None, ALLOWED_KINDS))
    assert ended.error_count == 0
    assert await store.read(left()) == wanted
    assert await contradictions_of(store) == []
    assert await invalid_ones(store) == kept_invalid
