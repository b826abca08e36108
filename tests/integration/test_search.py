"""Searching: part of a text in any case and alphabet, alike on both databases; and texts that match nothing."""

from collections.abc import AsyncIterator

import pytest

from api.graph.budget import PASSES_MAX
from api.protocol.limits import MAX_ROOT_FIELDS
from domain.core.money import MAX_CENTS
from domain.core.searched_amounts import amounts_meant
from domain.core.text import LONGEST_NAME
from domain.permissions import Permission, Principal, PrincipalKind
from domain.store.store import Store
from tests.support.api_centre import ApiCentre
from tests.support.graphql import Api

OWNERS = (
    "Élodie Ünal", "Νίκος Παπαδόπουλος", "Ирина Ёлкина", "Jürgen Groß", "Øystein Åse", "100% [Club] *x?", "A_B!C\\D^E-F]G",
    "Ǆemal Ďurić", "şule IŞIK", "李小龙",
)  # fmt: skip


@pytest.fixture
async def api(store: Store) -> AsyncIterator[Api]:
    centre = await ApiCentre.open(store)
    for number, owner in enumerate(OWNERS):
        await centre.new_account(f"N{number}", owner)
    yield centre.api
    await centre.close()


async def found(api: Api, search: str) -> list[str]:
    answer = await api.data("query ($s: String) { accounts(search: $s) { totalCount nodes { ownerName } } }", s=search)
    names = [node["ownerName"] for node in answer["accounts"]["nodes"]]
    assert answer["accounts"]["totalCount"] == len(names)
    return names


async def test_a_name_is_found_by_any_part_of_it_in_any_case(api: Api, subtests: pytest.Subtests) -> None:
    for owner in OWNERS:
        # upper case would make two letters of ß
        upper = "".join(each.upper() if len(each.upper()) == 1 else each for each in owner)
        for part in (owner, owner.lower(), upper, owner[2:-1], upper[-3:]):
            with subtests.test(owner, part=part):
                assert owner in await found(api, part)


async def test_pattern_characters_match_literally(api: Api) -> None:
    for sign, owners in {"%": [5], "*": [5], "?": [5], "[": [5], "]": [5, 6], "_": [6], "!": [6], "\\": [6], "^": [6],
                         "-f": [6], "[c": [5], "^-": [], "[^a]": [], ".": [], "b.c": [], "(": []}.items():  # fmt: skip
        assert await found(api, sign) == [OWNERS[each] for each in owners], sign


async def test_every_searchable_list_folds_case_alike(store: Store) -> None:
    centre = await ApiCentre.open(store)
    account = await centre.new_account("ÅÄÖ-1", "Åsa Öberg")
    command = {"accountId": account, "date": "2026-01-05", "amountCents": 100, "method": "CASH", "number": "KVITTO-É1"}
    payment = await centre.do("makePayment", **command, reference="från Ärlighet")
    query = (
        "query ($id: ID!, $s: String) { accounts(search: $s) { nodes { id } } unreconciledItems(filter: {search: $s}) "
        "{ nodes { transaction { id } } } account(id: $id) { transactions(filter: {search: $s}) { nodes { id } } } }"
    )
    transaction = {"id": payment["transaction"]["id"]}
    for search, lists in {
        "åäö": ([{"id": account}], [{"transaction": transaction}], []),
        "öBERG": ([{"id": account}], [{"transaction": transaction}], []),
        "kvitto-é": ([{"id": account}], [{"transaction": transaction}], [transaction]),
        "KVITTO\u2013E1": ([{"id": account}], [{"transaction": transaction}], [transaction]),
        "arlig": ([{"id": account}], [{"transaction": transaction}], [transaction]),
        "fran\u00a0 a\u0308rlighet": ([{"id": account}], [{"transaction": transaction}], [transaction]),
        "nobody": ([], [], []),
    }.items():
        answer = await centre.api.data(query, id=account, s=search)
        shown = (
            answer["accounts"]["nodes"],
            answer["unreconciledItems"]["nodes"],
            answer["account"]["transactions"]["nodes"],
        )
        assert shown == lists, search
    await centre.close()


