"""Searching: a part of a text, in any case and alphabet, the same on both databases; and what is no search at all."""

from collections import defaultdict
from collections.abc import AsyncIterator

import pytest

from domain.core.money import MAX_CENTS
from domain.core.searched_amounts import amounts_meant
from domain.core.text import LONGEST_NAME
from domain.permissions import Permission, Principal, PrincipalKind
from domain.queries.search import pattern_of
from domain.store.store import Store
from tests.support.graphql import Api
from tests.support.scene import Scene

OWNERS = (
    "Élodie Ünal", "Νίκος Παπαδόπουλος", "Ирина Ёлкина", "Jürgen Groß", "Øystein Åse", "100% [Club] *x?", "A_B!C\\D^E-F]G",
    "Ǆemal Ďurić", "şule IŞIK", "李小龙",
)  # fmt: skip


@pytest.fixture
async def api(store: Store) -> AsyncIterator[Api]:
    scene = await Scene.open(store)
    for number, owner in enumerate(OWNERS):
        await scene.new_account(f"N{number}", owner)
    yield scene.api
    await scene.close()


async def found(api: Api, search: str) -> list[str]:
    said = await api.data("query ($s: String) { accounts(search: $s) { totalCount nodes { ownerName } } }", s=search)
    names = [node["ownerName"] for node in said["accounts"]["nodes"]]
    assert said["accounts"]["totalCount"] == len(names)
    return names


@pytest.mark.parametrize("owner", OWNERS)
async def test_a_name_is_found_by_any_part_of_it_in_any_case(api: Api, owner: str) -> None:
    # upper case would make two letters of ß
    upper = "".join(each.upper() if len(each.upper()) == 1 else each for each in owner)
    for part in (owner, owner.lower(), upper, owner[2:-1], upper[-3:]):
        assert owner in await found(api, part), part


async def test_signs_of_patterns_stand_for_themselves(api: Api) -> None:
    for sign, owners in {"%": [5], "*": [5], "?": [5], "[": [5], "]": [5, 6], "_": [6], "!": [6], "\\": [6], "^": [6],
                         "-f": [6], "[c": [5], "^-": [], "[^a]": [], ".": [], "b.c": [], "(": []}.items():  # fmt: skip
        assert await found(api, sign) == [OWNERS[each] for each in owners], sign


async def test_every_list_that_can_be_searched_folds_alike(store: Store) -> None:
    scene = await Scene.open(store)
    account = await scene.new_account("ÅÄÖ-1", "Åsa Öberg")
    wish = {"accountId": account, "date": "2026-01-05", "amountCents": 100, "method": "CASH", "number": "KVITTO-É1"}
    payment = await scene.do("makePayment", **wish, reference="från Ärlighet")
    query = (
        "query ($id: ID!, $s: String) { accounts(search: $s) { nodes { id } } unreconciledItems(filter: {search: $s}) "
        "{ nodes { transaction { id } } } account(id: $id) { transactions(filter: {search: $s}) { nodes { id } } } }"
    )
    transaction = {"id": payment["transaction"]["id"]}
    for search, lists in {
        "åäö": ([{"id": account}], [{"transaction": transaction}], []),
        "öBERG": ([{"id": account}], [{"transaction": transaction}], []),
        "kvitto-é": ([], [{"transaction": transaction}], [transaction]),
        "ärlig": ([], [], [transaction]),
        "nobody": ([], [], []),
    }.items():
        said = await scene.api.data(query, id=account, s=search)
        shown = (
            said["accounts"]["nodes"],
            said["unreconciledItems"]["nodes"],
            said["account"]["transactions"]["nodes"],
        )
        assert shown == lists, search
    await scene.close()


