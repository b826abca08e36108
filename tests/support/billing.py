"""A small recreation centre in a store: recognisable data, and its state as plain values."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from domain.core.kinds import PaymentMethod, TransactionKind
from domain.errors import Refusal, Refusals
from domain.permissions import OPERATOR, Principal
from domain.queries.integrity import CHECKS, KEPT
from domain.queries.integrity import contradictions as broken_rows
from domain.queries.records import items_of
from domain.rows import ItemRow
from domain.services import (
    access,
    accounts,
    bulk,
    checkout,
    invoices,
    ledger_codes,
    payments,
    reconcile,
    reconciliations,
    suggestions,
)
from domain.services.accounts import AccountOutcome, CreateAccount, create_account
from domain.services.invoices import CreateInvoice, create_invoice
from domain.services.ledger_codes import CreateLedgerCode, LedgerCodeOutcome, create_ledger_code
from domain.services.marks import MarkWish
from domain.services.payments import MakePayment, Money, make_payment
from domain.services.recording import ItemWish, RecordedOutcome
from domain.services.undo import UndoBatch, UndoOutcome, undo_batch
from domain.store.block import Block
from domain.store.steps import Fetch, Sql, Steps
from domain.store.store import Command, Done, Store

T = TypeVar("T")
W = TypeVar("W")

CONTRADICTIONS = Sql(
    "select count(*) from items i where i.reconciled_cents + i.planned_cents > i.amount_cents or "
    "i.reconciled_cents + i.planned_cents <> "
    "coalesce((select sum(r.amount_cents) from reconciliations r where r.released_at is null and not r.faulty "
    "and (r.credit_item_id = i.id or r.debit_item_id = i.id)), 0)"
)


class Centre:
    """One account, Rivera, with a ledger code; more on request."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.rivera = 0

    @classmethod
    async def open(cls, store: Store) -> "Centre":
        """A centre with account 1001 (Ann Rivera) and ledger codes SWIM and CAMP."""
        centre = cls(store)
        for code in ("SWIM", "CAMP"):
            await centre.do(
                "createLedgerCode", create_ledger_code, CreateLedgerCode(code, code.title()), LedgerCodeOutcome
            )
        centre.rivera = await centre.account("1001", "Ann Rivera")
        return centre

    async def do(
        self,
        mutation: str,
        service: Callable[[Block, W], Steps[T]],
        wish: W,
        outcome_type: type[T],
        actor: Principal = OPERATOR,
    ) -> Done[T]:
        """Runs one mutation."""
        return await self.store.write(Command(mutation, actor), lambda block: service(block, wish), outcome_type)

    async def account(self, number: str, owner: str = "Ann Rivera") -> int:
        """A new account's id."""
        wish = CreateAccount(number, owner, "USD", None, ("Leo", "Sofia"))
        return (await self.do("createAccount", create_account, wish, AccountOutcome)).outcome.account

    async def invoice(self, *amounts: int, account: int | None = None) -> Done[RecordedOutcome]:
        """An invoice with items of these amounts."""
        items = [ItemWish("Swim lessons", "SWIM", amount) for amount in amounts]
        return await self.do(
            "createInvoice", create_invoice, CreateInvoice(account or self.rivera, items), RecordedOutcome
        )

    async def payment(
        self,
        amount: int,
        *marks: MarkWish,
        method: PaymentMethod = PaymentMethod.CASH,
        kind: TransactionKind = TransactionKind.PAYMENT,
        account: int | None = None,
    ) -> Done[RecordedOutcome]:
        """A payment with these marks."""
        wish = MakePayment(account or self.rivera, Money(amount, method), kind, marks)
        return await self.do("makePayment", make_payment, wish, RecordedOutcome)

    async def undo(self, done: Done[Any]) -> Done[UndoOutcome]:
        """Undoes a batch."""
        assert done.batch_id is not None
        return await self.do("undoBatch", undo_batch, UndoBatch(done.batch_id), UndoOutcome)

    async def items(self, transaction: int) -> Sequence[ItemRow]:
        """A transaction's items, in listed order."""
        return (await self.store.read(items_of([transaction])))[transaction]

    async def rows(self, text: str) -> list[tuple[Any, ...]]:
        """The rows of a statement."""
        async with self.store.snapshot() as reader:
            return await reader.run(_rows(Sql(text)))

    async def contradictions(self) -> int:
        """Items whose stored sums differ from their edges, or that are over-reconciled."""
        return int((await self.store.read(_rows(CONTRADICTIONS)))[0][0])

    async def state(self) -> dict[str, list[tuple[Any, ...]]]:
        """All that the centre's views show, without ids: what an undo must give back."""
        return await self.store.read(_state())


