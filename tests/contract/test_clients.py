"""A client sees and pays only their own account, and reaches no reconciliation (domain R34). Tries every field."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType, get_named_type, is_leaf_type

from api.permissions.rules import Rules
from api.schema import core_schema
from domain.permissions import Permission, Principal, PrincipalKind
from domain.queries.records import accounts_by_number
from domain.store.store import Store
from tests.support.api_centre import ApiCentre, column, items
from tests.support.graphql import Api

OPEN = {
    "Query": {"viewer"},
    "Mutation": {"payBalance"},
    "Viewer": {"kind", "name", "principal", "permissions", "supportContact", "timeZone", "account"},
    "Account": {
        "id", "number", "ownerName", "email", "currency", "currencyExponent", "members", "balanceCents",
        "expectedBalanceCents", "transactions", "plannedPayments",
    },
    "Member": {"id", "name"},
    "Transaction": {
        "id", "number", "kind", "side", "date", "dueOn", "description", "amountCents", "method", "paymentState", "items",
    },
    "TransactionItem": {"id", "position", "description", "member", "amountCents"},
    "PlannedPayment": {"id", "dueOn", "amountCents", "method"},
    "PayBalancePayload": {"userErrors", "replayed", "query", "transaction", "account"},
    "UserError": {"code", "message", "field", "row"},
    "PageInfo": {"hasNextPage", "hasPreviousPage", "startCursor", "endCursor"},
}  # fmt: skip
"""What a client may read, as the law lists it; beside it ids, and the frames of connections."""

WAYS = {
    "Viewer": "{{ viewer {{ {0} }} }}",
    "Account": "{{ viewer {{ account {{ {0} }} }} }}",
    "Member": "{{ viewer {{ account {{ members {{ {0} }} }} }} }}",
    "TransactionConnection": "{{ viewer {{ account {{ transactions {{ {0} }} }} }} }}",
    "TransactionEdge": "{{ viewer {{ account {{ transactions {{ edges {{ {0} }} }} }} }} }}",
    "Transaction": "{{ viewer {{ account {{ transactions {{ nodes {{ {0} }} }} }} }} }}",
    "TransactionItem": "{{ viewer {{ account {{ transactions {{ nodes {{ items {{ {0} }} }} }} }} }} }}",
    "PlannedPaymentConnection": "{{ viewer {{ account {{ plannedPayments {{ {0} }} }} }} }}",
    "PlannedPaymentEdge": "{{ viewer {{ account {{ plannedPayments {{ edges {{ {0} }} }} }} }} }}",
    "PlannedPayment": "{{ viewer {{ account {{ plannedPayments {{ nodes {{ {0} }} }} }} }} }}",
    "PageInfo": "{{ viewer {{ account {{ transactions {{ pageInfo {{ {0} }} }} }} }} }}",
}
"""How a client comes to a type."""


class Home:
    """A client, Maria Rivera, at home; beside her account there is another one."""

    def __init__(self, centre: ApiCentre, api: Api, other: str) -> None:
        self.centre = centre
        self.api = api
        self.other = other


@pytest.fixture
async def home(store: Store) -> AsyncIterator[Home]:
    centre = await ApiCentre.open(store)
    other = await centre.new_account("1002", "Ben Carter")
    await centre.do("createInvoice", accountId=other, items=items(9_900))
    bought = await centre.do(
        "checkout",
        accountId=centre.account,
        items=items(7_500, 7_500, 2_000),
        payment={"amountCents": 10_000, "method": "CARD"},
        installments=[{"dueOn": "2027-01-15", "amountCents": 2_000, "method": "CARD"}],
    )
    assert bought["plannedPayments"]
    client = Principal(
        PrincipalKind.CLIENT, "user:1", "Maria", frozenset[Permission](), 1, await _account_row(store, "1001")
    )
    api = Api(store, client)
    yield Home(centre, api, other)
    await api.http.aclose()
    await centre.close()


async def _account_row(store: Store, number: str) -> int:
    return (await store.read(accounts_by_number([number])))[number].id


def fields_of(name: str) -> dict[str, Any]:
    named = core_schema().type_map[name]
    assert isinstance(named, GraphQLObjectType | GraphQLInterfaceType)
    return named.fields


def selected(name: str, field: str) -> str:
    """The field, with something below it where it needs that, and an argument where it must have one."""
    found = fields_of(name)[field]
    needed = [
        f"{argument}: {_value(str(each.type))}" for argument, each in found.args.items() if str(each.type).endswith("!")
    ]
    arguments = f"({', '.join(needed)})" if needed else ""
    return f"{field}{arguments}" + ("" if is_leaf_type(get_named_type(found.type)) else " { __typename }")


def _value(kind: str) -> str:
    return '["x"]' if kind.startswith("[") else '"x"' if kind == "ID!" else "{}"


def every_field() -> Iterator[tuple[str, str]]:
    for name, named in core_schema().type_map.items():
        if isinstance(named, GraphQLObjectType | GraphQLInterfaceType) and not name.startswith("__"):
            for field in named.fields:
                yield name, field


async def test_refuses_every_field_that_is_not_open_to_clients(home: Home) -> None:
    tried = 0
    for name, field in every_field():
        connection = name.endswith(("Connection", "Edge")) and name in WAYS
        if connection or field in OPEN.get(name, ()) or name in {"Query", "Mutation"} or name not in WAYS:
            continue
        answer = await home.api(WAYS[name].format(selected(name, field)))
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"], (name, field, answer)
        assert "data" not in answer
        tried += 1
    assert tried > 20


async def test_refuses_types_closed_to_clients_under_every_root_field(home: Home) -> None:
    for name, named in core_schema().type_map.items():
        node = core_schema().type_map["Node"]
        if not isinstance(named, GraphQLObjectType) or node not in named.interfaces:
            continue
        for field in named.fields:
            answer = await home.api(f'{{ node(id: "x") {{ ... on {name} {{ {selected(name, field)} }} }} }}')
            assert {error["extensions"]["code"] for error in answer["errors"]} == {"FORBIDDEN"}, (name, field)
    for root in ("Query", "Mutation"):
        for field in set(fields_of(root)) - OPEN[root]:
            query = f"{'mutation' if root == 'Mutation' else ''} {{ {selected(root, field)} }}"
            answer = await home.api(query)
            codes = {error["extensions"]["code"] for error in answer["errors"]}
            assert codes <= {"FORBIDDEN", "BAD_USER_INPUT"}, (field, answer)
            assert "data" not in answer


async def test_forbids_clients_every_mutation_but_paying_even_with_valid_values(home: Home) -> None:
    mutation = core_schema().mutation_type
    assert mutation is not None
    for name in set(mutation.fields) - {"payBalance"}:
        kind = mutation.fields[name].args["input"].type
        answer = await home.api(f"mutation ($input: {kind}) {{ {name}(input: $input) {{ __typename }} }}", input={})
        assert {error["extensions"]["code"] for error in answer["errors"]} == {"FORBIDDEN"}, name


def test_open_fields_match_the_list() -> None:
    rules = Rules(core_schema())
    listed = {(name, field) for name, fields in OPEN.items() for field in fields}
    frames = {(name, field) for name, field in rules.open_fields if name.endswith(("Connection", "Edge"))}
    ids = {(name, field) for name, field in rules.open_fields if field == "id"}
    assert rules.open_fields - frames - ids == {pair for pair in listed if pair[1] != "id"}
    assert {name for name, _ in frames}.isdisjoint({"ReconciliationConnection", "ReconciliationEdge"})
    assert rules.open_arguments == {
        (name, field, argument)
        for name, field in every_field()
        for argument in fields_of(name)[field].args
        if argument in {"first", "after", "last", "before", "beforeCursor"}
        or (name, field) == ("Mutation", "payBalance")
        if (name, field, argument) != ("Query", "processingPayments", "before")  # a day
    }
    assert rules.open_inputs == {
        ("PayBalanceInput", name) for name in ("accountId", "amountCents", "method", "reference", "idempotencyKey")
    }


SEEN = """
{
  viewer {
    kind name permissions
    account {
      number ownerName email currency balanceCents expectedBalanceCents members { name }
      transactions(first: 10) {
        totalCount
        pageInfo { hasNextPage }
        nodes { number kind side date dueOn description amountCents method paymentState
          items { position description amountCents member { name } } }
      }
      plannedPayments(first: 10) { nodes { dueOn amountCents method } }
    }
  }
}
"""


async def test_a_client_sees_their_own_account(home: Home) -> None:
    viewer = (await home.api.data(SEEN))["viewer"]
    assert (viewer["kind"], viewer["permissions"]) == ("CLIENT", [])
    account = viewer["account"]
    assert (account["number"], account["balanceCents"], account["expectedBalanceCents"]) == ("1001", 7_000, 5_000)
    assert sorted(column(account["transactions"]["nodes"], "kind")) == ["INVOICE", "PAYMENT"]
    assert account["plannedPayments"]["nodes"] == [{"dueOn": "2027-01-15", "amountCents": 2_000, "method": "CARD"}]


async def test_no_path_reaches_a_reconciliation_as_a_client(home: Home, subtests: pytest.Subtests) -> None:
    for asked in [
        "{ viewer { account { transactions(filter: {statuses: [NOT_RECONCILED]}) { totalCount } } } }",
        "{ viewer { account { transactions(orderBy: {field: UNRECONCILED}) { totalCount } } } }",
        "{ viewer { account { plannedPayments(includeEnded: true) { totalCount } } } }",
        "{ viewer { account { transactions { nodes { status } } } } }",
        "{ viewer { account { transactions { nodes { items { reconciliations { totalCount } } } } } } }",
        "{ viewer { account { transactions { edges { node { reconciliations { edges { cursor } } } } } } } }",
        "{ viewer { account { history { totalCount } } } }",
        "{ viewer { ... on Viewer { account { ... on Account { unreconciledDebitCents } } } } }",
        "{ viewer { ...V } } fragment V on Viewer { account { ...A } } fragment A on Account { history { totalCount } }",
    ]:
        with subtests.test(asked=asked):
            answer = await home.api(asked)
            assert {error["extensions"]["code"] for error in answer["errors"]} == {"FORBIDDEN"}
            assert "data" not in answer


PAY = (
    "mutation ($input: PayBalanceInput!) { payBalance(input: $input) { userErrors { code message field } replayed "
    "transaction { number amountCents items { description } } account { number balanceCents expectedBalanceCents } } }"
)


async def test_a_client_payment_sent_twice_is_recorded_once(home: Home) -> None:
    account = (await home.api.data("{ viewer { account { id } } }"))["viewer"]["account"]["id"]
    command = {"accountId": account, "method": "CARD", "idempotencyKey": "tap"}
    paid = (await home.api.data(PAY, input=command))["payBalance"]
    assert paid["userErrors"] == []
    assert paid["transaction"]["amountCents"] == 5_000
    assert paid["account"] == {"number": "1001", "balanceCents": 2_000, "expectedBalanceCents": 0}
    again = (await home.api.data(PAY, input=command))["payBalance"]
    assert (again["replayed"], again["transaction"]) == (True, paid["transaction"])


async def test_a_refusal_to_a_client_names_no_item(home: Home) -> None:
    account = (await home.api.data("{ viewer { account { id } } }"))["viewer"]["account"]["id"]
    refused = await home.api.data(PAY, input={"accountId": account, "method": "CARD", "amountCents": 5_001})
    error = refused["payBalance"]["userErrors"][0]
    assert (error["code"], error["field"]) == ("OVER_RECONCILED", ["input", "amountCents"])
    assert "lessons" not in error["message"]


async def test_another_clients_account_answers_like_a_missing_one(home: Home) -> None:
    answers = [
        await home.api.data(PAY, input={"accountId": each, "method": "CARD"}) for each in (home.other, "nonsense")
    ]
    assert answers[0] == answers[1]
    assert answers[0]["payBalance"]["userErrors"][0]["code"] == "NOT_FOUND"
    assert answers[0]["payBalance"]["account"] is None


async def test_refuses_dry_runs_to_clients(home: Home) -> None:
    account = (await home.api.data("{ viewer { account { id } } }"))["viewer"]["account"]["id"]
    answer = await home.api(PAY, input={"accountId": account, "method": "CARD", "dryRun": True})
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"FORBIDDEN"}
