"""Reading reports: permissions, pages and budget, periods in each time zone."""

import datetime
import sqlite3
from collections.abc import AsyncIterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from graphql import GraphQLObjectType, get_named_type

from api.permissions.check import Rules
from api.schema import core_schema
from domain.core.periods import Period
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.queries.pages import Window, page
from domain.queries.reports.aging import BY_NUMBER, DayScope, aging_accounts, owed, owed_by_account
from domain.queries.reports.breakdown import credit_cells
from domain.queries.reports.cash import BY_DATE, cash_cells, payment_by_item
from domain.queries.reports.sales import BY_DATE as BY_SALES_DATE
from domain.queries.reports.sales import sales_cells, sales_items
from domain.queries.reports.scope import PeriodScope, View
from domain.store.clock import to_instant
from domain.store.program import Program
from domain.store.store import Store
from tests.support.centre import Centre
from tests.support.graphql import Api
from tests.support.random_commands.commands import RandomCommands
from tests.support.report_centre import AGING, BODIES, BY_ITEM, EVER, SHOWN, TEXT, ReportCentre, reports
from tests.support.selections import selection_of

REPORTS = reports()
FIGURES = {**dict.fromkeys(SHOWN, ""), "LedgerCode": "{ code title }"}
BARE = {name: selection_of(of, FIGURES) for name, of in REPORTS.items()}
"""What a holder of VIEW_REPORTS alone may read: every figure, and nothing that names a client or a transaction."""
GUARDED = {
    "paymentByItemReport": ("rows { nodes { transaction { number } } }", {"VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"}),
    "paymentBreakdownReport": ("rows { nodes { reconciliation { id } } }", {"VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"}),
    "salesByLedgerCodeReport": ("items { nodes { item { id } } }", {"VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"}),
    "agingReport": ("rows { nodes { account { number } } }", {"VIEW_CLIENT_ACCOUNTS"}),
}


def asked(name: str, body: str) -> str:
    arguments = "" if name == "agingReport" else '(period: {range: {from: "0001-01-01", to: "9999-12-31"}})'
    return f"{{ report: {name}{arguments} {{ {body} }} }}"


@pytest.fixture
async def centre(sqlite_url: str) -> AsyncIterator[ReportCentre]:
    """A centre for what is decided before the database is asked, or is the same on both."""
    store = await Store.open(sqlite_url)
    async with ReportCentre.opened(store) as opened:
        yield opened
    await store.close()


def token(*permissions: Permission) -> Principal:
    return Principal(PrincipalKind.TOKEN, "token:1", "finance", frozenset(permissions))


@pytest.mark.parametrize("name", REPORTS)
async def test_view_reports_alone_reads_every_amount_and_no_name(centre: ReportCentre, name: str) -> None:
    await centre.payment(500, date=datetime.date(2026, 1, 2))
    centre.api.principal = token(Permission.VIEW_REPORTS)
    assert (await centre.api.data(asked(name, BARE[name])))["report"] is not None
    if name in GUARDED:
        body, missing = GUARDED[name]
        answer = await centre.api(asked(name, body))
        assert {each for error in answer["errors"] for each in error["extensions"]["missing"]} == missing
        assert "data" not in answer


@pytest.mark.parametrize("name", REPORTS)
async def test_a_report_is_refused_without_view_reports_and_to_clients(centre: ReportCentre, name: str) -> None:
    centre.api.principal = token(*(ALL_PERMISSIONS - {Permission.VIEW_REPORTS}))
    answer = await centre.api(asked(name, BARE[name]))
    assert answer["errors"][0]["extensions"] == {"code": "FORBIDDEN", "missing": ["VIEW_REPORTS"]}
    centre.api.principal = Principal(PrincipalKind.CLIENT, "user:1", "Ann", frozenset(), 1, centre.rivera)
    answer = await centre.api(asked(name, BARE[name]))
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"FORBIDDEN"}
    assert "data" not in answer


def test_no_report_field_is_open_to_clients() -> None:
    schema, rules = core_schema(), Rules(core_schema())
    assert schema.query_type is not None
    for name in REPORTS:
        assert ("Query", name) not in rules.open_fields
        report = get_named_type(schema.query_type.fields[name].type)
        assert isinstance(report, GraphQLObjectType)
        assert not {field for field in report.fields if (report.name, field) in rules.open_fields}


