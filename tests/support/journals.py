"""Level: the GraphQL API. Read journals as plain sums, and compare them with what the audit log alone says."""

from collections import Counter
from datetime import date
from typing import Any

from tests.support.graphql import Api
from tests.support.report_oracle import INCOME, SIGN, Book

FIELDS = "id number currency firstDay lastDay debitCents creditCents correction"
LINES = "lines(first: 1000, after: $after) { pageInfo { hasNextPage endCursor } nodes { "
LINE = "date account description debitCents creditCents reference } }"
OF_PERIOD = (
    f"query ($p: PeriodInput!, $c: String, $t: DateTime, $after: String) {{ journal(period: $p, currency: $c, asOf: $t) "
    f"{{ {FIELDS} {LINES}{LINE} }} }}"
)
BY_ID = f"query ($id: ID!, $after: String) {{ node(id: $id) {{ ... on Journal {{ {FIELDS} {LINES}{LINE} }} }} }}"
EXPORT = (
    "mutation ($p: PeriodInput!, $c: String) { exportJournal(input: {period: $p, currency: $c}) "
    "{ userErrors { code message field } batch { id } journal { id number correction } } }"
)
RECEIVABLES = "Accounts receivable"


def days(period: tuple[date, date]) -> dict[str, Any]:
    """A period as an argument."""
    return {"range": {"from": str(period[0]), "to": str(period[1])}}


async def export(api: Api, period: tuple[date, date], currency: str | None = None) -> dict[str, Any] | None:
    """Export a period; the new journal, None if nothing is new."""
    done = (await api.data(EXPORT, p=days(period), c=currency))["exportJournal"]
    assert done["userErrors"] == [], done["userErrors"]
    assert (done["journal"] is None) == (done["batch"] is None)
    found: dict[str, Any] | None = done["journal"]
    return found


async def read(api: Api, query: str, **asked: object) -> dict[str, Any]:
    """A journal with all its lines, checked to balance: on the whole, and on each date."""
    journal: dict[str, Any] = {}
    after, lines = None, []
    while True:
        (journal,) = (await api.data(query, **asked, after=after)).values()
        lines += journal["lines"]["nodes"]
        if not journal["lines"]["pageInfo"]["hasNextPage"]:
            break
        after = journal["lines"]["pageInfo"]["endCursor"]
    by_date: Counter[str] = Counter()
    for line in lines:
        assert (line["debitCents"] > 0) != (line["creditCents"] > 0), line
        by_date[line["date"]] += line["debitCents"] - line["creditCents"]
    assert not any(by_date.values()), by_date
    assert journal["debitCents"] == journal["creditCents"] == sum(each["debitCents"] for each in lines)
    return {**journal, "lines": lines}


async def exported_lines(api: Api, journals: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines of exported journals, one after the other."""
    return [line for each in journals for line in (await read(api, BY_ID, id=each["id"]))["lines"]]


def by_account(lines: list[dict[str, Any]]) -> Counter[str]:
    """Debits less credits by account of the ledger, accounts that come to nothing left out."""
    sums: Counter[str] = Counter()
    for line in lines:
        sums[line["account"]] += line["debitCents"] - line["creditCents"]
    return Counter({account: cents for account, cents in sums.items() if cents})


def of_book(book: Book, currency: str, period: tuple[date, date]) -> Counter[str]:
    """The same of a period, from the audit log alone: accounts by their usual names."""
    sums: Counter[str] = Counter()
    for each in book.transactions.values():
        if book.currency(each) != currency or not period[0] <= each["date"] <= period[1]:
            continue
        kind = each["kind"]
        if kind in INCOME:
            for item in each["items"]:
                sums[RECEIVABLES] += INCOME[kind] * item["amount_cents"]
                sums[book.codes[item["ledger_code_id"]]] -= INCOME[kind] * item["amount_cents"]
        elif each["payment_state"] != "PROCESSING":
            name = "eCheck" if each["method"] == "ECHECK" else each["method"].capitalize()
            sums[RECEIVABLES] -= SIGN[kind] * each["amount_cents"]
            sums[f"{name} clearing"] += SIGN[kind] * each["amount_cents"]
    return Counter({account: cents for account, cents in sums.items() if cents})
