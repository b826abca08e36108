"""Input that nobody means: each is refused or finds nothing, and none is our mistake."""

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
from tests.support.scene import Scene, items

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
async def scene(store: Store) -> AsyncIterator[Scene]:
    opened = await Scene.open(store)
    yield opened
    await opened.close()


def code_of(said: dict[str, Any]) -> str:
    assert said.get("data") is None, said
    code: str = said["errors"][0]["extensions"]["code"]
    return code


async def test_no_question_has_a_text_that_cannot_be_stored(scene: Scene) -> None:
    for name, asked in LISTS.items():
        assert code_of(await scene.api(f"query ($t: String!) {{ {asked} }}", t=NUL)) == "BAD_USER_INPUT", name
        literal = asked.replace("$t", '"a\\u0000b"')
        said = await scene.api(f"{{ {literal} }}")
        assert code_of(said) == "BAD_USER_INPUT", name


async def test_nothing_is_found_by_a_text_that_cannot_be_stored(store: Store) -> None:
    for lookup in (accounts_by_number, transactions_by_number, users_by_email):
        assert await store.read(lookup([NUL])) == {}
    assert await store.read(taken_numbers([NUL])) == set()


async def test_a_text_that_cannot_be_stored_is_refused_below_a_mutation_too(scene: Scene) -> None:
    query = (
        "mutation ($a: ID!, $t: String) { updateAccount(input: {id: $a}) { account { transactions(filter: {search: $t}) "
        "{ nodes { id } } } } }"
    )
    assert code_of(await scene.api(query, a=scene.account, t=NUL)) == "BAD_USER_INPUT"


CURSORS = [
    ["NUMBER", False, NUL, 1], ["NUMBER", False, ["x"], 1], ["NUMBER", False, "a", 2**63], ["NUMBER", False, "a"],
    ["NUMBER", True, "a", 1], ["BALANCE", False, 1, 1], ["NUMBER", False, None, None], {"NUMBER": 1}, "NUMBER", 5, None, [],
]  # fmt: skip


NO_CURSORS = ["", "=", "é", "A", "AA==", "[", "W" * 4_000]


async def test_a_cursor_that_was_made_up_is_refused_or_goes_on_from_there(scene: Scene) -> None:
    query = "query ($c: String) { accounts(after: $c) { nodes { id } } }"
    for said in CURSORS:
        answer = await scene.api(query, c=urlsafe_b64encode(orjson.dumps(said)).decode().rstrip("="))
        assert answer.get("data") is not None or code_of(answer) == "BAD_USER_INPUT", said
    for text in NO_CURSORS:
        assert code_of(await scene.api(query, c=text)) == "BAD_USER_INPUT", text


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


async def test_a_period_is_one_of_its_kinds(scene: Scene) -> None:
    for head, period, variables in PERIODS:
        said = await scene.api(f"query {head} {{ unreconciledItems(period: {period}) {{ totalCount }} }}", **variables)
        assert code_of(said) == "BAD_USER_INPUT", period
    said = await scene.api("query ($y: Int!) { unreconciledItems(period: {year: $y}) { totalCount } }", y=2026)
    assert "errors" not in said


NULLABLE = [
    "query ($v: OrderDirection = ASC) { unreconciledItems(orderBy: {field: DATE, direction: $v}) { totalCount } }",
    'query ($v: ID = "x") { node(id: $v) { id } }',
    'query ($v: ID = "x") { nodes(ids: [$v]) { id } }',
    "query ($v: Boolean = true) { viewer { name @include(if: $v) } }",
    'mutation ($v: String = "7") { createAccount(input: {number: $v, ownerName: "x", currency: "USD"}) { replayed } }',
    'mutation ($v: UpdateAccountInput = {id: "x"}) { updateAccount(input: $v) { replayed } }',
]


async def test_null_for_what_must_be_given_is_the_callers_mistake(scene: Scene) -> None:
    for query in NULLABLE:
        assert code_of(await scene.api(query, v=None)) == "BAD_USER_INPUT", query


async def test_a_page_of_an_impossible_size_is_told_its_bounds_and_the_way_to_more_where_there_is_one(
    scene: Scene,
) -> None:
    bounds = "`first` is from 1 to 1,000, not"
    for fields, words in (
        ("accounts(first: 0) { totalCount }", f"{bounds} 0."),
        ("accounts(first: 1001) { totalCount }", f"{bounds} 1,001. Page on with `after`."),
        ('account(number: "1001") { suggestions(first: 1001) { id } }', f"{bounds} 1,001."),
    ):
        (error,) = (await scene.api(f"{{ {fields} }}"))["errors"]
        assert error["message"] == words


@pytest.mark.parametrize("text", ["2026-01-01", "2026-01-01T00:00:00", "2026-01-01T24:00:00Z", "2026-02-30T00:00Z"])
async def test_an_instant_is_a_day_and_a_time_with_its_offset(scene: Scene, text: str) -> None:
    (error,) = (await scene.api(f'{{ agingReport(asOf: "{text}") {{ currency }} }}'))["errors"]
    assert error["message"] == (
        f"A DateTime must be a day and a time with its offset, such as 2026-03-31T12:00:00Z; '{text}' is none."
    )


