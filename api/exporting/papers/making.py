"""Making papers: reads what stands on one, and returns its file's name with the data that is set as a PDF."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from api.exporting.papers.content import Paper, receipt_document, statement_document, yearly_document
from domain.core.organisation import Organisation
from domain.core.periods import Period, year_period
from domain.errors import InvalidValue
from domain.queries.documents import YearlyPart, details_of, paid_in
from domain.queries.records import by_ids
from domain.queries.statements import StatementRow, statement_of
from domain.store.clock import today_in
from domain.store.program import Program
from domain.store.store import Store
from domain.tables import AccountRow, MemberRow, TransactionRow
from domain.texts import Language, say

LINES_MAX = 1_000
"""How many transactions, or payments, one document may have: setting as many takes some seconds."""


class Content(NamedTuple):
    """A paper that is not set yet: its file's name without the ending, its data, and of which member it is."""

    name: str
    data: dict[str, Any]
    member_id: int | None = None


class Maker:
    """Makes the papers of an organisation, dated today, in a language: the organisation's unless one is given."""

    def __init__(self, store: Store, organisation: Organisation, language: Language | None = None) -> None:
        self._store = store
        self.organisation = organisation
        self._language = language or organisation.language

    def in_language(self, language: Language) -> "Maker":
        """Return one that makes papers in this language."""
        return Maker(self._store, self.organisation, language)

    def paper(self, account: AccountRow) -> Paper:
        """Return what all papers of an account share."""
        made_on = today_in(self._store.context.zone, self._store.clock())
        return Paper(self.organisation, account, made_on, self._language)

    def statement(self, account: AccountRow, period: Period) -> Program[Content]:
        """Make a statement; raises ``InvalidValue`` for one that is too long, and ``InvalidAmount``."""
        return (yield from self.statement_as_read(account, (yield from statement_of(account.id, period))))

    def statement_as_read(self, account: AccountRow, statement: StatementRow) -> Program[Content]:
        """Make a statement of what was read of it; raises ``InvalidValue`` for one that is too long."""
        _bounded(len(statement.lines))
        details = yield from details_of([line.transaction_id for line in statement.lines])
        name = f"statement-{file_name(account.number)}-{statement.first_day}-to-{statement.last_day}"
        return Content(name, statement_document(self.paper(account), statement, details))

    def receipt(self, payment: TransactionRow) -> Program[Content]:
        """Make the receipt of a payment or deposit; raises ``InvalidValue`` for one that is too long."""
        account = (yield from by_ids(AccountRow, [payment.account_id]))[payment.account_id]
        details = yield from details_of([payment.id])
        _bounded(len(details.applied.get(payment.id, ())))
        return Content(f"receipt-{file_name(payment.number)}", receipt_document(self.paper(account), payment, details))

    def yearly_receipt(self, account: AccountRow, year: int, member: MemberRow | None) -> Program[Content]:
        """Make a member's receipt of a year, or with None that of the account's own items. Raises ``InvalidValue``."""
        wanted = None if member is None else member.id
        parts = [part for part in (yield from paid_in(account.id, year_period(year))) if part.member_id == wanted]
        return self._yearly(account, year, parts, member)

    def yearly_receipts(self, account: AccountRow, year: int) -> Program[list[Content]]:
        """Make the receipts of all members for whom something was paid in a year, and of the account's own items."""
        by_member: defaultdict[int | None, list[YearlyPart]] = defaultdict(list)
        for part in (yield from paid_in(account.id, year_period(year))):
            by_member[part.member_id].append(part)
        members = yield from by_ids(MemberRow, [each for each in by_member if each is not None])
        order = sorted(by_member, key=lambda each: (each is None, each or 0))
        return [self._yearly(account, year, by_member[each], members.get(each or 0)) for each in order]

    def _yearly(
        self, account: AccountRow, year: int, parts: Collection[YearlyPart], member: MemberRow | None
    ) -> Content:
        _bounded(len(parts))
        whose = file_name(account.number if member is None else f"{account.number}-{member.name}")
        data = yearly_document(self.paper(account), year, [*parts], member)
        return Content(f"receipt-{year}-{whose}", data, None if member is None else member.id)


def _bounded(lines: int) -> None:
    if lines > LINES_MAX:
        raise InvalidValue(say("paper-too-long", lines=lines, most=LINES_MAX))


def file_name(text: str) -> str:
    """Return a text as a part of a file's name: letters and digits of ASCII alone."""
    return "".join(each if each.isascii() and each.isalnum() else "-" for each in text)[:60]
