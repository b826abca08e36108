"""External ids and metadata of records, from a mutation to the feed, an undo and an erasure (domain R48)."""

import pathlib
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest

from api.exporting.parts import parts
from domain.permissions import Permission, Principal, PrincipalKind
from domain.store.migrate import migrate
from domain.store.store import Store
from tests.support.api_centre import ApiCentre
from tests.support.centre import Centre
from tests.support.contradictions import contradictions_of
from tests.support.graphql import Api, is_compiled
from tests.support.replay import read_log, replay

LABELS = "externalId metadata { key value }"
EVERYTHING = f"""query ($id: ID!) {{ account(id: $id) {{ {LABELS} members {{ name {LABELS} }}
  transactions {{ nodes {{ number {LABELS} items {{ {LABELS} }} }} }} plannedPayments {{ nodes {{ {LABELS} }} }} }}
  ledgerCodes {{ code {LABELS} }} }}"""
FEED = "query ($after: String) { changes(after: $after, first: 1000) { nodes { kind data } } }"


def entry(key: str, value: str) -> dict[str, str]:
    return {"key": key, "value": value}


def labelled(name: str) -> dict[str, Any]:
    return {"externalId": name, "metadata": [entry("of", name), entry("a", "1")]}


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    yield opened
    assert await contradictions_of(store) == []
    await opened.close()


def line(name: str, cents: int = 1_000) -> dict[str, Any]:
    return {"description": "Week", "ledgerCode": "SWIM", "amountCents": cents, **labelled(name)}


async def exported(store: Store, name: str, form: str) -> AsyncIterator[str]:
    """An export, part by part."""
    async with store.backend.snapshot() as reader:
        async for part in parts(reader, name, form, frozenset()):
            yield part.decode()


async def batch(centre: ApiCentre, mutation: str, **command: object) -> str:
    return str((await centre.do(mutation, **command))["batch"]["id"])


async def test_every_record_carries_them_to_queries_the_feed_and_a_replay(
    centre: ApiCentre, store: Store, tmp_path: pathlib.Path
) -> None:
    await centre.do("createLedgerCode", code="ROW", title="Rowing", **labelled("gl-1"))
    made = await centre.do(
        "createAccount",
        number="2001",
        ownerName="Ann Lee",
        currency="USD",
        addMemberInputs=[{"name": "Bo", **labelled("m-1")}, {"name": "Cy"}],
        **labelled("a-1"),
    )
    account = made["account"]["id"]
    bought = await centre.do(
        "checkout",
        accountId=account,
        items=[line("i-1"), line("i-2")],
        payment={"amountCents": 500, "method": "CASH", **labelled("p-1")},
        installments=[{"dueOn": "2030-01-05", "amountCents": 300, "method": "CARD", **labelled("pl-1")}],
        **labelled("t-1"),
    )
    rest = {"accountId": account, "amountCents": 100, "method": "CASH"}
    await centre.do("makePayments", rows=[{**rest, **labelled("p-2")}, rest])
    await centre.do("createDeposit", **rest, **labelled("d-1"))
    await centre.do("recordRefund", **rest, **labelled("r-1"))
    await centre.do("createInvoices", rows=[{"accountId": account, "items": [line("i-3")], **labelled("t-2")}])
    await centre.do("createCredit", accountId=account, items=[line("i-4")], **labelled("c-1"))
    items = bought["invoice"]["items"]
    await centre.do("cancelItems", items=[{"itemId": items[0]["id"], "amountCents": 10}], **labelled("x-1"))
    await centre.do("payBalance", accountId=account, method="CASH", amountCents=50, **labelled("b-1"))
    failed = (await centre.do("makePayment", **rest))["transaction"]["id"]
    await centre.do("failPayment", transactionId=failed, reason="Returned", **labelled("f-1"))
    moved = (await centre.do("makePayment", **rest))["transaction"]["id"]
    await centre.do("movePayment", transactionId=moved, toAccountId=centre.account, reason="Wrong", **labelled("v-1"))

    found = await centre.api.data(EVERYTHING, id=account)
    assert found["account"]["externalId"] == "a-1"
    assert found["account"]["metadata"] == [entry("of", "a-1"), entry("a", "1")]
    assert [each["externalId"] for each in found["account"]["members"]] == ["m-1", None]
    ids = {each["externalId"] for each in found["account"]["transactions"]["nodes"]}
    assert ids == {"t-1", "p-1", "p-2", "d-1", "r-1", "t-2", "c-1", "x-1", "b-1", "f-1", None}
    of_items = {item["externalId"] for each in found["account"]["transactions"]["nodes"] for item in each["items"]}
    assert of_items == {"i-1", "i-2", "i-3", "i-4", None}
    assert found["account"]["plannedPayments"]["nodes"][0] == labelled("pl-1")
    assert next(each for each in found["ledgerCodes"] if each["code"] == "ROW")["externalId"] == "gl-1"

    other = (await centre.api.data('{ transaction(externalId: "v-1") { account { number } } }'))["transaction"]
    assert other["account"]["number"] == "1001"
    assert is_compiled(EVERYTHING)
    changes = (await centre.api.data(FEED))["changes"]["nodes"]
    listed = {each["data"].get("externalId") for each in changes} | {
        item["externalId"] for each in changes for item in each["data"].get("items", ())
    }
    assert listed >= {*ids, *of_items, "a-1", "m-1", "pl-1", "gl-1", "v-1"}
    first = next(each["data"] for each in changes if each["data"].get("externalId") == "t-1")
    assert first["metadata"] == [entry("of", "t-1"), entry("a", "1")]
    assert next(each["data"] for each in changes if each["kind"] == "ACCOUNT_CREATED")["metadata"] == []
    batches, events = await store.read(read_log())
    url = f"sqlite:///{tmp_path / 'replayed.db'}"
    await migrate(url)
    other = await Store.open(url)
    try:
        await other.backend.run_unit(lambda: replay(batches, events))
        for table in ("accounts", "members", "ledger_codes", "transactions", "items", "planned_payments"):
            text = f"select x.external_id, x.metadata from {table} x order by x.id"
            assert await Centre(other).rows(text) == await Centre(store).rows(text)
    finally:
        await other.close()


