"""The budget of one answer: every row and every field counts as often as it appears."""

from collections.abc import AsyncIterator
from datetime import date
from functools import partial
from typing import Any

import pytest
from graphql import GraphQLError

from api.graph.budget import (
    CHARACTERS_A_VALUE,
    LONG_PASSES_MAX,
    PASSES_MAX,
    ROW_BUDGET,
    VALUE_BUDGET,
    WRITTEN_TEXTS_MAX,
    Budget,
)
from api.types.audit_snapshots import SHOWN_FOR_STORED
from domain.services.invoices import CreateInvoice
from domain.services.marks import MarkInput
from domain.services.recording import ItemInput
from domain.store.store import Store
from tests.integration.test_graph import ALL_OF_A_BILLING
from tests.support.answers import fields_of, texts_of
from tests.support.centre import Centre
from tests.support.graphql import Api, interpreting

MANY_KINDS_OF_FIELDS = """
query ($number: String) {
  account(number: $number) {
    __typename
    members { name }
    transactions(first: 5) {
      __typename
      pageInfo { hasNextPage endCursor }
      edges { cursor a: node { account { id } } b: node { corrects { id } } }
      nodes {
        reconciliations(first: 1) {
          totalCount
          edges { node { debitItem { id } creditItem { id } lockedBy { id } } }
        }
      }
    }
    history { nodes { batch { id } before recordedAt } }
  }
}
"""
ROWS, VALUES = 60, 250
INVOICES = 6


@pytest.fixture
async def centre(store: Store) -> Centre:
    """Account 1001 with six invoices of two items, each with a payment for its first item and a half of its second."""
    centre = await Centre.open(store)
    for _ in range(INVOICES):
        invoice = (await centre.invoice(100, 100)).result.transaction
        await centre.payment(150, MarkInput(invoice_id=invoice))
    return centre


@pytest.fixture
async def api(centre: Centre) -> AsyncIterator[Api]:
    """A client whose answers may hold 60 rows and 250 values."""
    client = Api(centre.store, budget=partial(Budget, rows_max=ROWS, values_max=VALUES))
    yield client
    await client.http.aclose()


@pytest.fixture
async def rich(centre: Centre) -> AsyncIterator[Api]:
    """A client with the product's own budget."""
    client = Api(centre.store)
    yield client
    await client.http.aclose()


async def id_of(api: Api, number: str = "1001") -> str:
    account: str = (await api.data("query ($n: String) { account(number: $n) { id } }", n=number))["account"]["id"]
    return account


def is_too_much(response: dict[str, Any], limit: int) -> bool:
    """Whether an answer is refused for what it would hold."""
    assert response.get("data") is None, response
    return response["errors"][0]["extensions"] == {"code": "QUERY_TOO_COMPLEX", "limit": limit}


async def test_fields_below_an_id_count_once_for_each_mention(api: Api) -> None:
    account = await id_of(api)
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Account { transactions(first: 10) { nodes { id } } } } }"
    for times in (1, 4):
        response = await api(query, ids=[account] * times)
        assert response["extensions"]["cost"]["rows"] == times * 11
        assert response["extensions"]["cost"]["values"] == fields_of(response["data"]["nodes"])
    assert is_too_much(await api(query, ids=[account] * 6), ROWS)


async def test_each_alias_of_an_edges_node_counts_as_a_row(api: Api) -> None:
    query = '{ account(number: "1001") { transactions(first: 12) { edges { %s } } } }'
    response = await api(query % "cursor one: node { id } two: node { number } three: node { kind }")
    assert response["extensions"]["cost"]["rows"] == 1 + 3 * 12
    assert is_too_much(await api(query % " ".join(f"n{n}: node {{ id }}" for n in range(5))), ROWS)


async def test_what_a_key_leads_to_counts_and_not_the_key(api: Api, centre: Centre) -> None:
    """Few transactions have a correction: whoever writes the answer, those without count nothing."""
    pages = " ".join(f"p{n}: transactions(first: 12) {{ nodes {{ id }} }}" for n in range(3))
    last = "transactions(first: 12) { nodes { correctedBy { id } %s } }"
    interpreted = Api(centre.store, budget=partial(Budget, rows_max=ROWS, values_max=VALUES), compiler=interpreting)
    for each in (api, interpreted):
        for more in ("", "statusReason"):  # which the database does not write
            response = await each(f'{{ account(number: "1001") {{ {pages} {last % more} }} }}')
            assert response["extensions"]["cost"]["rows"] == 1 + 4 * 12
    await interpreted.http.aclose()


