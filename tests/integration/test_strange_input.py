"""Strange input: refused or without result, and never an internal error."""

from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Iterator
from typing import Any

import orjson
import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    is_required_input_field,
)

from api.schema import core_schema
from domain.core.money import MAX_CENTS
from domain.queries.access import users_by_email
from domain.queries.records import accounts_by_number, taken_numbers, transactions_by_number
from domain.store.store import Store
from tests.support.api_centre import ApiCentre, items

NUL = "a\0b"
LISTS = {
    "account": "account(number: $t) { id }",
    "transaction": "transaction(number: $t) { id }",
    "accounts": "accounts(search: $t) { nodes { id } }",
    "accounts' currency": "accounts(filter: {currency: $t}) { nodes { id } }",
    "unreconciled items": "unreconciledItems(filter: {search: $t}) { nodes { id } }",
    "transactions": 'account(number: "1001") { transactions(filter: {search: $t}) { nodes { id } } }',
    "who": "auditLog(filter: {recordedBy: $t}) { nodes { id } }",
    "what": "auditLog(filter: {actions: [$t]}) { nodes { id } }",
    "cursors": "accounts(after: $t) { nodes { id } }",
}


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    yield opened
    await opened.close()


def code_of(response: dict[str, Any]) -> str:
    assert response.get("data") is None, response
    code: str = response["errors"][0]["extensions"]["code"]
    return code


async def test_refuses_a_query_with_a_text_that_cannot_be_stored(centre: ApiCentre) -> None:
    for name, asked in LISTS.items():
        assert code_of(await centre.api(f"query ($t: String!) {{ {asked} }}", t=NUL)) == "BAD_USER_INPUT", name
        literal = asked.replace("$t", '"a\\u0000b"')
        response = await centre.api(f"{{ {literal} }}")
        assert code_of(response) == "BAD_USER_INPUT", name


async def test_a_search_for_a_text_that_cannot_be_stored_finds_nothing(store: Store) -> None:
    for lookup in (accounts_by_number, transactions_by_number, users_by_email):
        assert await store.read(lookup([NUL])) == {}
    assert await store.read(taken_numbers([NUL])) == set()


async def test_refuses_a_text_that_cannot_be_stored_below_a_mutation_too(centre: ApiCentre) -> None:
    query = (
        "mutation ($a: ID!, $t: String) { updateAccount(input: {id: $a}) { account { transactions(filter: {search: $t}) "
        "{ nodes { id } } } } }"
    )
    assert code_of(await centre.api(query, a=centre.account, t=NUL)) == "BAD_USER_INPUT"


CURSORS = [
    ["NUMBER", False, NUL, 1], ["NUMBER", False, ["x"], 1], ["NUMBER", False, "a", 2**63], ["NUMBER", False, "a"],
    ["NUMBER", True, "a", 1], ["BALANCE", False, 1, 1], ["NUMBER", False, None, None], {"NUMBER": 1}, "NUMBER", 5, None, [],
]  # fmt: skip


NO_CURSORS = ["", "=", "é", "A", "AA==", "[", "W" * 4_000]


async def test_a_forged_cursor_is_refused_or_continues_from_its_place(centre: ApiCentre) -> None:
    query = "query ($c: String) { accounts(after: $c) { nodes { id } } }"
    for response in CURSORS:
        answer = await centre.api(query, c=urlsafe_b64encode(orjson.dumps(response)).decode().rstrip("="))
        assert answer.get("data") is not None or code_of(answer) == "BAD_USER_INPUT", response
    for text in NO_CURSORS:
        assert code_of(await centre.api(query, c=text)) == "BAD_USER_INPUT", text


PERIODS: list[tuple[str, str, dict[str, object]]] = [
    ("", "{}", {}),
    ("", "{preset: LAST_MONTH, year: 2026}", {}),
    ("", "{year: null}", {}),
    ("", "{year: null, preset: LAST_MONTH}", {}),
    ("", "{year: 0}", {}),
    ("", '{range: {from: "2026-01-02", to: "2026-01-01"}}', {}),
    ("($y: Int)", "{year: $y}", {}),
    ("($y: Int)", "{preset: LAST_MONTH, year: $y}", {}),
    ("($p: PeriodInput = {})", "$p", {}),
    ("($p: PeriodInput)", "$p", {"p": {}}),
    ("($p: PeriodInput)", "$p", {"p": {"year": None}}),
    ("($p: PeriodInput)", "$p", {"p": {"year": 2026, "preset": "LAST_MONTH"}}),
]


