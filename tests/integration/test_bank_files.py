"""Files of banks, from their bytes to lines: through the API and on the command line (domain R42, R42a)."""

import asyncio
import base64
import pathlib
from typing import Any

import pytest

from api.graph.ids import opaque
from domain.importing.statements import staged
from domain.permissions import BILLING, Permission, Principal, PrincipalKind
from domain.services.bank.accounts import CreateBankAccount
from domain.store.store import Store
from tests.conftest import fresh_database
from tests.support.centre import Centre, run
from tests.support.graphql import Api
from tests.support.shell import Shell
from tests.support.statements import camt

IMPORT = (
    "mutation ($i: ImportBankStatementInput!) { importBankStatement(input: $i) { userErrors { code message field } "
    "batch { id } created unchanged understood { rows separator } statement { format lineCount openingCents } "
    "statements { id } } }"
)
CAMT = camt.document(
    camt.statement(
        camt.entry("100.00", reference="A"),
        camt.entry("40.00", reference="B", indicator="DBIT"),
        balances=[camt.balance("OPBD", "10.00"), camt.balance("CLBD", "70.00")],
    )
)
TABLE = "Buchungstag;Betrag;Verwendungszweck\n15.01.2026;12,50;Schwimmen\n16.01.2026;-3,00;Gebühr\n"
MAPPED = [
    {"column": "booked_on", "header": "Buchungstag"},
    {"column": "amount", "header": "Betrag"},
    {"column": "text", "header": "Verwendungszweck"},
]


@pytest.fixture
async def account(store: Store) -> str:
    done = await run(store, CreateBankAccount("Main", "EUR"))
    return opaque("BankAccount", done.result.bank_account)


async def import_file(api: Api, account: str, content: str | bytes, **fields: Any) -> dict[str, Any]:
    data = content.encode() if isinstance(content, str) else content
    given = {"bankAccountId": account, "contentBase64": base64.b64encode(data).decode(), **fields}
    payload: dict[str, Any] = (await api.data(IMPORT, i=given))["importBankStatement"]
    return payload


async def test_a_camt_file_becomes_lines_and_again_changes_nothing(api: Api, account: str) -> None:
    done = await import_file(api, account, CAMT)
    assert done["userErrors"] == []
    assert (done["created"], done["unchanged"], done["understood"]) == (2, 0, None)
    assert done["statement"] == {"format": "CAMT", "lineCount": 2, "openingCents": 1_000}
    again = await import_file(api, account, CAMT)
    assert (again["created"], again["unchanged"], again["batch"]) == (0, 2, None)


async def test_a_dry_run_stores_nothing(api: Api, account: str) -> None:
    assert (await import_file(api, account, CAMT, dryRun=True))["created"] == 2
    assert (await import_file(api, account, CAMT))["created"] == 2


async def test_a_file_that_does_not_add_up_or_cannot_be_read_is_refused(api: Api, account: str) -> None:
    wrong = await import_file(api, account, CAMT.replace("70.00", "70.01"), fileName="january.xml")
    (error,) = wrong["userErrors"]
    assert (error["code"], error["field"]) == ("STATEMENT_DIFFERS", ["input", "contentBase64"])
    assert "The difference is 0.01." in error["message"]
    broken = await import_file(api, account, "<Document", fileName="january.xml")
    assert broken["userErrors"][0]["message"].startswith("january.xml: ")
    text = (await api.data(IMPORT, i={"bankAccountId": account, "contentBase64": "%"}))["importBankStatement"]
    assert text["userErrors"][0]["field"] == ["input", "contentBase64"]
    unknown = await import_file(api, opaque("BankAccount", 5), CAMT)
    assert (unknown["userErrors"][0]["code"], unknown["userErrors"][0]["field"]) == (
        "NOT_FOUND",
        ["input", "bankAccountId"],
    )


async def test_how_a_table_is_read_is_kept_for_the_next_one(api: Api, account: str) -> None:
    done = await import_file(api, account, TABLE, columns=MAPPED, saveMappingAs="Sparkasse")
    assert done["userErrors"] == []
    assert (done["created"], done["understood"]) == (2, {"rows": 2, "separator": ";"})
    (kept,) = (await api.data("{ fileMappings { name kind } }"))["fileMappings"]
    assert kept == {"name": "Sparkasse", "kind": None}
    more = f"{TABLE}17.01.2026;1,00;Mehr\n"
    assert (await import_file(api, account, more, mapping="Sparkasse"))["created"] == 1
    lost = await import_file(api, account, more, mapping="Nowhere")
    assert (lost["userErrors"][0]["code"], lost["userErrors"][0]["field"]) == ("NOT_FOUND", ["input", "mapping"])


