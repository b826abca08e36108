"""Kept mappings, and exports of other programs that come in with one (domain R41)."""

import base64
from collections.abc import AsyncIterator
from typing import Any, NamedTuple

import pytest

from domain.store.store import Store
from tests.support.centre import Centre
from tests.support.graphql import Api

IMPORT = """
mutation ($input: ImportRecordsInput!) {
  importRecords(input: $input) {
    userErrors { code message field row } batch { id } replayed created unchanged duplicates
    duplicateRows { row transaction { number } }
    understood { encoding separator columns { column header } dates decimals ignoredColumns rows }
  }
}
"""
MAPPINGS = "{ fileMappings { name kind columns { column header } dates decimals } }"
FRENCH = "Quittance;Client;Payé le;Somme versée;Commentaire\nN-1;1001;31/01/2026;1 234,50 $;déjà vu\n"
MAPPED = [
    {"column": "number", "header": "Quittance"},
    {"column": "account_number", "header": "Client"},
    {"column": "date", "header": "Payé le"},
    {"column": "amount", "header": "Somme versée"},
]


@pytest.fixture
async def api(store: Store) -> AsyncIterator[Api]:
    await Centre.open(store)
    client = Api(store)
    yield client
    await client.http.aclose()


async def load(api: Api, kind: str = "PAYMENTS", **given: Any) -> dict[str, Any]:
    answer: dict[str, Any] = (await api.data(IMPORT, input={"kind": kind, **given}))["importRecords"]
    return answer


async def test_what_was_understood_is_reported_before_anything_is_stored(api: Api) -> None:
    data = base64.b64encode(FRENCH.encode("cp1252")).decode()
    answer = await load(api, contentBase64=data, columns=MAPPED, dryRun=True)
    assert answer["userErrors"] == []
    assert answer["understood"] == {
        "encoding": "Windows-1252",
        "separator": ";",
        "columns": MAPPED,
        "dates": "DMY",
        "decimals": "COMMA",
        "ignoredColumns": ["Commentaire"],
        "rows": 1,
    }
    assert answer["created"] == 1


async def test_what_was_understood_is_reported_beside_refused_rows_and_under_a_key(api: Api) -> None:
    text = FRENCH.replace("1001", "nobody")
    refused = await load(api, csv=text, columns=MAPPED)
    assert refused["understood"]["dates"] == "DMY"
    assert (refused["created"], refused["userErrors"][0]["field"]) == (None, ["input", "csv", "account_number"])
    first = await load(api, csv=FRENCH, columns=MAPPED, idempotencyKey="k")
    assert await load(api, csv=FRENCH, columns=MAPPED, idempotencyKey="k") == {**first, "replayed": True}


async def test_a_mapping_is_kept_listed_used_replaced_and_undone(api: Api) -> None:
    await load(api, csv=FRENCH, columns=MAPPED, saveMappingAs="caisse", dryRun=True)
    assert (await api.data(MAPPINGS))["fileMappings"] == []
    done = await load(api, csv=FRENCH, columns=MAPPED, saveMappingAs=" caisse ")
    kept = {"name": "caisse", "kind": "PAYMENTS", "dates": "DMY", "decimals": "COMMA"}
    (listed,) = (await api.data(MAPPINGS))["fileMappings"]
    assert {name: listed[name] for name in kept} == kept
    assert sorted(listed["columns"], key=str) == sorted(MAPPED, key=str)
    ambiguous = FRENCH.replace("N-1", "N-2").replace("31/01", "05/01")
    assert (await load(api, csv=ambiguous, mapping="caisse"))["created"] == 1
    replaced = await load(
        api,
        csv=FRENCH.replace("N-1", "N-3"),
        columns=[*MAPPED, {"column": "reference", "header": "Commentaire"}],
        saveMappingAs="caisse",
    )
    (listed,) = (await api.data(MAPPINGS))["fileMappings"]
    assert {"column": "reference", "header": "Commentaire"} in listed["columns"]
    undo = "mutation ($id: ID!) { undoBatch(input: {batchId: $id}) { userErrors { message } } }"
    assert (await api.data(undo, id=replaced["batch"]["id"]))["undoBatch"]["userErrors"] == []
    assert len((await api.data(MAPPINGS))["fileMappings"][0]["columns"]) == len(MAPPED)
    assert (await api.data(undo, id=done["batch"]["id"]))["undoBatch"]["userErrors"] == []
    assert (await api.data(MAPPINGS))["fileMappings"] == []
    logged = (await api.data("{ auditLog(first: 100) { nodes { action before after } } }"))["auditLog"]["nodes"]
    events = [event for event in logged if event["action"].startswith("fileMapping.")]
    assert {event["action"] for event in events} == {
        f"fileMapping.{verb}" for verb in ("created", "changed", "withdrawn")
    }
    assert {event["after"]["name"] for event in events if event["after"]} == {"caisse"}


