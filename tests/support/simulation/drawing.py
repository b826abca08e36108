"""Random commands on what a simulated database holds, and what each must do to its account's balance."""

import datetime
import random
import sqlite3
from typing import Any

from domain.core.kinds import PaymentMethod
from domain.services.cancellations import CancelItem, CancelItems
from domain.services.installments import InstallmentItem, InstallmentTerms
from domain.services.invoices import CreateCredit, CreateInvoice
from domain.services.marks import MarkInput
from domain.services.payment_states import ConfirmPayment, FailPayment
from domain.services.payments import CreateDeposit, MakePayment, Money, PayBalance
from domain.services.planned_payments import (
    CreatePlannedPayments,
    DeletePlannedPayment,
    ModifyPlannedPayment,
    ProcessPlannedPayments,
)
from domain.services.reconcile import ReconcileAccount
from domain.services.reconciliations import CreateReconciliations, DeleteReconciliations, ReconciliationInput
from domain.services.recording import ItemInput
from domain.services.refunds import RecordRefund
from domain.services.undo.batch import UndoBatch
from domain.services.write_offs import WriteOff, WriteOffItem
from domain.store.commands import Command

_OPEN = (
    "select id, amount_cents - reconciled_cents - planned_cents from items where account_id = ? and side = ? "
    "and withdrawn_at is null and amount_cents > reconciled_cents + planned_cents order by id desc limit 5"
)
WEIGHTS = {
    "invoice": 5,
    "payment": 6,
    "deposit": 1,
    "credit": 1,
    "balance": 2,
    "refund": 2,
    "cancel": 2,
    "plan": 4,
    "modify": 2,
    "delete": 2,
    "process": 3,
    "reconcile": 3,
    "reconcile_account": 1,
    "release": 2,
    "confirm": 2,
    "fail": 1,
    "write_off": 1,
    "undo": 3,
}


