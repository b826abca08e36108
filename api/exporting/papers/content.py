"""What stands on each paper, as the data of ``document.typ``: texts are data there, and never read as markup."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from domain.core.journal import METHOD_NAMES
from domain.core.kinds import PaymentState, TransactionKind
from domain.core.money import format_decimal
from domain.core.organisation import Organisation
from domain.queries.documents import AppliedPart, PaperDetails, YearlyPart
from domain.queries.statements import StatementRow
from domain.tables import AccountRow, ItemRow, MemberRow, TransactionRow

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
KINDS = {
    TransactionKind.INVOICE: "Invoice",
    TransactionKind.PAYMENT: "Payment",
    TransactionKind.DEPOSIT: "Deposit",
    TransactionKind.CREDIT: "Credit",
    TransactionKind.CANCELLATION: "Cancellation",
    TransactionKind.REFUND: "Refund",
    TransactionKind.PAYMENT_CORRECTION: "Returned payment",
}
Note: TypeAlias = tuple[str, str]
"""A text and the amount or other value beside it."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What all papers of an account share: whose they are, who sends them, and the day on which they are made."""

    organisation: Organisation
    account: AccountRow
    made_on: date

    def money(self, cents: int) -> str:
        """Return an amount as a number with thousands apart; its currency stands at the head."""
        whole, point, rest = format_decimal(abs(cents), self.account.currency).partition(".")
        return f"{'-' if cents < 0 else ''}{int(whole):,}{point}{rest}"

    def data(self, title: str, subtitle: str | None, facts: Sequence[Note], **parts: Any) -> dict[str, Any]:
        """Return a whole document; ``parts`` are warnings, summary, tables and notes."""
        owner = [each for each in (self.account.email,) if each]
        return {
            "title": title,
            "subtitle": subtitle,
            "language": "en",
            "paper": self.organisation.paper,
            "footer": f"{self.organisation.name} · Account {self.account.number}",
            "page-words": ["Page", "of"],
            "organisation": {"name": self.organisation.name, "lines": list(self.organisation.lines)},
            "recipient": {"title": self.account.owner_name, "lines": owner},
            "facts": [["Account", self.account.number], *facts, ["Made on", day_text(self.made_on)]],
            "warnings": [],
            "summary": [],
            "tables": [],
            "notes": [],
            **parts,
        }


class PaperColumn(NamedTuple):
    """A column: its title, whether it is right-aligned as amounts are, and whether it takes the width that is left."""

    title: str
    right: bool = False
    wide: bool = False


@dataclass(slots=True)
class PaperTable:
    """A table; its rows may have notes in one cell."""

    columns: Sequence[PaperColumn]
    title: str | None = None
    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, *cells: str, notes: Iterable[Note] = (), notes_in: int = 1, strong: bool = False) -> None:
        """Add a row."""
        listed = [list(each) for each in notes]
        self.rows.append({"cells": list(cells), "notes": listed, "notes-in": notes_in, "strong": strong})

    @property
    def data(self) -> dict[str, Any]:
        """Return it as data."""
        columns = [each._asdict() for each in self.columns]
        return {"title": self.title, "columns": columns, "rows": self.rows}


