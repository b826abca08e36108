"""Permissions and what is open to clients, decided before anything runs (domain R33, R34)."""

from typing import Any

import pytest
import strawberry
from graphql import GraphQLError

from api.errors import MAX_ERRORS
from api.permissions.check import Rules, check
from api.permissions.directives import OpenToClient, needs, print_schema
from api.protocol.documents import Documents
from domain.permissions import Permission, Principal
from tests.contract.miniature import (
    ADMINISTRATOR,
    BILLING,
    CLIENT,
    DOCUMENTS,
    RECORD,
    REPORTS,
    SCHEMA,
    VIEW,
    Account,
    Query,
    staff,
)


def asked(
    query: str, principal: Principal | None, operation: str | None = None, **variables: Any
) -> list[GraphQLError]:
    """What the guard says of a query."""
    prepared = DOCUMENTS.prepare(query)
    assert not prepared.errors, prepared.errors
    assert prepared.usage
    return check(prepared.usage, prepared.operation(operation).node, principal, variables)


def missing(errors: list[GraphQLError]) -> set[str]:
    """All the permissions that errors name."""
    return {name for error in errors for name in (error.extensions or {})["missing"]}


def test_each_error_names_all_that_is_missing() -> None:
    errors = asked("{ report { totalCents } account { number balanceCents } }", staff())
    assert len(errors) > 2
    assert {tuple((error.extensions or {})["missing"]) for error in errors} == {
        ("CLIENT_BILLING", "VIEW_CLIENT_ACCOUNTS", "VIEW_REPORTS")
    }


PAY = "mutation ($input: PaymentInput!) { pay(input: $input) }"
CLERK = (VIEW, BILLING, RECORD)
MARK = {"item": "INV-1"}

