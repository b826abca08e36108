"""What suggestions are found in: all that is open on accounts, read by a fixed number of statements (domain R26)."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple, Protocol, TypeVar

from domain.core.allocation import Room
from domain.core.kinds import OUTSTANDING, PaymentState, Side, TransactionKind
from domain.core.naming import candidates
from domain.core.open_account import OpenAccount, OpenCredit, OpenInvoice, OpenItem
from domain.store.steps import Fetch, Sql, Steps

MOST_CREDITS = 1_000
"""Credits of one account that are looked at, the oldest: as many as a list of suggestions may have."""
MOST_DEBITS = 2_000
"""Open debit items of one account that are looked at, the oldest. Where there are more, no amount is sure."""
MOST_CANDIDATES = 20_000
"""Numbers, which the texts of one account's credits may mean, that are looked up. Where there are more, as above."""


class CreditLine(NamedTuple):
    """An open credit item as it is read."""

    account_id: int
    item_id: int
    kind: str
    date: datetime.date
    open_cents: int
    reference: str | None
    description: str
    payment_state: str | None
    currency: str
    faulty_count: int

    @property
    def texts(self) -> tuple[str, ...]:
        """What may name an invoice."""
        return tuple(text for text in (self.reference, self.description) if text)


class DebitLine(NamedTuple):
    """An open debit item as it is read."""

    account_id: int
    item_id: int
    kind: str
    date: datetime.date
    open_cents: int
    position: int
    transaction_id: int
    number: str
    transaction_cents: int
    faulty_count: int


def _oldest_open_items(columns: str, tables: str) -> Sql:
    """The oldest open items of one side for each account, in the order of R9; ``most`` bounds them all together."""
    return Sql(
        f"select {columns} from (select x.*, row_number() over (partition by x.account_id "
        "order by x.date, x.recording_seq, x.position) as place from items x "
        "where x.account_id in :ids and x.side = :side "
        "and x.amount_cents - x.reconciled_cents - x.planned_cents > 0 and x.withdrawn_at is null) i "
        f"join {tables} where i.place <= :each order by i.account_id, i.place limit :most"
    )


_OPEN_CENTS = "i.amount_cents - i.reconciled_cents - i.planned_cents"
_CREDITS = _oldest_open_items(
    f"i.account_id, i.id, i.kind, i.date, {_OPEN_CENTS}, t.reference, t.description, t.payment_state, a.currency, "
    "i.faulty_count",
    "transactions t on t.id = i.transaction_id join accounts a on a.id = i.account_id",
)
_DEBITS = _oldest_open_items(
    f"i.account_id, i.id, i.kind, i.date, {_OPEN_CENTS}, i.position, t.id, t.number, t.amount_cents, i.faulty_count",
    "transactions t on t.id = i.transaction_id",
)
_PLANNED = Sql(
    "select distinct p.account_id, p.amount_cents from planned_payments p "
    "where p.account_id in :ids and p.state in :states and p.withdrawn_at is null"
)
_LOCKED = Sql(
    "select r.credit_item_id, r.debit_item_id from reconciliations r join items d on d.id = r.debit_item_id "
    "where r.released_at is null and r.credit_item_id in :ids and (r.processing or d.planned_cents > 0) "
    "and d.amount_cents - d.reconciled_cents - d.planned_cents > 0"
)
_INVOICE_NUMBERS = Sql(
    "select t.number, t.account_id from transactions t "
    "where t.number in :numbers and t.kind = 'INVOICE' and t.withdrawn_at is null order by t.number"
)


class OpenAccounts(NamedTuple):
    """Accounts that have open credits, by id, and how many items were read for all of them."""

    accounts: dict[int, OpenAccount]
    items: int


def open_accounts(account_ids: Collection[int], most_items: int) -> Steps[OpenAccounts]:
    """What is open on accounts; those without an open credit are left out.

    Five statements at most, however many accounts. Credits and debits are read up to ``most_items`` + 1 each: who is
    given more than ``most_items`` must not use them.
    """
    bounds = {"ids": sorted(account_ids), "most": most_items + 1}
    raw = yield Fetch(_CREDITS, side=Side.CREDIT, each=MOST_CREDITS + 1, **bounds)
    credits_of = _by_account(map(CreditLine._make, raw))
    if not credits_of:
        return OpenAccounts({}, 0)
    read = len(raw)
    bounds["ids"] = sorted(credits_of)
    raw = yield Fetch(_DEBITS, side=Side.DEBIT, each=MOST_DEBITS + 1, **bounds)
    debits_of = _by_account(map(DebitLine._make, raw))
    meant_of = {account_id: _meant(lines) for account_id, lines in credits_of.items()}
    around = _Around(
        planned_of=(yield from _planned_cents(credits_of)),
        locked_of=(yield from _locked_items([each.item_id for lines in credits_of.values() for each in lines])),
        account_of=(yield from _invoice_accounts({number for meant in meant_of.values() for number in meant})),
    )
    found = {
        account_id: _account(lines, debits_of[account_id], meant_of[account_id], around)
        for account_id, lines in credits_of.items()
    }
    return OpenAccounts(found, read + len(raw))


