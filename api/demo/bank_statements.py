"""The statements of the centre's bank and card processor for last month, imported and left open to be matched.

They tell what the books have, and what a desk learns only from its bank: transfers that nobody recorded yet, one for two
families, one between the centre's own accounts, and a fee (domain R43a).
"""

import datetime
import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from api.demo.bank_files import CURRENCY, camt_file, stripe_file
from api.demo.bank_month import ACCOUNT_NUMBER, DemoPayment, bank_month
from api.demo.catalogue import CENTRE
from api.demo.story import OFFICE, Story
from domain.core.kinds import PaymentMethod
from domain.core.money import format_decimal
from domain.importing.statements.service import FileRequest, read_bank_file
from domain.services.bank.accounts import CreateBankAccount
from domain.store.program import Program, Query, Sql

_RECORDED = Sql(
    "select t.date, case when t.kind in ('PAYMENT', 'DEPOSIT') then t.amount_cents else -t.amount_cents end, t.method, "
    "a.owner_name, coalesce(t.reference, '') from transactions t join accounts a on a.id = t.account_id "
    "where t.method is not null and t.withdrawn_at is null and t.date >= :first_day and t.date <= :last_day "
    "order by t.date, t.id"
)
_OPEN_INVOICES = Sql(
    "select a.owner_name, min(t.number), min(t.amount_cents - t.reconciled_cents - t.planned_cents) from transactions t "
    "join accounts a on a.id = t.account_id where t.kind = 'INVOICE' and t.withdrawn_at is null and t.date <= :last_day "
    "and t.amount_cents > t.reconciled_cents + t.planned_cents and t.processing_cents = 0 "
    "group by a.id, a.owner_name having count(*) = 1 order by a.number"
)


class _OpenInvoice(NamedTuple):
    """The only open invoice of a family."""

    owner: str
    number: str
    cents: int


async def import_bank_month(story: Story) -> None:
    """Last month's statements, by the files that the bank and the processor give."""
    last_day = story.today.replace(day=1) - datetime.timedelta(days=1)
    recorded = await story.store.read(_recorded(last_day.replace(day=1), last_day))
    unpaid = await story.store.read(_open_invoices(last_day))
    month = bank_month([*recorded, *_not_recorded(unpaid, last_day)], last_day)
    await _import(story, "Harbourview Credit Union", ACCOUNT_NUMBER, camt_file(month))
    if month.rows:
        await _import(story, "Card processor", None, stripe_file(month))


def _not_recorded(unpaid: Sequence[_OpenInvoice], last_day: datetime.date) -> Iterator[DemoPayment]:
    """Yield what only the bank knows of."""

    def transfer(days_before: int, cents: int, payer: str, text: str) -> DemoPayment:
        return DemoPayment(last_day - datetime.timedelta(days_before), cents, PaymentMethod.TRANSFER, payer, text)

    ways = zip(unpaid, (9, 7, 6), ("Invoice {}", "Lessons, thank you", "{} first half"), strict=False)
    for (owner, number, cents), days, text in ways:
        yield transfer(days, cents // 2 if "half" in text else cents, owner, text.format(number))
    if both := unpaid[3:5]:
        numbers = " and ".join(each.number for each in both)
        yield transfer(5, sum(each.cents for each in both), "Lakeside School Board", f"Pupils' programs, {numbers}")
    yield transfer(4, -200_000, CENTRE, f"To savings account {format_decimal(200_000, CURRENCY)}")


async def _import(story: Story, name: str, number: str | None, content: bytes) -> None:
    made = await story.do(CreateBankAccount(name, CURRENCY, number=number), OFFICE)
    request = FileRequest(made.result.bank_account, name)
    await story.do(read_bank_file(io.BytesIO(content), request, CURRENCY, request.reading), OFFICE)


def _recorded(first_day: datetime.date, last_day: datetime.date) -> Program[list[DemoPayment]]:
    rows = yield Query(_RECORDED, first_day=first_day, last_day=last_day)
    return [
        DemoPayment(day, cents, PaymentMethod(method), owner, text or owner) for day, cents, method, owner, text in rows
    ]


def _open_invoices(last_day: datetime.date) -> Program[list[_OpenInvoice]]:
    return [_OpenInvoice(*row) for row in (yield Query(_OPEN_INVOICES, last_day=last_day))]
