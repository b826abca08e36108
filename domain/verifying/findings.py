"""What verifying finds: the first findings in full, and how many there are."""

from dataclasses import dataclass, field, replace
from typing import Any

from domain.core.money import amount_text
from domain.queries.audit_snapshots import readable_by_ids
from domain.store.program import Program
from domain.tables import (
    AccountRow,
    BankAccountRow,
    BankLineRow,
    BankStatementRow,
    ItemRow,
    ReconciliationRow,
    TransactionRow,
)
from domain.texts import Text, say

DAMAGE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What values raise that are not what they should be."""
FINDINGS_MAX = 1_000
"""The most findings that are kept in full; the rest are only counted."""


@dataclass(slots=True)
class Finding:
    """Something that contradicts a rule: which, what it is, what to do, and where as far as it has a place.

    ``account_number`` and ``place`` describe the place in words; ``Findings.named`` sets them at the end. The command line
    and logs have ``message``, ``remedy`` and ``where``, in English.
    """

    rule: str
    text: Text | str
    way: Text | str
    account_id: int | None = None
    transaction_id: int | None = None
    item_id: int | None = None
    reconciliation_id: int | None = None
    bank_line_id: int | None = None
    bank_statement_id: int | None = None
    account_number: str | None = None
    place: Text | str = ""
    related: dict[str, Any] = field(init=False, repr=False, compare=False)

    @property
    def message(self) -> str:
        """Return what it is."""
        return str(self.text)

    @property
    def remedy(self) -> str:
        """Return what to do."""
        return str(self.way)

    @property
    def where(self) -> str:
        """Return the place in words, an empty text if it has none."""
        return str(self.place)


class Findings:
    """Gathers findings in bounded memory."""

    def __init__(self) -> None:
        self.first: list[Finding] = []
        self.count = 0

    def add(self, finding: Finding) -> None:
        """Add a finding."""
        self.count += 1
        if len(self.first) < FINDINGS_MAX:
            self.first.append(finding)

    def take(self, others: "Findings") -> None:
        """Add what others have gathered."""
        self.count += others.count
        self.first += others.first[: FINDINGS_MAX - len(self.first)]

    def named(self) -> Program[list[Finding]]:
        """Return the first findings, with their places in words."""
        reconciliations = yield from readable_by_ids(
            ReconciliationRow, _ids(each.reconciliation_id for each in self.first)
        )
        ends = {each for reconciliation in reconciliations.values() for each in reconciliation.item_ids}
        items = yield from readable_by_ids(ItemRow, _ids(each.item_id for each in self.first) | ends)
        of_items = {item.transaction_id for item in items.values()}
        transactions = yield from readable_by_ids(
            TransactionRow, _ids(each.transaction_id for each in self.first) | of_items
        )
        accounts = yield from readable_by_ids(AccountRow, _ids(each.account_id for each in self.first))
        of_bank = yield from self._of_bank()

        def item_text(item_id: int | None) -> Text:
            item = items.get(item_id or 0)
            transaction = transactions.get(item.transaction_id) if item is not None else None
            if item is None or transaction is None:
                return say("place-planned-money")
            return say("place-item", number=transaction.number, position=str(item.position))

        def place(finding: Finding) -> Text | str:
            row = reconciliations.get(finding.reconciliation_id or 0)
            if row is not None:
                amount = amount_text(row.amount_cents, row.currency)
                credit, debit = item_text(row.credit_item_id), item_text(row.debit_item_id)
                return say("place-pair", amount=amount, credit=credit, debit=debit)
            if finding.item_id is not None:
                return item_text(finding.item_id)
            if (text := of_bank.get(finding.bank_line_id or finding.bank_statement_id or 0)) is not None:
                return text
            transaction = transactions.get(finding.transaction_id or 0)
            return transaction.number if transaction is not None else ""

        named = []
        for finding in self.first:
            account = accounts.get(finding.account_id or 0)
            number = account.number if account is not None else None
            named.append(replace(finding, account_number=number, place=place(finding) or finding.place))
        return named

    def _of_bank(self) -> Program[dict[int, Text]]:
        """Return the lines and statements of the bank's side in the first findings, by id, in words."""
        lines = yield from readable_by_ids(BankLineRow, _ids(each.bank_line_id for each in self.first))
        statements = yield from readable_by_ids(BankStatementRow, _ids(each.bank_statement_id for each in self.first))
        ids = {each.bank_account_id for each in lines.values()} | {each.bank_account_id for each in statements.values()}
        accounts = yield from readable_by_ids(BankAccountRow, ids)
        found: dict[int, Text] = {}
        for line in lines.values():
            account = accounts.get(line.bank_account_id)
            if account is not None:
                amount = amount_text(line.amount_cents, account.currency)
                found[line.id] = say("place-bank-line", amount=amount, day=line.booked_on, account=account.name)
        for statement in statements.values():
            account = accounts.get(statement.bank_account_id)
            if account is not None:
                days = {"first": statement.first_day, "last": statement.last_day}
                found[statement.id] = say("place-bank-statement", account=account.name, **days)
        return found


def _ids(ids: Any) -> set[int]:
    return {each for each in ids if each is not None}
