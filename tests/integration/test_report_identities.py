"""The seven identities of R32b on hundreds of random accounts, and every report against a reckoning from the audit log."""

import pathlib
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import pytest

from domain.core.kinds import CASH, TransactionKind
from domain.rows import AuditEventRow
from domain.store.replay import read_log, replay
from domain.store.store import Store
from tests.conftest import fresh_database
from tests.support import reports
from tests.support.graphql import Api
from tests.support.histories import CURRENCIES, tell
from tests.support.identities import Question, check, compare, identities
from tests.support.reckoning import EVER, SIGN, Book, CashRow, Facts, Reckoning

YEAR, LEAP_MONTH = (date(2025, 1, 1), date(2025, 12, 31)), (date(2024, 2, 1), date(2024, 2, 29))
ACCOUNTS = {"sqlite": 500, "postgres": 250}


async def log_of(store: Store) -> Sequence[AuditEventRow]:
    return (await store.read(read_log()))[1]


async def test_reports_are_what_the_log_says_now_and_at_any_instant_and_the_identities_hold(store: Store) -> None:
    await tell(store, seed=32, accounts=ACCOUNTS[store.backend.dialect])
    events = await log_of(store)
    some = random.Random(32).sample(sorted({event.recorded_at for event in events}), 2)
    questions = [
        Question("USD", EVER, date(2025, 6, 30), None),
        Question("EUR", LEAP_MONTH, date(2024, 2, 29), None),
        Question("JPY", YEAR, date(2031, 12, 31), some[0]),
        Question("USD", EVER, date(2024, 12, 31), some[1]),
        Question("EUR", EVER, date(2026, 1, 1), some[1]),
    ]
    api = Api(store)
    await check(api, events, questions)
    await api.http.aclose()
    assert_nothing_is_missing(Book.of(events), events)


def assert_nothing_is_missing(book: Book, events: Sequence[AuditEventRow]) -> None:
    """Random histories that lack a kind would prove nothing of it."""
    assert {each["kind"] for each in book.transactions.values()} == set(TransactionKind)
    states = {(each["kind"], each["payment_state"]) for each in book.transactions.values() if each["payment_state"]}
    assert len(states) == 6
    pairs = set()
    for edge in book.edges.values():
        credit = book.credit_of(edge)
        pairs.add((credit["kind"] if credit else "planned", book.items[edge["debit_item_id"]]["kind"]))
    credit_kinds = ("PAYMENT", "DEPOSIT", "CREDIT", "CANCELLATION")
    meeting = {(credit, debit) for credit in credit_kinds for debit in ("INVOICE", "REFUND")}
    meeting |= {("PAYMENT", "PAYMENT_CORRECTION"), ("DEPOSIT", "PAYMENT_CORRECTION"), ("planned", "INVOICE")}
    assert pairs == meeting
    assert {book.currency(each) for each in book.transactions.values()} == set(CURRENCIES)
    actions = {event.action for event in events}
    assert {"reconciliation.released", "reconciliation.changed", "transaction.withdrawn"} <= actions
    assert any('"faulty":true' in (event.after or "") for event in events)


@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
async def test_a_view_at_an_instant_is_the_log_replayed_until_then(store: Store, empty_url: str) -> None:
    await tell(store, seed=7, accounts=30)
    batches, events = await store.read(read_log())
    at = sorted(event.recorded_at for event in events)[len(events) * 2 // 3]
    until = [event for event in events if event.recorded_at <= at]
    other = await Store.open(empty_url)
    await other.backend.run_block(lambda: replay(batches, until))
    apis = Api(store), Api(other)
    for currency in CURRENCIES:
        question = Question(currency, EVER, date(2025, 12, 31), at)
        (here, then), (there, now) = zip(apis, (at, None), strict=True)
        seen = await reports.figures(here, currency, EVER, then)
        compare(seen, await reports.figures(there, currency, EVER, now), question)
        aged = await reports.ages(here, currency, question.day, then)
        compare(aged, await reports.ages(there, currency, question.day, now), question)
    for api in apis:
        await api.http.aclose()
    await other.close()


@pytest.fixture
def empty_url(into: str, request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[str]:
    yield from fresh_database(into, request, tmp_path)


class Unsigned(Reckoning):
    """What went out is taken for what came in."""

    def sign(self, kind: str) -> int:
        return abs(SIGN[kind])


class OnceForEachEdge(Reckoning):
    """A payment and its refund have one row, not one each."""

    def rows_of(self, cash: Facts, item: Facts, period: tuple[date, date]) -> Iterator[CashRow]:
        edges = self.book.at_item[item["id"]]
        paid_back = {edge["credit_item_id"] for edge in edges if edge["debit_item_id"] == item["id"]}
        cash_credits = {each for each in paid_back if self.book.items[each]["kind"] in CASH}
        return (row for row in super().rows_of(cash, item, period) if row.item_id not in cash_credits)


class OtherSidesDate(Reckoning):
    """The date of the invoice decides, not the payment's."""

    def rows_of(self, cash: Facts, item: Facts, period: tuple[date, date]) -> Iterator[CashRow]:
        for row in super().rows_of(cash, item, EVER):
            day = cash["date"] if row.item_id is None else self.book.transaction(self.book.items[row.item_id])["date"]
            if period[0] <= day <= period[1]:
                yield row


class CreditsUnderTheirOwnCode(Reckoning):
    """What credits paid stands under the credits' codes."""

    def breakdown(self, currency: str, period: tuple[date, date]):
        sums, details = super().breakdown(currency, period)
        return {code: (cash, used, paid) for code, (cash, paid, used) in sums.items()}, details


class PlannedIsPaid(Reckoning):
    """Planned money counts as if it had come."""

    def owed(self, item: Facts, day: date) -> tuple[int, int, int]:
        owed, processing, planned = super().owed(item, day)
        return owed - planned, processing, planned


MISTAKES: dict[Callable[[Book], Reckoning], tuple[date, date]] = {
    Unsigned: YEAR,
    OnceForEachEdge: YEAR,
    OtherSidesDate: YEAR,
    CreditsUnderTheirOwnCode: EVER,
    PlannedIsPaid: EVER,
}
"""Mistakes that were made before, each with a period in which it shows."""


async def test_seeded_mistakes_are_caught_by_the_identities_and_by_the_comparison(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    await tell(store, seed=5, accounts=90)
    book, api = Book.of(await log_of(store)), Api(store)
    for mistaken, period in MISTAKES.items():
        question = Question("USD", period, date(2025, 6, 30), None)
        right, wrong = Reckoning(book), mistaken(book)
        said = await reports.figures(api, "USD", period), await reports.ages(api, "USD", question.day)
        compare(said[0], right.figures("USD", period), question)
        compare(said[1], right.ages("USD", question.day), question)
        identities(*said, book, question)
        figures, ages = wrong.figures("USD", period), wrong.ages("USD", question.day)
        with pytest.raises(AssertionError):
            identities(figures, ages, book, question)
        with pytest.raises(AssertionError, match="reckoned"):
            for mine, theirs in zip(said, (figures, ages), strict=True):
                compare(mine, theirs, question)
    await api.http.aclose()
    await store.close()