async def test_a_mapping_keeps_only_what_its_file_has_shown(api: Api) -> None:
    text = "number,account_number,date,amount\nN-1,1001,2026-01-31,12\n"
    await load(api, csv=text, saveMappingAs="plain")
    (listed,) = (await api.data(MAPPINGS))["fileMappings"]
    assert listed["decimals"] == "POINT"
    assert (await load(api, csv=text.replace("N-1", "N-2").replace("12", '"12,50"'), mapping="plain"))["created"] == 1


async def test_what_is_wrong_with_a_file_as_a_whole_has_a_code_and_a_field(api: Api, subtests: pytest.Subtests) -> None:
    for given, code, field in [
        ({"csv": FRENCH, "mapping": "unknown"}, "NOT_FOUND", "mapping"),
        ({"csv": FRENCH, "contentBase64": "YQ=="}, "INVALID_VALUE", "csv"),
        ({}, "INVALID_VALUE", "csv"),
        ({"contentBase64": "?"}, "INVALID_VALUE", "contentBase64"),
        ({"csv": FRENCH, "columns": [*MAPPED, MAPPED[0]]}, "INVALID_VALUE", "columns"),
        ({"csv": FRENCH, "columns": [{"column": "sum", "header": "Client"}]}, "INVALID_VALUE", "columns"),
        ({"csv": FRENCH.replace("31/01", "05/01"), "columns": MAPPED}, "AMBIGUOUS_FILE", "dates"),
        ({"csv": FRENCH.replace("1 234,50", "1,234"), "columns": MAPPED}, "AMBIGUOUS_FILE", "decimals"),
        ({"contentBase64": base64.b64encode(b"a,b\n").decode()}, "INVALID_VALUE", "contentBase64"),
    ]:
        with subtests.test(given=given):
            (error,) = (await load(api, **given))["userErrors"]
            assert (error["code"], error["field"][1], error["row"]) == (code, field, None)


async def test_a_mapping_is_for_one_kind(api: Api) -> None:
    await load(api, "LEDGER_CODES", csv="code,title\nICE,Ice\n", saveMappingAs="codes")
    (error,) = (await load(api, csv=FRENCH, mapping="codes"))["userErrors"]
    assert (error["code"], error["field"]) == ("INVALID_VALUE", ["input", "mapping"])


async def test_duplicates_are_listed_with_the_earlier_record(api: Api) -> None:
    text = "account_number,date,amount\n1001,2026-01-09,5\n"
    await load(api, csv=text)
    again = await load(api, csv=text)
    assert (again["created"], again["duplicates"]) == (0, 1)
    assert again["duplicateRows"] == [{"row": 0, "transaction": {"number": "PAY-1001-1"}}]
    assert (await load(api, csv=text, evenIfSame=True))["created"] == 1


class Export(NamedTuple):
    """A file as another program writes it, how its columns are mapped, and the payment that it makes."""

    header: str
    row: str
    columns: dict[str, str]
    payment: tuple[str, int, str, str, int]