YEN, DOLLAR, DINAR, UNIDAD = "JPY", "USD", "KWD", "CLF"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("950", {YEN: {950}, DOLLAR: {95_000}, DINAR: {950_000}, UNIDAD: {9_500_000}}),
        ("125.00", {DOLLAR: {12_500}, DINAR: {125_000}, UNIDAD: {1_250_000}}),
        ("125,5", {DOLLAR: {12_550}, DINAR: {125_500}, UNIDAD: {1_255_000}}),
        (".5", {DOLLAR: {50}, DINAR: {500}, UNIDAD: {5_000}}),
        (" $1,250.00 ", {DOLLAR: {125_000}, DINAR: {1_250_000}, UNIDAD: {12_500_000}}),
        ("CA$1,250.00", {DOLLAR: {125_000}, DINAR: {1_250_000}, UNIDAD: {12_500_000}}),
        ("1\u202f250.00 \u20b9", {DOLLAR: {125_000}, DINAR: {1_250_000}, UNIDAD: {12_500_000}}),
        ("1\u202f250,00\u00a0$", {DOLLAR: {125_000}, DINAR: {1_250_000}, UNIDAD: {12_500_000}}),
        ("-5.00", {DOLLAR: {500}, DINAR: {5_000}, UNIDAD: {50_000}}),
        ("\u22125.00 kr", {DOLLAR: {500}, DINAR: {5_000}, UNIDAD: {50_000}}),
        ("USD 950", {DOLLAR: {95_000}}),
        ("950.00usd", {DOLLAR: {95_000}}),
        ("950 JPY", {YEN: {950}}),
        ("950.00 JPY", {}),
        ("1'234'567", {YEN: {1_234_567}, DOLLAR: {123_456_700}, DINAR: {1_234_567_000}, UNIDAD: {12_345_670_000}}),
        ("1,250", {YEN: {1_250}, DOLLAR: {125_000}, DINAR: {1_250, 1_250_000}, UNIDAD: {12_500, 12_500_000}}),
        ("1,25,000.00", {DOLLAR: {12_500_000}, DINAR: {125_000_000}, UNIDAD: {1_250_000_000}}),
        *(
            (text, {})
            for text in (
                "",
                "R-12.50",
                "INV 950",
                "1,250,00",
                "12.50.",
                "12.50 USD CAD",
                "USD 5 CAD",
                "\u0661\u0662",
                ".",
                "$",
            )
        ),
        ("90071992547409.91", {DOLLAR: {MAX_CENTS}}),
        ("90071992547409.92", {}),
    ],
)
def test_a_text_written_like_an_amount_is_searched_as_one(text: str, meant: dict[str, set[int]]) -> None:
    found = {
        currency: {cents for cents in each.cents if cents >= 0}
        for each in amounts_meant(text)
        for currency in (YEN, DOLLAR, DINAR, UNIDAD)
        if currency in each.currencies
    }
    assert found == meant
    assert all(-cents in each.cents for each in amounts_meant(text) for cents in each.cents)


async def test_only_callers_who_may_see_amounts_can_search_by_amount(store: Store) -> None:
    centre = await ApiCentre.open(store)
    yen = await centre.new_account("1002", "Yuki Ito", "JPY")
    await centre.new_account("1003", "Nora Idle")
    invoice = await centre.invoice(12_500, 2_550, description="Two classes")
    await centre.pay(2_000, "CASH", {"invoiceId": invoice["id"]})
    await centre.do("makePayment", accountId=yen, amountCents=12_500, method="CASH")
    for search, numbers in {
        "125.00": [],  # of the invoice's first item, not of a transaction
        "150.50": ["1001"],
        "130.50": ["1001"],  # what is open of it, and the balance
        "20.00": ["1001"],
        "12,500": ["1002"],
        "12500": ["1002"],
        "150.50 USD": ["1001"],
        "150.50 CAD": [],
        "20": ["1001"],
        "1002": ["1002"],
    }.items():
        answer = await centre.api.data("query ($s: String) { accounts(search: $s) { nodes { number } } }", s=search)
        assert [each["number"] for each in answer["accounts"]["nodes"]] == numbers, search
    query = (
        "query ($id: ID!, $s: String) { account(id: $id) { transactions(filter: {search: $s}) { nodes { kind } } } }"
    )
    for search, kinds in {"125.00": ["INVOICE"], "20.00": ["PAYMENT"], "130.50": ["INVOICE"], "swim LESSONS 2": ["INVOICE"],
                          "105.00": [], "2,550": [], "125": ["INVOICE"], "$20": ["PAYMENT"]}.items():  # fmt: skip
        answer = await centre.api.data(query, id=centre.account, s=search)
        assert [each["kind"] for each in answer["account"]["transactions"]["nodes"]] == kinds, search
    answer = await centre.api.data('{ unreconciledItems(filter: {search: "25.50"}) { nodes { amountCents } } }')
    assert answer["unreconciledItems"]["nodes"] == [{"amountCents": 2_550}]
    looking = Principal(PrincipalKind.USER, "user:1", "Vera", frozenset({Permission.VIEW_CLIENT_ACCOUNTS}))
    viewer = Api(store, looking)
    answer = await viewer.data(
        '{ amount: accounts(search: "150.50") { totalCount } name: accounts(search: "rivera") { totalCount } }'
    )
    assert answer == {"amount": {"totalCount": 0}, "name": {"totalCount": 1}}
    await viewer.http.aclose()
    await centre.close()


