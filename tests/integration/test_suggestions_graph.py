"""Suggestions in the API: listed, applied, replayed, undone, and hidden from clients (domain R26, R33, R34)."""

from base64 import urlsafe_b64encode
from dataclasses import replace
from functools import partial
from typing import Any

from api.graph.budget import Budget
from api.graph.ids import opaque, parse
from domain.core.matching import SuggestionKey
from domain.permissions import ALL_PERMISSIONS, OPERATOR, Permission, Principal, PrincipalKind
from domain.services.marks import MarkInput
from tests.support.centre import Centre
from tests.support.graphql import Api
from tests.support.suggestions import invoice, payment

SUGGESTIONS = """
query ($account: ID!, $first: Int) {
  account(id: $account) {
    suggestions(first: $first) {
      __typename id sure reason counterEvidence amountCents
      creditItem { id unreconciledCents transaction { number reference } }
      edges { amountCents debitItem { id position unreconciledCents transaction { number } } }
    }
  }
}
"""
APPLY = """
mutation ($input: ApplySuggestionInput!) {
  applySuggestion(input: $input) {
    userErrors { code message field } batch { id mutation } replayed
    reconciliations { id amountCents origin creditItem { id } debitItem { id status } }
  }
}
"""


async def suggested(api: Api, centre: Centre, **variables: object) -> list[dict[str, Any]]:
    answer = await api.data(SUGGESTIONS, account=opaque("Account", centre.rivera), **variables)
    found: list[dict[str, Any]] = answer["account"]["suggestions"]
    return found


async def apply(api: Api, suggestion_id: str, **command: object) -> dict[str, Any]:
    answer: dict[str, Any] = (await api.data(APPLY, input={"suggestionId": suggestion_id, **command}))[
        "applySuggestion"
    ]
    return answer


async def test_the_api_lists_suggestions_with_their_reasons(api: Api, centre: Centre) -> None:
    first, second = await invoice(centre, "A-1", 7_500, 2_000)
    paid = await payment(centre, 9_500, reference="Inv. A-1")
    (answer,) = await suggested(api, centre)
    assert answer == {
        "__typename": "Suggestion",
        "id": answer["id"],
        "sure": True,
        "reason": "It names invoice A-1, where exactly 95.00 USD is open.",
        "counterEvidence": [],
        "amountCents": 9_500,
        "creditItem": {
            "id": opaque("TransactionItem", paid.id),
            "unreconciledCents": 9_500,
            "transaction": {"number": "PAY-1001-1", "reference": "Inv. A-1"},
        },
        "edges": [
            {
                "amountCents": item.amount_cents,
                "debitItem": {
                    "id": opaque("TransactionItem", item.id),
                    "position": item.position,
                    "unreconciledCents": item.amount_cents,
                    "transaction": {"number": "A-1"},
                },
            }
            for item in (first, second)
        ],
    }


async def test_lists_suggestions_by_oldest_credit_then_best_match_up_to_a_limit(api: Api, centre: Centre) -> None:
    for number in range(1, 8):
        await invoice(centre, f"A-{number}", 7_500)
    older, newer = await payment(centre, 7_500), await payment(centre, 7_500, reference="A-3")
    answer = await suggested(api, centre)
    assert [each["creditItem"]["id"] for each in answer] == [
        opaque("TransactionItem", item.id) for item in (older, newer) for _ in range(5)
    ]
    numbers = [each["edges"][0]["debitItem"]["transaction"]["number"] for each in answer]
    assert numbers == ["A-1", "A-2", "A-3", "A-4", "A-5", "A-3", "A-1", "A-2", "A-4", "A-5"]
    assert [each["sure"] for each in answer] == [False] * 5 + [True] + [False] * 4
    assert await suggested(api, centre, first=3) == answer[:3]
    assert len(await suggested(api, centre, first=1_000)) == 10


async def test_a_number_out_of_bounds_is_refused(api: Api, centre: Centre) -> None:
    for first in (0, -1, 1_001):
        answer = await api(SUGGESTIONS, account=opaque("Account", centre.rivera), first=first)
        assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_a_suggestion_is_a_node_while_it_is_valid(api: Api, centre: Centre) -> None:
    (item,) = await invoice(centre, "A-1", 7_500)
    await payment(centre, 7_500)
    (answer,) = await suggested(api, centre)
    query = (
        "query ($id: ID!) { node(id: $id) "
        "{ __typename id ... on Suggestion { sure edges { amountCents debitItem { id } } } } "
        "nodes(ids: [$id, $id]) { id ... on Suggestion { edges { debitItem { position } } } } }"
    )
    wanted = {"__typename": "Suggestion", "id": answer["id"], "sure": True}
    reconciliation = {"amountCents": 7_500, "debitItem": {"id": opaque("TransactionItem", item.id)}}
    found = await api.data(query, id=answer["id"])
    assert found["node"] == {**wanted, "edges": [reconciliation]}
    assert found["nodes"] == [{"id": answer["id"], "edges": [{"debitItem": {"position": 1}}]}] * 2
    assert (await apply(api, answer["id"]))["userErrors"] == []
    assert await api.data(query, id=answer["id"]) == {"node": None, "nodes": [None, None]}


