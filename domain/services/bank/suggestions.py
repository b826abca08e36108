"""Applying suggestions for bank lines, each as it stands under its accounts' locks (domain R44).

A few are applied in one unit of work. More are left to a job, which ``suggestion_work.py`` does account by account.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from domain.core.cash import signed_cents
from domain.core.kinds import BankLinePartKind, PaymentMethod, PaymentState
from domain.core.matching import SuggestionKey
from domain.core.payer_proposals import LineProposal
from domain.errors import Conflict, Refusal
from domain.permissions import MANAGE, RECORD
from domain.queries.bank_suggestions import suggestions_of_lines
from domain.queries.records import active_reconciliations_of_transactions, by_ids, held_by_ids
from domain.services.bank.lines import LockedLine
from domain.services.bank.recording import reference_of
from domain.services.checks import not_found
from domain.services.marks import MarkInput
from domain.services.payment_states import confirm
from domain.services.payments import (
    MakePayment,
    Money,
    PaymentContext,
    ValidPayment,
    apply_payment,
    load_payment_context,
    validate_payment,
)
from domain.services.reconciliation_rows import accounts_of
from domain.services.rows import RefusedRow, check_rows, do_rows, refused_rows
from domain.services.suggestion_jobs import listed, queue_suggestions, takes_job
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import BankAccountRow, BankLineRow, ReconciliationRow, TransactionRow
from domain.texts import say

ITEMS_MAX = 1_000_000
"""No bound: what is read for a service is bounded by its accounts."""

OUTDATED = say("bank-suggestion-outdated")
TAKEN = say("bank-suggestion-taken")


@dataclass(frozen=True, slots=True)
class AppliedBankLineSuggestions:
    """The explained lines, the recorded transactions and the refused rows; or the job that applies the suggestions."""

    bank_lines: list[int]
    transactions: list[int]
    refused: list[RefusedRow]
    job: int | None = None


@dataclass(frozen=True, slots=True)
class ApplyBankLineSuggestions(Command[AppliedBankLineSuggestions]):
    """Suggestions to apply, None for an id that can be no suggestion's. Unless ``keep_good_rows``, one refuses all."""

    NEEDS = RECORD | MANAGE
    keys: Sequence[SuggestionKey | None]
    keep_good_rows: bool = False


class ValidSuggestion(NamedTuple):
    """A suggestion that may be applied; ``payment`` is what it records, None where it names a transaction."""

    proposal: LineProposal
    payment: ValidPayment | None


@dataclass(slots=True)
class SuggestionsOfLines:
    """The suggestions of locked lines, and what applying them needs; rows see what earlier ones took."""

    unit: UnitOfWork
    proposals: Mapping[SuggestionKey, LineProposal]
    lines: Mapping[int, LockedLine]
    transactions: Mapping[int, TransactionRow]
    reconciliations: Sequence[ReconciliationRow]
    context: PaymentContext | None = None
    taken: set[int] = field(default_factory=set)
    """The lines and transactions that earlier rows have used."""

    def load_context(self) -> Program[None]:
        """Read what recording needs, in a fixed number of statements."""
        cmds = [self._payment(each) for each in self.proposals.values() if each.transaction_id is None]
        self.context = yield from load_payment_context(self.unit, cmds, "suggestionIds")

    def __contains__(self, key: SuggestionKey) -> bool:
        """Return whether a suggestion stood when they were read."""
        return key in self.proposals

    def validate(self, key: SuggestionKey) -> ValidSuggestion:
        """Return a suggestion; raises ``Conflict`` if it no longer holds, or if an earlier row has taken what it needs."""
        proposal = self.proposals.get(key)
        if proposal is None:
            raise Conflict(OUTDATED)
        if {proposal.line_id, proposal.transaction_id} & self.taken:
            raise Conflict(TAKEN)
        if proposal.transaction_id is not None:
            return ValidSuggestion(proposal, None)
        assert self.context is not None, "its context is loaded first"
        try:
            valid = validate_payment(self.unit, self.context, self._payment(proposal))
        except Refusal:
            raise Conflict(TAKEN) from None
        confirmed = replace(valid.money, payment_state=PaymentState.CONFIRMED)
        return ValidSuggestion(proposal, valid._replace(money=confirmed))

    def apply(self, valid: ValidSuggestion) -> int | None:
        """Explain the line by a transaction, or record its money; return the recorded transaction."""
        proposal = valid.proposal
        line = self.lines[proposal.line_id]
        self.taken |= {proposal.line_id, proposal.transaction_id or 0}
        if line.row.fee_cents and not line.row.explained_cents:
            line.add(BankLinePartKind.FEE, line.row.fee_cents)
        if valid.payment is None:
            transaction = self.transactions[proposal.transaction_id or 0]
            if transaction.payment_state is PaymentState.PROCESSING:
                own = [
                    each for each in self.reconciliations if transaction.id in each.transaction_ids and not each.faulty
                ]
                transaction = confirm(self.unit, transaction, own)
            line.add(
                BankLinePartKind.TRANSACTION, signed_cents(transaction.kind, transaction.amount_cents), transaction
            )
            return None
        assert self.context is not None, "its context is loaded first"
        recorded = apply_payment(self.unit, self.context, valid.payment).transaction
        transaction = next(each for each in self.unit.changes.added(TransactionRow) if each.id == recorded)
        line.add(BankLinePartKind.TRANSACTION, transaction.amount_cents, transaction)
        return recorded

    def _payment(self, proposal: LineProposal) -> MakePayment:
        """Return the payment of a line, with exactly the edges that were suggested."""
        line = self.lines[proposal.line_id]
        fee = 0 if line.row.explained_cents else line.row.fee_cents or 0
        marks = [MarkInput(item_id=each.item_id, amount_cents=each.amount_cents) for each in proposal.allocations]
        money = Money(line.left_cents - fee, PaymentMethod.TRANSFER, line.row.booked_on, reference=reference_of(line))
        return MakePayment(proposal.account_id, money, marks)