LACKING: dict[str, tuple[str, tuple[Permission, ...], dict[str, Any], set[str]]] = {
    "a field": ("{ report { totalCents } }", (VIEW,), {}, {"VIEW_REPORTS"}),
    "a field's and its type's together": ("{ account { number } }", (), {}, {"VIEW_CLIENT_ACCOUNTS"}),
    "the type that a field without a directive returns": (
        "{ viewer { account { number } } }", (BILLING,), {}, {"VIEW_CLIENT_ACCOUNTS"},
    ),
    "the type in a list": ("{ account { transactions { number } } }", (VIEW,), {}, {"CLIENT_BILLING"}),
    "a field under an alias": ("{ account { sum: balanceCents } }", (VIEW,), {}, {"CLIENT_BILLING"}),
    "a field in an inline fragment": ("{ account { ... { balanceCents } } }", (VIEW,), {}, {"CLIENT_BILLING"}),
    "a field in a fragment": (
        "{ account { ...A } } fragment A on Account { balanceCents }", (VIEW,), {}, {"CLIENT_BILLING"},
    ),
    "a field in a fragment of a fragment": (
        "{ ...A } fragment A on Query { ...B } fragment B on Query { report { totalCents } }", (), {}, {"VIEW_REPORTS"},
    ),
    "a type named by an inline fragment": (
        '{ node(id: "t1") { ... on Transaction { number } } }', (VIEW,), {}, {"CLIENT_BILLING"},
    ),
    "a type named by a fragment": (
        "{ found { ...T } } fragment T on Transaction { number }", (VIEW,), {}, {"CLIENT_BILLING"},
    ),
    "a field that is skipped": ("{ report @skip(if: true) { totalCents } }", (), {}, {"VIEW_REPORTS"}),
    "a mutation": ("mutation { pay(input: {amountCents: 1}) }", (VIEW, BILLING), {}, {"RECORD_TRANSACTIONS"}),
    "an input field": (
        'mutation { pay(input: {amountCents: 1, applyTo: [{item: "INV-1"}]}) }', CLERK, {}, {"MANAGE_RECONCILIATIONS"},
    ),
    "an input field that is an empty list": (
        "mutation { pay(input: {amountCents: 1, applyTo: []}) }", CLERK, {}, {"MANAGE_RECONCILIATIONS"},
    ),
    "an input field in a list of inputs": (
        'mutation { pay(input: {amountCents: 1, parts: [{amountCents: 1, mark: {item: "INV-1"}}]}) }',
        CLERK, {}, {"MANAGE_RECONCILIATIONS"},
    ),
    "an input field in a single value for a list": (
        'mutation { payMany(inputs: {amountCents: 1, applyTo: {item: "INV-1"}}) }',
        CLERK, {}, {"MANAGE_RECONCILIATIONS"},
    ),
    "an input field in a variable": (
        PAY, CLERK, {"input": {"amountCents": 1, "applyTo": [MARK]}}, {"MANAGE_RECONCILIATIONS"},
    ),
    "an empty list in a variable": (
        PAY, CLERK, {"input": {"amountCents": 1, "applyTo": []}}, {"MANAGE_RECONCILIATIONS"},
    ),
    "an input field deep in a variable": (
        PAY, CLERK,
        {"input": {"amountCents": 1, "then": {"amountCents": 1, "then": {"amountCents": 1, "applyTo": [MARK]}}}},
        {"MANAGE_RECONCILIATIONS"},
    ),
    "an input field in a list in a variable": (
        PAY, CLERK, {"input": {"amountCents": 1, "parts": [{"amountCents": 1}, {"amountCents": 1, "mark": MARK}]}},
        {"MANAGE_RECONCILIATIONS"},
    ),
    "the last of many rows": (
        "mutation ($rows: [PaymentInput!]!) { payMany(inputs: $rows) }", CLERK,
        {"rows": [{"amountCents": 1}] * 9_999 + [{"amountCents": 1, "applyTo": [MARK]}]}, {"MANAGE_RECONCILIATIONS"},
    ),
    "a variable that is a whole input field": (
        "mutation ($marks: [MarkInput!]) { pay(input: {amountCents: 1, applyTo: $marks}) }", CLERK, {"marks": []},
        {"MANAGE_RECONCILIATIONS"},
    ),
    "a variable inside a list in an input field": (
        "mutation ($mark: MarkInput!) { pay(input: {amountCents: 1, applyTo: [$mark]}) }", CLERK, {"mark": MARK},
        {"MANAGE_RECONCILIATIONS"},
    ),
    "the default of a variable that is an input field": (
        "mutation ($marks: [MarkInput!] = []) { pay(input: {amountCents: 1, applyTo: $marks}) }", CLERK, {},
        {"MANAGE_RECONCILIATIONS"},
    ),
    "an input field in the default of a variable": (
        "mutation ($input: PaymentInput! = {amountCents: 1, applyTo: []}) { pay(input: $input) }", CLERK, {},
        {"MANAGE_RECONCILIATIONS"},
    ),
    "an input field in a fragment's argument": (
        "mutation ($m: [MarkInput!]) { ...P } fragment P on Mutation { pay(input: {amountCents: 1, applyTo: $m}) }",
        CLERK, {"m": [MARK]}, {"MANAGE_RECONCILIATIONS"},
    ),
    "everything lacking at once": (
        "{ report { totalCents } account { balanceCents } }", (), {},
        {"VIEW_REPORTS", "VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LACKING)
def test_requires_the_permission_of(case: str) -> None:
    query, held, variables, expected = LACKING[case]
    errors = asked(query, staff(*held), **variables)
    assert missing(errors) == expected
    assert {error.extensions["code"] for error in errors if error.extensions} == {"FORBIDDEN"}
    assert asked(query, staff(*held, *(Permission(name) for name in expected)), **variables) == []


ALLOWED: dict[str, tuple[str, tuple[Permission, ...], dict[str, Any]]] = {
    "who asks": ("{ viewer { name } }", (), {}),
    "the schema": ("{ __schema { types { name fields { name } } } }", (), {}),
    "an interface without its objects' fields": ('{ node(id: "a7") { id } }', (), {}),
    "an input field that is null": ("mutation { pay(input: {amountCents: 1, applyTo: null}) }", CLERK, {}),
    "an input field that is null in a variable": (PAY, CLERK, {"input": {"amountCents": 1, "applyTo": None}}),
    "an input field left out": (PAY, CLERK, {"input": {"amountCents": 1, "parts": [{"amountCents": 1}]}}),
    "a variable as input field, not sent": (
        "mutation ($marks: [MarkInput!]) { pay(input: {amountCents: 1, applyTo: $marks}) }", CLERK, {},
    ),
    "a variable as input field, null": (
        "mutation ($marks: [MarkInput!]) { pay(input: {amountCents: 1, applyTo: $marks}) }", CLERK, {"marks": None},
    ),
    "null instead of a variable's default": (
        "mutation ($marks: [MarkInput!] = []) { pay(input: {amountCents: 1, applyTo: $marks}) }",
        CLERK, {"marks": None},
    ),
    "a value instead of a variable's default": (
        "mutation ($input: PaymentInput! = {amountCents: 1, applyTo: []}) { pay(input: $input) }", CLERK,
        {"input": {"amountCents": 1}},
    ),
    "a default of null": (
        "mutation ($marks: [MarkInput!] = null) { pay(input: {amountCents: 1, applyTo: $marks}) }", CLERK, {},
    ),
    "variables that the query does not know": (PAY, CLERK, {"input": {"amountCents": 1}, "applyTo": [MARK]}),
}  # fmt: skip


@pytest.mark.parametrize("case", ALLOWED)
def test_requires_no_further_permission_for(case: str) -> None:
    query, held, variables = ALLOWED[case]
    assert asked(query, staff(*held), **variables) == []


def test_tolerates_values_of_the_wrong_shape() -> None:
    for value in (None, 1, "x", [], [[{"applyTo": 1}]], {"applyTo": {"item": 1}, "nope": {}}, {"parts": 3}):
        for who in (staff(*CLERK), CLIENT):
            assert {error.extensions["code"] for error in asked(PAY, who, input=value)} <= {"FORBIDDEN"}


def test_checks_only_the_chosen_operation_and_its_fragments() -> None:
    query = """
        query Mine { viewer { name } }
        query Sums { ...S }
        fragment S on Query { report { totalCents } }
    """
    assert asked(query, staff(), "Mine") == []
    assert missing(asked(query, staff(), "Sums")) == {"VIEW_REPORTS"}
    assert asked(query, None, "Mine")[0].extensions == {"code": "UNAUTHENTICATED"}


def test_names_the_missing_permission_and_who_grants_it() -> None:
    (error,) = asked("{ account { balanceCents } }", staff(VIEW))
    assert error.message == (
        "Account.balanceCents needs CLIENT_BILLING, which you do not hold. An administrator can grant it."
    )
    assert error.locations
    assert error.locations[0].column == 13
    field, both = asked("{ account { balanceCents } }", staff())
    assert field.message.startswith("Query.account needs VIEW_CLIENT_ACCOUNTS, which")
    assert both.message == (
        "Account.balanceCents needs CLIENT_BILLING and VIEW_CLIENT_ACCOUNTS, which you do not hold. "
        "An administrator can grant them."
    )


def test_names_a_repeated_field_once() -> None:
    query = "{ a: report { totalCents } b: report { totalCents } ...R } fragment R on Query { report { totalCents } }"
    assert len(asked(query, staff())) == 1


def test_names_the_first_missing_permissions_and_counts_the_rest() -> None:
    names = [f"sum{n}" for n in range(30)]
    guarded = {name: strawberry.field(directives=[needs(REPORTS)]) for name in names}
    sums = strawberry.type(type("Sums", (), {**guarded, "__annotations__": dict.fromkeys(names, int)}))
    root = type("Query", (), {"sums": strawberry.field(directives=[]), "__annotations__": {"sums": sums}})
    documents = Documents(strawberry.Schema(strawberry.type(root))._schema)
    prepared = documents.prepare("{ sums { " + " ".join(names) + " } }")
    assert prepared.usage
    errors = check(prepared.usage, prepared.operation(None).node, staff(), {})
    assert len(errors) == MAX_ERRORS
    assert errors[-1].message == "11 more are refused for the same reason."


@pytest.mark.parametrize(
    "query",
    [
        "{ viewer { name } }",
        "{ __typename viewer { name } }",
        "{ ...V } fragment V on Query { viewer { name } }",
        "{ ... { viewer { name } } }",
        "mutation { pay(input: {amountCents: 1}) }",
        '{ node(id: "a7") { __typename } }',
    ],
)
def test_an_anonymous_caller_reaches_no_data(query: str) -> None:
    (error,) = asked(query, None)
    assert error.extensions == {"code": "UNAUTHENTICATED"}


@pytest.mark.parametrize(
    "query",
    [
        "{ __typename }",
        "{ ...T } fragment T on Query { __typename }",
        "mutation { __typename }",
        '{ __type(name: "Account") { fields { args { name } } } __schema { directives { name } } }',
    ],
)
def test_an_anonymous_caller_may_introspect_the_schema(query: str) -> None:
    for principal in (None, staff(), CLIENT):
        assert asked(query, principal) == []


OPEN_TO_CLIENTS = [
    "{ viewer { name account { id number balanceCents __typename } } }",
    "{ viewer { account { transactions(first: 5) { number } } } }",
    "{ viewer { account { ... on Account { number } ...A } } } fragment A on Account { balanceCents }",
    "mutation { pay(input: {amountCents: 100}) }",
    "mutation { pay(input: {amountCents: 100, applyTo: null, then: {amountCents: 5}}) }",
]  # fmt: skip


@pytest.mark.parametrize("query", OPEN_TO_CLIENTS)
def test_a_client_may_use_open_fields(query: str) -> None:
    assert asked(query, CLIENT) == []


CLOSED_TO_CLIENTS = {
    "{ viewer { account { transactions { status } } } }": "Transaction.status",
    '{ viewer { account { transactions(filter: {number: "INV-1"}) { number } } } }': "Account.transactions(filter:)",
    "{ viewer { account { transactions(filter: null) { number } } } }": "Account.transactions(filter:)",
    "{ account { number } }": "Query.account",
    '{ node(id: "a7") { id } }': "Query.node",
    '{ node(id: "a7") { ... on Account { number } } }': "Query.node",
    "{ found { __typename } }": "Query.found",
    "{ report { totalCents } }": "Query.report",
    "{ viewer { account { parent { number } } } }": "Account.parent",
    "{ viewer { account { ...A } } } fragment A on Account { transactions { hidden: status } }": "Transaction.status",
    "mutation { payMany(inputs: []) }": "Mutation.payMany",
    "mutation { pay(input: {amountCents: 1, dryRun: false}) }": "PaymentInput.dryRun",
    "mutation { pay(input: {amountCents: 1, applyTo: []}) }": "PaymentInput.applyTo",
    "mutation ($d: Boolean = true) { pay(input: {amountCents: 1, dryRun: $d}) }": "PaymentInput.dryRun",
    "mutation ($i: PaymentInput! = {amountCents: 1, dryRun: true}) { pay(input: $i) }": "PaymentInput.dryRun",
}


@pytest.mark.parametrize("query", CLOSED_TO_CLIENTS)
def test_a_client_is_refused_other_fields(query: str) -> None:
    errors = asked(query, CLIENT)
    assert f"{CLOSED_TO_CLIENTS[query]} is not open to clients." in [error.message for error in errors]
    assert {error.extensions["code"] for error in errors if error.extensions} == {"FORBIDDEN"}


def test_a_client_is_refused_other_input_fields_in_variables() -> None:
    assert asked(PAY, CLIENT, input={"amountCents": 1, "dryRun": None}) == []
    for value in ({"dryRun": True}, {"then": {"dryRun": False}}, {"parts": [{"amountCents": 1, "mark": MARK}]}):
        assert asked(PAY, CLIENT, input={"amountCents": 1, **value})


def test_an_administrator_may_do_everything_that_staff_can() -> None:
    for query, _, variables, _ in LACKING.values():
        assert asked(query, ADMINISTRATOR, **variables) == []


def test_an_interface_may_not_be_looser_than_its_objects() -> None:
    @strawberry.interface
    class Named:
        name: str = strawberry.field(directives=[OpenToClient()])

    @strawberry.type
    class Secret(Named):
        name: str = strawberry.field(directives=[needs(REPORTS)])

    schema = strawberry.Schema(Query, types=[Account, Secret])
    with pytest.raises(AssertionError, match=r"Named\.name is looser than Secret\.name"):
        Rules(schema._schema)


def test_prints_the_directives_it_enforces() -> None:
    text = print_schema(SCHEMA)
    assert (
        "directive @requiresPermission(all: [Permission!]!) on FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT\n"
        in text
    )
    assert "directive @openToClient on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION\n" in text
    assert "type Account implements Node @requiresPermission(all: [VIEW_CLIENT_ACCOUNTS]) {\n" in text
    assert "transactions(first: Int = 50 @openToClient, filter: Filter): [Transaction!]! @openToClient\n" in text
    assert "applyTo: [MarkInput!] @requiresPermission(all: [MANAGE_RECONCILIATIONS])\n" in text
    assert '"""What a person or token may do."""\nenum Permission {' in text
    assert text.endswith("}\n")
