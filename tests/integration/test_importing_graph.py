"""importRecords: files as text, bad rows by row and column, dry runs, keys, undo."""

from typing import Any

import pytest

from domain.permissions import Permission, Principal, PrincipalKind
from domain.queries.unreconciled import UNRECONCILED
from domain.store.program import Program, Query, Sql
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


async def load(api: Api, kind: str, csv: str, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = (await api.data(IMPORT, input={"kind": kind, "csv": csv, **more}))["importRecords"]
    return answer


async def test_a_file_is_previewed_imported_replayed_and_undone(api: Api) -> None:
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


async def test_bad_rows_name_row_and_column_and_hold_back_the_good_ones(api: Api) -> None:
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
async def test_keeps_errors_only_when_requested(api: Api, name: str) -> None:
    ledger = await Ledger.open(api.store)
    if name == "failed money":
        await ledger.fail("Q-1")
    rows, code, column, _ = BAD[name]
    text = HEADER + "\n".join(rows)
    (error,) = (await load(api, "RECONCILIATIONS", text))["userErrors"]
    assert (error["code"], error["row"], error["field"]) == (code, len(rows) - 1, ["input", "csv", column])
    kept = await load(api, "RECONCILIATIONS", text, keepErrors=True)
    assert (kept["userErrors"], kept["created"], kept["faulty"]) == ([], len(rows), 1)
    assert len([each for each in await ledger.reconciliations() if each[5]]) == 1


@pytest.mark.parametrize(
    ("csv", "words"),
    [
        ("", "empty"),
        ("code,plume\n", "missing: title"),
        ('code,title\nA,"unclosed\n', "not valid CSV"),
        ("\n\n", "empty"),
    ],
)
async def test_an_unreadable_file_is_one_error(api: Api, csv: str, words: str) -> None:
    (error,) = (await load(api, "LEDGER_CODES", csv))["userErrors"]
    assert words in error["message"]
    assert (error["code"], error["field"], error["row"]) == ("INVALID_VALUE", ["input", "csv"], None)


async def test_reports_a_thousand_problems_and_counts_the_rest(api: Api) -> None:
    text = "code,title\n" + ",x\n" * 1_200
    errors = (await load(api, "LEDGER_CODES", text, errorPolicy="REJECT_FAILED_ROWS"))["userErrors"]
    assert len(errors) == 1_001
    assert errors[-1]["message"].startswith("200 more problems")
    assert errors[-1]["row"] is None


async def test_importing_needs_its_own_permission_and_no_other(api: Api) -> None:
    api.principal = Principal(PrincipalKind.TOKEN, "t", "t", frozenset({Permission.IMPORT_DATA}))
    assert (await load(api, "LEDGER_CODES", "code,title\nICE,Ice\n"))["created"] == 1


async def test_listed_items_are_found_by_their_index(new_store: Store) -> None:
    text = f"select i.id from items i where {' and '.join(UNRECONCILED)} order by i.date, i.id limit 9"

    def plan() -> Program[str]:
        if new_store.backend.dialect == "postgres":  # an empty table is read whole otherwise
            yield Query(Sql("set local enable_seqscan = off"))
            rows = yield Query(Sql(f"explain {text}"))
        else:
            rows = yield Query(Sql(f"explain query plan {text}"))
        return " ".join(str(row[-1]) for row in rows)

    assert "item_open_date" in await new_store.read(plan())
