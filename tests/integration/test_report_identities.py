"""The identities of R32b on many random accounts, and every report against the oracle."""

import pathlib
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import product

import pytest

from domain.core.kinds import CASH, TransactionKind
from domain.store.snapshots import after_of
from domain.store.store import Store
from domain.tables import AuditEventRow
from tests.conftest import fresh_database
from tests.support import reports
from tests.support.centre import Centre
from tests.support.graphql import Api
from tests.support.identities import Question, check, compare, identities
from tests.support.profile import by_profile
from tests.support.random_commands.books import random_books
from tests.support.random_commands.draw import CURRENCIES
from tests.support.replay import read_log, replay
from tests.support.report_oracle import EVER, SIGN, Ages, Book, CashRow, Facts, Figures, ReportOracle
from tests.support.staging import staged_above

QUARTER, LEAP_MONTH = (date(2026, 1, 1), date(2026, 3, 31)), (date(2024, 2, 1), date(2024, 2, 29))
ACCOUNTS = 190
"""So many that every kind of credit meets every kind of debit."""
COMPARED = by_profile(
    suite={"sqlite": ACCOUNTS, "postgres": 24},
    ci={"sqlite": ACCOUNTS, "postgres": 80},
    long={"sqlite": ACCOUNTS, "postgres": ACCOUNTS},
)
FEWER = by_profile(
    suite={"sqlite": 24, "postgres": 12}, ci={"sqlite": 80, "postgres": 40}, long={"sqlite": 80, "postgres": 40}
)


async def log_of(store: Store) -> Sequence[AuditEventRow]:
    return (await store.read(read_log()))[1]


async def test_reports_equal_the_oracle_now_and_at_any_instant_and_the_identities_hold(store: Store) -> None:
    with staged_above(1):
        await random_books(store, seed=33, accounts=COMPARED[store.backend.dialect])
    events = await log_of(store)
    some = random.Random(32).sample(sorted({event.recorded_at for event in events}), 2)
    questions = [
        Question("USD", EVER, date(2026, 4, 30), None),
        Question("EUR", LEAP_MONTH, date(2024, 2, 29), None),
        Question("JPY", QUARTER, date(2031, 12, 31), some[0]),
        Question("USD", EVER, date(2026, 3, 31), some[1]),
        Question("EUR", EVER, date(2026, 6, 30), some[1]),
    ]
    api = Api(store)
    await check(api, events, questions)
    await api.http.aclose()
    if COMPARED[store.backend.dialect] == ACCOUNTS:
        await assert_files_were_published_in_parts(store)
        assert_nothing_is_missing(Book.of(events), events)


def assert_nothing_is_missing(book: Book, events: Sequence[AuditEventRow]) -> None:
    """Random histories that lack a kind would prove nothing of it."""
    assert {each["kind"] for each in book.transactions.values()} == set(TransactionKind)
    states = {(each["kind"], each["payment_state"]) for each in book.transactions.values() if each["payment_state"]}
    assert len(states) == 6
    pairs = set()
    for reconciliation in book.reconciliations.values():
        credit = book.credit_of(reconciliation)
        pairs.add((credit["kind"] if credit else "planned", book.items[reconciliation["debit_item_id"]]["kind"]))
    credit_kinds = ("PAYMENT", "DEPOSIT", "CREDIT", "CANCELLATION")
    meeting = {(credit, debit) for credit in credit_kinds for debit in ("INVOICE", "REFUND")}
    meeting |= {("PAYMENT", "PAYMENT_CORRECTION"), ("DEPOSIT", "PAYMENT_CORRECTION"), ("planned", "INVOICE")}
    assert pairs == meeting
    assert {book.currency(each) for each in book.transactions.values()} == set(CURRENCIES)
    actions = {event.action for event in events}
    assert {"reconciliation.released", "reconciliation.changed", "transaction.withdrawn"} <= actions
    assert any(after_of(event).get("faulty") for event in events)


async def assert_files_were_published_in_parts(store: Store) -> None:
    """Books without staged files would prove nothing of them."""
    ended = await Centre(store).rows("select count(*) from jobs where kind = 'IMPORT' and state = 'DONE'")
    assert ended[0][0] > 5