def _state() -> Steps[dict[str, list[tuple[Any, ...]]]]:
    found = {}
    for name, sql in STATEMENTS.items():
        found[name] = yield from _rows(sql)
    return found


def _rows(sql: Sql) -> Steps[list[tuple[Any, ...]]]:
    return [tuple(row) for row in (yield Fetch(sql))]


STATE = {
    "accounts": "select number, owner_name, email, currency, balance_cents, processing_cents, planned_cents, "
    "unreconciled_debit_cents, unreconciled_credit_cents from accounts where withdrawn_at is null order by number",
    "members": "select a.number, m.name from members m join accounts a on a.id = m.account_id "
    "where m.withdrawn_at is null order by a.number, m.name",
    "ledger_codes": "select code, title, archived from ledger_codes where withdrawn_at is null order by code",
    "users": "select email, name, permissions, disabled from users where withdrawn_at is null order by email",
    "tokens": "select name, permissions, expires_on, revoked_at is null from api_tokens where withdrawn_at is null "
    "order by name",
    "transactions": "select number, kind, date, due_on, description, reference, method, payment_state, amount_cents, "
    "reconciled_cents, processing_cents, planned_cents from transactions where withdrawn_at is null order by number",
    "items": "select t.number, i.position, i.description, i.amount_cents, i.reconciled_cents, i.processing_cents, "
    "i.planned_cents from items i join transactions t on t.id = i.transaction_id where i.withdrawn_at is null "
    "order by t.number, i.position",
    "edges": "select c.number, ci.position, d.number, di.position, r.amount_cents, r.processing, r.faulty "
    "from reconciliations r join transactions c on c.id = r.credit_transaction_id "
    "join transactions d on d.id = r.debit_transaction_id join items ci on ci.id = r.credit_item_id "
    "join items di on di.id = r.debit_item_id where r.released_at is null "
    "order by c.number, ci.position, d.number, di.position, r.faulty, r.amount_cents",
    "planned_payments": "select a.number, p.due_on, p.amount_cents, p.method, p.state, t.number from planned_payments p "
    "join accounts a on a.id = p.account_id left join transactions t on t.id = p.transaction_id "
    "where p.withdrawn_at is null order by a.number, p.due_on, p.amount_cents, p.method, p.state, t.number",
    "planned_edges": "select p.due_on, p.amount_cents, d.number, di.position, r.amount_cents from reconciliations r "
    "join planned_payments p on p.id = r.planned_payment_id join transactions d on d.id = r.debit_transaction_id "
    "join items di on di.id = r.debit_item_id where r.released_at is null "
    "order by d.number, di.position, p.due_on, p.amount_cents, r.amount_cents",
    "subscriptions": "select a.number, s.description, s.amount_cents, s.starts_on, s.ends_on, s.next_on, s.periods_charged "
    "from subscriptions s join accounts a on a.id = s.account_id where s.withdrawn_at is null "
    "order by a.number, s.description, s.starts_on, s.amount_cents",
}


STATEMENTS = {name: Sql(text) for name, text in STATE.items()}


