"""How far an item or a transaction is reconciled, and why, in words (domain R21, R21a)."""

from typing import NamedTuple

from domain.core.kinds import ReconciliationStatus
from domain.core.money import amount_text
from domain.texts import Text, say


class Sums(NamedTuple):
    """The sums that determine a status. ``reconciled_cents`` includes processing money, but not planned money.

    A transaction's sums are the totals of its items'.
    """

    amount_cents: int
    reconciled_cents: int = 0
    processing_cents: int = 0
    planned_cents: int = 0
    faulty_count: int = 0


def unreconciled_cents(sums: Sums) -> int:
    """Return the open part: amount less reconciled and planned (domain R21a)."""
    return sums.amount_cents - sums.reconciled_cents - sums.planned_cents


def settled_cents(sums: Sums) -> int:
    """Return how much is reconciled with money that has arrived."""
    return sums.reconciled_cents - sums.processing_cents


def planned_shortfall_cents(sums: Sums) -> int:
    """Return how much outstanding planned payments leave uncovered; 0 without planned payments (domain R21a)."""
    return unreconciled_cents(sums) if sums.planned_cents > 0 else 0


def contradictory(sums: Sums) -> bool:
    """Return whether the reconciliations cannot be true: invalid ones, or more than the item's amount (domain R22)."""
    return (
        sums.faulty_count > 0
        or min(sums.reconciled_cents, sums.processing_cents, sums.planned_cents) < 0
        or sums.reconciled_cents + sums.planned_cents > sums.amount_cents
    )


def status_of(sums: Sums) -> ReconciliationStatus:
    """Return the first status of R21 that applies."""
    if contradictory(sums):
        return ReconciliationStatus.RECONCILIATION_ERROR
    if sums.reconciled_cents == sums.amount_cents:
        return ReconciliationStatus.FULLY_RECONCILED
    if sums.planned_cents > 0:
        return ReconciliationStatus.RECONCILED_WITH_PLANNED_PAYMENTS
    if sums.reconciled_cents == 0:
        return ReconciliationStatus.NOT_RECONCILED
    return ReconciliationStatus.PARTIALLY_RECONCILED


def _error_of(sums: Sums, currency: str) -> Text:
    """Return which error the sums show (domain R21b, R22)."""
    used = sums.reconciled_cents + sums.planned_cents
    if used > sums.amount_cents:
        amount = amount_text(sums.amount_cents, currency)
        return say("status-error-beyond-amount", used=amount_text(used, currency), amount=amount)
    if sums.faulty_count > 0:
        return say("status-error-invalid", count=sums.faulty_count)
    return say("status-error-stored-sum")


def reason_of(sums: Sums, currency: str) -> Text:  # noqa: PLR0911 - one return a status
    """Return the reason for ``status_of``, as one line for people."""

    def money(cents: int) -> Text:
        return amount_text(cents, currency)

    match status_of(sums):
        case ReconciliationStatus.RECONCILIATION_ERROR:
            return _error_of(sums, currency)
        case ReconciliationStatus.FULLY_RECONCILED if sums.amount_cents == 0:
            return say("status-free-of-charge")
        case ReconciliationStatus.FULLY_RECONCILED if sums.processing_cents > 0:
            return say("status-processing", processing=money(sums.processing_cents))
        case ReconciliationStatus.FULLY_RECONCILED:
            return say("status-all-reconciled", amount=money(sums.amount_cents))
        case ReconciliationStatus.RECONCILED_WITH_PLANNED_PAYMENTS:
            planned, shortfall = money(sums.planned_cents), planned_shortfall_cents(sums)
            if not shortfall:
                return say("status-planned", planned=planned)
            return say("status-planned-in-part", planned=planned, shortfall=money(shortfall))
        case ReconciliationStatus.NOT_RECONCILED:
            return say("status-nothing-reconciled", amount=money(sums.amount_cents))
        case _:
            return say("status-open", open=money(unreconciled_cents(sums)), amount=money(sums.amount_cents))