async def test_a_report_as_of_an_instant_equals_the_log_replayed_until_then(store: Store, empty_url: str) -> None:
    with staged_above(1):
        await random_books(store, seed=7, accounts=FEWER[store.backend.dialect])
    batches, events = await store.read(read_log())
    at = sorted(event.recorded_at for event in events)[len(events) * 2 // 3]
    until = [event for event in events if event.recorded_at <= at]
    other = await Store.open(empty_url)
    await other.backend.run_unit(lambda: replay(batches, until))
    apis = Api(store), Api(other)
    for currency in CURRENCIES:
        question = Question(currency, EVER, date(2026, 5, 1), at)
        (here, then), (there, now) = zip(apis, (at, None), strict=True)
        seen = await reports.figures(here, currency, EVER, then)
        compare(seen, await reports.figures(there, currency, EVER, now), question)
        aged = await reports.ages(here, currency, question.day, then)
        compare(aged, await reports.ages(there, currency, question.day, now), question)
    for api in apis:
        await api.http.aclose()
    await other.close()


@pytest.fixture
def empty_url(database_url: str, request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[str]:
    """Of the kind that the log is not from."""
    into = "postgresql" if database_url.startswith("sqlite") else "sqlite"
    yield from fresh_database(into, request, tmp_path)


class Unsigned(ReportOracle):
    """What went out is taken for what came in."""

    def sign(self, kind: str) -> int:
        return abs(SIGN[kind])


class OnceForEachEdge(ReportOracle):
    """A payment and its refund have one row, not one each."""

    def rows_of(self, cash: Facts, item: Facts, period: tuple[date, date]) -> Iterator[CashRow]:
        reconciliations = self.book.at_item[item["id"]]
        paid_back = {each["credit_item_id"] for each in reconciliations if each["debit_item_id"] == item["id"]}
        cash_credits = {each for each in paid_back if self.book.items[each]["kind"] in CASH}
        return (row for row in super().rows_of(cash, item, period) if row.item_id not in cash_credits)


class OtherSidesDate(ReportOracle):
    """The date of the invoice decides, not the payment's."""

    def rows_of(self, cash: Facts, item: Facts, period: tuple[date, date]) -> Iterator[CashRow]:
        for row in super().rows_of(cash, item, EVER):
            day = cash["date"] if row.item_id is None else self.book.transaction(self.book.items[row.item_id])["date"]
            if period[0] <= day <= period[1]:
                yield row


class CreditsUnderTheirOwnCode(ReportOracle):
    """What credits paid stands under the credits' codes."""

    def breakdown(self, currency: str, period: tuple[date, date]):
        sums, details = super().breakdown(currency, period)
        return {code: (cash, used, paid) for code, (cash, paid, used) in sums.items()}, details


class PlannedIsPaid(ReportOracle):
    """Planned money counts as if it had come."""

    def owed(self, item: Facts, day: date) -> tuple[int, int, int]:
        owed, processing, planned = super().owed(item, day)
        return owed - planned, processing, planned


MISTAKES: dict[Callable[[Book], ReportOracle], tuple[date, date]] = {
    Unsigned: QUARTER,
    OnceForEachEdge: QUARTER,
    OtherSidesDate: QUARTER,
    CreditsUnderTheirOwnCode: EVER,
    PlannedIsPaid: EVER,
}
"""Mistakes that were made before, each with the period in which it shows."""


async def test_seeded_mistakes_are_caught_by_the_identities_and_by_the_comparison(sqlite_store: Store) -> None:
    """In one currency at least: which of them has planned money on that day, for one, is up to chance."""
    await random_books(sqlite_store, seed=8, accounts=80)
    book = Book.of(await log_of(sqlite_store))
    right, caught = ReportOracle(book), set()
    async with Api(sqlite_store) as api:
        for currency, period in product(CURRENCIES, (QUARTER, EVER)):
            question = Question(currency, period, date(2026, 4, 30), None)
            answer = await reports.figures(api, currency, period), await reports.ages(api, currency, question.day)
            compare_both(answer, right, question)
            identities(*answer, book, question)
            shown = [mistaken for mistaken, its in MISTAKES.items() if its == period]
            caught |= {mistaken for mistaken in shown if is_caught(mistaken(book), answer, question)}
    assert caught == set(MISTAKES)


def compare_both(answer: tuple[Figures, Ages], oracle: ReportOracle, question: Question) -> None:
    compare(answer[0], oracle.figures(question.currency, question.period), question)
    compare(answer[1], oracle.ages(question.currency, question.day), question)


def is_caught(wrong: ReportOracle, answer: tuple[Figures, Ages], question: Question) -> bool:
    """Whether the identities fail for what a mistaken oracle says, and the comparison with what was answered."""
    figures, ages = wrong.figures(question.currency, question.period), wrong.ages(question.currency, question.day)
    return fails(lambda: identities(figures, ages, wrong.book, question)) and fails(
        lambda: compare_both(answer, wrong, question), "computed"
    )


def fails(check: Callable[[], None], word: str = "") -> bool:
    try:
        check()
    except AssertionError as failure:
        return word in str(failure)
    return False