async def test_lookups_and_filters_find_by_it(centre: ApiCentre) -> None:
    invoice = await centre.invoice(1_000, externalId=" shop\u200b-7 ")
    await centre.do("updateAccount", id=centre.account, externalId="crm-1")
    api = centre.api
    assert (await api.data('{ transaction(externalId: "shop-7") { id } }'))["transaction"] == {"id": invoice["id"]}
    assert (await api.data('{ account(externalId: " crm-1") { number } }'))["account"] == {"number": "1001"}
    assert (await api.data('{ account(externalId: "none") { number } }'))["account"] is None
    found = await api.data(
        '{ transactions(filter: {externalId: "shop-7"}) { nodes { id } } '
        'accounts(filter: {externalId: "crm-1"}) { totalCount } }'
    )
    assert (found["transactions"]["nodes"], found["accounts"]["totalCount"]) == ([{"id": invoice["id"]}], 1)
    refused = await api('{ account(number: "1", externalId: "2") { id } }')
    assert "got `number` and `externalId`" in refused["errors"][0]["message"]


async def test_what_one_id_names_is_found_whatever_its_kind(centre: ApiCentre, store: Store) -> None:
    made = await centre.do("createInvoice", accountId=centre.account, items=[line("same")], **labelled("same"))
    await centre.do(
        "updateAccount", id=centre.account, externalId="same", addMemberInputs=[{"name": "Bo", "externalId": "same"}]
    )
    await centre.do("createLedgerCode", code="ROW", title="Rowing", externalId="same")
    plan = {"dueOn": "2030-01-05", "amountCents": 100, "method": "CARD", "externalId": "same"}
    planned = await centre.do("createPlannedPayments", accountId=centre.account, installments=[plan])
    kinds = ["Account", "Member", "Transaction", "TransactionItem", "PlannedPayment", "LedgerCode"]
    assert await kinds_called(centre.api, "same") == kinds
    assert await kinds_called(centre.api, "none") == await kinds_called(centre.api, "") == []
    member = await centre.api.data(
        '{ byExternalId(externalId: " same") { ... on Member { name account { number } } } }'
    )
    assert {"name": "Bo", "account": {"number": "1001"}} in member["byExternalId"]
    viewer = Principal(PrincipalKind.USER, "user:9", "Vi", frozenset({Permission.VIEW_CLIENT_ACCOUNTS}), 9)
    async with Api(store, viewer) as seen:
        assert await kinds_called(seen, "same") == ["Account", "Member", "LedgerCode"]

    await centre.do("deletePlannedPayment", id=planned["plannedPayments"][0]["id"])
    await centre.do("undoBatch", batchId=made["batch"]["id"])
    assert await kinds_called(centre.api, "same") == ["Account", "Member", "LedgerCode"]


