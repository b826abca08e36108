"""Level: the audit log. Compute the reports from the log alone, slowly and plainly, to compare the product with.

``Book`` is what the log says at an instant, ``ReportOracle`` its reports. Nothing of the product's own reports is used.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, Self

from domain.store.snapshots import after_of
from domain.tables import AuditEventRow

Facts = dict[str, Any]
EVER = (date(1, 1, 1), date(9999, 12, 31))
SIGN = {"PAYMENT": 1, "DEPOSIT": 1, "REFUND": -1, "PAYMENT_CORRECTION": -1}
INCOME = {"INVOICE": 1, "CREDIT": -1, "CANCELLATION": -1}
OPEN, NO_CODE = "unreconciled", "no ledger code"


@dataclass
class Book:
    """What the log states: snapshots by id, reconciliations by the item at either end."""

    accounts: dict[int, Facts] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)
    transactions: dict[int, Facts] = field(default_factory=dict)
    items: dict[int, Facts] = field(default_factory=dict)
    reconciliations: dict[int, Facts] = field(default_factory=dict)
    at_item: defaultdict[int, list[Facts]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, events: Iterable[AuditEventRow], at: int | None = None) -> Self:
        """The log played up to an instant, that instant included; whole if none is given."""
        book = cls()
        tables: dict[str, Mapping[int, Facts]] = {
            "account": book.accounts,
            "transaction": book.transactions,
            "reconciliation": book.reconciliations,
        }
        for event in events:
            noun = event.action.partition(".")[0]
            if at is not None and event.recorded_at > at:
                continue
            snapshot = after_of(event)
            if noun in tables:
                tables[noun].setdefault(event.entity_id, {}).update(snapshot)  # type: ignore[attr-defined]  # of a dataclass or refusal
            elif noun == "ledgerCode":
                book.codes[event.entity_id] = snapshot["code"]
        book._settle()
        return book

    def _settle(self) -> None:
        """Leaves out what was withdrawn or released or is invalid, and puts each reconciliation to its items."""
        kept = {key: snapshot for key, snapshot in self.transactions.items() if snapshot["withdrawn_at"] is None}
        self.transactions = kept
        for snapshot in kept.values():
            snapshot["date"] = date.fromisoformat(snapshot["date"])
            snapshot["due_on"] = date.fromisoformat(snapshot["due_on"]) if snapshot["due_on"] else None
            for item in snapshot["items"]:
                self.items[item["id"]] = item
        self.reconciliations = {
            key: reconciliation
            for key, reconciliation in self.reconciliations.items()
            if reconciliation["released_at"] is None and not reconciliation["faulty"]
        }
        for reconciliation in self.reconciliations.values():
            for end in ("credit_item_id", "debit_item_id"):
                if reconciliation[end] is not None:
                    self.at_item[reconciliation[end]].append(reconciliation)

    def currency(self, row: Facts) -> str:
        """Of a transaction or an item."""
        return str(self.accounts[row["account_id"]]["currency"])

    def transaction(self, item: Facts) -> Facts:
        """The transaction that an item is a line of."""
        return self.transactions[item["transaction_id"]]

    def code(self, item: Facts) -> str:
        """An item's code, or that it has none."""
        return self.codes[item["ledger_code_id"]] if item["ledger_code_id"] is not None else NO_CODE

    def credit_of(self, reconciliation: Facts) -> Facts | None:
        """The transaction that a reconciliation's money is of; None while it is planned."""
        return (
            None
            if reconciliation["credit_item_id"] is None
            else self.transaction(self.items[reconciliation["credit_item_id"]])
        )

    def balance(self, currency: str, day: date = EVER[1]) -> int:
        """Counted debits less counted credits dated by a day, over all accounts (domain R5b)."""
        signs = {"INVOICE": 1, "REFUND": 1, "PAYMENT_CORRECTION": 1}
        return sum(
            signs.get(each["kind"], -1) * each["amount_cents"]
            for each in self.transactions.values()
            if self.currency(each) == currency and each["date"] <= day and each["payment_state"] != "PROCESSING"
        )