def test_a_letter_stands_for_all_that_differ_from_it_in_case_alone() -> None:
    alike: dict[str, set[str]] = defaultdict(set)
    for letter in map(chr, range(0x11_0000)):
        folded = letter.casefold()
        if folded != letter and len(folded) == 1:
            alike[folded] |= {folded, letter}
    assert len(alike) > 1_300
    for letters in alike.values():
        for letter in letters:
            assert set(pattern_of(letter)) == {"[", *letters, "]"}
    assert pattern_of("ß1") == "[ß][1]"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("125.00", {2: {12_500}, 3: {125_000}, 4: {1_250_000}}),
        ("125,5", {2: {12_550}, 3: {125_500}, 4: {1_255_000}}),
        (" $1,250.00 ", {2: {125_000}, 3: {1_250_000}, 4: {12_500_000}}),
        ("1.250,00 €", {2: {125_000}, 3: {1_250_000}, 4: {12_500_000}}),
        ("1'234'567", {0: {1_234_567}, 2: {123_456_700}, 3: {1_234_567_000}, 4: {12_345_670_000}}),
        ("1,250", {0: {1_250}, 2: {125_000}, 3: {1_250, 1_250_000}, 4: {12_500, 12_500_000}}),
        *(
            (text, {})
            for text in (
                "1001",
                "125",
                "",
                "R-12.50",
                "1,25,000.00",
                "1,250,00",
                "12.50.",
                "-5.00",
                "\u0661\u0662.\u0665\u0660",
            )
        ),
        ("90071992547409.91", {2: {MAX_CENTS}}),
        ("90071992547409.92", {}),
    ],
)
def test_a_text_means_an_amount_where_it_is_written_as_one(text: str, meant: dict[int, set[int]]) -> None:
    assert amounts_meant(text) == meant


async def test_an_amount_is_found_in_its_currency_by_whoever_may_see_amounts(store: Store) -> None:
    scene = await Scene.open(store)
    yen = await scene.new_account("1002", "Yuki Ito", "JPY")
    await scene.new_account("1003", "Nora Idle")
    invoice = await scene.invoice(12_500, 2_550, description="Two classes")
    await scene.pay(2_000, "CASH", {"invoiceId": invoice["id"]})
    await scene.do("makePayment", accountId=yen, amountCents=12_500, method="CASH")
    for search, numbers in {
        "125.00": [],  # of the invoice's first item, not of a transaction
        "150.50": ["1001"],
        "130.50": ["1001"],  # what is open of it, and the balance
        "20.00": ["1001"],
        "12,500": ["1002"],
        "12500": [],
        "1002": ["1002"],
    }.items():
        said = await scene.api.data("query ($s: String) { accounts(search: $s) { nodes { number } } }", s=search)
        assert [each["number"] for each in said["accounts"]["nodes"]] == numbers, search
    query = (
        "query ($id: ID!, $s: String) { account(id: $id) { transactions(filter: {search: $s}) { nodes { kind } } } }"
    )
    for search, kinds in {"125.00": ["INVOICE"], "20.00": ["PAYMENT"], "130.50": ["INVOICE"], "swim LESSONS 2": ["INVOICE"],
                          "105.00": [], "2,550": []}.items():  # fmt: skip
        said = await scene.api.data(query, id=scene.account, s=search)
        assert [each["kind"] for each in said["account"]["transactions"]["nodes"]] == kinds, search
    said = await scene.api.data('{ unreconciledItems(filter: {search: "25.50"}) { nodes { amountCents } } }')
    assert said["unreconciledItems"]["nodes"] == [{"amountCents": 2_550}]
    looking = Principal(PrincipalKind.USER, "user:1", "Vera", frozenset({Permission.VIEW_CLIENT_ACCOUNTS}))
    viewer = Api(store, looking)
    said = await viewer.data(
        '{ amount: accounts(search: "150.50") { totalCount } name: accounts(search: "rivera") { totalCount } }'
    )
    assert said == {"amount": {"totalCount": 0}, "name": {"totalCount": 1}}
    await viewer.http.aclose()
    await scene.close()


async def test_a_search_longer_than_any_name_is_refused(api: Api) -> None:
    for query in ("accounts(search: $s)", "unreconciledItems(filter: {search: $s})"):
        text = f"query ($s: String) {{ list: {query} {{ nodes {{ id }} }} }}"
        assert (await api.data(text, s="x" * LONGEST_NAME))["list"]["nodes"] == []
        said = await api(text, s="x" * 60_000)
        assert said["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_one_operation_searches_five_lists_at_most(api: Api) -> None:
    one = "l%: accounts(first: 1, search: $s) { totalCount }"
    for lists, code in ((5, None), (6, "QUERY_TOO_COMPLEX")):
        query = " ".join(one.replace("%", str(number)) for number in range(lists))
        said = await api(f"query ($s: String) {{ {query} }}", s="x")
        assert ("errors" in said) is (code is not None)
        if code is not None:
            assert said["errors"][0]["extensions"]["code"] == code
    query = " ".join(one.replace("%", str(number)) for number in range(6))
    assert "errors" not in await api(f"query ($s: String) {{ {query} }}", s=" ")
