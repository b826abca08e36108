"""Level: a store with rows, no API. A small recreation centre, changed by the product's own commands.

``Centre`` is the only builder at this level.
"""

import datetime
from collections.abc import Sequence
from typing import Any, Self, TypeVar

from domain.core.kinds import PaymentMethod, TransactionKind
from domain.errors import Refusal, Refusals
from domain.importing import ImportKind, ImportRecords
from domain.permissions import OPERATOR, Principal
from domain.queries.records import items_of
from domain.services.accounts import CreateAccount
from domain.services.installments import InstallmentItem, InstallmentTerms
from domain.services.invoices import CreateCredit, CreateInvoice
from domain.services.ledger_codes import CreateLedgerCode
from domain.services.marks import MarkInput
from domain.services.payments import CreateDeposit, MakePayment, Money
from domain.services.planned_payments import CreatePlannedPayments
from domain.services.reconciliations import CreateReconciliations, ReconciliationInput
from domain.services.recording import ItemInput
from domain.services.refunds import RecordRefund, RefundSource
from domain.services.undo.batch import UndoBatch
from domain.store.commands import Command, service_of
from domain.store.program import Program, Query, Sql
from domain.store.store import Committed, Store
from domain.store.unit_of_work import UnitOfWork
from domain.tables import ItemRow
from tests.support.programs import RunProgram

R = TypeVar("R")
ITEM = "Swim lessons"
Line = int | tuple[str, int]
"""An item: its cents, or its ledger code and its cents."""


