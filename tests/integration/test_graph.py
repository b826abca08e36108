"""The API over HTTP: the worked example, statement counts, pages, budgets, refusals."""

from functools import partial
from typing import Any

import pytest
from graphql import get_named_type, is_composite_type

from api.graph import budget
from api.schema import core_schema
from domain.jobs.numbering import number_all
from domain.permissions import ALL_PERMISSIONS, MUTATION_PERMISSIONS, Permission, Principal, PrincipalKind
from tests.support.graphql import Api

ALL_OF_A_BILLING = """
query ($number: String!, $first: Int) {
  account(number: $number) {
    number ownerName balanceCents
    transactions(first: $first) {
      totalCount
      nodes {
        number kind date status statusReason amountCents reconciledCents unreconciledCents
        items {
          position description amountCents ledgerCode { code }
          reconciliations(first: 10) { edges { node { amountCents locked } counterpart { transaction { number } } } }
        }
      }
    }
  }
}
"""


async def new_account(api: Api, number: str = "1001") -> str:
    created = await api.data(
        'mutation ($n: String!) { createAccount(input: {number: $n, ownerName: "Ann Rivera", currency: "USD", '
        'members: ["Leo"]}) { userErrors { message } account { id } } }',
        n=number,
    )
    account: str = created["createAccount"]["account"]["id"]
    return account


async def new_code(api: Api, code: str = "SWIM") -> None:
    await api.data(
        'mutation ($c: String!) { createLedgerCode(input: {code: $c, title: "Swimming"}) { userErrors { message } } }',
        c=code,
    )


def item(amount_cents: int, description: str = "Swim lessons", code: str = "SWIM") -> dict[str, object]:
    return {"description": description, "ledgerCode": code, "amountCents": amount_cents}


CHECKOUT = """
mutation ($input: CheckoutInput!) {
  checkout(input: $input) {
    userErrors { code message field }
    batch { id }
    replayed
    invoice { id status unreconciledCents items { id reconciledCents unreconciledCents status } }
    payment { id number status unreconciledCents }
    account { balanceCents }
  }
}
"""


async def test_the_worked_example_at_checkout(api: Api) -> None:
    account = await new_account(api)
    await new_code(api)
    command = {
        "accountId": account,
        "items": [item(7500), item(7500), item(2000)],
        "payment": {"amountCents": 10000, "method": "CARD"},
    }
    bought = (await api.data(CHECKOUT, input=command))["checkout"]
    assert bought["userErrors"] == []
    assert [each["reconciledCents"] for each in bought["invoice"]["items"]] == [7500, 2500, 0]
    assert [each["unreconciledCents"] for each in bought["invoice"]["items"]] == [0, 5000, 2000]
    assert [each["status"] for each in bought["invoice"]["items"]] == [
        "FULLY_RECONCILED",
        "PARTIALLY_RECONCILED",
        "NOT_RECONCILED",
    ]
    assert bought["invoice"]["status"] == "PARTIALLY_RECONCILED"
    assert bought["payment"]["status"] == "FULLY_RECONCILED"
    assert bought["account"]["balanceCents"] == 7000


async def test_account_numbers_are_unique_and_the_currency_cannot_change(api: Api) -> None:
    """Domain R2."""
    account = await new_account(api)
    again = await api.data(
        'mutation { createAccount(input: {number: "1001", ownerName: "Bo", currency: "EUR"}) { userErrors { code } } }'
    )
    assert again["createAccount"]["userErrors"] == [{"code": "DUPLICATE_NUMBER"}]
    change = "mutation ($i: UpdateAccountInput!) { updateAccount(input: $i) { userErrors { code } } }"
    assert (await api(change, i={"id": account, "currency": "EUR"}))["errors"]
    assert (await api.data(change, i={"id": account, "ownerName": "Bo"}))["updateAccount"]["userErrors"] == []
    kept = await api.data("query ($a: ID!) { account(id: $a) { ownerName currency } }", a=account)
    assert kept["account"] == {"ownerName": "Bo", "currency": "USD"}


