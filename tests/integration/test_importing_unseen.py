"""No import discloses what its caller may not read: neither amounts nor existence, by refusals, counts or dry runs (R35)."""

import base64
import json
from collections.abc import AsyncIterator, Sequence
from itertools import product
from typing import Any

import pytest

from api.graph.ids import opaque
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.services.bank.accounts import CreateBankAccount
from domain.store.store import Store
from tests.support.bank import Bank
from tests.support.centre import run
from tests.support.filled import copied_from
from tests.support.graphql import Api
from tests.support.ledger import HEADER, Ledger
from tests.support.statements.camt import balance, entry, statement
from tests.support.statements.camt import document as camt

IMPORT = """
mutation ($input: ImportRecordsInput!) {
  importRecords(input: $input) {
    userErrors { code message field row } created unchanged faulty badRows duplicates
    duplicateRows { row } understood { rows } batch { mutation }
  }
}
"""
IMPORT_STATEMENT = """
mutation ($input: ImportBankStatementInput!) {
  importBankStatement(input: $input) { userErrors { code message field } created unchanged batch { mutation } }
}
"""
PAYMENTS = "number,account_number,date,amount,kind,method,reference\n"
INVOICES = "invoice_number,account_number,date,due_on,description,ledger_code,amount,member\n"
CREDITS = "credit_number,account_number,date,description,ledger_code,amount,member\n"
ACCOUNTS = "account_number,owner_name,email,currency,members\n"


database_url = copied_from(Ledger.open)


@pytest.fixture
async def ledger(store: Store) -> Ledger:
    return await Ledger.reopen(store)


@pytest.fixture
async def importer(ledger: Ledger) -> AsyncIterator[Api]:
    """A token that may import and nothing else."""
    permissions = frozenset({Permission.IMPORT_DATA})
    api = Api(ledger.centre.store, Principal(PrincipalKind.TOKEN, "token:7", "token nightly", permissions))
    yield api
    await api.http.aclose()


async def answers(api: Api, kind: str, texts: Sequence[str], **more: Any) -> list[dict[str, Any]]:
    return [await api(IMPORT, input={"kind": kind, "csv": text, **more}) for text in texts]


async def test_how_a_file_is_read_does_not_reveal_its_accounts_currency(importer: Api, ledger: Ledger) -> None:
    await ledger.centre.account("2001", currency="JPY")
    row = 'account_number,date,amount\n{},2026-01-09,"1,250"\n'
    yen, dollars, missing = await answers(importer, "PAYMENTS", [row.format(each) for each in ("2001", "1001", "9")])
    assert yen == dollars == missing
    assert [each["code"] for each in yen["data"]["importRecords"]["userErrors"]] == ["AMBIGUOUS_FILE"]


@pytest.mark.parametrize(
    ("kind", "header", "row"),
    [
        ("RECONCILIATIONS", HEADER, "P-2,1,I-1,1,{}"),
        ("PAYMENTS", "account_number,date,amount,pays\n", "1001,2026-01-09,1000,I-1:{}"),
        ("REFUNDS", "number,account_number,date,amount\n", "R-1,1001,2026-01-09,{}"),
    ],
)
@pytest.mark.parametrize(
    "more", [{"dryRun": True}, {"dryRun": False}, {"dryRun": True, "errorPolicy": "REJECT_FAILED_ROWS"}]
)
async def test_no_search_for_an_amount_reveals_how_much_is_open(
    importer: Api, kind: str, header: str, row: str, more: dict[str, Any]
) -> None:
    """I-1's first item has 75.00 open, the account 150.00: what is below and what is above is answered alike."""
    seen = await answers(
        importer, kind, [header + row.format(amount) for amount in ("0.01", "75.00", "95.01", "150.01")], **more
    )
    assert all(answer == seen[0] for answer in seen)
    assert seen[0]["errors"][0]["extensions"]["code"] == "FORBIDDEN"


