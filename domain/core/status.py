"""How far an item or a transaction is reconciled, and why, in words (domain R21, R21a)."""

from typing import NamedTuple

from domain.core.kinds import ReconciliationStatus
from domain.core.money import amount_text


class Sums(NamedTuple):
    """What a status follows from. ``reconciled_cents`` has processing money in it, planned money not.

    A transaction's sums are those of its items, added up.
    """

    amount_cents: int
    reconciled_cents: int = 0
    processing_cents: int = 0
    planned_cents: int = 0
    faulty_count: int = 0


def unreconciled_cents(sums: Sums) -> int:
    """The open part: amount less reconciled and planned (domain R21a)."""
    return sums.amount_cents - sums.reconciled_cents - sums.planned_cents


def settled_cents(sums: Sums) -> int:
    """Reconciled with money that has really arrived."""
    return sums.reconciled_cents - sums.processing_cents


def planned_shortfall_cents(sums: Sums) -> int:
    """What outstanding planned payments leave uncovered; 0 when there are none (domain R21a)."""
    return unreconciled_cents(sums) if sums.planned_cents > 0 else 0


def contradictory(sums: Sums) -> bool:
    """Whether the edges cannot be true: faulty ones, or more than the item is worth (domain R22)."""
    return (
        sums.faulty_count > 0
        or min(sums.reconciled_cents, sums.processing_cents, sums.planned_cents) < 0
        or sums.reconciled_cents + sums.planned_cents > sums.amount_cents
    )


def status_of(sums: Sums) -> ReconciliationStatus:
    """The first of R21's five that holds."""
    if contradictory(sums):
        return ReconciliationStatus.RECONCILIATION_ERROR
    if sums.reconciled_cents == sums.amount_cents:
        return ReconciliationStatus.FULLY_RECONCILED
    if sums.planned_cents > 0:
        return ReconciliationStatus.RECONCILED_WITH_PLANNED_PAYMENTS
    if sums.reconciled_cents == 0:
        return ReconciliationStatus.NOT_RECONCILED
    return ReconciliationStatus.PARTIALLY_RECONCILED


def reason_of(sums: Sums, currency: str) -> str:  # noqa: PLR0911 - one return a status
    """One line in words for ``status_of``."""

    def money(cents: int) -> str:
        return amount_text(cents, currency)

    match status_of(sums):
        case ReconciliationStatus.RECONCILIATION_ERROR:
            return "Its reconciliations contradict it. Delete and recreate them."
        case ReconciliationStatus.FULLY_RECONCILED if sums.amount_cents == 0:
            return "It is free of charge, so nothing is left to reconcile."
        case ReconciliationStatus.FULLY_RECONCILED if sums.processing_cents > 0:
            return f"Reconciled in full; {money(sums.processing_cents)} of it is still processing."
        case ReconciliationStatus.FULLY_RECONCILED:
            return f"All of its {money(sums.amount_cents)} is reconciled."
        case ReconciliationStatus.RECONCILED_WITH_PLANNED_PAYMENTS:
            shortfall = planned_shortfall_cents(sums)
            beyond = f"; {money(shortfall)} is not covered" if shortfall else ""
            return f"Planned payments of {money(sums.planned_cents)} are still to come{beyond}."
        case ReconciliationStatus.NOT_RECONCILED:
            return f"Nothing of its {money(sums.amount_cents)} is reconciled."
        case _:
            return f"{money(unreconciled_cents(sums))} of its {money(sums.amount_cents)} is still open."