def day_text(day: date) -> str:
    """Return a date as people write it: Jan 31, 2026."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def days_text(first: date, last: date) -> str:
    """Return a period as people write it."""
    return day_text(first) if first == last else f"{day_text(first)} \N{EN DASH} {day_text(last)}"


def statement_document(paper: Paper, statement: StatementRow, details: PaperDetails) -> dict[str, Any]:
    """Return a statement: each transaction with what it charged for whom, or what it paid for."""
    table = PaperTable(
        [
            PaperColumn("Date"),
            PaperColumn("Transaction", wide=True),
            PaperColumn("Charged", right=True),
            PaperColumn("Paid", right=True),
            PaperColumn("Balance", right=True),
        ]
    )
    for line in statement.lines:
        transaction = details.transactions[line.transaction_id]
        debit, credit = line.debit_cents, line.credit_cents
        table.add(
            day_text(line.date),
            _named(transaction),
            paper.money(debit) if debit else "",
            paper.money(credit) if credit else "",
            paper.money(line.balance_cents),
            notes=_notes(paper, transaction, details),
        )
    charged, paid = (sum(getattr(each, name) for each in statement.lines) for name in ("debit_cents", "credit_cents"))
    notes = [f"Payments are shown with what they paid for, as matched on {day_text(paper.made_on)}."]
    if statement.processing_cents:
        notes.append(f"On its way and not counted yet: {paper.money(statement.processing_cents)}.")
    summary = [
        ["Opening balance", paper.money(statement.opening_cents)],
        ["Charged", paper.money(charged)],
        ["Paid and credited", paper.money(paid)],
        ["Closing balance", paper.money(statement.closing_cents)],
    ]
    if not statement.lines:
        notes.insert(0, "There are no transactions in this period.")
    return paper.data(
        "Statement",
        days_text(statement.first_day, statement.last_day),
        [("Amounts in", paper.account.currency)],
        summary=summary,
        tables=[table.data] if statement.lines else [],
        notes=notes,
    )


def receipt_document(paper: Paper, payment: TransactionRow, details: PaperDetails) -> dict[str, Any]:
    """Return a receipt: one payment or deposit, by what it paid for."""
    warnings = {
        PaymentState.PROCESSING: "This payment is on its way and has not arrived yet.",
        PaymentState.FAILED: "This payment came back or was reversed. It is not a proof of payment.",
    }
    state = payment.payment_state
    facts = [
        ("Receipt", payment.number),
        ("Paid on", day_text(payment.date)),
        ("Method", _method(payment).capitalize()),
    ]
    if payment.reference:
        facts.append(("Reference", payment.reference))
    return paper.data(
        "Receipt",
        payment.number,
        facts,
        warnings=[warnings[state]] if state in warnings else [],
        summary=[["Amount paid", f"{paper.money(payment.amount_cents)} {paper.account.currency}"]],
        tables=[_paid_for(paper, payment, details).data],
    )


def _paid_for(paper: Paper, payment: TransactionRow, details: PaperDetails) -> PaperTable:
    """Return what a payment paid for, invoices first, and what it left on the account."""
    table = PaperTable(
        [
            PaperColumn("Paid for", wide=True),
            PaperColumn("Number"),
            PaperColumn("Dated"),
            PaperColumn("Amount", right=True),
        ]
    )
    applied = [part for part in details.applied.get(payment.id, ()) if part.item.kind is TransactionKind.INVOICE]
    for item, transaction, cents in applied:
        table.add(_for_whom(item, details.members), transaction.number, day_text(transaction.date), paper.money(cents))
    other = [part for part in details.applied.get(payment.id, ()) if part.item.kind is not TransactionKind.INVOICE]
    for _, transaction, cents in other:
        table.add(KINDS[transaction.kind], transaction.number, day_text(transaction.date), paper.money(cents))
    left = payment.amount_cents - sum(part.cents for part in (*applied, *other))
    if left:
        table.add("Kept on the account", "", "", paper.money(left))
    table.add("Total", "", "", f"{paper.money(payment.amount_cents)} {paper.account.currency}", strong=True)
    return table


def yearly_document(paper: Paper, year: int, parts: Sequence[YearlyPart], member: MemberRow | None) -> dict[str, Any]:
    """Return what was paid in a year for a member, or for the account's own items, by ledger code."""
    by_code: defaultdict[str, list[YearlyPart]] = defaultdict(list)
    for part in parts:
        by_code[f"{part.code.title} ({part.code.code})"].append(part)
    tables = []
    for title, of_code in sorted(by_code.items()):
        table = PaperTable(
            [
                PaperColumn("Paid on"),
                PaperColumn("For", wide=True),
                PaperColumn("Receipt"),
                PaperColumn("Amount", right=True),
            ],
            title,
        )
        for part in of_code:
            table.add(day_text(part.date), part.item.description, part.transaction.number, paper.money(part.cents))
        table.add("Total", "", "", paper.money(sum(part.cents for part in of_code)), strong=True)
        tables.append(table.data)
    total = sum(part.cents for part in parts)
    whose = member.name if member is not None else "The account itself"
    return paper.data(
        "Yearly receipt",
        f"{whose}, {year}",
        [("For", whose), ("Year", str(year))],
        summary=[[f"Paid in {year}", f"{paper.money(total)} {paper.account.currency}"]],
        tables=tables,
        notes=[
            "By the date on which the money was paid. Refunds are subtracted; money that has not arrived is left out."
        ],
    )


def _named(transaction: TransactionRow) -> str:
    method = f", {_method(transaction)}" if transaction.method is not None else ""
    return f"{KINDS[transaction.kind]} {transaction.number}{method}"


def _method(transaction: TransactionRow) -> str:
    return "" if transaction.method is None else METHOD_NAMES[transaction.method]


def _notes(paper: Paper, transaction: TransactionRow, details: PaperDetails) -> list[Note]:
    """Return what stands below a transaction: its items, or what its money is for."""
    if not transaction.kind.is_cash:
        return [
            (_for_whom(item, details.members), paper.money(item.amount_cents)) for item in details.items[transaction.id]
        ]
    parts: Sequence[AppliedPart] = details.applied.get(transaction.id, ())
    notes = [
        (f"{_for_whom(item, details.members)} · {other.number}", paper.money(cents)) for item, other, cents in parts
    ]
    left = transaction.amount_cents - sum(part.cents for part in parts)
    return [*notes, ("Not applied to anything", paper.money(left))] if left else notes


def _for_whom(item: ItemRow, members: dict[int, MemberRow]) -> str:
    member = members.get(item.member_id or 0)
    text = item.description or KINDS[item.kind]
    return text if member is None else f"{text}, for {member.name}"