KNOWN_AND_UNKNOWN = {
    "ACCOUNTS": (f"{ACCOUNTS}{{account}},Mallory,{{own}},\n", [",USD", "no,XXQ"]),
    "PAYMENTS": (
        f"{PAYMENTS}{{number}},{{account}},{{own}},,CASH,\n",
        ["2026-01-09,1", "2026-01-09,1.2345", "2199-01-01,1", "2026-01-09,USD 1", "soon,-1"],
    ),
    "INVOICES": (
        INVOICES + "{number},{account},2026-01-09,,x,{code},0,{member}\n{number},{account},2026-01-09,{own},1,\n",
        [",y,SWIM", "2026-01-01,y,SWIM", ",,SWIM"],
    ),
    "CREDITS": (f"{CREDITS}{{number}},{{account}},2026-01-09,x,{{code}},{{own}},{{member}}\n", ["1", "0", "-1"]),
}
"""Files of each kind: a part of their own, which is good or bad, and names that exist or not."""
NAMES = {
    "number": ("P-1", "I-1", "N-1"),
    "account": ("1001", "1003", "7777"),
    "code": ("SWIM", "NONE"),
    "member": ("Leo", "Nobody"),
}


@pytest.mark.parametrize("kind", KNOWN_AND_UNKNOWN)
@pytest.mark.parametrize("policy", ["REJECT_EVERYTHING", "REJECT_FAILED_ROWS"])
async def test_a_dry_run_reveals_no_more_than_the_file_itself(importer: Api, kind: str, policy: str) -> None:
    form, own_parts = KNOWN_AND_UNKNOWN[kind]
    for own in own_parts:
        seen = []
        combined = [dict(zip(NAMES, each, strict=True)) for each in product(*NAMES.values())]
        for file, names in {form.format(own=own, **names): names for names in combined}.items():
            (answer,) = await answers(importer, kind, [file], dryRun=True, errorPolicy=policy)
            text = json.dumps(answer["data"])
            for name, given in names.items():
                text = text.replace(given, name)  # a message may repeat what was sent
            seen.append(text)
        assert len(set(seen)) == 1, own
        assert '"created": null, "unchanged": null' in seen[0]


async def test_a_refused_import_names_no_row_and_no_reason_that_comes_from_records(
    importer: Api, ledger: Ledger
) -> None:
    before = await ledger.centre.state()
    rows = (
        "P-1,1001,2026-01-09,1,,CASH,",
        "N-2,7777,2026-01-09,1,,CASH,",
        "I-1,1001,2026-01-09,1,,CASH,",
        "N-2,1001,2026-01-09,€1,,CASH,",
    )
    unfit = [f"{PAYMENTS}N-1,1001,2026-01-09,1,,CASH,\n{row}\n" for row in rows]
    for policy in ("REJECT_EVERYTHING", "REJECT_FAILED_ROWS"):
        refused = await answers(importer, "PAYMENTS", unfit, errorPolicy=policy)
        assert all(answer == refused[0] for answer in refused)
        (error,) = refused[0]["data"]["importRecords"]["userErrors"]
        assert (error["code"], error["row"], error["field"]) == ("NOT_FOUND", None, ["input", "csv"])
        assert "VIEW_CLIENT_ACCOUNTS, CLIENT_BILLING" in error["message"]
    assert await ledger.centre.state() == before


async def test_an_importer_without_view_imports_what_fits_and_again(importer: Api) -> None:
    text = f"{PAYMENTS}N-1,1001,2026-01-09,1,,CASH,\n,1001,2026-01-09,2,,CASH,\n"
    first, again = await answers(importer, "PAYMENTS", [text, text])
    names = ("created", "unchanged", "duplicates")
    counts = [tuple(answer["data"]["importRecords"][name] for name in names) for answer in (first, again)]
    assert counts == [(2, 0, 0), (0, 1, 1)]
    (bad,) = await answers(importer, "PAYMENTS", [f"{PAYMENTS}N-3,1001,soon,1,,CASH,\n"])
    assert [(each["row"], each["field"][-1]) for each in bad["data"]["importRecords"]["userErrors"]] == [(0, "date")]


