"""How far an item is reconciled, by example, and the sentence that says why (domain R21, R21b, R22)."""

import pytest

from domain.core.kinds import ReconciliationStatus
from domain.core.status import Sums, contradictory, reason_of, status_of

ERROR = ReconciliationStatus.RECONCILIATION_ERROR
FULL = ReconciliationStatus.FULLY_RECONCILED
PLANNED = ReconciliationStatus.RECONCILED_WITH_PLANNED_PAYMENTS


@pytest.mark.parametrize(
    ("sums", "status", "reason"),
    [
        (Sums(0), FULL, "It is free of charge, so nothing is left to reconcile."),
        (Sums(100, 100), FULL, "All of its 1.00 USD is reconciled."),
        (Sums(100, 100, processing_cents=1), FULL, "Reconciled in full; 0.01 USD of it is still processing."),
        (Sums(100), ReconciliationStatus.NOT_RECONCILED, "Nothing of its 1.00 USD is reconciled."),
        (Sums(100, 1), ReconciliationStatus.PARTIALLY_RECONCILED, "0.99 USD of its 1.00 USD is still open."),
        (Sums(100, 30, planned_cents=70), PLANNED, "Planned payments of 0.70 USD are still to come."),
        (
            Sums(100, 30, planned_cents=1),
            PLANNED,
            "Planned payments of 0.01 USD are still to come; 0.69 USD is not covered.",
        ),
        (
            Sums(100, 80, planned_cents=30),
            ERROR,
            "Its reconciliations come to 1.10 USD, more than its amount of 1.00 USD. Delete and recreate them.",
        ),
        (
            Sums(100, 100, faulty_count=1),
            ERROR,
            "A reconciliation that breaks a rule was imported. Delete it and create it as it should be.",
        ),
        (
            Sums(100, 50, faulty_count=2),
            ERROR,
            "2 reconciliations that break a rule were imported. Delete them and create them as they should be.",
        ),
        (Sums(100, -1), ERROR, "A stored sum differs from its reconciliations. Delete and recreate them."),
    ],
)
def test_a_status_is_explained_by_the_sums_that_made_it(sums: Sums, status: ReconciliationStatus, reason: str) -> None:
    assert (status_of(sums), str(reason_of(sums, "USD"))) == (status, reason)


@pytest.mark.parametrize("sums", [Sums(100, -1), Sums(100, 0, -1), Sums(100, 0, 0, -1)])
def test_a_stored_sum_below_zero_is_an_error(sums: Sums) -> None:
    assert contradictory(sums)
