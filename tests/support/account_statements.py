"""Level: the GraphQL API. Read statements whole, and compute them from the audit log alone."""

from datetime import date
from typing import Any

from tests.support.graphql import Api
from tests.support.report_oracle import INCOME, SIGN, Book

SIGNS = {**INCOME, **{kind: -sign for kind, sign in SIGN.items()}}
"""Which way each kind moves the balance."""

ASK = (
    "query ($a: ID!, $p: PeriodInput!, $after: String) { statement(accountId: $a, period: $p) { firstDay lastDay "
    "openingCents closingCents processingCents lines(first: 500, after: $after) { totalCount "
    "pageInfo { hasNextPage endCursor } nodes { date debitCents creditCents balanceCents transaction { number } } } } }"
)


async def read(api: Api, account: str, period: tuple[date, date]) -> dict[str, Any]:
    """A statement with all its lines."""
    days = {"range": {"from": str(period[0]), "to": str(period[1])}}
    statement: dict[str, Any] = {}
    after, lines = None, []
    while True:
        statement = (await api.data(ASK, a=account, p=days, after=after))["statement"]
        lines += statement["lines"]["nodes"]
        if not statement["lines"]["pageInfo"]["hasNextPage"]:
            break
        after = statement["lines"]["pageInfo"]["endCursor"]
    assert statement["lines"]["totalCount"] == len(lines)
    return {**statement, "lines": lines}


def of_book(book: Book, account_id: int, period: tuple[date, date]) -> tuple[int, int, int, list[tuple[str, int, int]]]:
    """Opening and closing balance, processing money, and the lines' number and signed amount with the balance after it."""
    own = [each for each in book.transactions.values() if each["account_id"] == account_id]
    waiting = sum(
        each["amount_cents"] for each in own if each["payment_state"] == "PROCESSING" and each["date"] <= period[1]
    )
    counted = [each for each in own if each["payment_state"] != "PROCESSING"]
    signed = {id(each): SIGNS[each["kind"]] * each["amount_cents"] for each in counted}
    opening = sum(signed[id(each)] for each in counted if each["date"] < period[0])
    balance, lines = opening, []
    within = [each for each in counted if period[0] <= each["date"] <= period[1]]
    for each in sorted(within, key=lambda one: (one["date"], one["recording_seq"])):
        balance += signed[id(each)]
        lines.append((each["number"], signed[id(each)], balance))
    return opening, balance, waiting, lines