async def test_a_dry_run_predicts_the_real_run(api: Api) -> None:
    account = await new_account(api)
    await new_code(api)
    command = {"accountId": account, "items": [item(7500)], "payment": {"amountCents": 10000, "method": "CASH"}}
    tried = (await api.data(CHECKOUT, input={**command, "dryRun": True}))["checkout"]
    assert (await api.data("query ($a: ID!) { account(id: $a) { transactions { totalCount } } }", a=account)) == {
        "account": {"transactions": {"totalCount": 0}}
    }
    done = (await api.data(CHECKOUT, input=command))["checkout"]

    def without_ids(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: without_ids(each) for name, each in value.items() if name != "id"}
        return [without_ids(each) for each in value] if isinstance(value, list) else value

    assert without_ids(tried) == without_ids(done)


async def test_two_dry_runs_of_one_operation_see_each_other(api: Api) -> None:
    account = await new_account(api)
    tried = await api.data(
        "mutation ($a: ID!) { "
        "one: createDeposit(input: {accountId: $a, amountCents: 100, method: CASH, dryRun: true}) "
        "{ transaction { number } account { balanceCents } } "
        "two: createDeposit(input: {accountId: $a, amountCents: 50, method: CASH, dryRun: true}) "
        "{ transaction { number } account { balanceCents } } }",
        a=account,
    )
    assert [tried[each]["account"]["balanceCents"] for each in ("one", "two")] == [-100, -150]
    assert (await api.data("query ($a: ID!) { account(id: $a) { balanceCents } }", a=account)) == {
        "account": {"balanceCents": 0}
    }


async def test_dry_and_real_runs_do_not_mix_in_one_operation(api: Api) -> None:
    account = await new_account(api)
    answer = await api(
        "mutation ($a: ID!) { one: createDeposit(input: {accountId: $a, amountCents: 100, method: CASH, dryRun: true}) "
        "{ replayed } two: createDeposit(input: {accountId: $a, amountCents: 50, method: CASH}) { replayed } }",
        a=account,
    )
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_an_idempotency_key_replays_the_first_answer(api: Api) -> None:
    account = await new_account(api)
    await new_code(api)
    command = {"accountId": account, "items": [item(7500)], "idempotencyKey": "order-17"}
    first = (await api.data(CHECKOUT, input=command))["checkout"]
    again = (await api.data(CHECKOUT, input=command))["checkout"]
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert again["invoice"] == first["invoice"]
    other = (await api.data(CHECKOUT, input={**command, "items": [item(100)]}))["checkout"]
    assert other["userErrors"][0]["code"] == "IDEMPOTENCY_MISMATCH"


async def test_statements_do_not_grow_with_the_number_of_rows(api: Api) -> None:
    await new_code(api)
    counts = []
    for number, purchases in (("3", 3), ("300", 150)):
        account = await new_account(api, number)
        for _ in range(purchases):
            command = {
                "accountId": account,
                "items": [item(500), item(700)],
                "payment": {"amountCents": 900, "method": "CASH"},
            }
            await api.data(CHECKOUT, input=command)
        api.statements = 0
        answer = await api.data(ALL_OF_A_BILLING, number=number, first=1000)
        assert answer["account"]["transactions"]["totalCount"] == purchases * 2
        counts.append(api.statements)
    assert counts[0] == counts[1] <= 10