async def test_statements_do_not_grow_with_the_number_of_rows(store: Store) -> None:
    queries = [(TEXT.format(name=name, body=body), {"p": EVER, "c": "USD"}) for name, body in BODIES.items()]
    counts = []
    async with Api(store) as api:
        commands = RandomCommands(await Centre.open(store), api, seed=6)
        for count in (10, 40):
            await commands.fill(await commands.centre.accounts([f"A{count}-{each}" for each in range(count)]))
            for _ in range(3 * count):
                await commands.step(("createReconciliations", "recordRefund", "createCredit", "cancelItems"))
            api.statements = 0
            whole = 0
            for query, variables in [*queries, (AGING, {"c": "USD"})]:
                report = (await api.data(query, **variables))["report"]
                lists = [each for each in report.values() if isinstance(each, dict) and "totalCount" in each]
                whole += sum(len(each["nodes"]) == each["totalCount"] for each in lists)  # which no statement counts
            counts.append(api.statements + whole)
    assert counts[0] == counts[1] <= 40


async def test_rows_are_paged_and_count_against_the_budget(store: Store) -> None:
    async with ReportCentre.opened(store) as centre:
        await page_through(centre)


async def page_through(centre: ReportCentre) -> None:
    for number in range(25):
        await centre.payment(100 + number, date=datetime.date(2026, 1, 1 + number % 3))
    query = (
        "query ($first: Int, $after: String, $last: Int, $before: String) { "
        "report: paymentByItemReport(period: {year: 2026}) { "
        "rows(first: $first, after: $after, last: $last, before: $before) { nodes { date appliedCents } edges { cursor } "
        "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } } }"
    )
    seen: list[Any] = []
    after = None
    for number in range(3):
        rows = (await centre.api.data(query, first=10, after=after))["report"]["rows"]
        seen += [(row["date"], row["appliedCents"]) for row in rows["nodes"]]
        after = rows["pageInfo"]["endCursor"]
        assert rows["edges"][-1]["cursor"] == after
        assert (rows["pageInfo"]["hasPreviousPage"], rows["pageInfo"]["hasNextPage"]) == (number > 0, number < 2)
        assert rows["totalCount"] == 25
    assert len(set(seen)) == 25
    assert [each[0] for each in seen] == sorted(each[0] for each in seen)
    back: list[Any] = []
    rows = {"pageInfo": {"startCursor": None, "hasPreviousPage": True}}
    while rows["pageInfo"]["hasPreviousPage"]:
        rows = (await centre.api.data(query, last=10, before=rows["pageInfo"]["startCursor"]))["report"]["rows"]
        back = [(row["date"], row["appliedCents"]) for row in rows["nodes"]] + back
    assert back == seen
    deep = "account { transactions(first: 1000) { nodes { account { transactions(first: 1000) { nodes { id } } } } } }"
    answer = await centre.api(asked(BY_ITEM, f"rows {{ nodes {{ transaction {{ {deep} }} }} }}"))
    assert answer["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"


@pytest.mark.parametrize(
    "arguments",
    [
        'period: {range: {from: "2026-02-01", to: "2026-01-31"}}',
        "period: {year: 0}",
        "period: {year: 2026, preset: LAST_MONTH}",
        "period: {}",
        'period: {year: 2026}, asOf: "2026-01-01"',
        'period: {year: 2026}, currency: "DOLLARS"',
    ],
)
async def test_an_invalid_argument_is_bad_input(centre: ReportCentre, arguments: str) -> None:
    answer = await centre.api(f"{{ paymentByItemReport({arguments}) {{ totalCents }} }}")
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "period", [{}, {"year": 2026, "preset": "LAST_MONTH"}, {"year": None}, {"range": {"from": "2026-01-01"}}]
)
async def test_a_period_in_a_variable_has_exactly_one_field(centre: ReportCentre, period: dict[str, Any]) -> None:
    answer = await centre.api(TEXT.format(name=BY_ITEM, body="totalCents"), p=period)
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_a_cursor_of_another_report_is_refused(centre: ReportCentre) -> None:
    await centre.invoice(100, date=datetime.date(2026, 1, 1))
    cursor = (await centre.api.data("{ agingReport { rows { pageInfo { endCursor } } } }"))["agingReport"]["rows"]
    answer = await centre.api(
        "query ($after: String) { paymentByItemReport(period: {year: 2026}) { rows(after: $after) { nodes { date } } } }",
        after=cursor["pageInfo"]["endCursor"],
    )
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    ("zone", "local", "first", "last"),
    [
        ("America/Toronto", "2026-03-31T23:59:59", "2026-03-01", "2026-03-31"),
        ("America/Toronto", "2026-04-01T00:00:00", "2026-03-02", "2026-04-01"),
        ("Pacific/Kiritimati", "2028-02-29T00:00:00", "2028-01-30", "2028-02-29"),
        ("Pacific/Pago_Pago", "2028-02-29T23:59:59", "2028-01-30", "2028-02-29"),
        ("Europe/Berlin", "2026-03-29T03:00:00", "2026-03-01", "2026-03-29"),
        ("UTC", "2026-01-01T00:00:00", "2025-12-02", "2026-01-01"),
    ],
)
async def test_today_follows_the_organisations_time_zone(
    centre: ReportCentre, zone: str, local: str, first: str, last: str
) -> None:
    centre.now = to_instant(datetime.datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)))
    api = Api(centre.store, zone=zone)
    answer = await api.data(
        "{ viewer { timeZone } agingReport { on } paymentByItemReport(period: {preset: LAST_MONTH}) { firstDay lastDay } }"
    )
    assert answer == {
        "viewer": {"timeZone": zone},
        "agingReport": {"on": last},
        "paymentByItemReport": {"firstDay": first, "lastDay": last},
    }
    await api.http.aclose()