async def test_who_may_see_records_is_shown_why(ledger: Ledger) -> None:
    await ledger.load("P-1,1,I-1,1,37.65")
    api = Api(ledger.centre.store, Principal(PrincipalKind.TOKEN, "token:8", "token clerk", ALL_PERMISSIONS))
    (answer,) = await answers(api, "RECONCILIATIONS", [HEADER + "P-1,1,I-1,2,20\n"], dryRun=True)
    (error,) = answer["data"]["importRecords"]["userErrors"]
    assert (error["code"], error["field"][-1]) == ("OVER_RECONCILED", "amount")
    assert "12.35" in error["message"]
    (answer,) = await answers(api, "PAYMENTS", [f"{PAYMENTS}P-1,1001,2026-01-09,1,,CASH,\n"])
    assert "as '50.00'" in str(answer["data"]["importRecords"]["userErrors"])
    await api.http.aclose()


async def test_a_dry_run_of_a_bank_statement_does_not_reveal_what_is_there(importer: Api, ledger: Ledger) -> None:
    bank = await Bank.open(ledger.centre)
    movements = "Date,Amount,Description\n2026-01-05,{},Rent of January\n"
    account = {"bankAccountId": opaque("BankAccount", bank.id)}

    async def imported(amount: str, **more: Any) -> dict[str, Any]:
        content = base64.b64encode(movements.format(amount).encode()).decode()
        return await importer(IMPORT_STATEMENT, input={**account, "contentBase64": content, **more})

    made = {"userErrors": [], "created": 1, "unchanged": 0, "batch": {"mutation": "importBankStatement"}}
    assert (await imported("10.00"))["data"]["importBankStatement"] == made
    there, new = await imported("10.00", dryRun=True), await imported("11.00", dryRun=True)
    assert there == new
    nothing = {"userErrors": [], "created": None, "unchanged": None, "batch": None}
    assert new["data"]["importBankStatement"] == nothing
    assert [each.amount for each in await bank.lines()] == [1_000]
    assert (await imported("10.00"))["data"]["importBankStatement"]["unchanged"] == 1


async def test_a_refused_bank_file_says_nothing_of_the_bank_account(importer: Api, ledger: Ledger) -> None:
    bank = await Bank.open(ledger.centre)
    secret = CreateBankAccount("Payroll of Dana", "USD", "GB33BUKB20201555555555")
    other = (await run(ledger.centre.store, secret)).result.bank_account
    of_another_account = "<IBAN>DE75512108001245126199</IBAN>"
    shut = [balance("OPBD", "1.00", currency="USD"), balance("CLBD", "9.00", currency="USD")]
    files = {
        other: [
            camt(statement(entry("1.00"), account=of_another_account)),
            camt(statement(entry("1.00", booked="2199-01-01"))),
        ],
        bank.id: [
            camt(statement(entry("1.00"))),
            camt(statement(entry("1.00", currency="USD"), currency="USD", balances=shut)),
            "Date,Amount,Currency\n2026-01-05,1.00,EUR\n",
            "Date,Amount\n2026-01-05,EUR 1.00\n",
            "Date,Amount\n2026-01-05,99999999999999999.00\n",
        ],
    }
    for id_, contents in files.items():
        for content, dry_run in product(contents, (True, False)):
            sent = {"contentBase64": base64.b64encode(content.encode()).decode(), "dryRun": dry_run}
            answer = await importer(IMPORT_STATEMENT, input={"bankAccountId": opaque("BankAccount", id_), **sent})
            errors = answer["data"]["importBankStatement"]["userErrors"]
            assert len(errors) == 1, content
            (error,) = errors
            named = [each for each in ("Payroll", "Main", "GB33") if each in error["message"]]
            assert named == [], (content, error)
