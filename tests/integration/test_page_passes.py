"""How often the page's queries read lists from end to end: what shows all accounts must not depend on how many there are."""

from typing import Any

import httpx
import pytest
from graphql import OperationDefinitionNode, OperationType, parse, print_ast

from api.graph.budget import LONG_PASSES_MAX, Budget, RowsOfList
from domain.store.program import Program
from tests.integration.test_estimate import QUERIES, client, some_variables

__all__ = ["client"]  # a fixture

NARROWED: dict[str, Any] = {
    "AccountFilter": {"hasUnreconciled": True},
    "AuditFilter": {"recordedBy": "operator"},
    "BankLineFilter": {"statuses": ["OPEN"], "search": "a"},
    "TransactionFilter": {"kinds": ["INVOICE", "PAYMENT"], "search": "a"},
    "UnreconciledFilter": {"methods": ["CARD"], "search": "a"},
    "UnreconciledOrder": {"field": "UNRECONCILED"},
    "Int!": 1,
}
"""By the type of a variable a value with which as much as possible is read; pages are too short to show lists whole."""
OF_ONE_ACCOUNT = {"Billing", "MatchDetail"}
"""What reads one account's lists, and may do so more often."""


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often lists were read from end to end, after each time."""
    found: list[int] = []
    count = Budget.count_passes

    def noted(self: Budget, passes: int, rows: RowsOfList) -> Program[None]:
        yield from count(self, passes, rows)
        found.append(self.passes)

    monkeypatch.setattr(Budget, "count_passes", noted)
    return found


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_no_screen_of_all_accounts_is_refused_for_their_number(
    client: httpx.AsyncClient, passes: list[int]
) -> None:
    values = await some_variables(client)
    refused, most = [], 0
    for text in QUERIES:
        operation = next(each for each in parse(text).definitions if isinstance(each, OperationDefinitionNode))
        if operation.operation is not OperationType.QUERY:
            continue
        variables = {}
        for each in operation.variable_definitions or ():
            name, type_ = each.variable.name.value, print_ast(each.type)
            value = NARROWED.get(type_, NARROWED.get(type_.removesuffix("!"), values.get(name)))
            if name == "id" and "bankAccount" in text:
                value = values["bankAccountId"]
            if value is not None and name not in {"after", "orderBy"}:
                variables[name] = value
        passes.clear()
        answer = (await client.post("/graphql", json={"query": text, "variables": variables})).json()
        assert "errors" not in answer, (text, variables, answer["errors"])
        assert operation.name is not None
        if max(passes, default=0) > LONG_PASSES_MAX and operation.name.value not in OF_ONE_ACCOUNT:
            refused.append((operation.name.value, max(passes)))
        most = max(most, *passes, 0)
    assert refused == []
    assert most > LONG_PASSES_MAX, "what is read of one account is counted too"
