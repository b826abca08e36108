"""The bank's side through the API: lists, filters, what explains a line, payers, and who may do what (domain R42, R43a)."""

from typing import Any

import pytest

from api.graph.ids import opaque, row_id
from domain.core.kinds import PaymentMethod
from domain.permissions import BILLING, Permission, Principal, PrincipalKind
from tests.support.bank import Bank, movement, paid
from tests.support.centre import Centre
from tests.support.graphql import Api

LINES = """
query Lines($filter: BankLineFilter, $order: BankLineOrder, $first: Int, $after: String) {
  bankLines(filter: $filter, orderBy: $order, first: $first, after: $after) {
    totalCount pageInfo { endCursor hasNextPage }
    nodes { id bookedOn amountCents status explainedCents payerName text
      bankAccount { name currency } parts { kind amountCents reason transaction { number account { number } } } }
  }
}
"""
MATCH = (
    "mutation ($i: MatchBankLineInput!) { matchBankLine(input: $i) { userErrors { code message field } batch { id } "
    "bankLine { status explainedCents parts { id kind amountCents } } } }"
)


async def listed(api: Api, **variables: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await api.data(LINES, **variables))["bankLines"]["nodes"]
    return found


async def filled(centre: Centre) -> Bank:
    """Four lines: explained, explained in part, ignored and open."""
    bank = await Bank.open(centre)
    await bank.give(
        movement(10_000, "Élise pays", payer_name="Élise Roy", payer_account="FR7630006000011234567890189"),
        movement(5_000, "half"),
        movement(-300, "transfer"),
        movement(700, "unknown", structured_reference="RF18539007547034"),
    )
    by_amount = {line.amount: line.id for line in await bank.lines()}
    await bank.record(by_amount[10_000])
    payment = await centre.payment(2_000)
    await bank.match(by_amount[5_000], paid(payment))
    await bank.ignore(by_amount[-300])
    return bank


async def test_lines_are_filtered_sorted_searched_and_paged(centre: Centre, api: Api) -> None:
    await filled(centre)
    statuses = {each["amountCents"]: each["status"] for each in await listed(api)}
    assert statuses == {10_000: "EXPLAINED", 5_000: "PARTLY_EXPLAINED", -300: "IGNORED", 700: "OPEN"}
    for status in statuses.values():
        (found,) = await listed(api, filter={"statuses": [status]})
        assert found["status"] == status
    ascending = [each["amountCents"] for each in await listed(api, order={"field": "AMOUNT"})]
    assert ascending == sorted(statuses)
    for text, amount in (("elise", 10_000), ("RF18", 700), ("fr763000", 10_000), ("3.00", -300), ("$7.00", 700)):
        assert [each["amountCents"] for each in await listed(api, filter={"search": text})] == [amount], text
    assert await listed(api, filter={"period": {"year": 2025}}) == []
    first = (await api.data(LINES, first=3))["bankLines"]
    assert first["totalCount"] == 4
    rest = await listed(api, first=3, after=first["pageInfo"]["endCursor"])
    assert len(rest) == 1


async def test_lines_of_one_import_are_those_that_it_brought(centre: Centre, api: Api) -> None:
    bank = await Bank.open(centre)
    first = await bank.give(movement(10_000, "rent"), movement(5_000, "swim"))
    second = await bank.give(movement(5_000, "swim"), movement(700, "choir"))
    batches = [opaque("Batch", each.batch_id) for each in (first, second) if each.batch_id is not None]
    brought = [[line["amountCents"] for line in await listed(api, filter={"batchId": each})] for each in batches]
    assert brought == [[10_000, 5_000], [700]]  # the second file has a line that was there
    await bank.ignore(next(line.id for line in await bank.lines() if line.amount == 10_000))
    open_ones = await listed(api, filter={"batchId": batches[0], "statuses": ["OPEN"]})
    assert [line["amountCents"] for line in open_ones] == [5_000]
    assert await listed(api, filter={"batchId": opaque("Batch", 999_999)}) == []