async def test_a_page_that_shows_its_whole_list_counts_it(api: Api, subtests: pytest.Subtests) -> None:
    numbers = ["10", "11", "12"]
    for number, deposits in zip(numbers, (0, 2, 3), strict=True):
        account = await new_account(api, number)
        for _ in range(deposits):
            deposit = "createDeposit(input: {accountId: $a, amountCents: 100, method: CASH}) { replayed }"
            await api.data(f"mutation ($a: ID!) {{ {deposit} }}", a=account)
    items = "unreconciledItems(%s) { %s nodes { id } pageInfo { endCursor } }"
    of_each = "accounts(first: 9) { nodes { transactions(%s) { %s nodes { id } } } }"

    async def asked(query: str, *parts: str) -> tuple[Any, int]:
        api.statements = 0
        answer = await api.data(f"{{ {query % parts} }}")
        return answer, api.statements

    _, once = await asked(items, "first: 5", "")
    (first, _), (_, nested) = await asked(items, "first: 2", ""), await asked(of_each, "first: 3", "")
    cursor = first["unreconciledItems"]["pageInfo"]["endCursor"]
    for window, more in {
        "first: 6": 0,
        "first: 5": 0,
        "last: 5": 0,
        "first: 5, last: 2": 0,
        "first: 4": 1,
        "last: 4": 1,
        "first: 4, last: 2": 1,
        f'first: 5, after: "{cursor}"': 1,
        f'last: 5, before: "{cursor}"': 1,
    }.items():
        with subtests.test(window):
            answer, statements = await asked(items, window, "totalCount")
            assert (answer["unreconciledItems"]["totalCount"], statements) == (5, once + more)
    for window, more in {"first: 3": 0, "last: 3": 0, "first: 2": 1, "last: 2": 1}.items():
        with subtests.test(of_each, window=window):
            answer, statements = await asked(of_each, window, "totalCount")
            counts = [node["transactions"]["totalCount"] for node in answer["accounts"]["nodes"]]
            assert (counts, statements) == ([0, 2, 3], nested + more)


async def test_a_page_that_is_cut_short_does_not_count_its_list(api: Api) -> None:
    account = await new_account(api)
    for _ in range(5):
        deposit = "createDeposit(input: {accountId: $a, amountCents: 100, method: CASH}) { replayed }"
        await api.data(f"mutation ($a: ID!) {{ {deposit} }}", a=account)
    async with Api(api.store, budget=partial(budget.Budget, rows_max=2)) as small:
        answer = await small.data("{ unreconciledItems(first: 9) { totalCount pageInfo { endCursor } } }")
    assert answer["unreconciledItems"]["totalCount"] == 5


async def test_the_next_page_starts_after_the_last_row(api: Api) -> None:
    account = await new_account(api)
    for cents in (300, 100, 200, 100, 500):
        await api.data(
            "mutation ($a: ID!, $c: Cents!) { createDeposit(input: {accountId: $a, amountCents: $c, method: CASH}) "
            "{ replayed } }",
            a=account,
            c=cents,
        )
    query = (
        "query ($a: ID!, $after: String, $by: TransactionOrder) { account(id: $a) { transactions(first: 2, after: $after, "
        "orderBy: $by) { nodes { amountCents } pageInfo { hasNextPage endCursor } } } }"
    )
    for order, wanted in (
        ({"field": "AMOUNT", "direction": "DESC"}, [500, 300, 200, 100, 100]),
        ({"field": "AMOUNT"}, [100, 100, 200, 300, 500]),
        ({"field": "DATE"}, [300, 100, 200, 100, 500]),
    ):
        seen, after = [], None
        for _ in range(5):
            page = (await api.data(query, a=account, after=after, by=order))["account"]["transactions"]
            seen += [node["amountCents"] for node in page["nodes"]]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
        assert seen == wanted


async def test_a_cursor_of_another_order_is_refused(api: Api) -> None:
    await new_account(api)
    first = await api.data("{ accounts(first: 1, orderBy: {field: BALANCE}) { pageInfo { endCursor } } }")
    answer = await api(
        "query ($after: String) { accounts(after: $after) { totalCount nodes { number } } }",
        after=first["accounts"]["pageInfo"]["endCursor"],
    )
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_a_page_size_out_of_bounds_is_refused(api: Api) -> None:
    query = "query ($first: Int) { accounts(first: $first) { totalCount nodes { number } } }"
    for first in (0, -1, 1001):
        answer = await api(query, first=first)
        assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT", first