EXPORTS = {
    "Invoice Ninja": Export(
        "Payment Amount,Payment Applied,Payment Number,Payment Transaction Reference,Payment Currency,Payment Type,"
        "Payment Method,Payment Status,Payment Date,Client Name,Client Number,Invoice Number",
        "75.00,75.00,0001,ch_1,USD,Credit Card,Stripe,Completed,2026-01-31,Ann Rivera,1001,I-9",
        {
            "number": "Payment Number",
            "account_number": "Client Number",
            "amount": "Payment Amount",
            "date": "Payment Date",
            "reference": "Payment Transaction Reference",
            "method": "Payment Type",
            "currency": "Payment Currency",
            "pays": "Invoice Number",
            "kind": "",
        },
        ("0001", 7_500, "CARD", "ch_1", 7_500),
    ),
    "Zoho": Export(
        "CustomerPayment ID,Payment Number,Mode,Description,Exchange Rate,Amount,Unused Amount,Reference Number,"
        "Currency Code,Customer Name,Customer Number,Payment Type,Date,Invoice Number,Amount Applied to Invoice",
        "460000000026049,12,Bank Transfer,,1.00,75.00,0.00,R 7,USD,Ann Rivera,1001,Invoice Payment,2026-01-31,I-9,75.00",
        {"number": "Payment Number", "account_number": "Customer Number", "amount": "Amount", "pays": "Invoice Number"},
        ("12", 7_500, "TRANSFER", "R 7", 7_500),
    ),
    "Wave": Export(
        "Transaction ID,Transaction Date,Account Name,Transaction Description,Amount (One column),Notes / Memo,Customer",
        "99001,2026-01-31,Cash on Hand,Payment from Ann,75.00,front desk,1001",
        {
            "number": "Transaction ID",
            "account_number": "Customer",
            "amount": "Amount (One column)",
            "reference": "Notes / Memo",
        },
        ("99001", 7_500, "OTHER", "front desk", 0),
    ),
    "QuickBooks": Export(
        "Date,Transaction Type,Num,Posting,Name,Memo/Description,Account,Amount",
        '01/31/2026,Payment,1042,Yes,1001,thanks,Undeposited Funds,"1,075.00"',
        {"number": "Num", "account_number": "Name", "reference": "Memo/Description"},
        ("1042", 107_500, "OTHER", "thanks", 0),
    ),
    "FreshBooks": Export(
        "Client Name,Client ID,Invoice #,Payment Date,Method,Note,Amount,Currency",
        "Ann Rivera,1001,I-9,31/01/2026,Check,No. 7,$75.00,USD",
        {"account_number": "Client ID", "pays": "Invoice #", "reference": "Note"},
        ("PAY-1001-1", 7_500, "CHECK", "No. 7", 7_500),
    ),
}


@pytest.mark.parametrize("program", EXPORTS)
async def test_exports_of_other_programs_come_in_with_a_mapping(api: Api, program: str) -> None:
    invoices = (
        "invoice_number,account_number,date,description,ledger_code,amount\nI-9,1001,2026-01-05,Lessons,SWIM,75\n"
    )
    assert (await load(api, "INVOICES", csv=invoices))["created"] == 1
    export = EXPORTS[program]
    text = f"{export.header}\n{export.row}\n"
    columns = [{"column": column, "header": header} for column, header in export.columns.items()]
    answer = await load(api, csv=text, columns=columns, saveMappingAs=program)
    assert (answer["userErrors"], answer["created"]) == ([], 1)
    sql = "select number, amount_cents, method, reference, reconciled_cents from transactions where kind = 'PAYMENT'"
    assert await Centre(api.store).rows(sql) == [export.payment]
    again = await load(api, csv=text, mapping=program)
    assert (again["userErrors"], again["created"], again["unchanged"] + again["duplicates"]) == ([], 0, 1)


async def test_exported_invoices_come_in_with_a_mapping(api: Api) -> None:
    header = "Invoice Number,Invoice Date,Due Date,Customer Number,Item Name,Item Desc,Item Total,Account,Balance"
    rows = (
        "INV-7,2026-01-31,2026-02-28,1001,Lessons,Level 3,75.00,SWIM,75.00",
        'INV-7,2026-01-31,2026-02-28,1001,Camp,,"1,000.00",CAMP,75.00',
    )
    text = "\n".join([header, *rows])
    names = {"account_number": "Customer Number", "description": "Item Name", "ledger_code": "Account"}
    columns = [{"column": column, "header": name} for column, name in names.items()]
    answer = await load(api, "INVOICES", csv=text, columns=columns)
    assert (answer["userErrors"], answer["created"]) == ([], 1)
    assert answer["understood"]["ignoredColumns"] == ["Item Desc", "Balance"]