class Centre:
    """Account 1001 (Ann Rivera, with Leo and Sofia) and ledger codes; more on request."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.rivera = 0

    @classmethod
    async def open(cls, store: Store, *codes: str) -> Self:
        """Open a centre with account 1001 and these ledger codes, SWIM and CAMP unless given."""
        centre = cls(store)
        for code in codes or ("SWIM", "CAMP"):
            await centre.do(CreateLedgerCode(code, code.title()))
        centre.rivera = await centre.account("1001", "Ann Rivera")
        return centre

    async def do(self, cmd: Command[R], actor: Principal = OPERATOR) -> Committed[R]:
        """Run one command."""
        return await run(self.store, cmd, actor)

    async def do_all(self, commands: Sequence[Command[Any]]) -> None:
        """Run commands in one batch. None of them may build on rows of another."""

        def work(unit: UnitOfWork) -> Program[None]:
            for cmd in commands:
                yield from service_of(type(cmd)).function(unit, cmd)

        await self.do(RunProgram("importRecords", work))

    async def accounts(self, numbers: Sequence[str], currencies: Sequence[str] = ("USD",)) -> list[int]:
        """Create many accounts, their currencies in turn; return their ids."""
        lines = [f"{each},Owner {each},,{currencies[n % len(currencies)]}," for n, each in enumerate(numbers)]
        text = "\n".join(["account_number,owner_name,email,currency,members", *lines])
        await self.do(ImportRecords(ImportKind.ACCOUNTS, text.encode()))
        ids = dict(await self.rows("select number, id from accounts"))
        return [ids[each] for each in numbers]

    async def account(self, number: str, owner: str = "Ann Rivera", currency: str = "USD") -> int:
        """Create an account; return its id."""
        done = await self.do(CreateAccount(number, owner, currency, None, ("Leo", "Sofia")))
        return int(done.result.account)

    async def invoice(self, *lines: Line, account: int | None = None, **fields: Any) -> Committed[Any]:
        """Create an invoice with these items."""
        return await self.do(CreateInvoice(account or self.rivera, items(*lines), **fields))

    async def credit(self, *lines: Line, account: int | None = None, **fields: Any) -> Committed[Any]:
        """Create a credit with these items."""
        return await self.do(CreateCredit(account or self.rivera, items(*lines), **fields))

    async def payment(
        self,
        amount: int,
        *marks: MarkInput,
        method: PaymentMethod = PaymentMethod.CASH,
        kind: TransactionKind = TransactionKind.PAYMENT,
        account: int | None = None,
        **fields: Any,
    ) -> Committed[Any]:
        """Make a payment or deposit, applied to these marks."""
        make = CreateDeposit if kind is TransactionKind.DEPOSIT else MakePayment
        return await self.do(make(account or self.rivera, Money(amount, method, **fields), marks))

    async def refund(
        self, amount: int, *sources: ItemRow, date: datetime.date, method: PaymentMethod = PaymentMethod.CASH
    ) -> Committed[Any]:
        """Refund an amount from these credit items."""
        given = [RefundSource(item_id=each.id) for each in sources]
        return await self.do(RecordRefund(self.rivera, amount, method, date, sources=given))

    async def plan(self, item: ItemRow, amount: int, due_on: datetime.date) -> Committed[Any]:
        """Plan a payment by card for so much of an invoice item."""
        return await self.do(planned_payment(item, amount, due_on))

    async def reconcile(self, credit: ItemRow, debit: ItemRow, amount: int) -> Committed[Any]:
        """Reconcile a credit item with a debit item."""
        return await self.do(CreateReconciliations([ReconciliationInput(credit.id, debit.id, amount)]))

    async def reconcile_faultily(self, credit: ItemRow, debit: ItemRow, amount: int) -> None:
        """Import a reconciliation that breaks a rule and keep it (domain R22a)."""
        numbers = dict(await self.rows("select id, number from transactions"))
        sides = [f"{numbers[each.transaction_id]},{each.position}" for each in (credit, debit)]
        text = f"credit_number,credit_position,debit_number,debit_position,amount\n{','.join(sides)},{amount / 100:.2f}"
        done = await self.do(ImportRecords(ImportKind.RECONCILIATIONS, text.encode(), keep_errors=True))
        assert done.result.faulty == 1, done.result

    async def undo(self, done: Committed[Any]) -> Committed[Any]:
        """Undo a batch."""
        assert done.batch_id is not None
        return await self.do(UndoBatch(done.batch_id))

    async def items(self, transaction: int | Committed[Any]) -> Sequence[ItemRow]:
        """Return a transaction's items, in listed order."""
        found = transaction if isinstance(transaction, int) else transaction.result.transaction
        return (await self.store.read(items_of([found])))[found]

    async def rows(self, text: str) -> list[tuple[Any, ...]]:
        """Return the rows of a statement."""
        return await rows(self.store, Sql(text))

    async def state(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return all that the centre shows, without ids: what an undo must restore."""
        return await self.store.read(shown())


def items(*lines: Line) -> list[ItemInput]:
    """Return invoice items, for swim lessons unless a ledger code is given."""
    return [ItemInput(ITEM, *(("SWIM", each) if isinstance(each, int) else each)) for each in lines]


def mark(item: ItemRow, amount: int | None = None) -> MarkInput:
    """Return the mark that applies money to an item, as far as it goes unless an amount is given."""
    return MarkInput(item_id=item.id, amount_cents=amount)


def planned_payment(item: ItemRow, amount: int, due_on: datetime.date) -> CreatePlannedPayments:
    """Return the command that plans a payment by card for so much of an invoice item."""
    items = [InstallmentItem(amount, item_id=item.id)]
    return CreatePlannedPayments(item.account_id, [InstallmentTerms(due_on, amount, PaymentMethod.CARD, items)])


async def run(store: Store, cmd: Command[R], actor: Principal = OPERATOR) -> Committed[R]:
    """Run a command, as the operator if nobody is named."""
    return await store.run(cmd, actor)


async def rows(store: Store, sql: Sql) -> list[tuple[Any, ...]]:
    """Return the rows of a statement, read by itself."""
    return await store.read(fetched(sql))


async def execute(store: Store, text: str) -> None:
    """Run a statement that no service would, to damage what the product keeps whole."""

    def steps() -> Program[None]:
        yield Query(Sql(text))

    await store.backend.run_unit(steps)


def fetched(sql: Sql) -> Program[list[tuple[Any, ...]]]:
    """Return the rows of a statement, as a part of a longer read."""
    return [tuple(row) for row in (yield Query(sql))]


def refusal_codes(error: BaseException) -> list[str]:
    """The codes of what was refused; anything else is raised again."""
    if isinstance(error, Refusal):
        return [error.code]
    if isinstance(error, Refusals):
        return [each.code for each in error.refusals]
    raise error


def shown() -> Program[dict[str, list[tuple[Any, ...]]]]:
    """Return a centre's state, as a part of a longer read."""
    found = {}
    for name, sql in STATEMENTS.items():
        found[name] = yield from fetched(sql)
    return found


STATE = {
    "accounts": "select number, owner_name, email, currency, balance_cents, processing_cents, planned_cents, "
    "unreconciled_debit_cents, unreconciled_credit_cents from accounts where withdrawn_at is null order by number",
    "members": "select a.number, m.name from members m join accounts a on a.id = m.account_id "
    "where m.withdrawn_at is null order by a.number, m.name",
    "ledger_codes": "select code, title, archived from ledger_codes where withdrawn_at is null order by code",
    "roles": "select name, permissions from roles where withdrawn_at is null order by name",
    "users": "select u.email, u.name, u.permissions, u.disabled, r.name from users u left join roles r on r.id = u.role_id "
    "where u.withdrawn_at is null order by u.email",
    "tokens": "select name, permissions, expires_on, revoked_at is null from api_tokens where withdrawn_at is null "
    "order by name, expires_on is null, expires_on, revoked_at is null, permissions",
    "transactions": "select number, kind, date, due_on, description, reference, method, payment_state, amount_cents, "
    "reconciled_cents, processing_cents, planned_cents from transactions where withdrawn_at is null order by number",
    "items": "select t.number, i.position, i.description, i.amount_cents, i.reconciled_cents, i.processing_cents, "
    "i.planned_cents from items i join transactions t on t.id = i.transaction_id where i.withdrawn_at is null "
    "order by t.number, i.position",
    "reconciliations": "select c.number, ci.position, d.number, di.position, r.amount_cents, r.processing, r.faulty "
    "from reconciliations r join transactions c on c.id = r.credit_transaction_id "
    "join transactions d on d.id = r.debit_transaction_id join items ci on ci.id = r.credit_item_id "
    "join items di on di.id = r.debit_item_id where r.released_at is null "
    "order by c.number, ci.position, d.number, di.position, r.faulty, r.amount_cents, r.processing",
    "planned_payments": "select a.number, p.due_on, p.amount_cents, p.method, p.state, t.number from planned_payments p "
    "join accounts a on a.id = p.account_id left join transactions t on t.id = p.transaction_id "
    "where p.withdrawn_at is null order by a.number, p.due_on, p.amount_cents, p.method, p.state, t.number",
    "planned_reconciliations": "select p.due_on, p.amount_cents, d.number, di.position, r.amount_cents "
    "from reconciliations r join planned_payments p on p.id = r.planned_payment_id "
    "join transactions d on d.id = r.debit_transaction_id "
    "join items di on di.id = r.debit_item_id where r.released_at is null "
    "order by d.number, di.position, p.due_on, p.amount_cents, r.amount_cents",
    "subscriptions": "select a.number, s.description, s.amount_cents, s.starts_on, s.ends_on, s.next_on, s.periods_charged "
    "from subscriptions s join accounts a on a.id = s.account_id where s.withdrawn_at is null "
    "order by a.number, s.description, s.starts_on, s.amount_cents, s.ends_on is null, s.ends_on, s.next_on, "
    "s.periods_charged",
    "bank_accounts": "select name, currency, iban, number from bank_accounts where withdrawn_at is null order by name",
    "bank_statements": "select b.name, s.first_day, s.last_day, s.opening_cents, s.closing_cents, s.line_count "
    "from bank_statements s join bank_accounts b on b.id = s.bank_account_id where s.withdrawn_at is null "
    "order by b.name, s.first_day, s.last_day, s.line_count, s.opening_cents is null, s.opening_cents",
    "bank_lines": "select b.name, l.booked_on, l.amount_cents, l.payer_name, l.payer_account, l.text, l.key, "
    "l.ignored_reason, l.explained_cents from bank_lines l join bank_accounts b on b.id = l.bank_account_id "
    "where l.withdrawn_at is null order by l.key, b.name",
    "bank_line_parts": "select l.key, p.kind, p.amount_cents, p.reason, t.number from bank_line_parts p "
    "join bank_lines l on l.id = p.line_id left join transactions t on t.id = p.transaction_id "
    "where p.withdrawn_at is null order by l.key, p.kind, p.amount_cents, t.number, p.reason",
    "books_closings": "select c.through, c.reconciliations, c.recorded_by, c.reopened_by, c.reopened_reason "
    "from books_closings c order by c.id",
    "journals": "select j.number, j.currency, j.first_day, j.last_day, j.amount_cents, j.line_count from journals j "
    "order by j.seq",
    "payers": "select y.name, y.payer_account, a.number from payers y left join payer_accounts x on x.payer_id = y.id "
    "and x.withdrawn_at is null left join accounts a on a.id = x.account_id where y.withdrawn_at is null "
    "order by y.name_key, y.payer_account_key, a.number",
}


STATEMENTS = {name: Sql(text) for name, text in STATE.items()}