async def kinds_called(api: Api, external_id: str) -> list[str]:
    """The kinds of what another system calls so."""
    found = await api.data("query ($id: String!) { byExternalId(externalId: $id) { __typename } }", id=external_id)
    return [each["__typename"] for each in found["byExternalId"]]


async def test_an_id_is_given_once_for_a_kind_and_freed_by_an_undo(centre: ApiCentre) -> None:
    made = await centre.do("createInvoice", accountId=centre.account, items=[line("same")], externalId="same")
    paid = {"accountId": centre.account, "amountCents": 5, "method": "CASH", "externalId": "same"}
    error = await centre.refused("makePayment", **paid)
    assert (error["code"], error["field"]) == ("DUPLICATE_NUMBER", ["input", "externalId"])
    error = await centre.refused("createInvoice", accountId=centre.account, items=[line("new"), line("same")])
    assert (error["code"], error["field"]) == ("DUPLICATE_NUMBER", ["input", "items", "1", "externalId"])
    error = await centre.refused("createInvoice", accountId=centre.account, items=[line("two"), line("two")])
    assert error["field"] == ["input", "items", "1", "externalId"]
    rows_of = [{"accountId": centre.account, "amountCents": 5, "method": "CASH", "externalId": each} for each in "aab"]
    kept = await centre.ask("makePayments", rows=rows_of, errorPolicy="REJECT_FAILED_ROWS")
    assert [each["field"] for each in kept["userErrors"]] == [["input", "rows", "1", "externalId"]]
    await centre.do("undoBatch", batchId=made["batch"]["id"])
    await centre.do("makePayment", **paid)
    many = {**line("many"), "metadata": [entry(str(index), "v") for index in range(21)]}
    error = await centre.refused("createInvoice", accountId=centre.account, items=[many])
    assert (error["code"], error["field"]) == ("INVALID_VALUE", ["input", "items", "0", "metadata"])


async def test_changing_them_is_undone_unless_another_took_the_id(centre: ApiCentre) -> None:
    first = (await centre.invoice(1_000, **labelled("one")))["id"]
    second = (await centre.invoice(1_000))["id"]
    changed = await batch(centre, "updateTransaction", transactionId=first, externalId="two", metadata=[])
    found = await centre.api.data(f"query ($id: ID!) {{ transaction(id: $id) {{ {LABELS} }} }}", id=first)
    assert found["transaction"] == {"externalId": "two", "metadata": []}
    error = await centre.refused("updateTransaction", transactionId=second, externalId="two")
    assert error["field"] == ["input", "externalId"]
    taken = await batch(centre, "updateTransaction", transactionId=second, externalId="one")
    assert (await centre.refused("undoBatch", batchId=changed))["code"] == "LATER_CHANGES"
    await centre.do("undoBatch", batchId=taken)
    await centre.do("undoBatch", batchId=changed)
    found = await centre.api.data(f"query ($id: ID!) {{ transaction(id: $id) {{ {LABELS} }} }}", id=first)
    assert found["transaction"] == labelled("one")