async def test_a_dry_run_predicts_the_result_and_keeps_the_suggestion(api: Api, centre: Centre) -> None:
    await invoice(centre, "A-1", 7_500, 2_000)
    await payment(centre, 9_500)
    (answer,) = await suggested(api, centre)
    state = await centre.state()
    tried = await apply(api, answer["id"], dryRun=True)
    assert await centre.state() == state
    assert await suggested(api, centre) == [answer]
    done = await apply(api, answer["id"])

    def shown(payload: dict[str, Any]) -> Any:
        made = [{**each, "id": None} for each in payload["reconciliations"]]
        return payload["userErrors"], payload["replayed"], payload["batch"]["mutation"], made

    assert shown(tried) == shown(done)
    assert [each["origin"] for each in done["reconciliations"]] == ["SUGGESTION"] * 2


async def test_an_idempotency_key_replays_the_first_answer(api: Api, centre: Centre) -> None:
    await invoice(centre, "A-1", 7_500)
    await payment(centre, 7_500)
    (answer,) = await suggested(api, centre)
    first = await apply(api, answer["id"], idempotencyKey="desk-1")
    again = await apply(api, answer["id"], idempotencyKey="desk-1")
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert again["reconciliations"] == first["reconciliations"]
    late = await apply(api, answer["id"], idempotencyKey="desk-2")
    assert [(error["code"], error["field"]) for error in late["userErrors"]] == [
        ("CONFLICT", ["input", "suggestionId"])
    ]
    other = await apply(api, opaque("Suggestion", SuggestionKey(1, "0" * 16)), idempotencyKey="desk-1")
    assert other["userErrors"][0]["code"] == "IDEMPOTENCY_MISMATCH"


async def test_an_undo_through_the_api_releases_the_applied_suggestion(api: Api, centre: Centre) -> None:
    await invoice(centre, "A-1", 7_500)
    await payment(centre, 7_500)
    before = await suggested(api, centre)
    done = await apply(api, before[0]["id"])
    undo = "mutation ($b: ID!) { undoBatch(input: {batchId: $b}) { userErrors { code } undone { mutation undone } } }"
    undone = (await api.data(undo, b=done["batch"]["id"]))["undoBatch"]
    assert undone == {"userErrors": [], "undone": {"mutation": "applySuggestion", "undone": True}}
    assert await suggested(api, centre) == before


async def test_returns_not_found_for_ids_of_no_suggestion(api: Api, centre: Centre) -> None:
    (debit,) = await invoice(centre, "A-1", 7_500)
    for text in (
        "",
        "nonsense",
        opaque("TransactionItem", debit.id),
        opaque("Suggestion", debit.id),
        opaque("Suggestion", SuggestionKey(debit.id, "0" * 16)),
        opaque("Suggestion", SuggestionKey(2**63, "0" * 16)),
        opaque("Account", SuggestionKey(centre.rivera, "0" * 16)),
    ):
        refused = await apply(api, text)
        assert [error["code"] for error in refused["userErrors"]] == ["NOT_FOUND"], text
        assert (refused["batch"], refused["reconciliations"]) == (None, [])
        if text != opaque("TransactionItem", debit.id):
            assert await api.data("query ($id: ID!) { node(id: $id) { id } }", id=text) == {"node": None}


def test_a_suggestion_is_identified_by_its_id_alone() -> None:
    key = SuggestionKey(2**62, "0123456789abcdef")
    assert parse(opaque("Suggestion", key)) == ("Suggestion", key)
    for answer in (
        "7-0123456789ABCDEF",
        "07-0123456789abcdef",
        "0-0123456789abcdef",
        "7-0123",
        "7",
        "-0123456789abcdef",
    ):
        assert parse(urlsafe_b64encode(f"Suggestion:{answer}".encode()).rstrip(b"=").decode()) is None, answer


async def test_clients_neither_see_nor_apply_suggestions(api: Api, centre: Centre) -> None:
    await invoice(centre, "A-1", 7_500)
    await payment(centre, 7_500)
    (answer,) = await suggested(api, centre)
    api.principal = Principal(PrincipalKind.CLIENT, "user:9", "Ann", frozenset(), 9, centre.rivera)
    for query in (
        "{ viewer { account { suggestions { sure } } } }",
        f'{{ node(id: "{answer["id"]}") {{ id }} }}',
        f'mutation {{ applySuggestion(input: {{suggestionId: "{answer["id"]}"}}) {{ replayed }} }}',
    ):
        refused = await api(query)
        assert [error["extensions"]["code"] for error in refused["errors"]] == ["FORBIDDEN"] * len(refused["errors"])
        assert refused["errors"]


