"""Journals for the ledger: what a transaction posts, and how a journal differs from what was exported (domain R46b).

Invoice items post receivables against their ledger code, credits and cancellations the other way round; money received posts
the clearing account of its method against receivables, money given back the other way round. Money that is still processing
posts nothing, and reconciliations never do. So the balance of receivables is the sum of the accounts' balances.
"""

import enum
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from domain.core.kinds import PaymentMethod, Side, TransactionKind
from domain.core.money import exact_total
from domain.core.sales import INCOME
from domain.texts import say


class JournalRole(enum.StrEnum):
    """What an account of the ledger is for."""

    RECEIVABLES = "RECEIVABLES"  # what clients owe
    CLEARING = "CLEARING"  # money of one method on its way to or from the bank
    LEDGER_CODE = "LEDGER_CODE"  # what was sold under one ledger code


ROLE_ORDER = tuple(JournalRole)
METHOD_ORDER = (None, *PaymentMethod)
METHOD_NAMES = {
    PaymentMethod.CASH: "cash",
    PaymentMethod.CHECK: "check",
    PaymentMethod.CARD: "card",
    PaymentMethod.ECHECK: "eCheck",
    PaymentMethod.TRANSFER: "transfer",
    PaymentMethod.OTHER: "other",
}
WAY = say("sum-choose-shorter-period")


class JournalAccounts(NamedTuple):
    """The ledger's accounts as the ledger calls them: receivables, one for each method, and those of some ledger codes.

    A ledger code that has none is its own account. ``tax_rate`` is what Xero calls the rate of lines without tax.
    """

    receivables: str = "Accounts receivable"
    clearing: Mapping[PaymentMethod, str] = {}
    codes: Mapping[str, str] = {}
    tax_rate: str = "Tax Exempt"

    def clearing_of(self, method: PaymentMethod) -> str:
        """Return the clearing account of a method."""
        name = METHOD_NAMES[method]
        return self.clearing.get(method) or f"{name if method is PaymentMethod.ECHECK else name.capitalize()} clearing"


USUAL_ACCOUNTS = JournalAccounts()


class PostedCell(NamedTuple):
    """A sum of counted amounts of one day: items of one kind and ledger code, or money of one kind and method."""

    day: date
    kind: TransactionKind
    method: PaymentMethod | None
    ledger_code_id: int | None
    cents: int


class Posting(NamedTuple):
    """What amounts of a journal are added up by: a day, an account of the ledger by its role, and a side."""

    day: date
    role: JournalRole
    method: PaymentMethod | None
    ledger_code_id: int | None
    side: Side


class JournalCode(NamedTuple):
    """A ledger code as a journal's line names it."""

    code: str
    title: str


class JournalLine(NamedTuple):
    """A line: the posting that it is of, the date it is posted on, and its amount, negative where it takes back.

    ``account`` and ``description`` are texts for the ledger.
    """

    posting: Posting
    date: date
    cents: int
    account: str
    description: str


def postings(cells: Iterable[PostedCell]) -> dict[Posting, int]:
    """Return what transactions post, by day, account and side; both sides of each day come to the same.

    Raises ``InvalidAmount`` as ``exact_total`` does.
    """
    sums: defaultdict[Posting, int] = defaultdict(int)
    for cell in cells:
        side = cell.kind.side
        other = Side.CREDIT if side is Side.DEBIT else Side.DEBIT
        of_code = cell.kind in INCOME
        role = JournalRole.LEDGER_CODE if of_code else JournalRole.CLEARING
        sums[Posting(cell.day, JournalRole.RECEIVABLES, None, None, side)] += cell.cents
        sums[
            Posting(cell.day, role, None if of_code else cell.method, cell.ledger_code_id if of_code else None, other)
        ] += cell.cents
    return {posting: exact_total(cents, WAY) for posting, cents in sums.items() if cents}


def differences(now: Mapping[Posting, int], exported: Mapping[Posting, int]) -> dict[Posting, int]:
    """Return what is to be posted so that what was exported becomes what is now; nothing where the two are the same."""
    changed = {posting: now.get(posting, 0) - exported.get(posting, 0) for posting in {**now, **exported}}
    return {posting: cents for posting, cents in changed.items() if cents}


def journal_lines(
    changed: Mapping[Posting, int],
    accounts: JournalAccounts,
    codes: Mapping[int, JournalCode],
    posted_on: Callable[[date], date | None],
) -> list[JournalLine]:
    """Return the lines of a journal, in order: by the date of posting, then by day, account and side.

    ``posted_on`` returns the date on which a day is corrected, None where a day is posted for the first time, on itself.
    """
    lines = []
    for posting, cents in changed.items():
        code = None if posting.ledger_code_id is None else codes[posting.ledger_code_id]
        corrected_on = posted_on(posting.day)
        text = _described(posting, code)
        lines.append(
            JournalLine(
                posting,
                corrected_on or posting.day,
                cents,
                _account(posting, accounts, code),
                text if corrected_on is None else f"Correction of {posting.day}: {text}",
            )
        )
    lines.sort(key=_place)
    return lines


def debit_cents(side: Side, cents: int) -> int:
    """Return what a line debits: its amount on the debit side, or what it takes back of the credit side."""
    return max(cents if side is Side.DEBIT else -cents, 0)


def credit_cents(side: Side, cents: int) -> int:
    """Return what a line credits: its amount on the credit side, or what it takes back of the debit side."""
    return max(cents if side is Side.CREDIT else -cents, 0)


def balanced_total(lines: Iterable[JournalLine]) -> int:
    """Return what the lines debit, which is what they credit, on each date; raises ``InvalidAmount``."""
    debits: defaultdict[date, int] = defaultdict(int)
    credits_: defaultdict[date, int] = defaultdict(int)
    for line in lines:
        debits[line.date] += debit_cents(line.posting.side, line.cents)
        credits_[line.date] += credit_cents(line.posting.side, line.cents)
    assert debits == credits_, "a journal does not balance"
    return exact_total(sum(debits.values()), WAY)


def _account(posting: Posting, accounts: JournalAccounts, code: JournalCode | None) -> str:
    if posting.role is JournalRole.RECEIVABLES:
        return accounts.receivables
    if posting.method is not None:
        return accounts.clearing_of(posting.method)
    assert code is not None, "an item without a ledger code"
    return accounts.codes.get(code.code, code.code)


def _described(posting: Posting, code: JournalCode | None) -> str:
    is_debit = posting.side is Side.DEBIT
    if posting.role is JournalRole.RECEIVABLES:
        return "Receivables: charged, refunded and returned" if is_debit else "Receivables: paid and credited"
    if posting.method is not None:
        return f"{'Received' if is_debit else 'Refunded and returned'}: {METHOD_NAMES[posting.method]}"
    assert code is not None, "an item without a ledger code"
    return f"{'Credited and cancelled' if is_debit else 'Sales'}: {code.title}"


def _place(line: JournalLine) -> tuple[date, date, int, int, str, int, bool]:
    posting = line.posting
    return (
        line.date,
        posting.day,
        ROLE_ORDER.index(posting.role),
        METHOD_ORDER.index(posting.method),
        line.account,
        posting.ledger_code_id or 0,
        posting.side is Side.CREDIT,
    )
