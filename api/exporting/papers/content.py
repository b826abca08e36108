"""What stands on each paper, as the data of ``document.typ``: texts are data there, and never read as markup."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from domain.core.kinds import PaymentState, TransactionKind
from domain.core.money import format_decimal
from domain.core.organisation import Organisation
from domain.queries.documents import AppliedPart, PaperDetails, YearlyPart
from domain.queries.statements import StatementRow
from domain.tables import AccountRow, ItemRow, MemberRow, TransactionRow
from domain.texts import Language, Value, say
from domain.texts.numbers import day, decimal, money

Note: TypeAlias = tuple[str, str]
"""A text and the amount or other value beside it."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What all papers of an account share: whose they are, who sends them, and the day on which they are made."""

    organisation: Organisation
    account: AccountRow
    made_on: date
    language: Language = Language.ENGLISH

    def say(self, id: str, **values: Value) -> str:
        """Return a message in the paper's language."""
        return say(id, **values).in_language(self.language)

    def money(self, cents: int) -> str:
        """Return an amount as a number with thousands apart; its currency stands at the head."""
        return decimal(self.language, format_decimal(cents, self.account.currency))

    def money_with_currency(self, cents: int) -> str:
        """Return an amount with its currency: 1,234.50 USD, or 1 234,50 $ US."""
        number = format_decimal(cents, self.account.currency)
        if self.language is Language.ENGLISH:
            return f"{decimal(self.language, number)} {self.account.currency}"
        return money(self.language, number, self.account.currency)

    def day(self, date: date) -> str:
        """Return a date as people write it: Jan 31, 2026."""
        return day(self.language, date)

    def days(self, first: date, last: date) -> str:
        """Return a period as people write it."""
        return self.day(first) if first == last else f"{self.day(first)} \N{EN DASH} {self.day(last)}"

    def data(self, title: str, subtitle: str | None, facts: Sequence[Note], **parts: Any) -> dict[str, Any]:
        """Return a whole document; ``parts`` are warnings, summary, tables and notes."""
        owner = [each for each in (self.account.email,) if each]
        account = self.say("paper-account")
        return {
            "title": title,
            "subtitle": subtitle,
            "language": self.language.partition("-")[0],
            "paper": self.organisation.paper,
            "footer": f"{self.organisation.name} · {account} {self.account.number}",
            "page-words": [self.say("paper-page"), self.say("paper-of-pages")],
            "organisation": {"name": self.organisation.name, "lines": list(self.organisation.lines)},
            "recipient": {"title": self.account.owner_name, "lines": owner},
            "facts": [[account, self.account.number], *facts, [self.say("paper-made-on"), self.day(self.made_on)]],
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


def statement_document(paper: Paper, statement: StatementRow, details: PaperDetails) -> dict[str, Any]:
    """Return a statement: each transaction with what it charged for whom, or what it paid for."""
    table = PaperTable(
        [
            PaperColumn(paper.say("paper-date")),
            PaperColumn(paper.say("paper-transaction"), wide=True),
            PaperColumn(paper.say("paper-charged"), right=True),
            PaperColumn(paper.say("paper-paid"), right=True),
            PaperColumn(paper.say("paper-balance"), right=True),
        ]
    )
    for line in statement.lines:
        transaction = details.transactions[line.transaction_id]
        debit, credit = line.debit_cents, line.credit_cents
        table.add(
            paper.day(line.date),
            _named(paper, transaction),
            paper.money(debit) if debit else "",
            paper.money(credit) if credit else "",
            paper.money(line.balance_cents),
            notes=_notes(paper, transaction, details),
        )
    charged, paid = (sum(getattr(each, name) for each in statement.lines) for name in ("debit_cents", "credit_cents"))
    notes = [paper.say("paper-matched-on", day=paper.day(paper.made_on))]
    if statement.processing_cents:
        notes.append(paper.say("paper-on-its-way", amount=paper.money(statement.processing_cents)))
    summary = [
        [paper.say("paper-opening-balance"), paper.money(statement.opening_cents)],
        [paper.say("paper-charged"), paper.money(charged)],
        [paper.say("paper-paid-and-credited"), paper.money(paid)],
        [paper.say("paper-closing-balance"), paper.money(statement.closing_cents)],
    ]
    if not statement.lines:
        notes.insert(0, paper.say("paper-no-transactions"))
    return paper.data(
        paper.say("paper-statement"),
        paper.days(statement.first_day, statement.last_day),
        [(paper.say("paper-amounts-in"), paper.account.currency)],
        summary=summary,
        tables=[table.data] if statement.lines else [],
        notes=notes,
    )


def receipt_document(paper: Paper, payment: TransactionRow, details: PaperDetails) -> dict[str, Any]:
    """Return a receipt: one payment or deposit, by what it paid for."""
    warnings = {
        PaymentState.PROCESSING: paper.say("paper-payment-on-its-way"),
        PaymentState.FAILED: paper.say("paper-payment-failed"),
    }
    state = payment.payment_state
    facts = [
        (paper.say("paper-receipt"), payment.number),
        (paper.say("paper-paid-on"), paper.day(payment.date)),
        (paper.say("paper-method"), paper.say("paper-method-title", method=payment.method or "")),
    ]
    if payment.reference:
        facts.append((paper.say("paper-reference"), payment.reference))
    return paper.data(
        paper.say("paper-receipt"),
        payment.number,
        facts,
        warnings=[warnings[state]] if state in warnings else [],
        summary=[[paper.say("paper-amount-paid"), paper.money_with_currency(payment.amount_cents)]],
        tables=[_paid_for(paper, payment, details).data],
    )


def _paid_for(paper: Paper, payment: TransactionRow, details: PaperDetails) -> PaperTable:
    """Return what a payment paid for, invoices first, and what it left on the account."""
    table = PaperTable(
        [
            PaperColumn(paper.say("paper-paid-for"), wide=True),
            PaperColumn(paper.say("paper-number")),
            PaperColumn(paper.say("paper-dated")),
            PaperColumn(paper.say("paper-amount"), right=True),
        ]
    )
    applied = [part for part in details.applied.get(payment.id, ()) if part.item.kind is TransactionKind.INVOICE]
    for item, transaction, cents in applied:
        table.add(
            _for_whom(paper, item, details.members), transaction.number, paper.day(transaction.date), paper.money(cents)
        )
    other = [part for part in details.applied.get(payment.id, ()) if part.item.kind is not TransactionKind.INVOICE]
    for _, transaction, cents in other:
        table.add(_kind(paper, transaction.kind), transaction.number, paper.day(transaction.date), paper.money(cents))
    left = payment.amount_cents - sum(part.cents for part in (*applied, *other))
    if left:
        table.add(paper.say("paper-kept"), "", "", paper.money(left))
    table.add(paper.say("paper-total"), "", "", paper.money_with_currency(payment.amount_cents), strong=True)
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
                PaperColumn(paper.say("paper-paid-on")),
                PaperColumn(paper.say("paper-for"), wide=True),
                PaperColumn(paper.say("paper-receipt")),
                PaperColumn(paper.say("paper-amount"), right=True),
            ],
            title,
        )
        for part in of_code:
            table.add(paper.day(part.date), part.item.description, part.transaction.number, paper.money(part.cents))
        table.add(paper.say("paper-total"), "", "", paper.money(sum(part.cents for part in of_code)), strong=True)
        tables.append(table.data)
    total = sum(part.cents for part in parts)
    whose = member.name if member is not None else paper.say("paper-account-itself")
    return paper.data(
        paper.say("paper-yearly-receipt"),
        f"{whose}, {year}",
        [(paper.say("paper-for"), whose), (paper.say("paper-year"), str(year))],
        summary=[[paper.say("paper-paid-in-year", year=str(year)), paper.money_with_currency(total)]],
        tables=tables,
        notes=[paper.say("paper-yearly-note")],
    )