@service
def apply_bank_line_suggestions(unit: UnitOfWork, cmd: ApplyBankLineSuggestions) -> Program[AppliedBankLineSuggestions]:
    """Apply suggestions in the order given, computed again under the locks of their accounts and lines.

    More than fit into one unit are left to a job, which this queues. Raises ``InvalidValue`` for no rows or too many, and
    ``Refusals``, each naming its row: ``NotFound`` if the line does not exist, ``Conflict`` for what no longer holds.
    """
    check_rows(cmd.keys, "suggestionIds")
    lines = yield from lines_of(cmd.keys)
    account_of = yield from accounts_of_suggestions(lines, cmd.keys)
    if takes_job(cmd.keys, account_of.values()):
        return _queue(unit, cmd, lines, account_of)
    yield from lock_for(unit, lines.values(), account_of.values())
    suggestions = yield from load_suggestions(unit, lines, listed(cmd.keys))
    recorded: list[int] = []
    explained: list[int] = []

    def validate(key: SuggestionKey | None) -> ValidSuggestion:
        if key is None or key.credit_item_id not in lines:
            raise not_found("Suggestion")
        return suggestions.validate(key)

    def apply(valid: ValidSuggestion) -> None:
        explained.append(valid.proposal.line_id)
        transaction = suggestions.apply(valid)
        recorded.extend([] if transaction is None else [transaction])

    rows = do_rows(cmd.keys, validate, apply, "suggestionIds", keep_good=cmd.keep_good_rows)
    return AppliedBankLineSuggestions(explained, recorded, rows.refused)


def lines_of(keys: Sequence[SuggestionKey | None]) -> Program[dict[int, BankLineRow]]:
    """Return the present lines of suggestions, by id."""
    rows = yield from by_ids(BankLineRow, {key.credit_item_id for key in listed(keys)})
    return {each: row for each, row in rows.items() if row.withdrawn_at is None}


def accounts_of_suggestions(
    lines: Mapping[int, BankLineRow], keys: Sequence[SuggestionKey | None]
) -> Program[dict[SuggestionKey, int]]:
    """Return the account of each suggestion that stands now, before any lock."""
    found = yield from suggestions_of_lines(lines.values(), ITEMS_MAX)
    wanted = set(listed(keys))
    return {each.key: each.account_id for of_line in found.proposals.values() for each in of_line if each.key in wanted}


def are_applied_by_job(keys: Sequence[SuggestionKey | None]) -> Program[bool]:
    """Return True if applying suggestions would need a job now."""
    if takes_job(keys, ()):
        return True
    lines = yield from lines_of(keys)
    return takes_job(keys, (yield from accounts_of_suggestions(lines, keys)).values())


def lock_for(unit: UnitOfWork, lines: Collection[BankLineRow], account_ids: Collection[int]) -> Program[None]:
    """Lock all that applying suggestions of these lines on these accounts may change."""
    if any(line.fee_cents for line in lines):  # a fee belongs to no account
        yield from unit.lock_organisation()
    yield from unit.lock_accounts(account_ids)
    yield from held_by_ids(BankLineRow, [line.id for line in lines])


def load_suggestions(
    unit: UnitOfWork, lines: Collection[int], keys: Collection[SuggestionKey]
) -> Program[SuggestionsOfLines]:
    """Return the suggestions of locked lines that have one of these keys and are of locked accounts, as they stand now."""
    rows = yield from by_ids(BankLineRow, lines)
    found = yield from suggestions_of_lines(rows.values(), ITEMS_MAX)
    wanted = set(keys)
    proposals = {
        each.key: each
        for of_line in found.proposals.values()
        for each in of_line
        if each.key in wanted and each.account_id in unit.accounts
    }
    ids = {each.transaction_id for each in proposals.values() if each.transaction_id is not None}
    transactions = yield from by_ids(TransactionRow, ids)
    processing = [each.id for each in transactions.values() if each.payment_state is PaymentState.PROCESSING]
    reconciliations = yield from active_reconciliations_of_transactions(processing)
    if not unit.accounts.keys() >= accounts_of(reconciliations):
        raise Conflict(say("bank-suggestion-of-other-account"))
    accounts = yield from by_ids(BankAccountRow, {row.bank_account_id for row in rows.values()})
    locked = {each: LockedLine(unit, row, accounts[row.bank_account_id]) for each, row in rows.items()}
    suggestions = SuggestionsOfLines(unit, proposals, locked, transactions, reconciliations)
    yield from suggestions.load_context()
    return suggestions


def _queue(
    unit: UnitOfWork,
    cmd: ApplyBankLineSuggestions,
    lines: Mapping[int, BankLineRow],
    account_of: Mapping[SuggestionKey, int],
) -> AppliedBankLineSuggestions:
    """Queue the job; what does not stand now is refused at once, and refuses all unless the good rows are kept."""
    refusals: list[Refusal] = []
    for row, key in enumerate(cmd.keys):
        place = ("suggestionIds", str(row))
        if key is None or key.credit_item_id not in lines:
            refusals.append(not_found("Suggestion", *place).in_row(row))
        elif key not in account_of:
            refusals.append(Conflict(OUTDATED, *place).in_row(row))
    job = queue_suggestions(unit, cmd.keys, account_of, refusals, keep_good_rows=cmd.keep_good_rows, of_bank_lines=True)
    return AppliedBankLineSuggestions([], [], refused_rows(refusals), job)
