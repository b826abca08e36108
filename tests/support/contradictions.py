"""Level: a store with rows. Return what contradicts itself: by the product's checks, and by sums computed here anew."""

from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from typing import NamedTuple

from domain.core.kinds import TransactionKind
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from domain.verifying.bank_checks import check_bank
from domain.verifying.book_sum_checks import check_book_sums
from domain.verifying.catalogue import INTEGRITY_CHECKS
from domain.verifying.checks import Check, Contradiction
from domain.verifying.findings import Findings
from tests.support.bank_oracle import bank_contradictions
from tests.support.centre import fetched, rows


class ActiveReconciliation(NamedTuple):
    """An active reconciliation by its items."""

    id: int
    credit: int | None
    debit: int
    cents: int
    processing: bool
    planned: int | None


_KEEPING_PLANS = Sql("select 1", "set local plan_cache_mode = force_generic_plan")
"""Walks look after each step: PostgreSQL would spend three quarters of that on planning the same statements again."""
_ACTIVE_TEXT = (
    "select id, credit_item_id, debit_item_id, amount_cents, processing, planned_payment_id from reconciliations "
    "where released_at is null and not faulty{} order by id"
)
_ACTIVE = Sql(_ACTIVE_TEXT.format(""))
_ITEMS = Sql(
    "select id, transaction_id, account_id, side, amount_cents, reconciled_cents, processing_cents, planned_cents, "
    "withdrawn_at is not null from items"
)
_TRANSACTIONS = Sql(
    "select id, account_id, kind, payment_state, amount_cents, reconciled_cents, processing_cents, planned_cents, "
    "withdrawn_at is not null from transactions"
)
_ACCOUNTS = Sql(
    "select id, balance_cents, processing_cents, planned_cents, unreconciled_debit_cents, unreconciled_credit_cents "
    "from accounts"
)
_PLANNED = Sql(
    "select id, account_id, amount_cents, state in ('PLANNED', 'ADJUSTED') and withdrawn_at is null from planned_payments"
)
_WITHOUT = "select cast('{}' as text), id from {} where id not in (select {} from {})"
_HALF_DONE = Sql(
    " union all ".join(
        _WITHOUT.format(*each)
        for each in (
            ("a transaction without items", "transactions", "transaction_id", "items"),
            ("a batch without events", "batches", "batch_id", "audit_events"),
            ("a transaction without an event", "transactions", "entity_id", "audit_events"),
            ("a reconciliation without an event", "reconciliations", "entity_id", "audit_events"),
        )
    )
)


def _at_once(checks: Sequence[Check]) -> Sql:
    """One statement for the rows of several checks, after each check's place: walks look after each step."""
    assert all(check.sql.names == ("low", "high") for check in checks)
    joined = copy(checks[0].sql)
    for dialect in ("sqlite", "postgres"):
        texts = (f"select {place}, x.* from ({getattr(each.sql, dialect)}) x" for place, each in enumerate(checks))
        setattr(joined, dialect, " union all ".join(texts))
    return joined


_ALL_CHECKS = _at_once(INTEGRITY_CHECKS)


async def active_reconciliations(store: Store, condition: str = "") -> list[ActiveReconciliation]:
    """Return every active reconciliation that counts, oldest first; ``condition`` begins with ``and``."""
    return [ActiveReconciliation(*row) for row in await rows(store, Sql(_ACTIVE_TEXT.format(condition)))]


async def contradictions_of(store: Store) -> list[str]:
    """What is half-done, and stored sums against those that follow from reconciliations and items, computed here anew."""
    return await store.read(contradictions())


def contradictions() -> Program[list[str]]:
    yield Query(_KEEPING_PLANS)
    found = [f"{what}: {number}" for what, number in (yield from fetched(_HALF_DONE))]
    for place, *row in (yield Query(_ALL_CHECKS, low=0, high=2**63 - 1)):
        fault = INTEGRITY_CHECKS[place].faults[row[-1]]
        if not fault.text.id.startswith("found-kept-"):  # an import kept it on request (domain R22a)
            found.append(f"{fault.rule} {fault.text} {Contradiction(*row)}")
    of_books = Findings()
    yield from check_book_sums(of_books, lambda: None)
    yield from check_bank(of_books, lambda: None)
    found += [each.message for each in of_books.first]
    found += yield from bank_contradictions()
    of_transactions: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    of_accounts: defaultdict[int, list[int]] = defaultdict(lambda: [0] * 5)
    found += yield from _wrong_items(of_transactions, of_accounts)
    for transaction, account, kind, state, *sums, withdrawn in (yield from fetched(_TRANSACTIONS)):
        if sums != of_transactions[transaction]:
            found.append(f"transaction {transaction}: {sums} stored, {of_transactions[transaction]} by its items")
        if not withdrawn:
            sign = -1 if state != "PROCESSING" and TransactionKind(kind).side == "CREDIT" else 1
            of_accounts[account][1 if state == "PROCESSING" else 0] += sign * sums[0]
    found += yield from _wrong_planned(of_accounts)
    for account, *sums in (yield from fetched(_ACCOUNTS)):
        if sums != of_accounts[account]:
            found.append(f"account {account}: {sums} stored, {of_accounts[account]} by its transactions")
    return found


def _wrong_planned(of_accounts: dict[int, list[int]]) -> Program[list[str]]:
    """Planned payments against what they hold; adds up what is still to come by account."""
    held: defaultdict[int, int] = defaultdict(int)
    for reconciliation in map(ActiveReconciliation._make, (yield from fetched(_ACTIVE))):
        held[reconciliation.planned or 0] += reconciliation.cents
    found = []
    for planned, account, amount, outstanding in (yield from fetched(_PLANNED)):
        of_accounts[account][2] += amount if outstanding else 0
        if held[planned] > (amount if outstanding else 0):
            found.append(f"planned payment {planned} of {amount} holds {held[planned]}")
    return found


def _wrong_items(of_transactions: dict[int, list[int]], of_accounts: dict[int, list[int]]) -> Program[list[str]]:
    """Items against their reconciliations; adds up what they come to by transaction and by account."""
    found: list[str] = []
    held: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for reconciliation in map(ActiveReconciliation._make, (yield from fetched(_ACTIVE))):
        for end in (reconciliation.credit, reconciliation.debit):
            if end is not None:
                held[end][0] += 0 if reconciliation.planned else reconciliation.cents
                held[end][1] += reconciliation.cents if reconciliation.processing else 0
                held[end][2] += reconciliation.cents if reconciliation.planned else 0
    for item, transaction, account, side, amount, *sums, withdrawn in (yield from fetched(_ITEMS)):
        in_use = held[item][0] + held[item][2]
        if sums != held[item] or in_use > (0 if withdrawn else amount):
            found.append(f"item {item} of {amount}: {sums} stored, {held[item]} by its reconciliations")
        for index, cents in enumerate((amount, *held[item])):
            of_transactions[transaction][index] += cents
        if not withdrawn:
            of_accounts[account][3 if side == "DEBIT" else 4] += amount - in_use
    return found