def _named(paper: Paper, transaction: TransactionRow) -> str:
    named = f"{_kind(paper, transaction.kind)} {transaction.number}"
    method = transaction.method
    return named if method is None else f"{named}, {paper.say('paper-method-of', method=method)}"


def _kind(paper: Paper, kind: TransactionKind) -> str:
    return paper.say("paper-kind", kind=kind)


def _notes(paper: Paper, transaction: TransactionRow, details: PaperDetails) -> list[Note]:
    """Return what stands below a transaction: its items, or what its money is for."""
    if not transaction.kind.is_cash:
        return [
            (_for_whom(paper, item, details.members), paper.money(item.amount_cents))
            for item in details.items[transaction.id]
        ]
    parts: Sequence[AppliedPart] = details.applied.get(transaction.id, ())
    notes = [
        (f"{_for_whom(paper, item, details.members)} · {other.number}", paper.money(cents))
        for item, other, cents in parts
    ]
    left = transaction.amount_cents - sum(part.cents for part in parts)
    return [*notes, (paper.say("paper-not-applied"), paper.money(left))] if left else notes


def _for_whom(paper: Paper, item: ItemRow, members: dict[int, MemberRow]) -> str:
    member = members.get(item.member_id or 0)
    text = item.description or _kind(paper, item.kind)
    return text if member is None else paper.say("paper-for-whom", what=text, name=member.name)
