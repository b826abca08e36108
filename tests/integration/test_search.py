"""Searching: a part of a text, in any case and alphabet, the same on both databases; and what is no search at all."""

from collections import defaultdict
from collections.abc import AsyncIterator

import pytest

from domain.core.text import LONGEST_NAME
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