async def test_members_accounts_codes_and_plans_change_theirs(centre: ApiCentre) -> None:
    members = (await centre.api.data('{ account(number: "1001") { members { id name } } }'))["account"]["members"]
    given = {"updateMemberInputs": [{"id": members[0]["id"], **labelled("m-7")}], "externalId": "a-7"}
    done = await batch(centre, "updateAccount", id=centre.account, addMemberInputs=[{"name": "Zoe"}], **given)
    error = await centre.refused(
        "updateAccount", id=centre.account, updateMemberInputs=[{"id": members[1]["id"], "externalId": "m-7"}]
    )
    assert error["field"] == ["input", "updateMemberInputs", "0", "externalId"]
    await centre.do("updateAccount", id=centre.account, removeMemberIds=[members[0]["id"]])
    removed = await batch(
        centre, "updateAccount", id=centre.account, updateMemberInputs=[{"id": members[1]["id"], "externalId": "m-7"}]
    )
    assert (await centre.refused("undoBatch", batchId=done))["code"] == "LATER_CHANGES"
    await centre.do("undoBatch", batchId=removed)
    code = (await centre.api.data("{ ledgerCodes { id } }"))["ledgerCodes"][0]["id"]
    await centre.do("updateLedgerCode", id=code, **labelled("gl-9"))
    invoice = await centre.invoice(1_000)
    plan = {"dueOn": "2030-01-05", "amountCents": 100, "method": "CARD", "externalId": "pl"}
    planned = await centre.do("createPlannedPayments", accountId=centre.account, installments=[plan])
    again = {"accountId": centre.account, "installments": [plan]}
    assert (await centre.refused("createPlannedPayments", **again))["field"] == [
        "input",
        "installments",
        "0",
        "externalId",
    ]
    await centre.do("modifyPlannedPayment", id=planned["plannedPayments"][0]["id"], metadata=[entry("k", "v")])
    deleted = await batch(centre, "deletePlannedPayment", id=planned["plannedPayments"][0]["id"])
    await centre.do("createPlannedPayments", **again)
    assert (await centre.refused("undoBatch", batchId=deleted))["code"] == "LATER_CHANGES"
    assert invoice["status"] == "NOT_RECONCILED"


async def test_erasing_takes_what_may_name_the_person(centre: ApiCentre, store: Store) -> None:
    await centre.do(
        "updateAccount",
        id=centre.account,
        addMemberInputs=[{"name": "Quixote", **labelled("Qm-1")}, {"name": "Quilla", **labelled("Qm-2")}],
        **labelled("Qa-1"),
    )
    invoice = await centre.do(
        "createInvoice", accountId=centre.account, items=[line("kept-item")], **labelled("kept-invoice")
    )
    marks = [{"invoiceId": invoice["transaction"]["id"]}]
    await centre.pay(1_000, "CASH", *marks, metadata=[entry("by", "Qpayer")])
    await centre.do("erasePerson", accountId=centre.account, freeTexts=True)
    tables = ("accounts", "members", "transactions", "items", "audit_texts", "audit_events", "transaction_versions")
    held = [str(await Centre(store).rows(f"select * from {table} z")) for table in tables]
    assert [text for text in ("Qa-1", "Qm-1", "Qm-2", "Qpayer") if any(text in each for each in held)] == []
    assert await Centre(store).rows("select metadata from transactions where metadata is not null") == []
    kept = await centre.api.data(
        '{ transaction(externalId: "kept-invoice") { items { externalId metadata { key } } } }'
    )
    assert kept["transaction"]["items"] == [{"externalId": "kept-item", "metadata": []}]
    again = await centre.do("erasePerson", accountId=centre.account, freeTexts=True)
    assert again["batch"] is None


async def test_a_client_sees_and_sets_none_of_them(centre: ApiCentre, store: Store) -> None:
    await centre.do("updateAccount", id=centre.account, **labelled("crm"))
    ((account,),) = await Centre(store).rows("select id from accounts where number = '1001'")
    client = Api(store, Principal(PrincipalKind.CLIENT, "user:9", "Maria", frozenset(), 9, account))
    for query in ("{ account(id: $id) { externalId } }", "{ account(id: $id) { members { metadata { key } } } }"):
        answer = await client(f"query ($id: ID!) {query}", id=centre.account)
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    pay = "mutation ($i: PayBalanceInput!) { payBalance(input: $i) { userErrors { code } } }"
    answer = await client(pay, i={"accountId": centre.account, "method": "CARD", "externalId": "x"})
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    await client.http.aclose()


async def test_exports_carry_them(centre: ApiCentre, store: Store) -> None:
    await centre.do("createInvoice", accountId=centre.account, items=[line("i-9")], **labelled("t-9"))
    await centre.invoice(5)
    text = "".join([each async for each in exported(store, "transactions", "jsonl")])
    first, second = (orjson.loads(each) for each in text.splitlines())
    assert {name: first[name] for name in ("externalId", "metadata")} == labelled("t-9")
    assert (second["externalId"], second["metadata"]) == (None, [])
    cells = "".join([each async for each in exported(store, "items", "csv")]).splitlines()
    assert cells[1].endswith(',i-9,"{""of"":""i-9"",""a"":""1""}"')
    assert cells[2].endswith(",,")