SERVICES: dict[type, tuple[str, Any, type]] = {
    accounts.CreateAccount: ("createAccount", create_account, AccountOutcome),
    accounts.UpdateAccount: ("updateAccount", accounts.update_account, AccountOutcome),
    ledger_codes.CreateLedgerCode: ("createLedgerCode", create_ledger_code, LedgerCodeOutcome),
    ledger_codes.UpdateLedgerCode: ("updateLedgerCode", ledger_codes.update_ledger_code, LedgerCodeOutcome),
    invoices.CreateInvoice: ("createInvoice", create_invoice, RecordedOutcome),
    invoices.CreateCredit: ("createCredit", invoices.create_credit, RecordedOutcome),
    checkout.Checkout: ("checkout", checkout.checkout, checkout.CheckoutOutcome),
    payments.MakePayment: ("makePayment", make_payment, RecordedOutcome),
    bulk.CreateInvoices: ("createInvoices", bulk.create_invoices, bulk.RecordedRows),
    bulk.MakePayments: ("makePayments", bulk.make_payments, bulk.RecordedRows),
    reconciliations.CreateReconciliations: (
        "createReconciliations",
        reconciliations.create_reconciliations,
        reconciliations.CreatedOutcome,
    ),
    reconciliations.ModifyReconciliations: (
        "modifyReconciliations",
        reconciliations.modify_reconciliations,
        reconciliations.ModifiedOutcome,
    ),
    reconciliations.DeleteReconciliations: (
        "deleteReconciliations",
        reconciliations.delete_reconciliations,
        reconciliations.ModifiedOutcome,
    ),
    suggestions.ApplySuggestion: ("applySuggestion", suggestions.apply_suggestion, suggestions.AppliedOutcome),
    reconcile.ReconcileAccount: ("reconcileAccount", reconcile.reconcile_account, reconcile.ReconcileOutcome),
    UndoBatch: ("undoBatch", undo_batch, UndoOutcome),
    access.CreateUser: ("createUser", access.create_user, access.UserOutcome),
    access.UpdateUser: ("updateUser", access.update_user, access.UserOutcome),
    access.CreateApiToken: ("createApiToken", access.create_api_token, access.ApiTokenOutcome),
    access.RevokeApiToken: ("revokeApiToken", access.revoke_api_token, access.ApiTokenOutcome),
}
"""Each wish with its mutation, service and outcome."""


async def run(store: Store, wish: object, actor: Principal = OPERATOR) -> Done[Any]:
    """Runs the mutation whose wish this is."""
    mutation, service, outcome_type = SERVICES[type(wish)]
    if isinstance(wish, MakePayment) and wish.kind is TransactionKind.DEPOSIT:
        mutation = "createDeposit"
    return await store.write(Command(mutation, actor), lambda block: service(block, wish), outcome_type)


def refusal_codes(error: BaseException) -> list[str]:
    """The codes of what was refused; anything else is raised again."""
    if isinstance(error, Refusal):
        return [error.code]
    if isinstance(error, Refusals):
        return [each.code for each in error.refusals]
    raise error


class ActiveEdge(NamedTuple):
    """An active edge by its items."""

    id: int
    credit: int | None
    debit: int
    cents: int
    processing: bool
    planned: int | None


_ACTIVE = Sql(
    "select id, credit_item_id, debit_item_id, amount_cents, processing, planned_payment_id from reconciliations "
    "where released_at is null and not faulty order by id"
)
_ITEMS = Sql(
    "select id, transaction_id, account_id, side, amount_cents, reconciled_cents, processing_cents, planned_cents, "
    "withdrawn_at is not null from items"
)
_TRANSACTIONS = Sql(
    "select id, account_id, kind, payment_state, amount_cents, reconciled_cents, processing_cents, planned_cents, "
    "withdrawn_at is not null from transactions"
)
_ACCOUNTS = Sql(
    "select id, balance_cents, processing_cents, planned_cents, unreconciled_debit_cents, unreconciled_credit_cents "
    "from accounts"
)
_PLANNED = Sql(
    "select id, account_id, amount_cents, state in ('PLANNED', 'ADJUSTED') and withdrawn_at is null from planned_payments"
)
HALF_DONE = {
    "a transaction without items": "select id from transactions where id not in (select transaction_id from items)",
    "a batch without events": "select id from batches where id not in (select batch_id from audit_events)",
    "a transaction without an event": "select id from transactions where id not in (select entity_id from audit_events)",
    "an edge without an event": "select id from reconciliations where id not in (select entity_id from audit_events)",
}


