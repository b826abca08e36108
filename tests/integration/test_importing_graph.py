"""importRecords: files as text, bad rows by row and column, dry runs, keys, undo."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.queries.unreconciled import UNRECONCILED
from domain.store.steps import Fetch, Sql, Steps
from domain.store.store import Store
from tests.support.graphql import Api
from tests.support.ledger import BAD, HEADER, Ledger

IMPORT = """
mutation ($input: ImportRecordsInput!) {
  importRecords(input: $input) {
    userErrors { code message field row } batch { id mutation } replayed created unchanged faulty badRows
  }
}
"""
ACCOUNTS = "account_number,owner_name,email,currency,members\n"


@pytest.fixture
async def api(store: Store) -> AsyncIterator[Api]:
    client = Api(store)
    yield client
    await client.http.aclose()


async def load(api: Api, kind: str, csv: str, **more: Any) -> dict[str, Any]:
    said: dict[str, Any] = (await api.data(IMPORT, input={"kind": kind, "csv": csv, **more}))["importRecords"]
    return said


RECORDED = {
    "ACCOUNTS": (ACCOUNTS + "1001,Mallory,,USD,\n", "Ann Rivera"),
    "PAYMENTS": (
        "number,account_number,date,amount,kind,method,reference\nP-1,1001,2026-01-09,1,,CASH,\n",
        "as '50.00'",
    ),
    "RECONCILIATIONS": (HEADER + "P-1,1,I-1,1,1\n", "50.00"),
}


@pytest.mark.parametrize("kind", RECORDED)
async def test_who_may_not_see_what_is_recorded_is_told_only_that_it_differs(store: Store, kind: str) -> None:
    ledger = await Ledger.open(store)
    await ledger.load("P-1,1,I-1,1,50")
    text, recorded = RECORDED[kind]
    for permissions, told in ((frozenset({Permission.IMPORT_DATA}), False), (ALL_PERMISSIONS, True)):
        api = Api(store, Principal(PrincipalKind.TOKEN, "token:7", "token nightly", permissions))
        said = await load(api, kind, text)
        assert said["userErrors"][0]["message"].endswith("An import changes no record.")
        assert (recorded in str(said["userErrors"])) is told
        await api.http.aclose()


async def test_who_may_not_see_what_is_recorded_is_not_told_how_much_is_open_or_how_many_items_there_are(
    store: Store,
) -> None:
    ledger = await Ledger.open(store)
    await ledger.load("P-1,1,I-1,1,37.65")
    for permissions, told in ((frozenset({Permission.IMPORT_DATA}), False), (ALL_PERMISSIONS, True)):
        api = Api(store, Principal(PrincipalKind.TOKEN, "token:7", "token nightly", permissions))
        (error,) = (await load(api, "RECONCILIATIONS", HEADER + "P-1,1,I-1,2,20\n"))["userErrors"]
        assert (error["code"], error["field"][-1]) == ("OVER_RECONCILED", "amount")
        assert ("12.35" in error["message"]) is told
        (error,) = (await load(api, "RECONCILIATIONS", HEADER + "P-1,1,I-1,3,20\n"))["userErrors"]
        assert (error["code"], error["field"][-1]) == ("NOT_FOUND", "debit_position")
        assert ("2 items" in error["message"]) is told
        await api.http.aclose()


async def test_a_file_is_tried_imported_replayed_and_undone(api: Api) -> None:
    ledger = await Ledger.open(api.store)
    before = await ledger.centre.state()
    text = "\ufeff" + HEADER.replace("\n", "\r\n") + "P-1,1,I-1,1,50\r\n\r\nP-2,1,I-1,2,20\r\n"
    tried = await load(api, "RECONCILIATIONS", text, dryRun=True, idempotencyKey="june")
    assert await ledger.centre.state() == before
    done = await load(api, "RECONCILIATIONS", text, idempotencyKey="june")
    assert {**tried, "batch": None} == {**done, "batch": None}
    assert (done["created"], done["unchanged"], done["faulty"], done["badRows"], done["replayed"]) == (
        2,
        0,
        0,
        0,
        False,
    )
    assert done["batch"]["mutation"] == "importRecords"
    assert await load(api, "RECONCILIATIONS", text, idempotencyKey="june") == {**done, "replayed": True}
    again = await load(api, "RECONCILIATIONS", text)
    assert (again["created"], again["unchanged"], again["batch"]) == (0, 2, None)
    mismatch = await load(api, "RECONCILIATIONS", HEADER, idempotencyKey="june")
    assert mismatch["userErrors"][0]["code"] == "IDEMPOTENCY_MISMATCH"
    undo = "mutation ($id: ID!) { undoBatch(input: {batchId: $id}) { userErrors { message } } }"
    assert (await api.data(undo, id=done["batch"]["id"]))["undoBatch"]["userErrors"] == []
    assert await ledger.centre.state() == before


async def test_bad_rows_name_row_and_column_and_good_ones_wait_for_them(api: Api) -> None:
    text = ACCOUNTS + "A1,Bo Ek,,USD,\n\nA2,,,USD,\nA3,Flo,,XXQ,\nA4,Cy\n"
    refused = await load(api, "ACCOUNTS", text)
    assert [(each["code"], each["row"], each["field"]) for each in refused["userErrors"]] == [
        ("INVALID_VALUE", 1, ["input", "csv", "owner_name"]),
        ("INVALID_VALUE", 2, ["input", "csv", "currency"]),
        ("INVALID_VALUE", 3, ["input", "csv"]),
    ]
    assert (refused["created"], refused["batch"]) == (None, None)
    kept = await load(api, "ACCOUNTS", text, errorPolicy="REJECT_FAILED_ROWS", idempotencyKey="k")
    assert kept["userErrors"] == refused["userErrors"]
    assert (kept["created"], kept["badRows"]) == (1, 3)
    replayed = await load(api, "ACCOUNTS", text, errorPolicy="REJECT_FAILED_ROWS", idempotencyKey="k")
    assert replayed == {**kept, "replayed": True}


@pytest.mark.parametrize("name", BAD)
async def test_errors_are_kept_only_when_that_is_asked_for(api: Api, name: str) -> None:
    ledger = await Ledger.open(api.store)
    if name == "failed money":
        await ledger.fail("Q-1")
    rows, code, column, _ = BAD[name]
    text = HEADER + "\n".join(rows)
    (error,) = (await load(api, "RECONCILIATIONS", text))["userErrors"]
    assert (error["code"], error["row"], error["field"]) == (code, len(rows) - 1, ["input", "csv", column])
    kept = await load(api, "RECONCILIATIONS", text, keepErrors=True)
    assert (kept["userErrors"], kept["created"], kept["faulty"]) == ([], len(rows), 1)
    assert len([edge for edge in await ledger.edges() if edge[5]]) == 1


@pytest.mark.parametrize(
    ("csv", "words"),
    [("", "empty"), ("code,name\n", "missing: title"), ('code,title\nA,"unclosed\n', "no CSV"), ("\n\n", "empty")],
)
async def test_what_is_no_such_file_is_one_error(api: Api, csv: str, words: str) -> None:
    (error,) = (await load(api, "LEDGER_CODES", csv))["userErrors"]
    assert words in error["message"]
    assert (error["code"], error["field"], error["row"]) == ("INVALID_VALUE", ["input", "csv"], None)


async def test_a_thousand_problems_are_told_and_the_rest_counted(api: Api) -> None:
    text = "code,title\n" + ",x\n" * 1_200
    errors = (await load(api, "LEDGER_CODES", text, errorPolicy="REJECT_FAILED_ROWS"))["userErrors"]
    assert len(errors) == 1_001
    assert errors[-1]["message"].startswith("200 more problems")
    assert errors[-1]["row"] is None


async def test_importing_needs_its_own_permission_and_no_other(api: Api) -> None:
    api.principal = Principal(PrincipalKind.TOKEN, "t", "t", frozenset({Permission.IMPORT_DATA}))
    assert (await load(api, "LEDGER_CODES", "code,title\nICE,Ice\n"))["created"] == 1


async def test_listed_items_are_found_by_their_index(store: Store) -> None:
    text = f"select i.id from items i where {' and '.join(UNRECONCILED)} order by i.date, i.id limit 9"

    def plan() -> Steps[str]:
        if store.backend.dialect == "postgres":  # an empty table is read whole otherwise
            yield Fetch(Sql("set local enable_seqscan = off"))
            rows = yield Fetch(Sql(f"explain {text}"))
        else:
            rows = yield Fetch(Sql(f"explain query plan {text}"))
        return " ".join(str(row[-1]) for row in rows)

    assert "item_open_date" in await store.read(plan())
