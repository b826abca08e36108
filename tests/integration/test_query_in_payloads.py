"""`query` in payloads: what can be read after a mutation, within its answer."""

from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest

from api.graph.budget import Budget
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.store.store import Store
from tests.support.api_centre import ApiCentre
from tests.support.graphql import Api, interpreting

TILL = Principal(PrincipalKind.TOKEN, "token:9", "till", frozenset(ALL_PERMISSIONS - {Permission.VIEW_REPORTS}))
SEEN = "query { account(id: $a) { balanceCents transactions { totalCount } } }"
PAY = (
    "makePayment(input: {accountId: $a, amountCents: %s, method: CASH, dryRun: $dry}) "
    "{ userErrors { code } batch { id } %s }"
)
HEAD = "mutation ($a: ID!, $dry: Boolean = false)"


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    yield opened
    await opened.close()


def seen(payload: dict[str, Any]) -> tuple[int, int]:
    account = payload["query"]["account"]
    return account["balanceCents"], account["transactions"]["totalCount"]


async def test_shows_the_state_after_each_mutation_or_the_one_that_a_dry_run_tries(centre: ApiCentre) -> None:
    await centre.invoice(1_000)
    two = f"one: {PAY % (300, SEEN)} two: {PAY % (200, SEEN)}"
    interpreted: list[str] = []
    api, oracle = Api(centre.api.store, interpreted=interpreted.append), Api(centre.api.store, compiler=interpreting)
    for each in (api, oracle):
        for dry, atomic, first in (("true", "", 700), ("true", "@atomic", 500)):
            answer = await each.data(f"{HEAD} {atomic} {{ {two} }}", a=centre.account, dry=dry == "true")
            assert (seen(answer["one"]), seen(answer["two"])) == ((first, 2 if not atomic else 3), (500, 3))
    assert (await centre.balances())["balanceCents"] == 1_000
    answer = await api.data(f"{HEAD} {{ {two} }}", a=centre.account)
    assert (seen(answer["one"]), seen(answer["two"])) == ((700, 2), (500, 3))
    answer = await oracle.data(f"{HEAD} @atomic {{ {two} }}", a=centre.account)
    assert (seen(answer["one"]), seen(answer["two"])) == ((0, 5), (0, 5))
    assert interpreted == []
    await api.http.aclose()
    await oracle.http.aclose()


async def test_is_null_where_nothing_was_done(centre: ApiCentre) -> None:
    answer = await centre.api.data(f"{HEAD} {{ {PAY % (0, SEEN)} }}", a=centre.account)
    assert answer["makePayment"] == {"userErrors": [{"code": "INVALID_AMOUNT"}], "batch": None, "query": None}


async def test_what_fails_in_it_takes_nothing_back(centre: ApiCentre) -> None:
    wrong = 'query { account(id: $a) { transactions(after: "x") { totalCount } } }'
    answer = await centre.api(f"{HEAD} {{ {PAY % (7, wrong)} }}", a=centre.account)
    [error] = answer["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["makePayment", "query"], "BAD_USER_INPUT")
    assert answer["data"]["makePayment"]["batch"] is not None
    assert answer["data"]["makePayment"]["query"] is None
    small = Api(centre.api.store, budget=partial(Budget, rows_max=10))
    rows = "query { transactions(first: 1000) { nodes { id } } }"
    pays = " ".join(f"{name}: {PAY % (7, rows)}" for name in ("one", "two", "three", "four"))
    answer = await small(f"{HEAD} {{ {pays} }}", a=centre.account)
    await small.http.aclose()
    assert [error["path"] for error in answer["errors"]] == [["three", "query"], ["four", "query"]]
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"QUERY_TOO_COMPLEX"}
    assert all(payload["batch"] is not None for payload in answer["data"].values())
    assert (await centre.balances())["balanceCents"] == -35


async def test_needs_the_permissions_of_what_is_below_and_counts_like_it(centre: ApiCentre) -> None:
    report = 'query { agingReport(currency: "USD") { currency rows { totalCount } } }'
    till = Api(centre.api.store, TILL)
    answer = await till(f"{HEAD} {{ {PAY % (7, report)} }}", a=centre.account)
    await till.http.aclose()
    assert answer["errors"][0]["extensions"] == {"code": "FORBIDDEN", "missing": ["VIEW_REPORTS"]}
    assert (await centre.balances())["balanceCents"] == 0
    lists = "query { transactions { nodes { id number } } }"
    cost = [
        (await centre.api(f"{HEAD} {{ {PAY % (7, shown)} }}", a=centre.account))["extensions"]["cost"]
        for shown in ("", lists)
    ]
    assert cost[1]["rows"] == cost[0]["rows"] + 2
    assert cost[1]["values"] > cost[0]["values"] + 4


async def test_has_the_feed_with_the_change_and_reports(centre: ApiCentre) -> None:
    report = 'agingReport(currency: "USD") { currency rows { totalCount } }'
    shown = f"query {{ changes(last: 1) {{ nodes {{ batch {{ id }} }} }} {report} }}"
    paid = (await centre.api.data(f"{HEAD} {{ {PAY % (7, shown)} }}", a=centre.account))["makePayment"]
    assert paid["query"]["changes"]["nodes"] == [{"batch": paid["batch"]}]
    assert paid["query"]["agingReport"] == {"currency": "USD", "rows": {"totalCount": 0}}