async def active_edges(store: Store) -> list[ActiveEdge]:
    """Every active edge that counts, oldest first."""
    return [ActiveEdge(*row) for row in await store.read(_rows(_ACTIVE))]


async def contradictions_of(store: Store) -> list[str]:
    """What is half-done, and stored sums against those that follow from edges and items, reckoned here anew."""
    return await store.read(_contradictions())


def _contradictions() -> Steps[list[str]]:
    found: list[str] = []
    for name, text in HALF_DONE.items():
        found += [f"{name}: {row[0]}" for row in (yield from _rows(Sql(text)))]
    for check in CHECKS:
        found += [
            f"{check.faults[row.fault].rule} {check.faults[row.fault].message} {row}"
            for row in (yield from broken_rows(check))
            if not check.faults[row.fault].message.startswith(KEPT)  # an import was told to keep it (domain R22a)
        ]
    of_transactions: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    of_accounts: defaultdict[int, list[int]] = defaultdict(lambda: [0] * 5)
    found += yield from _wrong_items(of_transactions, of_accounts)
    for transaction, account, kind, state, *sums, withdrawn in (yield from _rows(_TRANSACTIONS)):
        if sums != of_transactions[transaction]:
            found.append(f"transaction {transaction}: {sums} stored, {of_transactions[transaction]} by its items")
        if not withdrawn:
            sign = -1 if state != "PROCESSING" and TransactionKind(kind).side == "CREDIT" else 1
            of_accounts[account][1 if state == "PROCESSING" else 0] += sign * sums[0]
    found += yield from _wrong_planned(of_accounts)
    for account, *sums in (yield from _rows(_ACCOUNTS)):
        if sums != of_accounts[account]:
            found.append(f"account {account}: {sums} stored, {of_accounts[account]} by its transactions")
    return found


def _wrong_planned(of_accounts: dict[int, list[int]]) -> Steps[list[str]]:
    """Planned payments against what they hold; adds up what is still to come by account."""
    held: defaultdict[int, int] = defaultdict(int)
    for edge in map(ActiveEdge._make, (yield from _rows(_ACTIVE))):
        held[edge.planned or 0] += edge.cents
    found = []
    for planned, account, amount, outstanding in (yield from _rows(_PLANNED)):
        of_accounts[account][2] += amount if outstanding else 0
        if held[planned] > (amount if outstanding else 0):
            found.append(f"planned payment {planned} of {amount} holds {held[planned]}")
    return found


def _wrong_items(of_transactions: dict[int, list[int]], of_accounts: dict[int, list[int]]) -> Steps[list[str]]:
    """Items against their edges; adds up what they come to by transaction and by account."""
    found: list[str] = []
    held: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for edge in map(ActiveEdge._make, (yield from _rows(_ACTIVE))):
        for end in (edge.credit, edge.debit):
            if end is not None:
                held[end][0] += 0 if edge.planned else edge.cents
                held[end][1] += edge.cents if edge.processing else 0
                held[end][2] += edge.cents if edge.planned else 0
    for item, transaction, account, side, amount, *sums, withdrawn in (yield from _rows(_ITEMS)):
        in_use = held[item][0] + held[item][2]
        if sums != held[item] or in_use > (0 if withdrawn else amount):
            found.append(f"item {item} of {amount}: {sums} stored, {held[item]} by its edges")
        for index, cents in enumerate((amount, *held[item])):
            of_transactions[transaction][index] += cents
        if not withdrawn:
            of_accounts[account][3 if side == "DEBIT" else 4] += amount - in_use
    return found
