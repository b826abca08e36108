"""Sums beyond what JSON readers keep exactly: told by name, and nothing else is lost with them."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from graphql import ExecutionResult

from api.documents import Documents
from api.errors import MAX_ERRORS
from api.graph.budget import Budget
from api.graph.loading import Loading, Surroundings
from api.graph.results import Page
from api.http import GraphQLRequest
from api.operation import Operations, Root
from api.schema import core_schema
from domain.core.money import MAX_CENTS
from domain.permissions import OPERATOR
from domain.queries import graph
from domain.queries.pages import Order, PageRows
from domain.rows import AccountRow

BY_NUMBER = Order("NUMBER", graph.ACCOUNT_ORDERS["NUMBER"])


async def accounts_with(*balances: int) -> ExecutionResult:
    """What is answered of accounts that have these balances stored."""
    documents = Documents(core_schema())
    prepared = documents.prepare("{ accounts { nodes { number balanceCents expectedBalanceCents } } }")
    root = Root()
    rows = [AccountRow(n, str(n), "Ann Rivera", None, "USD", 0, balance_cents=each) for n, each in enumerate(balances)]
    page = Page(PageRows(rows), BY_NUMBER, False, 0, root)
    page.related["nodes"] = rows
    root.related["accounts"] = page
    operation = prepared.operation(None)
    values: Any = {}
    request = GraphQLRequest(prepared, operation, {}, values, OPERATOR, {})
    today, surroundings = datetime.date(2026, 1, 5), Surroundings(0, "sqlite", "UTC", None, 1024)
    loading = Loading.of(core_schema(), operation, [], values, OPERATOR, today, surroundings, Budget())
    operations = Operations(core_schema(), None, ZoneInfo("UTC"))  # type: ignore[arg-type]  # nothing is read
    return await operations._run(request, loading, None, root)  # type: ignore[arg-type]  # as above


async def test_a_sum_beyond_the_bound_is_told_and_the_list_stays_readable() -> None:
    result = await accounts_with(5, 2 * MAX_CENTS, -MAX_CENTS - 1)
    assert result.data is not None
    shown = [node["balanceCents"] for node in result.data["accounts"]["nodes"]]
    assert shown == [5, MAX_CENTS, -MAX_CENTS]
    assert result.errors is not None
    told = {tuple(error.path or ()): error.message for error in result.errors}
    assert set(told) == {
        ("accounts", "nodes", n, name) for n in (1, 2) for name in ("balanceCents", "expectedBalanceCents")
    }
    assert f"{2 * MAX_CENTS:,}" in told["accounts", "nodes", 1, "balanceCents"]
    assert {(error.extensions or {})["code"] for error in result.errors} == {"INTERNAL"}


async def test_the_bounds_themselves_are_no_error() -> None:
    result = await accounts_with(MAX_CENTS, -MAX_CENTS, 0)
    assert result.errors is None


async def test_no_more_is_told_than_a_person_reads() -> None:
    result = await accounts_with(*[2 * MAX_CENTS] * 50)
    assert result.errors is not None
    assert len(result.errors) == MAX_ERRORS