async def test_an_answer_beyond_the_row_budget_is_refused(api: Api) -> None:
    account = await new_account(api)
    for _ in range(40):
        await api.data(
            "mutation ($a: ID!) { createDeposit(input: {accountId: $a, amountCents: 1, method: CASH}) { replayed } }",
            a=account,
        )
    inner = "id"
    for _ in range(3):
        inner = f"account {{ transactions(first: 1000) {{ nodes {{ {inner} }} }} }}"
    answer = await api(f"query ($a: ID!) {{ {inner.replace('account', 'account(id: $a)', 1)} }}", a=account)
    assert answer["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"


@pytest.mark.parametrize(("rows", "field"), [("changes", "data"), ("auditLog", "before"), ("auditLog", "after")])
async def test_rows_of_the_log_count_as_often_as_they_are_asked_for(
    rows: str, field: str, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is taken apart anew for each of its names: 45 names of 1,000 changes took seconds."""
    await new_account(api)
    await number_all(api.store)
    query = f"{{ {rows}(first: 100) {{ nodes {{ %s }} }} }}"
    count = len((await api.data(query % "id" if rows == "auditLog" else query % "position"))[rows]["nodes"])
    assert count > 1
    monkeypatch.setattr(budget, "WRITTEN_TEXTS_MAX", 2 * count * budget.TEXTS_A_LOGGED_ROW)
    await api.data(query % f"a: {field} b: {field}")
    answer = await api(query % f"a: {field} b: {field} c: {field}")
    assert answer["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"


async def test_unknown_and_malformed_ids_answer_alike(api: Api) -> None:
    answer = await api.data(
        '{ one: account(id: "nonsense") { id } two: node(id: "QWNjb3VudDox") { id } nodes(ids: ["x"]) { id } }'
    )
    assert answer == {"one": None, "two": None, "nodes": [None]}


async def test_a_program_without_permission_sees_no_node_at_all(api: Api) -> None:
    account = await new_account(api)
    api.principal = Principal(PrincipalKind.TOKEN, "token:1", "bare", frozenset({Permission.VIEW_REPORTS}))
    assert (await api.data("query ($id: ID!) { node(id: $id) { id __typename } }", id=account)) == {"node": None}


async def test_each_mutation_refuses_without_each_of_its_permissions(api: Api, subtests: pytest.Subtests) -> None:
    mutation = core_schema().mutation_type
    assert mutation is not None
    for name in sorted(MUTATION_PERMISSIONS.keys() & mutation.fields.keys()):
        input_type = mutation.fields[name].args["input"].type
        for missing in MUTATION_PERMISSIONS[name]:
            granted = ALL_PERMISSIONS - {missing}
            api.principal = Principal(PrincipalKind.TOKEN, "token:1", "all but one", frozenset(granted))
            with subtests.test(name, missing=missing):
                sent = f"mutation ($input: {input_type}) {{ {name}(input: $input) {{ replayed }} }}"
                answer = await api(sent, input={})
                assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN", answer
                assert missing in answer["errors"][0]["extensions"]["missing"]
                assert "data" not in answer


async def test_each_root_field_refuses_an_anonymous_caller(api: Api, subtests: pytest.Subtests) -> None:
    api.principal = None
    query = core_schema().query_type
    assert query is not None
    given = {"ID!": '"x"', "String!": '"x"', "[ID!]!": '["x"]', "PeriodInput!": "{year: 2026}"}
    for name, field in query.fields.items():
        needed = [f"{arg}: {given[str(each.type)]}" for arg, each in field.args.items() if str(each.type).endswith("!")]
        arguments = f"({', '.join(needed)})" if needed else ""
        selected = " { __typename }" if is_composite_type(get_named_type(field.type)) else ""
        with subtests.test(name):
            answer = await api(f"{{ {name}{arguments}{selected} }}")
            assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