class CashRow(NamedTuple):
    """One row of payment by item."""

    number: str
    date: date
    method: str
    item_id: int | None
    code: str
    processing: bool
    transaction_cents: int
    cents: int


class Figures(NamedTuple):
    """The reports of a period in one currency, as plain values; amounts of 0 are left out of the counters."""

    rows: Counter[CashRow]
    cash: tuple[int, int, int]
    """Total, processing, unreconciled."""
    by_code: Mapping[tuple[str, str], int]
    """By code (or why there is none) and method."""
    paid: Mapping[str, tuple[int, int, int]]
    """Cash, paid by credits, credits used, by code."""
    details: Counter[tuple[str, bool, int, int]]
    """Rows of the breakdown: code, whether cash, reconciliation, amount."""
    sales: Mapping[str, tuple[int, int, int]]
    """Invoiced, credited, net, by code."""
    sold: Counter[tuple[str, int, date, str, int]]
    """The items that sales add up: code, item, date, kind, amount."""


class Ages(NamedTuple):
    """An aging report: amounts in the order of the graph's fields, by account number and in all."""

    rows: Mapping[str, tuple[int, ...]]
    totals: tuple[int, ...]


class ReportOracle:
    """The reports of a book."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def figures(self, currency: str, period: tuple[date, date] = EVER) -> Figures:
        """All reports of a period."""
        rows = list(self.cash_rows(currency, period))
        by_code: Counter[tuple[str, str]] = Counter()
        for row in rows:
            by_code[row.code, row.method] += row.cents
        paid, details = self.breakdown(currency, period)
        total, unreconciled = sum(row.cents for row in rows), sum(row.cents for row in rows if row.code == OPEN)
        processing = sum(row.cents for row in rows if row.processing)
        return Figures(
            rows=Counter(rows),
            cash=(total, processing, unreconciled),
            by_code={key: cents for key, cents in by_code.items() if cents},
            paid={code: sums for code, sums in paid.items() if any(sums)},
            details=details,
            sales=self.sales(currency, period),
            sold=Counter(self.sold(currency, period)),
        )

    def cash_rows(self, currency: str, period: tuple[date, date]) -> Iterator[CashRow]:
        """R28, transaction by transaction."""
        for cash in self.book.transactions.values():
            if cash["kind"] in SIGN and self.book.currency(cash) == currency:
                (item,) = cash["items"]
                yield from self.rows_of(cash, item, period)

    def rows_of(self, cash: Facts, item: Facts, period: tuple[date, date]) -> Iterator[CashRow]:
        """One row for each reconciliation of a cash transaction, and one for what is left of it."""
        if not period[0] <= cash["date"] <= period[1]:
            return
        left = item["amount_cents"]
        for reconciliation in self.book.at_item[item["id"]]:
            ends = {reconciliation["credit_item_id"], reconciliation["debit_item_id"]}
            (other,) = ends - {item["id"]}
            yield self.row(cash, other, self.book.code(self.book.items[other]), reconciliation["amount_cents"])
            left -= reconciliation["amount_cents"]
        if left:
            yield self.row(cash, None, OPEN, left)

    def row(self, cash: Facts, other: int | None, code: str, cents: int) -> CashRow:
        """One row, signed."""
        sign = self.sign(cash["kind"])
        processing = cash["payment_state"] == "PROCESSING"
        amount = sign * cash["amount_cents"]
        return CashRow(cash["number"], cash["date"], cash["method"], other, code, processing, amount, sign * cents)

    def sign(self, kind: str) -> int:
        """What came in is positive."""
        return SIGN[kind]

    def breakdown(
        self, currency: str, period: tuple[date, date]
    ) -> tuple[dict[str, tuple[int, int, int]], Counter[tuple[str, bool, int, int]]]:
        """R30 from the reconciliations, by its own definition."""
        sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        details: Counter[tuple[str, bool, int, int]] = Counter()
        for reconciliation in self.book.reconciliations.values():
            credit = self.book.credit_of(reconciliation)
            if credit is None or self.book.currency(reconciliation) != currency:
                continue
            from_, to = (
                self.book.items[reconciliation["credit_item_id"]],
                self.book.items[reconciliation["debit_item_id"]],
            )
            debit, cents = self.book.transaction(to), reconciliation["amount_cents"]
            if credit["kind"] in ("PAYMENT", "DEPOSIT"):
                if period[0] <= credit["date"] <= period[1]:
                    sums[self.book.code(to)][0] += cents
                    details[self.book.code(to), True, reconciliation["id"], cents] += 1
            elif debit["kind"] == "INVOICE" and period[0] <= credit["date"] <= period[1]:
                sums[self.book.code(to)][1] += cents
                sums[self.book.code(from_)][2] += cents
                details[self.book.code(to), False, reconciliation["id"], cents] += 1
            if debit["kind"] != "INVOICE" and period[0] <= debit["date"] <= period[1]:
                sums[self.book.code(from_)][0] -= cents
                details[self.book.code(from_), True, reconciliation["id"], -cents] += 1
        return {code: (cash, paid, used) for code, (cash, paid, used) in sums.items()}, details

    def sold(self, currency: str, period: tuple[date, date]) -> Iterator[tuple[str, int, date, str, int]]:
        """What R31 is made of."""
        for each in self.book.transactions.values():
            kind, day = each["kind"], each["date"]
            if kind in INCOME and self.book.currency(each) == currency and period[0] <= day <= period[1]:
                for item in each["items"]:
                    yield self.book.code(item), item["id"], day, kind, INCOME[kind] * item["amount_cents"]

    def sales(self, currency: str, period: tuple[date, date]) -> dict[str, tuple[int, int, int]]:
        """R31, item by item."""
        sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for item in self.book.items.values():
            within = period[0] <= self.book.transaction(item)["date"] <= period[1]
            if (
                item["kind"] in ("INVOICE", "CREDIT", "CANCELLATION")
                and within
                and self.book.currency(item) == currency
            ):
                sums[self.book.code(item)][0 if item["kind"] == "INVOICE" else 1] += item["amount_cents"]
        return {code: (sold, credited, sold - credited) for code, (sold, credited) in sums.items()}

    def ages(self, currency: str, day: date) -> Ages:
        """R32, invoice item by invoice item."""
        rows: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 8)
        for item in self.book.items.values():
            invoice = self.book.transaction(item)
            if invoice["kind"] != "INVOICE" or invoice["date"] > day or self.book.currency(item) != currency:
                continue
            owed, processing, planned = self.owed(item, day)
            if owed:
                number = self.book.accounts[item["account_id"]]["number"]
                late = (day - (invoice["due_on"] or invoice["date"])).days
                bucket = 0 if late <= 0 else 1 if late <= 30 else 2 if late <= 60 else 3 if late <= 90 else 4
                for column, cents in ((bucket, owed), (5, owed), (6, processing), (7, planned)):
                    rows[number][column] += cents
        totals = tuple(sum(column) for column in zip(*rows.values(), strict=True)) if rows else (0,) * 8
        return Ages({number: tuple(amounts) for number, amounts in rows.items()}, totals)

    def owed(self, item: Facts, day: date) -> tuple[int, int, int]:
        """What of an item is not settled on a day, and how much of that is processing and planned."""
        settled = processing = planned = 0
        for reconciliation in self.book.at_item[item["id"]]:
            credit = self.book.credit_of(reconciliation)
            if credit is None:
                planned += reconciliation["amount_cents"]
            elif (
                max(credit["date"], self.book.transaction(self.book.items[reconciliation["debit_item_id"]])["date"])
                <= day
            ):
                if credit["payment_state"] == "PROCESSING":
                    processing += reconciliation["amount_cents"]
                else:
                    settled += reconciliation["amount_cents"]
        return item["amount_cents"] - settled, processing, planned
