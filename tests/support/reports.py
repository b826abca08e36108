"""Level: the GraphQL API. Read the reports as the plain values of ``report_oracle.py``; check the identities of R32b."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from api.graph.ids import row_id
from domain.store.clock import to_datetime
from tests.support.graphql import Api
from tests.support.report_oracle import EVER, NO_CODE, OPEN, Ages, Book, CashRow, Figures

ASKED = "query ($p: PeriodInput!, $c: String, $t: DateTime"
BY = "(period: $p, currency: $c, asOf: $t)"
SUMS = f"""{ASKED}) {{
  item: paymentByItemReport{BY} {{ totalCents processingCents unreconciledCents rows {{ totalCount }} }}
  code: paymentByLedgerCodeReport{BY} {{
    totalCents processingCents unreconciledCents
    rows {{ ledgerCode {{ code }} method unreconciled amountCents processingCents }}
  }}
  paid: paymentBreakdownReport{BY} {{
    cashCents nonCashCents rows {{ totalCount }}
    byLedgerCode {{ ledgerCode {{ code }} cashCents paidByCreditsCents creditsUsedCents }}
  }}
  sales: salesByLedgerCodeReport{BY} {{
    totalCents rows {{ ledgerCode {{ code }} invoicedCents creditedCents netCents }}
  }}
}}"""
PAGE = "rows(first: 1000, after: $after) { pageInfo { hasNextPage endCursor } nodes"
ITEM_ROWS = f"""{ASKED}, $after: String) {{ report: paymentByItemReport{BY} {{ {PAGE} {{
  date method processing transactionCents appliedCents ledgerCode {{ code }} transaction {{ number }} item {{ id }}
}} }} }} }}"""
BREAKDOWN_ROWS = f"""{ASKED}, $after: String) {{ report: paymentBreakdownReport{BY} {{ {PAGE} {{
  cash amountCents ledgerCode {{ code }} reconciliation {{ id }}
}} }} }} }}"""
SOLD_ITEMS = f"""{ASKED}, $code: String, $after: String) {{ report: salesByLedgerCodeReport{BY} {{
  rows: items(ledgerCode: $code, first: 1000, after: $after) {{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{
    date kind amountCents ledgerCode {{ code }} item {{ id }}
  }} }}
}} }}"""
AMOUNTS = (
    "{ notDueCents days1To30Cents days31To60Cents days61To90Cents over90DaysCents totalCents processingCents "
    "plannedCents }"
)
AGING = f"""query ($c: String, $d: Date, $t: DateTime, $after: String) {{
  report: agingReport(currency: $c, on: $d, asOf: $t) {{
    totals {AMOUNTS} {PAGE} {{ account {{ number }} amounts {AMOUNTS} }} }}
  }}
}}"""


async def figures(api: Api, currency: str, period: tuple[date, date] = EVER, at: int | None = None) -> Figures:
    """All reports of a period, checked for what they say of themselves: totals against rows, counts against pages."""
    asked: dict[str, Any] = {"p": {"range": {"from": str(period[0]), "to": str(period[1])}}, "c": currency}
    asked["t"] = to_datetime(at).isoformat() if at is not None else None
    sums = await api.data(SUMS, **asked)
    rows = [_cash_row(row) async for row in pages(api, ITEM_ROWS, **asked)]
    sold_items = [_sold(row) async for row in pages(api, SOLD_ITEMS, **asked)]
    details = [_detail(row) async for row in pages(api, BREAKDOWN_ROWS, **asked)]
    item, code, paid, sales = (sums[name] for name in ("item", "code", "paid", "sales"))
    assert item["rows"]["totalCount"] == len(rows)
    assert paid["rows"]["totalCount"] == len(details)
    assert [row.date for row in rows] == sorted(row.date for row in rows)
    cash = tuple(item[name] for name in ("totalCents", "processingCents", "unreconciledCents"))
    assert cash == tuple(code[name] for name in ("totalCents", "processingCents", "unreconciledCents"))
    assert code["totalCents"] == _sum(code["rows"], "amountCents")
    assert code["processingCents"] == _sum(code["rows"], "processingCents")
    assert paid["cashCents"] == _sum(paid["byLedgerCode"], "cashCents")
    assert paid["nonCashCents"] == _sum(paid["byLedgerCode"], "paidByCreditsCents")
    assert paid["nonCashCents"] == _sum(paid["byLedgerCode"], "creditsUsedCents")
    assert sales["totalCents"] == _sum(sales["rows"], "netCents") == sum(row[-1] for row in sold_items)
    assert [row[2] for row in sold_items] == sorted(row[2] for row in sold_items)
    for row in sales["rows"]:
        of_code = [_sold(each) async for each in pages(api, SOLD_ITEMS, **asked, code=row["ledgerCode"]["code"])]
        assert of_code == [each for each in sold_items if each[0] == row["ledgerCode"]["code"]]
        assert row["netCents"] == sum(each[-1] for each in of_code)
        assert row["invoicedCents"] == sum(each[-1] for each in of_code if each[3] == "INVOICE")
    columns = ("cashCents", "paidByCreditsCents", "creditsUsedCents")
    sold = ("invoicedCents", "creditedCents", "netCents")
    return Figures(
        rows=Counter(rows),
        cash=(cash[0], cash[1], cash[2]),
        by_code={_cell(row): row["amountCents"] for row in code["rows"] if row["amountCents"]},
        paid={_code(row): _picked(row, columns) for row in paid["byLedgerCode"] if any(_picked(row, columns))},
        details=Counter(details),
        sales={row["ledgerCode"]["code"]: _picked(row, sold) for row in sales["rows"]},
        sold=Counter(sold_items),
    )


async def ages(api: Api, currency: str, day: date, at: int | None = None) -> Ages:
    """The aging report, page by page."""
    asked = {"c": currency, "d": str(day), "t": to_datetime(at).isoformat() if at is not None else None}
    totals = (await api.data(AGING, **asked))["report"]["totals"]
    rows = {row["account"]["number"]: tuple(row["amounts"].values()) async for row in pages(api, AGING, **asked)}
    assert list(rows) == sorted(rows)
    return Ages(rows, tuple(totals.values()))


async def pages(api: Api, query: str, **asked: Any) -> Any:
    """All rows of a report, page by page; each is there once."""
    after, more = None, True
    while more:
        page = (await api.data(query, **asked, after=after))["report"]["rows"]
        for node in page["nodes"]:
            yield node
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]


def _cash_row(row: dict[str, Any]) -> CashRow:
    return CashRow(
        row["transaction"]["number"],
        date.fromisoformat(row["date"]),
        row["method"],
        row_id(row["item"]["id"], "TransactionItem") if row["item"] else None,
        _code(row) if row["item"] else OPEN,
        row["processing"],
        row["transactionCents"],
        row["appliedCents"],
    )


def _sold(row: dict[str, Any]) -> tuple[str, int, date, str, int]:
    item_id = row_id(row["item"]["id"], "TransactionItem")
    return _code(row), item_id, date.fromisoformat(row["date"]), row["kind"], row["amountCents"]


def _detail(row: dict[str, Any]) -> tuple[str, bool, int, int]:
    return _code(row), row["cash"], row_id(row["reconciliation"]["id"], "Reconciliation"), row["amountCents"]


def _cell(row: dict[str, Any]) -> tuple[str, str]:
    return OPEN if row["unreconciled"] else _code(row), row["method"]


def _code(row: dict[str, Any]) -> str:
    return str(row["ledgerCode"]["code"]) if row["ledgerCode"] else NO_CODE


def _picked(row: dict[str, Any], names: tuple[str, ...]) -> tuple[int, int, int]:
    first, second, third = (row[name] for name in names)
    return first, second, third


def _sum(rows: Iterable[dict[str, Any]], name: str) -> int:
    return sum(row[name] for row in rows)


def check_period(found: Figures, book: Book, currency: str, period: tuple[date, date]) -> None:
    """Identities 1 and 2, which hold for any period."""
    cash = [
        each
        for each in book.transactions.values()
        if each["method"] is not None and book.currency(each) == currency and period[0] <= each["date"] <= period[1]
    ]
    signs = {"PAYMENT": 1, "DEPOSIT": 1, "REFUND": -1, "PAYMENT_CORRECTION": -1}
    total = sum(signs[each["kind"]] * each["amount_cents"] for each in cash)
    assert sum(row.cents * count for row, count in found.rows.items()) == total, "1: payment by item"
    assert sum(found.by_code.values()) == total, "1: payment by ledger code"
    assert found.cash[0] == total, "1: the total"
    by_code: Counter[str] = Counter()
    for (code, _), cents in found.by_code.items():
        if code != OPEN:
            by_code[code] += cents
    codes = {*by_code, *found.paid}
    nothing = (0, 0, 0)
    assert all(by_code[code] == found.paid.get(code, nothing)[0] for code in codes), "2: breakdown, cell by cell"
    in_cash = sum(cents for (_, cash, _, cents), count in found.details.items() for _ in range(count) if cash)
    assert in_cash == sum(by_code.values()), "2: breakdown, row by row"


def check_ever(found: Figures, book: Book, currency: str) -> None:
    """Identities 3, 4 and 5, which hold over all dates."""
    assert sum(cents for (code, _), cents in found.by_code.items() if code == NO_CODE) == 0, "3"
    left: Counter[tuple[str, bool]] = Counter()
    for item in book.items.values():
        if book.currency(item) == currency and item["kind"] in ("INVOICE", "CREDIT", "CANCELLATION"):
            real = sum(each["amount_cents"] for each in book.at_item[item["id"]] if each["credit_item_id"] is not None)
            left[book.code(item), item["kind"] == "INVOICE"] += item["amount_cents"] - real
    nothing = (0, 0, 0)
    for code in book.codes.values():
        cash, paid, used = found.paid.get(code, nothing)
        sold = found.sales.get(code, nothing)[2]
        assert sold == cash + paid - used + left[code, True] - left[code, False], f"4: {code}"
    sold = sum(net for _, _, net in found.sales.values())
    assert book.balance(currency) == sold - (found.cash[0] - found.cash[1]), "5"


def check_day(found: Ages, book: Book, currency: str, day: date) -> None:
    """Identity 6, on any day."""
    given_back = open_credits = 0
    for item in book.items.values():
        transaction = book.transaction(item)
        if transaction["date"] > day or book.currency(item) != currency or item["kind"] == "INVOICE":
            continue
        settled = 0
        for reconciliation in book.at_item[item["id"]]:
            ends = [
                book.transaction(book.items[reconciliation[end]])
                for end in ("credit_item_id", "debit_item_id")
                if reconciliation[end]
            ]
            arrived = all(end["date"] <= day and end["payment_state"] != "PROCESSING" for end in ends)
            settled += reconciliation["amount_cents"] if arrived else 0
        if item["kind"] in ("REFUND", "PAYMENT_CORRECTION"):
            given_back += item["amount_cents"] - settled
        elif transaction["payment_state"] != "PROCESSING":
            open_credits += item["amount_cents"] - settled
    assert book.balance(currency, day) == found.totals[5] + given_back - open_credits, "6"
    assert found.totals == tuple(sum(column) for column in zip(*found.rows.values(), strict=True)) or not found.rows