class _Around(NamedTuple):
    """What is read about all accounts at once: planned amounts, locked items of credits, the accounts of invoice numbers."""

    planned_of: defaultdict[int, set[int]]
    locked_of: defaultdict[int, set[int]]
    account_of: dict[str, int]


def _account(
    lines: Sequence[CreditLine], debits: Sequence[DebitLine], meant: Collection[str], around: _Around
) -> OpenAccount:
    """One account of what was read; ``meant`` are numbers that its texts may mean."""
    account_id = lines[0].account_id
    invoices = _invoices(debits)
    named = {number: around.account_of[number] for number in meant if number in around.account_of}
    settled = {number for number, owner in named.items() if owner == account_id}
    received = [line for line in lines[:MOST_CREDITS] if line.payment_state != PaymentState.FAILED]
    return OpenAccount(
        currency=lines[0].currency,
        credits=[_credit(line, around.locked_of[line.item_id]) for line in received],
        invoices=invoices,
        planned_cents=around.planned_of[account_id],
        refund_cents={line.open_cents for line in debits if line.kind == TransactionKind.REFUND},
        settled_numbers=settled - {invoice.number for invoice in invoices},
        other_numbers=named.keys() - settled,
        faulty_item_ids=_faulty(lines) | _faulty(debits),
        whole=len(lines) <= MOST_CREDITS and len(debits) <= MOST_DEBITS and len(meant) < MOST_CANDIDATES,
    )


class _OfAccount(Protocol):
    @property
    def account_id(self) -> int: ...


L = TypeVar("L", bound=_OfAccount)


def _by_account(lines: Iterable[L]) -> defaultdict[int, list[L]]:
    found: defaultdict[int, list[L]] = defaultdict(list)
    for line in lines:
        found[line.account_id].append(line)
    return found


def _planned_cents(account_ids: Collection[int]) -> Steps[defaultdict[int, set[int]]]:
    """The amounts of each account's outstanding planned payments."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    rows = yield Fetch(_PLANNED, ids=sorted(account_ids), states=sorted(OUTSTANDING))
    for account_id, cents in rows:
        found[account_id].add(cents)
    return found


def _locked_items(credit_item_ids: Collection[int]) -> Steps[defaultdict[int, set[int]]]:
    """For each credit item the open debit items with which it has a locked reconciliation (domain R15)."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for credit_item_id, debit_item_id in (yield Fetch(_LOCKED, ids=sorted(credit_item_ids))):
        found[credit_item_id].add(debit_item_id)
    return found


def _invoice_accounts(numbers: Collection[str]) -> Steps[dict[str, int]]:
    """Which of these are numbers of invoices, each with the account that the invoice is on."""
    if not numbers:
        return {}
    return {row[0]: row[1] for row in (yield Fetch(_INVOICE_NUMBERS, numbers=sorted(numbers)))}


def _meant(lines: Sequence[CreditLine]) -> set[str]:
    """Numbers that the texts of an account's credits may mean, up to the most that are looked up."""
    found: set[str] = set()
    for text in dict.fromkeys(text for line in lines for text in line.texts):
        if len(found) >= MOST_CANDIDATES:
            break
        found |= candidates(text)
    return found


def _faulty(lines: Sequence[CreditLine] | Sequence[DebitLine]) -> set[int]:
    return {line.item_id for line in lines if line.faulty_count > 0}


def _credit(line: CreditLine, locked: Collection[int]) -> OpenCredit:
    kind = TransactionKind(line.kind)
    return OpenCredit(line.item_id, kind, line.date, line.open_cents, line.texts, frozenset(locked))


def _invoices(lines: Sequence[DebitLine]) -> list[OpenInvoice]:
    """Invoices with all their open items, which stand together in the order of R9; one that was cut off is left out."""
    cut = {line.transaction_id for line in lines[MOST_DEBITS:]}
    kept = [line for line in lines if line.kind == TransactionKind.INVOICE and line.transaction_id not in cut]
    found = []
    for place, (_, group) in enumerate(groupby(kept, key=lambda line: line.transaction_id)):
        items = list(group)
        first = items[0]
        rooms = tuple(OpenItem(Room(line.item_id, line.open_cents), line.position) for line in items)
        found.append(OpenInvoice(place, first.number, first.date, first.transaction_cents, rooms))
    return found