async def test_an_import_runs_once_for_its_key(api: Api, account: str) -> None:
    first = await import_file(api, account, TABLE, columns=MAPPED, idempotencyKey="k")
    again = await import_file(api, account, TABLE, columns=MAPPED, idempotencyKey="k")
    assert again == first


async def test_importing_needs_the_permission_to_import_alone(store: Store, account: str) -> None:
    query = "mutation ($i: ImportBankStatementInput!) { importBankStatement(input: $i) { created } }"
    given = {"bankAccountId": account, "contentBase64": base64.b64encode(CAMT.encode()).decode()}
    for rights, allowed in (({Permission.IMPORT_DATA}, True), (set(BILLING), False)):
        api = Api(store, Principal(PrincipalKind.USER, "user:7", "Kim", frozenset(rights)))
        assert ("errors" not in await api(query, i=given)) is allowed
        await api.http.aclose()


@pytest.fixture(params=["sqlite", "postgresql"])
def tieout(request: pytest.FixtureRequest, tmp_path: pathlib.Path):
    for url in fresh_database(request.param, request, tmp_path):
        asyncio.run(opened(url))
        yield Shell(tmp_path, url)


async def opened(url: str) -> None:
    store = await Store.open(url)
    await run(store, CreateBankAccount("Main account", "EUR"))
    await store.close()


def test_the_command_line_imports_a_banks_file(tieout: Shell) -> None:
    file = tieout.file("january.xml", CAMT)
    for arguments, words in (
        (("--dry-run",), "1 statement, 2 lines would be new, 0 there already"),
        ((), "1 statement, 2 lines new, 0 there already"),
        ((), "1 statement, 0 lines new, 2 there already"),
    ):
        ran = tieout("import", "bank-statement", file, "--bank-account", "Main account", *arguments)
        assert (ran.returncode, words in ran.stderr) == (0, True), ran.stderr
    table = tieout.file("table.csv", TABLE)
    columns = [f"--column={each['column']}={each['header']}" for each in MAPPED]
    ran = tieout("import", "bank-statement", table, "--bank-account", "Main account", *columns, "--save-mapping", "S")
    assert "separated by semicolon" in ran.stderr
    again = tieout("import", "bank-statement", table, "--bank-account", "Main account", "--mapping", "S")
    assert "0 lines new, 2 there already" in again.stderr
    assert tieout("verify").returncode == 0


def test_the_command_line_imports_a_large_file_by_a_job(tieout: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staged, "UNSTAGED_LINES_MAX", 10)
    monkeypatch.setattr(staged, "PART_LINES", 4)
    rows = "".join(f"2026-01-15,{each + 1}.00,lesson {each}\n" for each in range(25))
    file = tieout.file("large.csv", f"booked_on,amount,text\n{rows}")
    for arguments, words in (
        (("--dry-run",), "1 statement, 25 lines would be new, 0 there already"),
        ((), "1 statement, 25 lines new, 0 there already"),
        ((), "1 statement, 0 lines new, 25 there already"),
    ):
        ran = tieout("import", "bank-statement", file, "--bank-account", "Main account", *arguments)
        assert (ran.returncode, words in ran.stderr) == (0, True), ran.stderr
    assert tieout("verify").returncode == 0


def test_wrong_use_differs_from_refusals(tieout: Shell) -> None:
    file = tieout.file("january.xml", CAMT.replace("70.00", "71.00"))
    assert tieout("import", "bank-statement", file).returncode == 2
    assert tieout("import", "accounts", file, "--bank-account", "Main account").returncode == 2
    unknown = tieout("import", "bank-statement", file, "--bank-account", "Nowhere")
    assert (unknown.returncode, "no bank account 'Nowhere'" in unknown.stderr) == (1, True)
    refused = tieout("import", "bank-statement", file, "--bank-account", "Main account")
    assert (refused.returncode, "The difference is 1.00." in refused.stderr) == (1, True)


async def test_what_a_file_holds_of_another_currency_is_refused(store: Store, api: Api) -> None:
    await Centre.open(store)
    dollars = await run(store, CreateBankAccount("Dollars", "USD"))
    refused = await import_file(api, opaque("BankAccount", dollars.result.bank_account), CAMT)
    assert refused["userErrors"][0]["code"] == "WRONG_CURRENCY"