async def test_every_field_of_every_row_counts_under_any_alias(api: Api) -> None:
    query = '{ account(number: "1001") { transactions(first: 12) { nodes { %s } } } }'
    fields = "number kind side date amountCents " + " ".join(f"a{n}: statusReason" for n in range(14))
    response = await api(query % fields)
    assert response["extensions"]["cost"]["values"] == 2 + 12 * 19 == fields_of(response["data"]["account"])
    assert is_too_much(await api(query % f"{fields} a14: statusReason a15: statusReason"), VALUES)


async def test_a_long_alias_counts_for_each_row(api: Api) -> None:
    query = '{ account(number: "1001") { transactions(first: 12) { nodes { %s: id } } } }'
    response = await api(query % ("a" * 10 * CHARACTERS_A_VALUE))
    assert response["extensions"]["cost"]["values"] == 2 + 12 * 11
    assert is_too_much(await api(query % ("a" * 30 * CHARACTERS_A_VALUE)), VALUES)


async def test_a_long_text_counts_by_its_length(centre: Centre, api: Api) -> None:
    command = CreateInvoice(centre.rivera, [ItemInput("x" * 2_000, "SWIM", 100)])
    await centre.do(command)
    query = '{ account(number: "1001") { transactions(first: 50) { nodes { items { %s } } } } }'
    before = (await api(query % "position"))["extensions"]["cost"]["values"]
    response = await api(query % "description")
    assert response["extensions"]["cost"]["values"] == before + 2_000 // CHARACTERS_A_VALUE
    many = " ".join(f"d{n}: description" for n in range(10))
    assert is_too_much(await api('{ account(number: "1001") { transactions(first: 50, orderBy: {field: DATE, direction: '
                                 f'DESC}}) {{ nodes {{ items {{ {many} }} }} }} }} }}'), VALUES)  # fmt: skip


async def test_snapshots_of_audit_events_count_by_length_before_they_are_read(centre: Centre, api: Api) -> None:
    await centre.invoice(*[1] * 40)
    query = '{ account(number: "1001") { history(first: 1) { nodes { action %s } } } }'
    [[length]] = await centre.rows(
        "select length(e.after) + coalesce(length(x.after), 0) from audit_events e "
        "left join audit_texts x on x.id = e.id order by e.id desc limit 1"
    )
    response = await api(query % "before after")
    assert len(response["data"]["account"]["history"]["nodes"][0]["after"]["items"]) == 40
    assert response["extensions"]["cost"]["values"] == 5 + length * SHOWN_FOR_STORED // CHARACTERS_A_VALUE
    assert is_too_much(await api(query % " ".join(f"a{n}: after" for n in range(45))), VALUES)


async def test_refused_values_count_too(api: Api) -> None:
    edges = [{"creditItemId": "x", "debitItemId": "y", "amountCents": 1}] * 20
    query = "mutation ($e: [EdgeInput!]!) { createReconciliations(input: {edges: $e}) { userErrors { %s } } }"
    response = await api(query % "code message", e=edges)
    assert len(response["data"]["createReconciliations"]["userErrors"]) == 20
    assert response["extensions"]["cost"]["values"] == 1 + 20 * 2
    assert is_too_much(await api(query % " ".join(f"c{n}: code" for n in range(20)), e=edges), VALUES)


async def test_the_reported_values_equal_the_fields_of_the_answer(rich: Api) -> None:
    for query in (ALL_OF_A_BILLING, MANY_KINDS_OF_FIELDS):
        response = await rich(query, number="1001")
        cost = response["extensions"]["cost"]
        longer = sum(len(str(value)) for value in texts_of(response["data"])) // CHARACTERS_A_VALUE
        assert 0 <= cost["values"] - fields_of(response["data"]["account"]) <= longer


async def test_an_answer_near_the_budget_is_complete_or_refused(centre: Centre) -> None:
    for number in range(4):
        account = await centre.account(str(3000 + number), "Bo Rivera")
        for _ in range(4):
            await centre.payment(100, account=account)
    query = (
        "query ($n: Int) { accounts(first: 5) { nodes { transactions(first: $n) { totalCount nodes { id } pageInfo { "
        "hasNextPage } } } } }"
    )
    for first in (1, 3, 4, 5, 12):
        needed = 5 + min(first, 12) + 4 * min(first, 4)
        for rows_max in range(needed - 6, needed + 6):
            small = Api(centre.store, budget=partial(Budget, rows_max=rows_max))
            response = await small(query, n=first)
            await small.http.aclose()
            if rows_max < needed:
                assert is_too_much(response, rows_max)
                continue
            for account in response["data"]["accounts"]["nodes"]:
                page = account["transactions"]
                assert len(page["nodes"]) == min(first, page["totalCount"])
                assert page["pageInfo"]["hasNextPage"] is (first < page["totalCount"])


