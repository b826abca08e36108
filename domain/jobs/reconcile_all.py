"""Reconciling every account, one after the other: each is an atomic block of its own (domain R23, R24)."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from domain.core.kinds import ReconciliationOrigin, TransactionKind
from domain.errors import Refusal
from domain.permissions import Principal
from domain.queries.records import account_ids
from domain.services.reconcile import DEFAULT_KINDS, ReconcileAccount, ReconcileOutcome, reconcile_account
from domain.store.store import Command, Preview, Store


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: accounts done of all, edges made, what they come to, and refusals by account."""

    done: int
    total: int
    reconciliations: int
    amount_cents: int
    errors: tuple[tuple[int, str], ...]


async def reconcile_all(
    store: Store, actor: Principal, kinds: Sequence[TransactionKind] = DEFAULT_KINDS, *, dry_run: bool = False
) -> AsyncIterator[Progress]:
    """Reconciles all accounts, by number, and tells after each how far it is; an account's refusal stops no other."""
    accounts = await store.read(account_ids())
    progress = Progress(0, len(accounts), 0, 0, ())
    yield progress
    for account_id in accounts:
        wish = ReconcileAccount(account_id, kinds, ReconciliationOrigin.RECONCILE_ALL)
        command = Command("reconcileAccount", actor)
        made, amount_cents, errors = 0, 0, progress.errors
        try:
            outcome = await _reconcile(store, command, wish, dry_run=dry_run)
            made, amount_cents = len(outcome.reconciliations), outcome.amount_cents
        except Refusal as refusal:
            errors = (*errors, (account_id, refusal.message))
        progress = Progress(
            progress.done + 1,
            progress.total,
            progress.reconciliations + made,
            progress.amount_cents + amount_cents,
            errors,
        )
        yield progress


async def _reconcile(store: Store, command: Command, wish: ReconcileAccount, *, dry_run: bool) -> ReconcileOutcome:
    async def operation(preview: Preview) -> ReconcileOutcome:
        return (await preview.write(command, lambda block: reconcile_account(block, wish), ReconcileOutcome)).outcome

    if dry_run:
        return await store.preview(operation)
    return (await store.write(command, lambda block: reconcile_account(block, wish), ReconcileOutcome)).outcome