async def test_a_caller_without_billing_permission_sees_no_suggestions(api: Api, centre: Centre) -> None:
    await invoice(centre, "A-1", 7_500)
    await payment(centre, 7_500)
    (answer,) = await suggested(api, centre)
    api.principal = replace(OPERATOR, permissions=ALL_PERMISSIONS - {Permission.CLIENT_BILLING})
    assert await api.data("query ($id: ID!) { node(id: $id) { id } }", id=answer["id"]) == {"node": None}
    refused = await api(SUGGESTIONS, account=opaque("Account", centre.rivera))
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_many_accounts_need_as_many_statements_as_one(api: Api, centre: Centre) -> None:
    query = (
        "query ($first: Int) { accounts(first: $first) { nodes { number suggestions(first: 5) { sure "
        "creditItem { transaction { number } } edges { debitItem { transaction { number } } } } } } }"
    )
    for number in range(8):
        account = await centre.account(f"2{number:03}")
        first, _ = await invoice(centre, f"C-{number}", 7_500, 2_000, account=account)
        await payment(centre, 9_000, MarkInput(item_id=first.id, amount_cents=1_000), account=account)
        await payment(centre, 2_000, reference=f"C-{number}", account=account)
    counts = []
    for first_accounts in (2, 9):
        api.statements = 0
        answer = (await api.data(query, first=first_accounts))["accounts"]["nodes"]
        assert [len(each["suggestions"]) for each in answer] == [0] + [3] * (first_accounts - 1)
        counts.append(api.statements)
    assert counts[0] == counts[1] <= 13


ITEMS = """
query ($first: Int!) {
  unreconciledItems(first: $first) {
    nodes {
      transaction { number side }
      suggestions(first: 2) { sure ground reason edges { amountCents debitItem { transaction { number } } } }
    }
  }
}
"""


async def test_open_items_of_all_accounts_have_the_suggestions_of_their_accounts(api: Api, centre: Centre) -> None:
    await invoice(centre, "A-1", 7_500)
    await payment(centre, 7_500, reference="A-1")
    other = await centre.account("2001")
    await invoice(centre, "B-1", 3_000, account=other)
    await invoice(centre, "B-2", 3_000, account=other)
    await payment(centre, 3_000, account=other)
    await payment(centre, 400, account=other)
    nodes = (await api.data(ITEMS, first=50))["unreconciledItems"]["nodes"]
    assert [each["suggestions"] for each in nodes if each["transaction"]["side"] == "DEBIT"] == [[], [], []]
    named, either, small = (each["suggestions"] for each in nodes if each["transaction"]["side"] == "CREDIT")
    assert [(each["sure"], each["ground"]) for each in named] == [(True, "NAMED")]
    assert [(each["sure"], each["ground"]) for each in either] == [(False, "INVOICE"), (False, "INVOICE")]
    assert [each["edges"][0]["debitItem"]["transaction"]["number"] for each in either] == ["B-1", "B-2"]
    assert [(each["ground"], each["edges"][0]["amountCents"]) for each in small] == [("OLDEST", 400)]


async def test_suggestions_of_many_open_items_need_as_many_statements_as_of_few(api: Api, centre: Centre) -> None:
    for number in range(8):
        account = await centre.account(f"2{number:03}")
        await invoice(centre, f"C-{number}", 7_500, 2_000, account=account)
        await payment(centre, 2_000, reference=f"C-{number}", account=account)
    counts = []
    for first in (4, 24):
        api.statements = 0
        answer = (await api.data(ITEMS, first=first))["unreconciledItems"]["nodes"]
        assert len(answer) == first
        counts.append(api.statements)
    assert counts[0] == counts[1] <= 14


async def test_examined_and_returned_rows_count_against_the_row_budget(api: Api, centre: Centre) -> None:
    for number in range(6):
        await invoice(centre, f"A-{number}", 7_500)
        await payment(centre, 7_500)
    query = "query ($a: ID!, $n: Int) { account(id: $a) { suggestions(first: $n) { sure edges { amountCents } } } }"
    account = opaque("Account", centre.rivera)
    answer = await api(query, a=account, n=10)
    assert answer["extensions"]["cost"]["rows"] == 1 + 12 + 10 + 10
    (shown,) = (await suggested(api, centre, first=1),)
    for budget, refused in ((12, True), (15, False)):
        narrow = Api(api.store, budget=partial(Budget, rows_max=budget))
        answer = await narrow(query, a=account, n=1)
        assert ("errors" in answer) is refused
        if refused:
            assert answer["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"
        node = await narrow("query ($id: ID!) { node(id: $id) { id } }", id=shown[0]["id"])
        assert ("errors" in node) is refused
        await narrow.http.aclose()
