"""Level: the GraphQL API. What reports list as changed since an instant, beside what they show as of it and now."""

from typing import Any

from domain.store.clock import to_datetime
from tests.support.graphql import Api

REPORTS = ("paymentByItem", "paymentByLedgerCode", "paymentBreakdown", "salesByLedgerCode")
_CHANGES = """changesSince(since: $since, first: 1000, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } nodes { key label thenCents nowCents batches { mutation recordedBy } } }"""


async def changes(api: Api, report: str, since: int, currency: str, **scope: Any) -> list[dict[str, Any]]:
    """All rows that a report lists, checked: the figures of each differ, and each is explained by a batch."""
    argument = "on: $on" if report == "aging" else "period: $period"
    declared = "$on: Date" if report == "aging" else "$period: PeriodInput!"
    text = f"""query ($since: DateTime!, $after: String, $c: String, {declared}) {{
      report: {report}Report({argument}, currency: $c) {{ {_CHANGES} }} }}"""
    found: list[dict[str, Any]] = []
    after = None
    while True:
        asked = {"since": to_datetime(since).isoformat(), "after": after, "c": currency, **scope}
        page = (await api.data(text, **asked))["report"]["changesSince"]
        found += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert page["totalCount"] == len(found) == len({each["key"] for each in found})
    assert all(each["thenCents"] != each["nowCents"] and each["batches"] for each in found), found
    return found
