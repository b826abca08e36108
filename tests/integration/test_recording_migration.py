"""A database of the former version comes over: counts of numbers, and subscriptions that were charged (domain R5c, R18a)."""

import pathlib
from collections.abc import Iterator

import pytest

from domain.core.kinds import PaymentMethod
from domain.services.charging import ChargeSubscriptions
from domain.services.payments import MakePayment, Money
from domain.services.subscriptions import UpdateSubscription
from domain.store.migrate import migrate
from domain.store.store import Store
from tests.conftest import DIALECTS
from tests.support.asking import ask
from tests.support.centre import Centre, run
from tests.support.migrations import OwnMigrations
from tests.support.postgres import Databases

FORMER = "0005_job_suggestions"
BATCH = (
    "insert into batches (id, mutation, recorded_at, recorded_by, principal) values (1, 'createAccount', 1, 'x', 'cli')"
)
CODE = "insert into ledger_codes (id, code, title, archived, recorded_at) values (2, 'SWIM', 'Swim', false, 1)"
ACCOUNT = (
    "insert into accounts (id, number, owner_name, currency, recorded_at, balance_cents, processing_cents, planned_cents, "
    "unreconciled_debit_cents, unreconciled_credit_cents, recording_seq, number_seq, audit_seq, audit_hash, "
    "last_recorded_at) values (3, '1001', 'Ann', 'USD', 1, 0, 0, 0, 0, 0, 0, 7, 0, '', 1)"
)
SUBSCRIPTION = (
    "insert into subscriptions (id, account_id, batch_id, description, ledger_code_id, amount_cents, interval, method, "
    "starts_on, next_on, periods_charged, recorded_at) values "
    "(4, 3, 1, 'Membership', 2, 4900, 'MONTH', 'CARD', '2026-01-31', '2026-03-31', 2, 1), "
    "(5, 3, 1, 'New', 2, 4900, 'MONTH', 'CARD', '2026-05-01', '2026-05-01', 0, 1)"
)


@pytest.fixture(params=DIALECTS)
def former(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[str]:
    """An empty database, for the former version."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'former.db'}"
        return
    databases: Databases = request.getfixturevalue("postgres_databases")
    yield databases.create("former")
    databases.drop("former")


async def test_counts_and_charged_periods_come_over(
    former: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    before = OwnMigrations(tmp_path / f"former_{tmp_path.name}", through=FORMER)
    assert (await migrate(former, apps=before.apps)).applied[-1] == FORMER
    for statement in (BATCH, CODE, ACCOUNT, SUBSCRIPTION):
        await ask(former, statement)
    await migrate(former)
    store = await Store.open(former)
    centre = Centre(store)
    assert await centre.rows("select invoice_seq, payment_seq, correction_seq from accounts") == [(7, 7, 7)]
    rows = await centre.rows("select id, paused, period_offset, charged_on from subscriptions order by id")
    assert [(row[0], bool(row[1]), row[2], str(row[3])) for row in rows] == [
        (4, False, 0, "2026-02-28"),
        (5, False, 0, "None"),
    ]
    await run(store, MakePayment(3, Money(100, PaymentMethod.CASH)))
    assert await centre.rows("select number from transactions") == [("PAY-1001-8",)]
    await run(store, UpdateSubscription(4, amount_cents=100))
    assert len((await run(store, ChargeSubscriptions())).result.invoices) > 1
    await store.close()