async def test_a_period_has_exactly_one_kind(centre: ApiCentre) -> None:
    for head, period, variables in PERIODS:
        response = await centre.api(
            f"query {head} {{ unreconciledItems(period: {period}) {{ totalCount }} }}", **variables
        )
        assert code_of(response) == "BAD_USER_INPUT", period
    response = await centre.api("query ($y: Int!) { unreconciledItems(period: {year: $y}) { totalCount } }", y=2026)
    assert "errors" not in response


NULLABLE = [
    "query ($v: OrderDirection = ASC) { unreconciledItems(orderBy: {field: DATE, direction: $v}) { totalCount } }",
    'query ($v: ID = "x") { node(id: $v) { id } }',
    'query ($v: ID = "x") { nodes(ids: [$v]) { id } }',
    "query ($v: Boolean = true) { viewer { name @include(if: $v) } }",
    'mutation ($v: String = "7") { createAccount(input: {number: $v, ownerName: "x", currency: "USD"}) { replayed } }',
    'mutation ($v: UpdateAccountInput = {id: "x"}) { updateAccount(input: $v) { replayed } }',
]


async def test_null_for_a_required_value_is_bad_user_input(centre: ApiCentre) -> None:
    for query in NULLABLE:
        assert code_of(await centre.api(query, v=None)) == "BAD_USER_INPUT", query


async def test_an_invalid_page_size_names_the_bounds_and_how_to_read_more(centre: ApiCentre) -> None:
    bounds = "`first` is from 1 to 1,000, not"
    for fields, words in (
        ("accounts(first: 0) { totalCount }", f"{bounds} 0."),
        ("accounts(first: 1001) { totalCount }", f"{bounds} 1,001. Page on with `after`."),
        ('account(number: "1001") { suggestions(first: 1001) { id } }', f"{bounds} 1,001."),
    ):
        (error,) = (await centre.api(f"{{ {fields} }}"))["errors"]
        assert error["message"] == words


async def test_an_instant_needs_a_date_a_time_and_an_offset(centre: ApiCentre, subtests: pytest.Subtests) -> None:
    for text in ["2026-01-01", "2026-01-01T00:00:00", "2026-01-01T24:00:00Z", "2026-02-30T00:00Z"]:
        with subtests.test(text=text):
            (error,) = (await centre.api(f'{{ agingReport(asOf: "{text}") {{ currency }} }}'))["errors"]
            assert error["message"] == (
                f"A DateTime must be a day and a time with its offset, such as 2026-03-31T12:00:00Z; got '{text}'."
            )


async def test_lists_of_enum_values_are_limited_to_the_number_of_values(centre: ApiCentre) -> None:
    query = "query ($a: [String!]) { auditLog(filter: {actions: $a}) { totalCount } }"
    assert code_of(await centre.api(query, a=["x"] * 101)) == "BAD_USER_INPUT"
    assert (await centre.api.data(query, a=["x"] * 99 + ["account.created"]))["auditLog"]["totalCount"] == 1
    query = "query ($k: [TransactionKind!]) { unreconciledItems(filter: {kinds: $k}) { totalCount } }"
    await centre.invoice(100)
    assert (await centre.api.data(query, k=["INVOICE"] * 100_000))["unreconciledItems"]["totalCount"] == 1


async def test_more_ids_than_rows_are_refused_before_any_is_read(centre: ApiCentre) -> None:
    response = await centre.api("query ($i: [ID!]!) { nodes(ids: $i) { id } }", i=["x"] * 10_001)
    assert code_of(response) == "QUERY_TOO_COMPLEX"


