"""Level: the GraphQL API. Compare every report with the oracle, and check the identities of R32b."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from domain.tables import AuditEventRow
from tests.support import reports
from tests.support.graphql import Api
from tests.support.report_oracle import EVER, Ages, Book, Figures, ReportOracle


class Question(NamedTuple):
    """What is asked for: a currency, a period, a day to age on, and as recorded when (None: now)."""

    currency: str
    period: tuple[date, date]
    day: date
    at: int | None


async def check(api: Api, events: Sequence[AuditEventRow], questions: Sequence[Question]) -> None:
    """Asks each question by GraphQL and compares all that is answered (identity 7 among it); then the identities."""
    book, reported = Book(), object()
    for question in questions:
        currency, period, day, at = question
        if at != reported:
            book, reported = Book.of(events, at), at
        oracle = ReportOracle(book)
        found = await reports.figures(api, currency, period, at)
        aged = await reports.ages(api, currency, day, at)
        compare(found, oracle.figures(currency, period), question)
        compare(aged, oracle.ages(currency, day), question)
        identities(found, aged, book, question)


def identities(found: Figures, aged: Ages, book: Book, question: Question) -> None:
    """The first six identities of what was answered; the last two only where it was asked over all dates."""
    reports.check_period(found, book, question.currency, question.period)
    if question.period == EVER:
        reports.check_ever(found, book, question.currency)
    reports.check_day(aged, book, question.currency, question.day)


def compare(found: Figures | Ages, computed: Figures | Ages, question: Question) -> None:
    """Fails with what differs."""
    for name, mine, theirs in zip(found._fields, found, computed, strict=True):
        assert mine == theirs, f"{name} of {question}: {_difference(mine, theirs)}"


def _difference(mine: Any, theirs: Any) -> str:
    if not isinstance(mine, dict):
        return f"{mine}, computed {theirs}"
    keys = [key for key in {**mine, **theirs} if mine.get(key) != theirs.get(key)]
    return "; ".join(f"{key}: {mine.get(key)}, computed {theirs.get(key)}" for key in keys[:5])
