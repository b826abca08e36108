"""Sums beyond the integers that JSON readers keep exactly: reported, and the rest of the answer survives."""

import datetime
from zoneinfo import ZoneInfo

from graphql import ExecutionResult
from graphql.execution.values import VariableValues

from api.errors import MAX_ERRORS
from api.graph.budget import Budget
from api.graph.loading import Loading, RequestInfo
from api.graph.operation import Operations
from api.graph.request import GraphQLRequest
from api.graph.results import Page
from api.graph.roots import Root
from api.protocol.documents import Documents
from api.schema import core_schema
from domain.core.money import MAX_CENTS
from domain.permissions import OPERATOR
from domain.queries import graph
from domain.queries.pages import Order, PageRows
from domain.tables import AccountRow

BY_NUMBER = Order("NUMBER", graph.ACCOUNT_ORDERS["NUMBER"])


async def accounts_with(*balances: int) -> ExecutionResult:
    """What is answered of accounts that have these balances stored."""
    documents = Documents(core_schema())
    prepared = documents.prepare("{ accounts { nodes { number balanceCents expectedBalanceCents } } }")
    root = Root()
    rows = [AccountRow(n, str(n), "Ann Rivera", None, "USD", 0, balance_cents=each) for n, each in enumerate(balances)]
    page = Page(PageRows(rows), BY_NUMBER, 0)
    page.related["nodes"] = rows
    root.related["accounts"] = page
    operation = prepared.operation(None).node
    values = VariableValues({}, {})
    assert prepared.document is not None
    assert prepared.variants is not None
    request = GraphQLRequest(prepared.document, prepared.variants, operation, {}, values, OPERATOR, {})
    today, request_info = datetime.date(2026, 1, 5), RequestInfo(0, "sqlite", "UTC", None, 1024, {})
    variant = prepared.variants.of(operation, values)
    loading = Loading(core_schema(), variant, values, OPERATOR, today, request_info, Budget())
    operations = Operations(core_schema(), None, ZoneInfo("UTC"), 1024)  # type: ignore[arg-type]  # nothing is read
    context = operations._context(loading, None)  # type: ignore[arg-type]  # nothing is read
    return await operations._run(request, context, root)


async def test_reports_a_sum_beyond_the_bound_and_keeps_the_list_readable() -> None:
    result = await accounts_with(5, 2 * MAX_CENTS, -MAX_CENTS - 1)
    assert result.data is not None
    shown = [node["balanceCents"] for node in result.data["accounts"]["nodes"]]
    assert shown == [5, MAX_CENTS, -MAX_CENTS]
    assert result.errors is not None
    reported = {tuple(error.path or ()): error.message for error in result.errors}
    assert set(reported) == {
        ("accounts", "nodes", n, name) for n in (1, 2) for name in ("balanceCents", "expectedBalanceCents")
    }
    assert f"{2 * MAX_CENTS:,}" in reported["accounts", "nodes", 1, "balanceCents"]
    assert {(error.extensions or {})["code"] for error in result.errors} == {"OUT_OF_RANGE"}


async def test_the_bounds_themselves_are_accepted() -> None:
    result = await accounts_with(MAX_CENTS, -MAX_CENTS, 0)
    assert result.errors is None


async def test_reports_no_more_than_a_person_reads() -> None:
    result = await accounts_with(*[2 * MAX_CENTS] * 50)
    assert result.errors is not None
    assert len(result.errors) == MAX_ERRORS