async def test_reconciliations_of_a_withdrawn_transaction_are_in_no_answer(centre: ApiCentre) -> None:
    invoice = await centre.do("createInvoice", accountId=centre.account, items=items(500))
    payment = await centre.pay(500)
    ends = {
        "creditItemId": payment["transaction"]["items"][0]["id"],
        "debitItemId": invoice["transaction"]["items"][0]["id"],
    }
    command = {"edges": [{**ends, "amountCents": 500}], "idempotencyKey": "once"}
    made = await centre.do("createReconciliations", **command)
    reconciliation = made["reconciliations"][0]["id"]
    await centre.do("deleteReconciliations", reconciliationIds=[reconciliation])
    node = "query ($id: ID!) { node(id: $id) { ... on Reconciliation { amountCents debitItem { id } creditItem { id } } } }"
    assert (await centre.api.data(node, id=reconciliation))["node"]["amountCents"] == 500
    for withdrawn in (payment, invoice):
        await centre.undo(withdrawn)
        assert (await centre.api.data(node, id=reconciliation))["node"] is None
        assert (await centre.do("createReconciliations", **command))["reconciliations"] == []


def values_of(kind: GraphQLInputType, centre: ApiCentre, depth: int = 0) -> Any:
    """Something of an input's type."""
    if isinstance(kind, GraphQLNonNull):
        return values_of(kind.of_type, centre, depth)
    if isinstance(kind, GraphQLList):
        return [values_of(kind.of_type, centre, depth)]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        required = {name: one.type for name, one in kind.fields.items() if is_required_input_field(one)}
        return {
            name: "SWIM" if name == "ledgerCode" else values_of(one, centre, depth + 1)
            for name, one in required.items()
        }
    return {"ID": centre.account, "Cents": 100, "Date": "2026-01-05", "Boolean": False, "Int": 2}.get(kind.name, "text")


def inputs_with(
    value: object, scalar: str, kind: GraphQLInputObjectType, centre: ApiCentre
) -> Iterator[dict[str, Any]]:
    """Values of an input that have ``value`` in one place of a scalar's each."""
    for name, field in kind.fields.items():
        named = get_named_type(field.type)
        whole = values_of(kind, centre)
        listed = isinstance(values_of(field.type, centre), list)
        if named.name == scalar:
            yield {**whole, name: [value] if listed else value}
        elif isinstance(named, GraphQLInputObjectType):
            for inner in inputs_with(value, scalar, named, centre):
                yield {**whole, name: [inner] if listed else inner}


async def tried_with(value: object, scalar: str, centre: ApiCentre) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """What each mutation says of its inputs with ``value`` in one place each."""
    mutation = core_schema().mutation_type
    assert mutation is not None
    reported = []
    for name, field in mutation.fields.items():
        kind = get_named_type(field.args["input"].type)
        assert isinstance(kind, GraphQLInputObjectType)
        query = f"mutation ($i: {kind.name}!) {{ {name}(input: $i) {{ userErrors {{ code }} }} }}"
        reported += [
            (name, command, await centre.api(query, i=command)) for command in inputs_with(value, scalar, kind, centre)
        ]
    return reported


async def test_every_mutation_handles_a_text_that_cannot_be_stored(centre: ApiCentre) -> None:
    reported = await tried_with(NUL, "String", centre)
    assert len(reported) > 60
    for name, command, response in reported:
        assert "INTERNAL" not in str(response), (name, command)
        assert response.get("data") is None or response["data"][name]["userErrors"], (name, command, response)


EXTREMES: list[tuple[str, object, int]] = [
    ("Date", "0001-01-01", 20),
    ("Date", "9999-12-31", 20),
    ("Int", -(2**31), 4),
    ("Int", 2**31 - 1, 4),
    ("Cents", -MAX_CENTS, 20),
    ("Cents", MAX_CENTS, 20),
]


@pytest.mark.parametrize(("scalar", "value", "places"), EXTREMES)
async def test_every_mutation_handles_extreme_dates_and_numbers(
    centre: ApiCentre, scalar: str, value: object, places: int
) -> None:
    reported = await tried_with(value, scalar, centre)
    assert len(reported) > places
    assert [(name, command) for name, command, response in reported if "INTERNAL" in str(response)] == []
