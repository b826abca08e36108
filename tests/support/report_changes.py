"""Level: the GraphQL API. What reports list as changed since an instant, beside what they show as of it and now."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from domain.store.clock import to_datetime
from tests.support.graphql import Api
from tests.support.report_oracle import NO_CODE, OPEN, Figures

Period: TypeAlias = tuple[date, date]
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


SOLD = ("invoiced", "credited")


async def check_explained(api: Api, at: int, currency: str, period: Period, then: Figures, now: Figures) -> None:
    """Each figure that differs is listed with both values, and nothing else is."""
    asked = {"range": {"from": str(period[0]), "to": str(period[1])}}
    listed = {report: await changes(api, report, at, currency, period=asked) for report in REPORTS}
    found = {
        report: {each["key"]: (each["thenCents"], each["nowCents"]) for each in rows} for report, rows in listed.items()
    }
    by_code = [
        {f"{_word(code)}:{method}": cents for (code, method), cents in each.by_code.items()} for each in (then, now)
    ]
    sums = {key: pair for key, pair in found["paymentByLedgerCode"].items() if not key.endswith(":processing")}
    assert sums == _differing(*by_code)
    sold = [
        {
            f"{code}:{name}": cents
            for code, row in each.sales.items()
            for name, cents in _named(("invoiced", "credited"), row)
        }
        for each in (then, now)
    ]
    signed = {
        key: cents if key.endswith("invoiced") else (-cents[0], -cents[1]) for key, cents in _differing(*sold).items()
    }
    assert found["salesByLedgerCode"] == signed
    columns = ("cash", "paid by credits", "credits used")
    paid = [
        {f"{_word(code)}:{name}": cents for code, row in each.paid.items() for name, cents in _named(columns, row)}
        for each in (then, now)
    ]
    expected = _differing(*paid)
    assert {key: found["paymentBreakdown"].get(key) for key in expected} == expected
    assert all(" item " in key for key in found["paymentBreakdown"].keys() - expected.keys())
    rows = _differing(*(_rows(each) for each in (then, now)))
    assert sorted(found["paymentByItem"].values()) == sorted(rows.values())


def _named(names: Sequence[str], row: Sequence[int]) -> Iterable[tuple[str, int]]:
    return zip(names, row, strict=False)


def _word(code: str) -> str:
    return {NO_CODE: "no ledger code", OPEN: "unreconciled"}.get(code, code)


def _rows(figures: Figures) -> Counter[tuple[object, ...]]:
    """The rows of payment by item, by what stays of each while its amount changes."""
    found: Counter[tuple[object, ...]] = Counter()
    for row, count in figures.rows.items():
        found[row._replace(cents=0)] += row.cents * count
    return found


def _differing(then: Mapping[Any, int], now: Mapping[Any, int]) -> dict[Any, tuple[int, int]]:
    """Both figures of what differs."""
    pairs = {key: (then.get(key, 0), now.get(key, 0)) for key in {*then, *now}}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}