async def test_a_billing_page_of_a_thousand_transactions_fits_the_budget(rich: Api) -> None:
    response = await rich(ALL_OF_A_BILLING, number="1001", first=1000)
    transactions = len(response["data"]["account"]["transactions"]["nodes"])
    cost = response["extensions"]["cost"]
    assert cost["rows"] * 1000 // transactions <= ROW_BUDGET == cost["limit"]
    assert cost["values"] * 1000 // transactions <= VALUE_BUDGET // 2
    assert cost["valueLimit"] == VALUE_BUDGET


COUNTED = "transactions { totalCount }"
FILTERED = "transactions(filter: { statuses: [PARTIALLY_RECONCILED] })"
OF_ACCOUNTS = "accounts(first: 9) {{ nodes {{ {} }} }}"
PASSES = {
    COUNTED: 1,
    "transactions(first: 1) { nodes { id } }": 0,
    "transactions(filter: { period: { year: 2026 } }) { nodes { id } }": 0,
    f"{FILTERED} {{ nodes {{ id }} }}": 1,
    f"{FILTERED} {{ totalCount nodes {{ id }} }}": 1,
    f"{FILTERED} {{ totalCount }}": 1,
    "transactions(first: 1, filter: { kinds: [INVOICE] }) { totalCount nodes { id } }": 2,
    'transactions(filter: { search: "zz" }) { totalCount nodes { id } }': 2,
    'transactions(first: 1, filter: { search: "p" }) { totalCount nodes { id } }': 4,
    'transactions(filter: { changedSince: "2026-01-01T00:00:00Z" }) { nodes { id } }': 2,
    "transactions(orderBy: { field: AMOUNT }) { nodes { id } }": 0,
    "transactions(orderBy: { field: AMOUNT }, filter: { period: { year: 2026 } }) { nodes { id } }": 1,
    "transactions(orderBy: { field: UNRECONCILED }) { nodes { id } }": 1,
    "unreconciledItems(filter: { side: CREDIT }) { totalCount totals { currency } }": 0,
    "unreconciledItems(filter: { methods: [CARD] }) { totalCount totals { currency } nodes { id } }": 2,
    "unreconciledItems(filter: { hasInvalidReconciliation: true }) { nodes { id } }": 0,
    'auditLog(filter: { recordedBy: "zz" }) { nodes { id } }': 1,
    OF_ACCOUNTS.format(f"{FILTERED} {{ nodes {{ id }} }}"): 1,
    OF_ACCOUNTS.format("transactions(orderBy: { field: AMOUNT }) { nodes { id } }"): 1,
    OF_ACCOUNTS.format("transactions { nodes { id } }"): 0,
    OF_ACCOUNTS.format("history { totalCount }"): 1,
    OF_ACCOUNTS.format("aging { totalCents }"): 4,
}
"""How often each reads a list from end to end; what a page shows whole, or totals tell, is not counted again."""


@pytest.mark.parametrize("field", PASSES)
async def test_reading_a_list_from_end_to_end_is_counted(field: str, api: Api) -> None:
    for engine in ({}, {"compiler": interpreting}):
        found: list[Budget] = []

        def noted(found: list[Budget] = found) -> Budget:
            found.append(Budget())
            return found[-1]

        async with Api(api.store, budget=noted, **engine) as counting:
            await counting.data(f"{{ {field} }}")
        assert found[-1].passes == PASSES[field]


async def test_lists_are_read_from_end_to_end_a_few_times_whatever_their_length(api: Api) -> None:
    """How long they are is not even asked."""
    counted = " ".join(f"a{each}: {COUNTED}" for each in range(LONG_PASSES_MAX))
    async with Api(api.store, budget=partial(Budget, passed_rows_max=0)) as narrow:
        assert "errors" not in await narrow(f"{{ {counted} }}")
        assert narrow.statements == LONG_PASSES_MAX
        for one_more in (COUNTED, f"{FILTERED} {{ nodes {{ id }} }}", OF_ACCOUNTS.format("aging { totalCents }")):
            assert is_too_much(await narrow(f"{{ {counted} b: {one_more} }}"), 0)


