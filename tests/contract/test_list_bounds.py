"""Every input list has a limit of its own, and the refusal names the list."""

from collections.abc import AsyncIterator, Iterator
from typing import Any, NamedTuple

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLNonNull,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_required_input_field,
)

from api.graph.ids import opaque
from api.schema import core_schema
from domain.services import rows
from domain.store.store import Store
from tests.support.bank import Bank
from tests.support.centre import Centre
from tests.support.graphql import Api
from tests.support.selections import mutation_input

TOO_MANY, TOO_MANY_AT_ONCE = 1_001, 10_001
AT_ONCE = ("rows", "edges", "reconciliationIds", "knownReconciliationIds", "accountIds", "suggestionIds")
"""Lists by which a mutation does many things at once."""
SCALARS = {"ID": "a", "String": "SWIM", "Cents": 1, "Date": "2026-01-05", "Int": 1, "Boolean": True}


class Listed(NamedTuple):
    """A list in a mutation's input: the mutation, and the names on the way to it."""

    mutation: str
    path: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.mutation}.{'.'.join(self.path)}"


def lists_of(input_type: GraphQLInputObjectType, *path: str) -> Iterator[tuple[str, ...]]:
    for name, field in input_type.fields.items():
        named = get_named_type(field.type)
        if is_list_type(get_nullable_type(field.type)):
            yield (*path, name)
        if isinstance(named, GraphQLInputObjectType):
            yield from lists_of(named, *path, name)


def all_lists() -> list[Listed]:
    root = core_schema().mutation_type
    assert root is not None
    return [
        Listed(name, path)
        for name, field in root.fields.items()
        if "input" in field.args
        for path in lists_of(mutation_input(name))
        if path[-1] != "metadata"  # the few that it may have are bounded by one function (tests/unit/test_labels.py)
    ]


def value_of(wanted: GraphQLInputType, name: str, path: tuple[str, ...], known: dict[str, Any]) -> Any:
    """A value with what is required, and the list at ``path`` too long."""
    if isinstance(wanted, GraphQLNonNull):
        return value_of(wanted.of_type, name, path, known)
    many = TOO_MANY_AT_ONCE if name in AT_ONCE else TOO_MANY
    if is_list_type(wanted):
        return [value_of(wanted.of_type, name, path[1:], known)] * (many if len(path) == 1 else 1)
    if isinstance(wanted, GraphQLInputObjectType):
        return {
            key: value_of(field.type, key, path if path[:1] == (key,) else (), known)
            for key, field in wanted.fields.items()
            if path[:1] == (key,) or is_required_input_field(field)
        }
    if isinstance(wanted, GraphQLEnumType):
        return next(iter(wanted.values)) if wanted.name != "TransactionKind" else "PAYMENT"
    return known.get(name, SCALARS[wanted.name])  # type: ignore[union-attr]  # a scalar


@pytest.fixture
async def api(sqlite_store: Store) -> AsyncIterator[Api]:
    client = Api(sqlite_store)
    yield client
    await client.http.aclose()


async def known_ids(api: Api) -> dict[str, dict[str, Any]]:
    """The id of what a mutation changes, by mutation; under "" what all of them name."""
    centre = await Centre.open(api.store)
    account = opaque("Account", centre.rivera)
    planned = await api.data(
        "mutation ($i: CreatePlannedPaymentsInput!) { createPlannedPayments(input: $i) { plannedPayments { id } } }",
        i={"accountId": account, "installments": [{"dueOn": "2026-02-01", "amountCents": 1, "method": "CARD"}]},
    )
    user = await api.data(
        "mutation ($i: CreateUserInput!) { createUser(input: $i) { user { id } } }",
        i={"email": "a@example.org", "name": "A", "password": "long enough", "permissions": []},
    )
    payment = (await centre.payment(100)).result.transaction
    line = await (await Bank.open(centre)).line(100, "Rivera")
    other = await centre.account("1002", "Bo Chen")
    return {
        "recordFromBankLine": {"bankLineId": opaque("BankLine", line)},
        "importRecords": {"csv": "code,title"},
        "movePayment": {"transactionId": opaque("Transaction", payment), "toAccountId": opaque("Account", other)},
        "": {"accountId": account, "currency": "USD", "email": "b@example.org", "password": "long enough"},
        "createWebhook": {"url": "https://shop.example.org/"},
        "makeDocuments": {"period": {"year": 2026}},
        "updateAccount": {"id": account},
        "updateUser": {"id": user["createUser"]["user"]["id"]},
        "modifyPlannedPayment": {"id": planned["createPlannedPayments"]["plannedPayments"][0]["id"]},
    }


async def test_names_the_list_that_is_too_long(api: Api) -> None:
    known = await known_ids(api)
    wrong = {}
    for each in all_lists():
        wanted = mutation_input(each.mutation)
        ids = known[""] | known.get(each.mutation, {})
        query = (
            f"mutation ($i: {wanted.name}!) {{ {each.mutation}(input: $i) {{ userErrors {{ code field message }} }} }}"
        )
        value = value_of(wanted, "input", each.path, ids) | known.get(each.mutation, {})
        answer = await api(query, i=value)
        reported = ((answer.get("data") or {}).get(each.mutation) or {}).get("userErrors") or answer
        names = (
            [part for part in (reported[0]["field"] or []) if not part.isdigit()]
            if isinstance(reported, list)
            else None
        )
        if (
            names != ["input", *each.path]
            or "1,000" not in reported[0]["message"].replace("10,000", "1,000")
            or reported[0]["code"] != "INVALID_VALUE"
        ):
            wrong[str(each)] = reported
    assert wrong == {}


@pytest.mark.parametrize("bulk", [False, True])
async def test_refuses_marks_that_cover_too_many_items(api: Api, monkeypatch: pytest.MonkeyPatch, bulk: bool) -> None:
    centre = await Centre.open(api.store)
    invoice = (await centre.invoice(*[100] * 20)).result.transaction
    mark, account = {"invoiceId": opaque("Transaction", invoice)}, opaque("Account", centre.rivera)
    money = {"accountId": account, "amountCents": 1, "method": "CASH"}
    monkeypatch.setattr(rows, "NAMED_ITEMS_MAX", 200)
    for marks, refused in ((10, False), (11, True)):
        if bulk:
            name, requested = "makePayments", {"rows": [money | {"applyTo": [mark]}] * marks}
        else:
            name, requested = "makePayment", money | {"applyTo": [mark] * marks}
        query = f"mutation ($i: {name[0].upper()}{name[1:]}Input!) {{ {name}(input: $i) {{ userErrors {{ code field }} }} }}"
        errors = (await api.data(query, i=requested))[name]["userErrors"]
        assert errors == (
            [{"code": "INVALID_VALUE", "field": ["input", "rows" if bulk else "applyTo"]}] if refused else []
        )


async def test_refuses_sources_that_cover_too_many_items(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    centre = await Centre.open(api.store)
    paid = (await centre.payment(10_000)).result.transaction
    source, account = {"transactionId": opaque("Transaction", paid)}, opaque("Account", centre.rivera)
    monkeypatch.setattr(rows, "NAMED_ITEMS_MAX", 3)
    query = "mutation ($i: RecordRefundInput!) { recordRefund(input: $i) { userErrors { code field } } }"
    for sources, refused in ((3, False), (4, True)):
        command = {"accountId": account, "amountCents": 1, "method": "CASH", "sources": [source] * sources}
        errors = (await api.data(query, i=command))["recordRefund"]["userErrors"]
        assert errors == ([{"code": "INVALID_VALUE", "field": ["input", "sources"]}] if refused else [])