async def test_without_a_reason_only_an_ignored_line_is_opened(centre: Centre, api: Api) -> None:
    bank = await Bank.open(centre)
    line = {"bankLineId": opaque("BankLine", await bank.line(10_000))}
    ignore = (
        "mutation ($i: IgnoreBankLineInput!) { ignoreBankLine(input: $i) "
        "{ userErrors { code field } batch { id } bankLine { status ignoredReason } } }"
    )
    for given in (line, {**line, "reason": None}, {**line, "reason": "  "}):
        refused = (await api.data(ignore, i=given))["ignoreBankLine"]
        assert refused["userErrors"] == [{"code": "INVALID_VALUE", "field": ["input", "reason"]}]
        assert (refused["batch"], [each["status"] for each in await listed(api)]) == (None, ["OPEN"])
    for given in (line, {**line, "reason": None}):
        await bank.ignore(row_id(line["bankLineId"], "BankLine"))
        opened = (await api.data(ignore, i=given))["ignoreBankLine"]
        assert (opened["userErrors"], opened["bankLine"]) == ([], {"status": "OPEN", "ignoredReason": None})


async def test_a_bank_account_shows_its_statements_and_what_is_open(centre: Centre, api: Api) -> None:
    await filled(centre)
    await Bank.open(centre, "Savings")
    found = await api.data(
        "{ bankAccounts { nodes { name currencyExponent openLines openCents statements { nodes { format firstDay lineCount "
        "recordedBy batch { mutation } bankAccount { name } } } "
        "lines(filter: {statuses: [OPEN]}) { nodes { amountCents } } } } }"
    )
    main, savings = found["bankAccounts"]["nodes"]
    assert (main["name"], main["openLines"], main["openCents"]) == ("Main", 2, 3_700)
    assert main["lines"]["nodes"] == [{"amountCents": 700}]
    (statement,) = main["statements"]["nodes"]
    assert statement == {
        "format": "CAMT",
        "firstDay": "2026-01-09",
        "lineCount": 4,
        "recordedBy": "command line",
        "batch": {"mutation": "importBankStatement"},
        "bankAccount": {"name": "Main"},
    }
    assert (savings["openLines"], savings["openCents"], savings["statements"]["nodes"]) == (0, 0, [])


async def test_a_line_is_explained_and_a_transaction_knows_its_lines(centre: Centre, api: Api) -> None:
    bank = await Bank.open(centre)
    line = opaque("BankLine", await bank.line(9_710))
    payment = opaque("Transaction", (await centre.payment(10_000)).result.transaction)
    parts = [{"transactionId": payment, "amountCents": 10_000}, {"feeCents": -290}]
    done = (await api.data(MATCH, i={"bankLineId": line, "parts": parts}))["matchBankLine"]
    assert done["userErrors"] == []
    assert (done["bankLine"]["status"], len(done["bankLine"]["parts"])) == ("EXPLAINED", 2)
    shown = await api.data(
        "query ($id: ID!) { transaction(id: $id) { bankLines { amountCents parts { amountCents } } } }", id=payment
    )
    (of_transaction,) = shown["transaction"]["bankLines"]
    assert of_transaction["amountCents"] == 9_710
    assert sorted(each["amountCents"] for each in of_transaction["parts"]) == [-290, 10_000]
    part_id = done["bankLine"]["parts"][0]["id"]
    assert (await api.data("query ($id: ID!) { node(id: $id) { id } }", id=part_id))["node"] == {"id": part_id}
    tried = {"bankLineId": line, "parts": [{"feeCents": -1}], "dryRun": True}
    refused = (await api.data(MATCH, i=tried))["matchBankLine"]
    assert refused["userErrors"] == []  # less is explained then
    beyond = {"bankLineId": line, "parts": [{"otherCents": 400, "reason": "x"}]}
    again = (await api.data(MATCH, i=beyond))["matchBankLine"]
    assert [each["code"] for each in again["userErrors"]] == ["OVER_RECONCILED"]


async def test_recording_warns_of_money_that_is_there_already(centre: Centre, api: Api) -> None:
    bank = await Bank.open(centre)
    line = opaque("BankLine", await bank.line(5_000, "Rivera"))
    earlier = await centre.payment(5_000, date=(movement(1)).booked_on)
    done = await api.data(
        "mutation ($i: RecordFromBankLineInput!) { recordFromBankLine(input: $i) { userErrors { code } "
        "bankLine { status } transactions { reference method } possibleDuplicates { id } } }",
        i={"bankLineId": line, "shares": [{"accountId": opaque("Account", centre.rivera)}]},
    )
    found = done["recordFromBankLine"]
    assert found["bankLine"] == {"status": "EXPLAINED"}
    assert found["transactions"] == [{"reference": "Rivera", "method": "TRANSFER"}]
    assert found["possibleDuplicates"] == [{"id": opaque("Transaction", earlier.result.transaction)}]