async def test_lists_that_are_read_more_often_may_have_so_many_rows_together(store: Store) -> None:
    centre = await Centre.open(store)
    for number in range(3):
        account = await centre.account(str(3000 + number), "Bo Rivera")
        for day in (1, 1, 2):
            await centre.payment(100, account=account, date=date(2026, 3, day))
    accounts, members = [len(await centre.rows(f"select id from {each}")) for each in ("accounts", "members")]
    of_one = f'account(number: "3000") {{ {FILTERED} {{ nodes {{ id }} }} }}'
    of_day = 'transactions(filter: { period: { range: { from: "2026-03-02", to: "2026-03-02" } } }) { totalCount }'
    needed = {
        COUNTED: 9,
        of_day: 3,
        of_one: 1 + 3,
        f"{of_one} b: {COUNTED}": 1 + 3 + 9,
        OF_ACCOUNTS.format("transactions(first: 1, filter: { kinds: [PAYMENT] }) { totalCount nodes { id } }"): 2
        * (accounts + 9),
        'accounts(search: "zz") { nodes { id } }': 2 * (accounts + 9 + members),
    }
    for query, rows in needed.items():
        budgets = [partial(Budget, long_passes_max=0, passed_rows_max=most) for most in (rows - 1, rows)]
        narrow, enough = [Api(centre.store, budget=each) for each in budgets]
        assert is_too_much(await narrow(f"{{ {query} }}"), rows - 1)
        await enough.data(f"{{ {query} }}")
    both = f"{of_one} b: {COUNTED}"
    async with Api(centre.store, budget=partial(Budget, long_passes_max=1, passed_rows_max=needed[both] - 1)) as narrow:
        assert is_too_much(await narrow(f"{{ {both} }}"), needed[both] - 1)


async def test_even_short_lists_are_read_from_end_to_end_so_many_times(api: Api) -> None:
    twice = "transactions(first: 1, filter: { kinds: [INVOICE] }) { totalCount nodes { id } }"
    many = " ".join(f"a{each}: {twice}" for each in range(PASSES_MAX // 2))
    assert "errors" not in await api(f"{{ {many} }}")
    assert is_too_much(await api(f"{{ {many} b: {COUNTED} }}"), PASSES_MAX)
    assert "errors" not in await api(f"{{ {many} b: transactions(first: 1) {{ nodes {{ id }} }} }}")


TWO_DEPOSITS = """
mutation ($account: ID!) {
  a: createDeposit(input: { accountId: $account, amountCents: 100, method: CASH }) { ...Shown }
  b: createDeposit(input: { accountId: $account, amountCents: 100, method: CASH }) { ...Shown }
}
fragment Shown on CreateDepositPayload {
  transaction { account { transactions(filter: { kinds: [INVOICE] }) { totalCount } } }
  userErrors { code }
}
"""
READ_BY_BOTH = 2 * (1 + 2 * INVOICES + 2)
"""Rows: each reads the account's transactions, as many as there are when the second one counts."""


@pytest.mark.parametrize("engine", [{}, {"compiler": interpreting}], ids=["compiled", "interpreted"])
@pytest.mark.parametrize(
    ("bounds", "fit"),
    [
        ({"passes_max": 2}, True),
        ({"passes_max": 1}, False),
        ({"long_passes_max": 1, "passed_rows_max": READ_BY_BOTH}, True),
        ({"long_passes_max": 1, "passed_rows_max": READ_BY_BOTH - 1}, False),
    ],
)
async def test_lists_that_mutations_of_one_operation_read_count_together(
    centre: Centre, engine: dict[str, Any], bounds: dict[str, int], fit: bool
) -> None:
    """A later one whose answer would be too much is not done."""
    async with Api(centre.store, budget=partial(Budget, **bounds), **engine) as api:
        answers = await api.data(TWO_DEPOSITS, account=await id_of(api))
        assert answers["a"]["userErrors"] == []
        assert answers["b"]["userErrors"] == ([] if fit else [{"code": "NOT_DONE"}])
    deposits = "select id from transactions where kind = 'DEPOSIT'"
    assert len(await centre.rows(deposits)) == (2 if fit else 1)


def test_texts_that_are_written_for_an_answer_are_bounded() -> None:
    budget = Budget()
    budget.count_written_texts(WRITTEN_TEXTS_MAX)
    with pytest.raises(GraphQLError, match="statusReason"):
        budget.count_written_texts(1)


async def test_a_status_reason_counts_as_a_text_that_is_written(centre: Centre) -> None:
    found: list[Budget] = []

    def noted() -> Budget:
        found.append(Budget())
        return found[-1]

    async with Api(centre.store, budget=noted) as api:
        query = '{ account(number: "1001") { transactions(first: 5) { nodes { a: statusReason b: statusReason } } } }'
        await api.data(query)
    assert found[-1].written_texts == 2 * 5
