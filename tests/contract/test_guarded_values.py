"""Sorting and filtering need the permission to read the field they use (domain R33)."""

from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLObjectType, get_named_type

from api.permissions.check import Rules, check
from api.protocol.documents import Documents
from api.schema import core_schema
from domain.permissions import Permission, Principal, PrincipalKind
from domain.queries import bank_graph, graph
from domain.queries.pages import OrderColumns

DOCUMENTS = Documents(core_schema())
VIEW, BILLING = Permission.VIEW_CLIENT_ACCOUNTS, Permission.CLIENT_BILLING
SECRET = ("BALANCE", "UNRECONCILED_DEBIT", "UNRECONCILED_CREDIT")


def staff(*permissions: Permission) -> Principal:
    return Principal(PrincipalKind.USER, "user:1", "Ann Lee", frozenset(permissions))


def lacking(query: str, principal: Principal, **variables: Any) -> set[str]:
    """The permissions that a question asks for and the principal lacks."""
    prepared = DOCUMENTS.prepare(query)
    assert not prepared.errors, prepared.errors
    assert prepared.usage
    errors = check(prepared.usage, prepared.operation(None).node, principal, variables)
    return {name for error in errors for name in (error.extensions or {}).get("missing", [error.message])}


LIST = "accounts(%s) { nodes { number } }"
BY = "query ($by: AccountOrder) { " + LIST % "orderBy: $by" + " }"
BY_DEFAULT = "query ($by: AccountOrder = {field: %s}) { " + LIST % "orderBy: $by" + " }"
FIELD = "query ($f: AccountOrderField!) { " + LIST % "orderBy: {field: $f}" + " }"
FIELD_DEFAULT = "query ($f: AccountOrderField! = %s) { " + LIST % "orderBy: {field: $f}" + " }"
IN_FRAGMENT = "{ ...Q } fragment Q on Query { " + LIST % "orderBy: {field: %s}" + " }"


@pytest.mark.parametrize("field", SECRET)
def test_refuses_sorting_by_an_unreadable_field_in_every_notation(field: str) -> None:
    for query, variables in (
        ("{ " + LIST % f"orderBy: {{field: {field}}}" + " }", {}),
        (IN_FRAGMENT % field, {}),
        (BY, {"by": {"field": field}}),
        (BY, {"by": {"field": field, "direction": "DESC"}}),
        (BY_DEFAULT % field, {}),
        (FIELD, {"f": field}),
        (FIELD_DEFAULT % field, {}),
    ):
        assert lacking(query, staff(VIEW), **variables) == {"CLIENT_BILLING"}, query
        assert lacking(query, staff(VIEW, BILLING), **variables) == set(), query


@pytest.mark.parametrize("field", ["NUMBER", "OWNER_NAME"])
def test_sorting_by_a_readable_field_needs_no_further_permission(field: str) -> None:
    for query, variables in (
        ("{ " + LIST % f"orderBy: {{field: {field}}}" + " }", {}),
        (BY, {"by": {"field": field}}),
        (BY, {"by": None}),
        (BY, {}),
        (BY_DEFAULT % "BALANCE", {"by": {"field": field}}),
        (FIELD, {"f": field}),
        (FIELD_DEFAULT % "BALANCE", {"f": field}),
    ):
        assert lacking(query, staff(VIEW), **variables) == set(), query


def test_filtering_by_open_amounts_needs_the_permission_to_read_them() -> None:
    query = "query ($h: Boolean, $f: AccountFilter) { a: " + LIST % "filter: {hasUnreconciled: $h}"
    query += " b: " + LIST % "filter: $f" + " }"
    for variables in ({"h": True}, {"h": False}, {"f": {"hasUnreconciled": True}}):
        assert lacking(query, staff(VIEW), **variables) == {"CLIENT_BILLING"}
        assert lacking(query, staff(VIEW, BILLING), **variables) == set()
    for variables in ({}, {"h": None}, {"f": {"hasUnreconciled": None, "currency": "USD"}}):
        assert lacking(query, staff(VIEW), **variables) == set()


ORDERS: dict[str, tuple[dict[str, OrderColumns], tuple[str, str], dict[str, tuple[str, str]]]] = {
    "AccountOrderField": (
        graph.ACCOUNT_ORDERS,
        ("Query", "accounts"),
        {
            "a.number": ("Account", "number"),
            "a.number_key": ("Account", "number"),
            "a.owner_name_key": ("Account", "ownerName"),
            "a.balance_cents": ("Account", "balanceCents"),
            "a.unreconciled_debit_cents": ("Account", "unreconciledDebitCents"),
            "a.unreconciled_credit_cents": ("Account", "unreconciledCreditCents"),
        },
    ),
    "TransactionOrderField": (
        graph.TRANSACTION_ORDERS,
        ("Account", "transactions"),
        {
            "t.date": ("Transaction", "date"),
            "t.recording_seq": ("Transaction", "recordedAt"),
            "t.number_key || ''": ("Transaction", "number"),
            "+t.amount_cents": ("Transaction", "amountCents"),
            "t.amount_cents - t.reconciled_cents - t.planned_cents": ("Transaction", "unreconciledCents"),
        },
    ),
    "BankLineOrderField": (
        bank_graph.LINE_ORDERS,
        ("Query", "bankLines"),
        {"l.booked_on": ("BankLine", "bookedOn"), "l.amount_cents": ("BankLine", "amountCents")},
    ),
    "UnreconciledOrderField": (
        graph.UNRECONCILED_ORDERS,
        ("Query", "unreconciledItems"),
        {
            "i.date": ("Transaction", "date"),
            "a.owner_name_key": ("Account", "ownerName"),
            "a.number_key": ("Account", "number"),
            "i.amount_cents - i.reconciled_cents - i.planned_cents": ("TransactionItem", "unreconciledCents"),
        },
    ),
}
"""Each way to sort: where it may be asked for, and where what it goes by may be read."""


@pytest.mark.parametrize("name", ORDERS)
def test_every_order_sorts_by_a_field_its_caller_may_read(name: str) -> None:
    rules = Rules(core_schema())
    orders, where, readable = ORDERS[name]
    enumeration = core_schema().type_map[name]
    assert isinstance(enumeration, GraphQLEnumType)
    assert set(enumeration.values) == set(orders)
    for value, columns in orders.items():
        usage = rules.fields[where] | rules.values.get((name, value), frozenset())
        for column, _ in columns:
            if not column.endswith(".id"):
                owner, field = readable[column]
                needed = rules.fields.get((owner, field), frozenset()) | rules.types[owner]
                assert needed <= usage, (value, column)


def test_a_guarded_value_documents_its_permission() -> None:
    rules = Rules(core_schema())
    assert {name for enumeration, name in rules.values if enumeration == "AccountOrderField"} == set(SECRET)
    for (enumeration, name), permissions in rules.values.items():
        described = core_schema().type_map[enumeration].values[name].description
        assert described.splitlines()[-1] == f"Needs {', '.join(each for each in Permission if each in permissions)}."


def test_every_order_of_the_schema_is_tested_here() -> None:
    found = set()
    for named in core_schema().type_map.values():
        if isinstance(named, GraphQLObjectType) and not named.name.startswith("__"):
            for field in named.fields.values():
                if "orderBy" in field.args:
                    found.add(get_named_type(get_named_type(field.args["orderBy"].type).fields["field"].type).name)
    assert found == set(ORDERS)