class Drawing:
    """Draws commands by one source of chance on what the database holds at the moment."""

    def __init__(self, connection: sqlite3.Connection, chance: random.Random, today: datetime.date) -> None:
        self._rows = connection
        self._chance = chance
        self._today = today

    def commands(self, count: int) -> list[Command[Any]]:
        """Return some commands, more often than not about the same account, and some of them the same twice."""
        account = self._one("select id from accounts where number is not null order by id limit 20") or 0
        drawn: list[Command[Any]] = []
        while len(drawn) < count:
            if self._chance.random() < 0.3:
                account = self._one("select id from accounts order by id limit 20") or account
            if drawn and self._chance.random() < 0.3:
                drawn.append(drawn[-1])
                continue
            (kind,) = self._chance.choices(list(WEIGHTS), list(WEIGHTS.values()))
            command = getattr(self, f"_{kind}")(account)
            if command is not None:
                drawn.append(command)
        return drawn

    def _one(self, sql: str, *arguments: object) -> int | None:
        found = self._rows.execute(sql, arguments).fetchall()
        return int(self._chance.choice(found)[0]) if found else None

    def _open(self, account: int, side: str) -> tuple[int, int] | None:
        found = self._rows.execute(_OPEN, (account, side)).fetchall()
        return self._chance.choice(found) if found else None

    def _some_of(self, cents: int) -> int:
        """Return all of an amount, a part, or a little more than there is."""
        return self._chance.choice([cents, cents, max(1, cents // 2), max(1, cents // 3), cents + 1])

    def _cents(self) -> int:
        return self._chance.choice([1, 99, 1_000, 2_500, 7_500, self._chance.randrange(1, 20_000)])

    def _items(self) -> list[ItemInput]:
        codes = self._chance.choices(["SWIM", "CAMP"], k=self._chance.choice([1, 1, 2, 3]))
        return [ItemInput("Lessons", code, self._cents()) for code in codes]

    def _money(self, cents: int) -> Money:
        return Money(cents, self._chance.choice([PaymentMethod.CASH, PaymentMethod.CARD, PaymentMethod.ECHECK]))

    def _invoice(self, account: int) -> Command[Any]:
        return CreateInvoice(account, self._items())

    def _credit(self, account: int) -> Command[Any]:
        return CreateCredit(account, self._items())

    def _payment(self, account: int) -> Command[Any]:
        found = self._open(account, "DEBIT")
        if found is None or self._chance.random() < 0.2:
            return MakePayment(account, self._money(self._cents()))
        item, cents = found
        marked = self._some_of(cents) if self._chance.random() < 0.7 else None
        return MakePayment(
            account,
            self._money((marked or cents) + self._chance.choice([0, 0, 50])),
            [MarkInput(item_id=item, amount_cents=marked)],
        )

    def _deposit(self, account: int) -> Command[Any]:
        return CreateDeposit(account, self._money(self._cents()))

    def _balance(self, account: int) -> Command[Any]:
        return PayBalance(account, PaymentMethod.CARD, self._cents())

    def _refund(self, account: int) -> Command[Any]:
        found = self._open(account, "CREDIT")
        return RecordRefund(account, self._some_of(found[1] if found else 100), PaymentMethod.CASH)

    def _cancel(self, account: int) -> Command[Any] | None:
        found = self._rows.execute(
            "select id, amount_cents from items where account_id = ? and kind = 'INVOICE' and withdrawn_at is null "
            "order by id desc limit 5",
            (account,),
        ).fetchall()
        if not found:
            return None
        item, cents = self._chance.choice(found)
        return CancelItems([CancelItem(item, self._some_of(cents))])

    def _write_off(self, account: int) -> Command[Any] | None:
        found = self._open(account, "DEBIT")
        return None if found is None else WriteOff([WriteOffItem(found[0], min(found[1], 400))], "SWIM", "small")

    def _plan(self, account: int) -> Command[Any] | None:
        found = self._open(account, "DEBIT")
        if found is None:
            return None
        item, cents = found
        amount = self._some_of(cents)
        due_on = self._today + datetime.timedelta(days=self._chance.randrange(40))
        held = [InstallmentItem(amount, item_id=item)] if self._chance.random() < 0.9 else []
        return CreatePlannedPayments(account, [InstallmentTerms(due_on, amount, PaymentMethod.CARD, held)])

    def _planned(self, account: int) -> int | None:
        return self._one("select id from planned_payments where account_id = ? order by id desc limit 4", account)

    def _modify(self, account: int) -> Command[Any] | None:
        planned, found = self._planned(account), self._open(account, "DEBIT")
        if planned is None:
            return None
        if found is None or self._chance.random() < 0.4:
            return ModifyPlannedPayment(planned, amount_cents=self._cents())
        cents = self._some_of(found[1])
        return ModifyPlannedPayment(planned, amount_cents=cents, items=[InstallmentItem(cents, item_id=found[0])])

    def _delete(self, account: int) -> Command[Any] | None:
        planned = self._planned(account)
        return None if planned is None else DeletePlannedPayment(planned)

    def _process(self, account: int) -> Command[Any]:
        return ProcessPlannedPayments(None, self._chance.choice([account, None]))

    def _reconcile(self, account: int) -> Command[Any] | None:
        credit, debit = self._open(account, "CREDIT"), self._open(account, "DEBIT")
        if credit is None or debit is None:
            return None
        cents = self._some_of(min(credit[1], debit[1]))
        rows = [ReconciliationInput(credit[0], debit[0], cents)]
        if (other := self._open(account, "CREDIT")) is not None and other[0] != credit[0]:
            rows.append(ReconciliationInput(other[0], debit[0], self._some_of(min(other[1], debit[1]))))
        return CreateReconciliations(rows)

    def _reconcile_account(self, account: int) -> Command[Any]:
        return ReconcileAccount(account)

    def _release(self, account: int) -> Command[Any] | None:
        sql = (
            "select id from reconciliations where account_id = ? and released_at is null and credit_item_id is not null"
        )
        found = self._one(f"{sql} order by id desc limit 4", account)
        return None if found is None else DeleteReconciliations([found])

    def _processing(self, account: int) -> int | None:
        sql = (
            "select id from transactions where account_id = ? and payment_state = 'PROCESSING' and withdrawn_at is null"
        )
        return self._one(f"{sql} order by id desc limit 3", account)

    def _confirm(self, account: int) -> Command[Any] | None:
        found = self._processing(account)
        return None if found is None else ConfirmPayment(found)

    def _fail(self, account: int) -> Command[Any] | None:
        found = self._processing(account)
        return None if found is None else FailPayment(found, "returned")

    def _undo(self, account: int) -> Command[Any] | None:
        sql = "select distinct b.id from batches b join audit_events e on e.batch_id = b.id where e.account_id = ?"
        found = self._one(f"{sql} order by b.id desc limit 6", account)
        return None if found is None else UndoBatch(found)


def added_to_balance(cmd: Command[Any]) -> int | None:
    """Return what a command adds to its account's balance, from its input alone; None where that does not say it."""
    match cmd:
        case CreateInvoice():
            return sum(each.amount_cents for each in cmd.items)
        case CreateCredit():
            return -sum(each.amount_cents for each in cmd.items)
        case MakePayment() | CreateDeposit():
            return 0 if cmd.money.method is PaymentMethod.ECHECK else -cmd.money.amount_cents
        case PayBalance() if cmd.amount_cents is not None:
            return -cmd.amount_cents
        case RecordRefund():
            return cmd.amount_cents
        case CancelItems() | WriteOff():
            return -sum(each.amount_cents or 0 for each in cmd.items)
        case (
            CreatePlannedPayments()
            | ModifyPlannedPayment()
            | DeletePlannedPayment()
            | CreateReconciliations()
            | DeleteReconciliations()
            | ReconcileAccount()
        ):
            return 0
        case _:
            return None