WEEK = Period(datetime.date(2025, 3, 1), datetime.date(2025, 3, 7))
SUMS = {"book_sum_key"}
FROM_END = Window(last=50, before=(datetime.date(2025, 3, 5), 1, 1))
PLANS: dict[str, tuple[Any, set[str], set[str]]] = {
    "payment by item, a page": (
        lambda view: page(payment_by_item(PeriodScope("USD", WEEK, view)), BY_DATE, [0], Window(50), 10_000),
        {"edge_credit_date", "edge_debit_date", "item_cash_date"},
        {"edge_credit_date", "edge_debit_date", "item_cash_date"},
    ),
    "payment by item, a page from the end": (
        lambda view: page(payment_by_item(PeriodScope("USD", WEEK, view)), BY_DATE, [0], FROM_END, 10_000),
        {"edge_credit_date", "edge_debit_date", "item_cash_date"},
        {"edge_credit_date", "edge_debit_date", "item_cash_date"},
    ),
    "payment by ledger code": (
        lambda view: cash_cells(PeriodScope("USD", WEEK, view)),
        SUMS,
        {"edge_credit_date", "edge_debit_date"},
    ),
    "payment by credits": (lambda view: credit_cells(PeriodScope("USD", WEEK, view)), SUMS, {"edge_credit_date"}),
    "sales": (lambda view: sales_cells(PeriodScope("USD", WEEK, view)), SUMS, {"item_income_date"}),
    "sold items, a page": (
        lambda view: page(sales_items(PeriodScope("USD", WEEK, view)), BY_SALES_DATE, [0], Window(50), 10_000),
        {"item_income_date"},
        {"item_income_date"},
    ),
    "what is owed": (
        lambda view: owed(DayScope("USD", WEEK.last, view)),
        SUMS | {"item_income_date", "edge_credit_date"},
        {"edge_debit_item"},
    ),
    "who owes what": (
        lambda _: owed_by_account(DayScope("USD", WEEK.last)),
        {"item_owed", "edge_debit_item", "edge_credit_date"},
        {"item_owed", "edge_debit_item", "edge_credit_date"},
    ),
    "who owes": (
        lambda _: page(aging_accounts(DayScope("USD", WEEK.last)), BY_NUMBER, [0], Window(50), 10_000),
        {"item_owed", "edge_credit_date", "account_number_order"},
        {"item_owed", "edge_credit_date", "account_number_order"},
    ),
}
"""What is read, the indexes by which it is read as of now, and those as of an instant."""


@pytest.mark.parametrize("at", [None, 1], ids=["now", "as of"])
@pytest.mark.parametrize("name", PLANS)
def test_each_report_uses_its_indexes(sqlite_template: object, name: str, at: int | None) -> None:
    steps, now, then = PLANS[name]
    used, sorted_all = plan_of(str(sqlite_template), steps(View(at)))
    assert (now if at is None else then) <= used
    assert "a page" not in name or not sorted_all, "a page is merged from its indexes, not sorted"


def plan_of(path: str, steps: Program[Any]) -> tuple[set[str], bool]:
    """The indexes that SQLite uses for a statement, and whether it sorts all rows of it."""
    statement = next(steps)
    connection = sqlite3.connect(path)
    arguments = [None] * len(statement.sql.names)  # type: ignore[union-attr]  # each reads
    lines = [row[3] for row in connection.execute(f"explain query plan {statement.sql.sqlite}", arguments)]
    connection.close()
    words = " ".join(lines).split()
    return {
        word for word in words if word.startswith(("edge_", "item_", "book_", "account_"))
    }, "USE TEMP B-TREE FOR ORDER BY" in lines