NAMES = [
    "Zoe Adams",
    "\u00c9lise Roy",
    "adam lee",
    "Adam Hill",
    "Bob Cole",
    "\u00e9mile Girard",
    "O\u2019Brien",
    "Fran\u00e7ois C\u00f4t\u00e9",
    "John  Smith",
    "bob cole",
    "Gro\u00df",
    "\u00d8stby",
    "Anne\u2013Marie",
]
ALPHABET = [
    "Adam Hill",
    "adam lee",
    "Anne\u2013Marie",
    "Bob Cole",
    "bob cole",
    "\u00c9lise Roy",
    "\u00e9mile Girard",
    "Fran\u00e7ois C\u00f4t\u00e9",
    "Gro\u00df",
    "John Smith",
    "O\u2019Brien",
    "\u00d8stby",
    "Zoe Adams",
]


async def test_lists_by_name_are_in_the_order_of_the_alphabet_and_then_of_numbers(store: Store) -> None:
    """Domain R37a, page after page, on both databases alike."""
    centre = await ApiCentre.open(store)
    for number, name in enumerate(NAMES):
        account = await centre.new_account(f"A-{number:02}", name)
        await centre.do("createDeposit", accountId=account, amountCents=100 + number, method="CASH")
    page = "nodes { %s } pageInfo { endCursor hasNextPage }"
    account = "transaction { account { ownerName } }"
    for field, asked in (("accounts", "ownerName"), ("unreconciledItems", account)):
        query = (
            f"query ($after: String) {{ list: {field}(orderBy: {{field: OWNER_NAME}}, first: 4, after: $after) "
            f"{{ {page % asked} }} }}"
        )
        found: list[str] = []
        after = None
        while True:
            listed = (await centre.api.data(query, after=after))["list"]
            nodes = [node if "ownerName" in node else node["transaction"]["account"] for node in listed["nodes"]]
            found += [node["ownerName"] for node in nodes]
            after = listed["pageInfo"]["endCursor"]
            if not listed["pageInfo"]["hasNextPage"]:
                break
        assert [each for each in found if each != "Maria Rivera"] == ALPHABET
    await centre.close()


async def test_a_name_is_found_however_it_is_written(store: Store, subtests: pytest.Subtests) -> None:
    centre = await ApiCentre.open(store)
    for number, each in enumerate(NAMES):
        await centre.new_account(f"A-{number}", each)
    for typed, name in (
        ("elise", "\u00c9lise Roy"),
        ("ELISE", "\u00c9lise Roy"),
        ("francois cote", "Fran\u00e7ois C\u00f4t\u00e9"),
        ("E\u0301mile", "\u00e9mile Girard"),
        ("o'brien", "O\u2019Brien"),
        ("o`brien", "O\u2019Brien"),
        ("john smith", "John Smith"),
        ("john\u00a0 smith\u200b", "John Smith"),
        ("gross", "Gro\u00df"),
        ("GRO\u1e9e", "Gro\u00df"),
        ("ostby", "\u00d8stby"),
        ("anne-marie", "Anne\u2013Marie"),
    ):
        with subtests.test(typed):
            assert name in await found(centre.api, typed)
    await centre.close()


async def test_a_receipt_and_a_reference_find_the_account_for_those_who_may_see_billing(store: Store) -> None:
    """Domain R37a: what was undone finds nothing."""
    centre = await ApiCentre.open(store)
    command = {"accountId": centre.account, "amountCents": 100, "method": "CHECK"}
    await centre.do("makePayment", **command, number="R-77", reference="Ch\u00e8que n\u00b0 12")
    gone = await centre.do("makePayment", **command, number="R-99", reference="mistake")
    await centre.do("undoBatch", batchId=gone["batch"]["id"])
    looking = Principal(PrincipalKind.USER, "user:1", "Vera", frozenset({Permission.VIEW_CLIENT_ACCOUNTS}))
    viewer = Api(store, looking)
    for typed, names in {"r-77": 1, "cheque N\u00b0 12": 1, "R-99": 0, "mistake": 0}.items():
        assert len(await found(centre.api, typed)) == names, typed
        assert await found(viewer, typed) == []
    await viewer.http.aclose()
    await centre.close()


async def test_a_search_longer_than_any_name_is_refused(api: Api) -> None:
    for query in ("accounts(search: $s)", "unreconciledItems(filter: {search: $s})"):
        text = f"query ($s: String) {{ list: {query} {{ nodes {{ id }} }} }}"
        assert (await api.data(text, s="x" * LONGEST_NAME))["list"]["nodes"] == []
        answer = await api(text, s="x" * 60_000)
        assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_a_search_for_nothing_reads_no_list_from_end_to_end(api: Api) -> None:
    one = "l%: accounts(first: 1, search: $s) { nodes { id } }"
    for text, lists, refused in (("x", PASSES_MAX // 2 + 1, True), (" ", MAX_ROOT_FIELDS, False)):
        query = " ".join(one.replace("%", str(number)) for number in range(lists))
        answer = await api(f"query ($s: String) {{ {query} }}", s=text)
        assert ("errors" in answer) is refused
        if refused:
            assert answer["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"
