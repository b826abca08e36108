"""Reconciling an account automatically: oldest money with oldest open invoice items (domain R23, R24b)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import orjson

from domain.core.allocation import Paired, Pairing, pair_first
from domain.core.kinds import RECEIVED, JobKind, ReconciliationOrigin, Side, TransactionKind
from domain.errors import InvalidValue, WrongSide
from domain.permissions import VIEW
from domain.queries.jobs import JOB_LEASE_US, Extent
from domain.queries.records import active_reconciliations_between, by_ids, first_open_items_of
from domain.services.accounts import locked_account
from domain.services.job_queue import queue_job
from domain.services.reconciliation_rows import ReconciliationEnd, ends_of, make_reconciliations, open_amounts_of
from domain.services.rows import check_listed
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, ItemRow, JobRow, ReconciliationRow
from domain.texts import say

DEFAULT_KINDS = RECEIVED
ALLOWED_KINDS = (*DEFAULT_KINDS, TransactionKind.CREDIT, TransactionKind.CANCELLATION)


AT_ONCE_PAIRS_MAX = 250
"""How many reconciliations ``reconcile_account`` makes by itself, some 100 ms; a job goes on with more (domain R24b)."""


@dataclass(frozen=True, slots=True)
class ReconciledAccount:
    """The new reconciliations and the sum of their new amounts; and the job that goes on with the rest, if there is more."""

    account: int
    reconciliations: list[int]
    amount_cents: int
    job: int | None = None


@dataclass(frozen=True, slots=True)
class ReconcileAccount(Command[ReconciledAccount]):
    """An account, the kinds of credit to use, and ``own`` if the caller runs the job too that this may queue."""

    NEEDS = VIEW
    account_id: int
    kinds: Sequence[TransactionKind] = DEFAULT_KINDS
    origin: ReconciliationOrigin = ReconciliationOrigin.RECONCILE_ACCOUNT
    own: bool = False


def check_kinds(kinds: Sequence[TransactionKind]) -> None:
    """Raise ``InvalidValue`` for no kind or too many, and ``WrongSide`` for a kind that is not one of credit."""
    check_listed(kinds, "kinds")
    allowed = ", ".join(ALLOWED_KINDS)
    if not kinds:
        raise InvalidValue(say("reconcile-no-kinds", allowed=allowed), "kinds")
    for index, kind in enumerate(kinds):
        if kind not in ALLOWED_KINDS:
            raise WrongSide(say("reconcile-not-credit", kind=str(kind), allowed=allowed), "kinds", str(index))


@dataclass(frozen=True, slots=True)
class Reconciling:
    """The plan of one account: pairings of its items, and what ``make_reconciliations`` needs to apply them.

    The pairings are the first ones in the order of R9; ``whole`` says that there are no more.
    """

    pairings: Sequence[Pairing] = ()
    ends: Mapping[int, ReconciliationEnd] = field(default_factory=dict)
    existing: Sequence[ReconciliationRow] = ()
    whole: bool = True

    @property
    def amount_cents(self) -> int:
        """Return the sum of the pairings."""
        return sum(each.amount_cents for each in self.pairings)

    def first(self, most: int) -> "Reconciling":
        """Return the plan with its first pairings alone, at most ``most``."""
        return self if len(self.pairings) <= most else replace(self, pairings=self.pairings[:most], whole=False)


@service
def reconcile_account(unit: UnitOfWork, cmd: ReconcileAccount) -> Program[ReconciledAccount]:
    """Pair open credits with open invoice items in the order of R9; running it again changes nothing.

    It leaves alone refunds and what planned payments hold, skips locked pairs, and raises existing ones (domain R23a). What
    is beyond ``AT_ONCE_PAIRS_MAX`` is left to a job, which this queues and which goes on with the same batch. Raises
    ``NotFound``, and what ``check_kinds`` raises.
    """
    check_kinds(cmd.kinds)
    account = yield from locked_account(unit, cmd.account_id, "accountId")
    plans = yield from plan_reconciling([account], cmd.kinds, AT_ONCE_PAIRS_MAX + 1)
    plan = plans[account.id].first(AT_ONCE_PAIRS_MAX)
    result = reconcile_as_planned(unit, account, plan, cmd.origin)
    return result if plan.whole else replace(result, job=_queue_rest(unit, account, cmd, result).id)


def _queue_rest(unit: UnitOfWork, account: AccountRow, cmd: ReconcileAccount, begun: ReconciledAccount) -> JobRow:
    """Queue the job that goes on with an account; its figures count what is done already."""
    job = queue_job(unit, JobKind.RECONCILE_ACCOUNT, Extent(1, account.id))
    job.batch_id = unit.batch.id
    job.accounts = orjson.dumps([account.id]).decode()
    job.kinds = orjson.dumps(list(dict.fromkeys(cmd.kinds))).decode()
    job.reconciliations, job.amount_cents = len(begun.reconciliations), begun.amount_cents
    job.amounts = orjson.dumps({account.currency: begun.amount_cents}).decode()
    job.leased_until = unit.now + JOB_LEASE_US if cmd.own else 0
    return job


def is_reconciled_by_job(account_id: int, kinds: Collection[TransactionKind]) -> Program[bool]:
    """Return True if reconciling an account would need a job now."""
    account = (yield from by_ids(AccountRow, [account_id])).get(account_id)
    if account is None:
        return False
    plans = yield from plan_reconciling([account], kinds, AT_ONCE_PAIRS_MAX + 1)
    return len(plans[account_id].pairings) > AT_ONCE_PAIRS_MAX


def plan_reconciling(
    accounts: Collection[AccountRow], kinds: Collection[TransactionKind], most: int
) -> Program[dict[int, Reconciling]]:
    """Return the plans of accounts by id, each of at most ``most`` pairings; locked accounts keep to them.

    Only what the first pairings may need is read: each uses up an item, so that as many items of either side are enough. It
    takes four statements for any number of accounts, and further ones for an account whose first items are all locked.
    """
    plans = {each.id: Reconciling() for each in accounts}
    asked = [each.id for each in accounts if each.unreconciled_credit_cents and each.unreconciled_debit_cents]
    window = most + 1
    while asked:
        found = yield from _plan_within(asked, kinds, most, window)
        plans |= found
        asked = [each for each in asked if not found[each].pairings and not found[each].whole]
        window *= 8
    return plans


def _plan_within(
    account_ids: Collection[int], kinds: Collection[TransactionKind], most: int, window: int
) -> Program[dict[int, Reconciling]]:
    """Return the plans of accounts as far as their first ``window`` items of either side tell."""
    money = yield from first_open_items_of(account_ids, Side.CREDIT, kinds, window)
    items = yield from first_open_items_of(account_ids, Side.DEBIT, {TransactionKind.INVOICE}, window)
    existing: dict[int, list[ReconciliationRow]] = {each: [] for each in account_ids}
    for reconciliation in (yield from active_reconciliations_between(_begun(money), _begun(items))):
        existing[reconciliation.account_id].append(reconciliation)
    paired = {each: _pair(money[each], items[each], existing[each], most, window) for each in account_ids}
    used = {item_id for each in paired.values() for pairing in each.pairings for item_id in pairing[:2]}
    read = (item for side in (money, items) for of_one in side.values() for item in of_one)
    ends = yield from ends_of(item for item in read if item.id in used)
    return {each: Reconciling(paired[each].pairings, ends, existing[each], paired[each].whole) for each in account_ids}


def _begun(items: Mapping[int, Sequence[ItemRow]]) -> list[int]:
    """Return the items that are reconciled in part: only they can be in a pair that exists."""
    return [item.id for of_one in items.values() for item in of_one if item.reconciled_cents]


def _pair(
    money: Sequence[ItemRow], debits: Sequence[ItemRow], existing: Sequence[ReconciliationRow], most: int, window: int
) -> Paired:
    locked = {(each.credit_item_id, each.debit_item_id) for each in existing if each.locked and each.credit_item_id}
    more_credits, more_debits = len(money) == window, len(debits) == window
    amounts = open_amounts_of(money), open_amounts_of(debits)
    return pair_first(*amounts, locked, most, more_credits=more_credits, more_debits=more_debits)


def reconcile_as_planned(
    unit: UnitOfWork, account: AccountRow, plan: Reconciling, origin: ReconciliationOrigin
) -> ReconciledAccount:
    """Make the reconciliations of an account's plan; raises ``WrongState`` for failed money that an import left open."""
    made = make_reconciliations(unit, plan.pairings, plan.ends, origin, plan.existing)
    return ReconciledAccount(account.id, [each.id for each in made], plan.amount_cents)
