"""Every check of the database, in the order in which they run."""

from domain.verifying.bank_checks import BANKED_SUMS, PARTS
from domain.verifying.closing_checks import CLOSED_PERIODS
from domain.verifying.reconciliation_checks import (
    ENDED_RECONCILIATIONS,
    INVALID_RECONCILIATIONS,
    PAIRS,
    PLANNED,
    RECONCILIATION_ROWS,
)
from domain.verifying.record_checks import (
    CANCELLATIONS,
    ITEM_ROWS,
    OUTSTANDING_PLANS,
    SHOWN_TOGETHER,
    SUBSCRIPTIONS,
    TRANSACTION_ROWS,
    VERSIONS,
)
from domain.verifying.sum_checks import ACCOUNT_BALANCES, ACCOUNT_OPEN, ACCOUNT_PLANNED, ITEM_SUMS, TRANSACTION_SUMS
from domain.verifying.write_off_checks import LOST_TWICE, WRITE_OFFS, WRITTEN_OFF

INTEGRITY_CHECKS = (
    ITEM_SUMS,
    TRANSACTION_SUMS,
    PAIRS,
    RECONCILIATION_ROWS,
    INVALID_RECONCILIATIONS,
    ENDED_RECONCILIATIONS,
    PLANNED,
    OUTSTANDING_PLANS,
    SUBSCRIPTIONS,
    ITEM_ROWS,
    TRANSACTION_ROWS,
    VERSIONS,
    SHOWN_TOGETHER,
    CANCELLATIONS,
    WRITE_OFFS,
    WRITTEN_OFF,
    LOST_TWICE,
    ACCOUNT_BALANCES,
    ACCOUNT_PLANNED,
    ACCOUNT_OPEN,
    BANKED_SUMS,
    PARTS,
    CLOSED_PERIODS,
)