async def test_lists_of_words_are_as_long_as_there_are_words(scene: Scene) -> None:
    query = "query ($a: [String!]) { auditLog(filter: {actions: $a}) { totalCount } }"
    assert code_of(await scene.api(query, a=["x"] * 101)) == "BAD_USER_INPUT"
    assert (await scene.api.data(query, a=["x"] * 99 + ["account.created"]))["auditLog"]["totalCount"] == 1
    query = "query ($k: [TransactionKind!]) { unreconciledItems(filter: {kinds: $k}) { totalCount } }"
    await scene.invoice(100)
    assert (await scene.api.data(query, k=["INVOICE"] * 100_000))["unreconciledItems"]["totalCount"] == 1


async def test_more_ids_than_rows_are_refused_before_any_is_read(scene: Scene) -> None:
    said = await scene.api("query ($i: [ID!]!) { nodes(ids: $i) { id } }", i=["x"] * 10_001)
    assert code_of(said) == "QUERY_TOO_COMPLEX"


async def test_an_edge_of_a_withdrawn_transaction_is_in_no_answer(scene: Scene) -> None:
    invoice = await scene.do("createInvoice", accountId=scene.account, items=items(500))
    payment = await scene.pay(500)
    ends = {
        "creditItemId": payment["transaction"]["items"][0]["id"],
        "debitItemId": invoice["transaction"]["items"][0]["id"],
    }
    wish = {"edges": [{**ends, "amountCents": 500}], "idempotencyKey": "once"}
    made = await scene.do("createReconciliations", **wish)
    edge = made["reconciliations"][0]["id"]
    await scene.do("deleteReconciliations", reconciliationIds=[edge])
    node = "query ($id: ID!) { node(id: $id) { ... on Reconciliation { amountCents debitItem { id } creditItem { id } } } }"
    assert (await scene.api.data(node, id=edge))["node"]["amountCents"] == 500
    for withdrawn in (payment, invoice):
        await scene.undo(withdrawn)
        assert (await scene.api.data(node, id=edge))["node"] is None
        assert (await scene.do("createReconciliations", **wish))["reconciliations"] == []


def values_of(kind: GraphQLInputType, scene: Scene, depth: int = 0) -> Any:
    """Something of an input's type."""
    if isinstance(kind, GraphQLNonNull):
        return values_of(kind.of_type, scene, depth)
    if isinstance(kind, GraphQLList):
        return [values_of(kind.of_type, scene, depth)]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        required = {name: one.type for name, one in kind.fields.items() if is_required_input_field(one)}
        return {
            name: "SWIM" if name == "ledgerCode" else values_of(one, scene, depth + 1) for name, one in required.items()
        }
    return {"ID": scene.account, "Cents": 100, "Date": "2026-01-05", "Boolean": False, "Int": 2}.get(kind.name, "text")


def inputs_with(value: object, scalar: str, kind: GraphQLInputObjectType, scene: Scene) -> Iterator[dict[str, Any]]:
    """Values of an input that have ``value`` in one place of a scalar's each."""
    for name, field in kind.fields.items():
        named = get_named_type(field.type)
        whole = values_of(kind, scene)
        listed = isinstance(values_of(field.type, scene), list)
        if named.name == scalar:
            yield {**whole, name: [value] if listed else value}
        elif isinstance(named, GraphQLInputObjectType):
            for inner in inputs_with(value, scalar, named, scene):
                yield {**whole, name: [inner] if listed else inner}


async def tried_with(value: object, scalar: str, scene: Scene) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """What each mutation says of its inputs with ``value`` in one place each."""
    mutation = core_schema().mutation_type
    assert mutation is not None
    told = []
    for name, field in mutation.fields.items():
        kind = get_named_type(field.args["input"].type)
        assert isinstance(kind, GraphQLInputObjectType)
        query = f"mutation ($i: {kind.name}!) {{ {name}(input: $i) {{ userErrors {{ code }} }} }}"
        told += [(name, wish, await scene.api(query, i=wish)) for wish in inputs_with(value, scalar, kind, scene)]
    return told


async def test_no_mutation_stumbles_over_a_text_that_cannot_be_stored(scene: Scene) -> None:
    told = await tried_with(NUL, "String", scene)
    assert len(told) > 60
    for name, wish, said in told:
        assert "INTERNAL" not in str(said), (name, wish)
        assert said.get("data") is None or said["data"][name]["userErrors"], (name, wish, said)


EXTREMES: list[tuple[str, object, int]] = [
    ("Date", "0001-01-01", 20),
    ("Date", "9999-12-31", 20),
    ("Int", -(2**31), 4),
    ("Int", 2**31 - 1, 4),
    ("Cents", -MAX_CENTS, 20),
    ("Cents", MAX_CENTS, 20),
]


@pytest.mark.parametrize(("scalar", "value", "places"), EXTREMES)
async def test_no_mutation_stumbles_over_the_ends_of_the_calendar_and_of_numbers(
    scene: Scene, scalar: str, value: object, places: int
) -> None:
    told = await tried_with(value, scalar, scene)
    assert len(told) > places
    assert [(name, wish) for name, wish, said in told if "INTERNAL" in str(said)] == []
