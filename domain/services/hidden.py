"""Whether what a large file has hidden on an account still fits what others recorded there meanwhile (domain R24b)."""

from domain.core.closing import OPEN
from domain.core.money import amount_text
from domain.core.text import enumerated
from domain.errors import LaterChanges, OverReconciled
from domain.queries.hidden import (
    closed_reconciliation,
    closed_transaction,
    gone_parents,
    overpaid_cents,
    unfit_transaction,
)
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.texts import say


def check_hidden(unit: UnitOfWork, account_id: int) -> Program[None]:
    """Raise ``LaterChanges``, ``BooksClosed`` or ``OverReconciled`` if something hidden can no longer be shown.

    The account is locked.
    """
    gone = yield from gone_parents(unit.batch.id, account_id)
    if gone:
        what = enumerated(gone)
        message = say("import-parents-gone", what=what)
        raise LaterChanges(message)
    number = yield from unfit_transaction(unit.batch.id, account_id)
    if number is not None:
        message = say("import-transaction-changed", number=number)
        raise LaterChanges(message)
    yield from _check_open(unit, account_id)
    overpaid = yield from overpaid_cents(unit.batch.id, account_id)
    if overpaid:
        excess = amount_text(overpaid, unit.accounts[account_id].currency)
        message = say("import-credit-used", excess=excess)
        raise OverReconciled(message)


def _check_open(unit: UnitOfWork, account_id: int) -> Program[None]:
    """Raise ``BooksClosed`` if something hidden falls into a period that was closed meanwhile (domain R46)."""
    days, reconciliations = unit.closed
    way = say("closed-import-later")
    if days is not OPEN:
        closed = yield from closed_transaction(unit.batch.id, account_id, days.through)
        if closed is not None:
            raise days.refusal(closed[1], what=closed[0], way=way)
    if reconciliations is not OPEN:
        day = yield from closed_reconciliation(unit.batch.id, account_id, reconciliations.through)
        if day is not None:
            raise reconciliations.refusal(day, what=say("closed-money-of-reconciliation"), way=way)