async def test_payers_are_found_by_digits_that_may_be_an_amount(centre: Centre, api: Api) -> None:
    bank = await Bank.open(centre)
    await bank.record(await bank.line(1_250, payer_name="Ann Roy", payer_account="1250"))
    query = "query ($s: String) { payers(search: $s) { nodes { name } } }"
    for text, found in (("1250", 1), ("12.50", 0), ("1,250", 0), ("12.50 USD", 0), ("125", 1)):
        assert len((await api.data(query, s=text))["payers"]["nodes"]) == found, text


async def test_payers_are_listed_corrected_and_forgotten(centre: Centre, api: Api) -> None:
    await filled(centre)
    other = opaque("Account", await centre.account("1002", "Bo Chen"))
    query = '{ payers(search: "roy") { nodes { id name payerAccount timesSeen accounts { number } } } }'
    (payer,) = (await api.data(query))["payers"]["nodes"]
    assert (payer["name"], payer["timesSeen"], payer["accounts"]) == ("Élise Roy", 1, [{"number": "1001"}])
    update = (
        "mutation ($i: UpdatePayerInput!) { updatePayer(input: $i) { userErrors { code } batch { id } "
        "payer { accounts { number } } } }"
    )
    changed = (await api.data(update, i={"payerId": payer["id"], "accountIds": [other]}))["updatePayer"]
    assert changed["payer"] == {"accounts": [{"number": "1002"}]}
    of_accounts = "{ accounts { nodes { number payers { name payerAccount } } } }"
    paying = {each["number"]: each["payers"] for each in (await api.data(of_accounts))["accounts"]["nodes"]}
    assert paying == {"1001": [], "1002": [{"name": "Élise Roy", "payerAccount": "FR7630006000011234567890189"}]}
    forgotten = (await api.data(update, i={"payerId": payer["id"], "forget": True}))["updatePayer"]
    assert forgotten["payer"] is None
    assert all(not each["payers"] for each in (await api.data(of_accounts))["accounts"]["nodes"])
    assert (await api.data(query))["payers"]["nodes"] == []
    undo = "mutation ($b: ID!) { undoBatch(input: {batchId: $b}) { userErrors { code message } } }"
    await api.data(undo, b=forgotten["batch"]["id"])
    (again,) = (await api.data(query))["payers"]["nodes"]
    assert again["accounts"] == [{"number": "1002"}]


async def test_any_number_of_lines_is_read_by_the_same_statements(centre: Centre, api: Api) -> None:
    bank = await Bank.open(centre)
    query = (
        "{ bankLines(first: 1000) { nodes { bankAccount { openLines } parts { transaction { bankLines { amountCents } "
        "account { number } } } } } payers { nodes { timesSeen accounts { number payers { name } } } } }"
    )
    counts = []
    for size in (2, 20):
        for number in range(size):
            line = await bank.line(100, f"{size}-{number}", payer_name=f"Payer {size}-{number}")
            await bank.record(line)
        before = api.statements
        await api.data(query)
        counts.append(api.statements - before)
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("permissions", "allowed"),
    [
        (BILLING, False),
        ((*BILLING, Permission.MANAGE_RECONCILIATIONS), True),
        ((Permission.MANAGE_RECONCILIATIONS, Permission.VIEW_CLIENT_ACCOUNTS), False),
    ],
)
async def test_matching_needs_its_permissions(
    centre: Centre, permissions: tuple[Permission, ...], allowed: bool
) -> None:
    bank = await Bank.open(centre)
    line = opaque("BankLine", await bank.line(100))
    api = Api(centre.store, Principal(PrincipalKind.USER, "user:7", "Kim", frozenset(permissions)))
    answer = await api(MATCH, i={"bankLineId": line, "parts": [{"otherCents": 100, "reason": "own"}]})
    assert ("errors" not in answer) is allowed
    await api.http.aclose()


async def test_confirming_by_a_match_needs_the_permission_to_record(centre: Centre) -> None:
    bank = await Bank.open(centre)
    line = opaque("BankLine", await bank.line(100))
    check = opaque("Transaction", (await centre.payment(100, method=PaymentMethod.ECHECK)).result.transaction)
    rights = frozenset({*BILLING, Permission.MANAGE_RECONCILIATIONS})
    api = Api(centre.store, Principal(PrincipalKind.USER, "user:7", "Kim", rights))
    answer = await api(MATCH, i={"bankLineId": line, "parts": [{"transactionId": check}]})
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    await api.http.aclose()
