"""The reports on the command line: data on standard output, sums on standard error, cells that are no formulas."""

import asyncio
import csv
import io
import json
import pathlib
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from domain.core.kinds import PaymentMethod, TransactionKind
from domain.queries.records import account_ids
from domain.store.store import Store
from tests.conftest import fresh_database
from tests.integration.test_cli import Shell
from tests.support.desk import Desk
from tests.support.recorder import Picture, Recorder

YEAR = ("--period", "2026")


def story(desk: Recorder, account: Picture) -> None:
    """An invoice paid in part, a credit used and given back, a payment by eCheck that nothing is said of."""
    swim, shop = desk.charge(account, [("SWIM", 7_500), ("SHOP", 2_000)], date(2026, 1, 10), date(2026, 2, 1))
    desk.edge(account, desk.receive(account, 7_000, date(2026, 2, 5), PaymentMethod.CARD), swim, 7_000)
    credit = desk.charge(account, [("ICE", 2_600)], date(2026, 2, 8), kind=TransactionKind.CREDIT)[0]
    desk.edge(account, credit, shop, 2_000)
    desk.edge(account, credit, desk.give_back(account, 600, date(2026, 2, 9)), 600)
    desk.receive(account, 300, date(2026, 2, 10), PaymentMethod.ECHECK)


async def fill(url: str, *changes: Callable[[Recorder, Picture], Any]) -> str:
    """Tells a story; gives the instant when it was told."""
    store = await Store.open(url)
    async with Desk.open(store) as desk:
        for change in changes:
            await desk.do(change)
        instant = desk.instant
    await store.close()
    return instant


@pytest.fixture(params=["sqlite", "postgresql"])
def tieout(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[Shell]:
    for url in fresh_database(request.param, request, tmp_path):
        shell = Shell(tmp_path, url)
        shell.environment["TIEOUT_TIME_ZONE"] = "America/Toronto"
        yield shell


@pytest.fixture
def on_sqlite(sqlite_url: str, tmp_path: pathlib.Path) -> Shell:
    """For what is decided before the database is asked."""
    return Shell(tmp_path, sqlite_url)


def table(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def told(tieout: Shell) -> str:
    return asyncio.run(fill(tieout.environment["TIEOUT_DATABASE_URL"], story))


def picked(rows: list[dict[str, str]], *columns: str) -> list[tuple[str, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]


def test_payment_by_item(tieout: Shell) -> None:
    told(tieout)
    ran = tieout("report", "payment-by-item", *YEAR)
    assert ran.stderr == "2026-01-01 to 2026-12-31: 67.00 USD, of which 3.00 USD is processing.\n"
    rows = table(ran.stdout)
    columns = (
        "date",
        "kind",
        "method",
        "transaction_amount",
        "applied_to",
        "ledger_code",
        "processing",
        "applied_amount",
    )
    assert picked(rows, *columns) == [
        ("2026-02-05", "PAYMENT", "CARD", "70.00", "INV-A00001-H1", "SWIM", "no", "70.00"),
        ("2026-02-09", "REFUND", "CASH", "-6.00", "CRE-A00001-H3", "ICE", "no", "-6.00"),
        ("2026-02-10", "PAYMENT", "ECHECK", "3.00", "", "", "yes", "3.00"),
    ]
    assert rows[0] | {"owner_name": "Owner A00001", "account_number": "A00001", "currency": "USD"} == rows[0]
    assert table(tieout("report", "payment-by-item", *YEAR, "--format", "tsv").stdout, "\t") == rows
    said = json.loads(tieout("report", "payment-by-item", *YEAR, "--format", "json").stdout)
    assert [(row["transaction_amount"], row["applied_to"]) for row in said] == [
        ("70.00", "INV-A00001-H1"),
        ("-6.00", "CRE-A00001-H3"),
        ("3.00", None),
    ]


def test_payment_by_ledger_code(tieout: Shell) -> None:
    told(tieout)
    ran = tieout("report", "payment-by-ledger-code", *YEAR)
    assert picked(table(ran.stdout), "ledger_code", "title", "method", "amount", "processing_amount") == [
        ("ICE", "Ice & Co", "CASH", "-6.00", "0.00"),
        ("SWIM", "Swim & Co", "CARD", "70.00", "0.00"),
        ("Unreconciled", "", "ECHECK", "3.00", "3.00"),
    ]


def test_payment_breakdown(tieout: Shell) -> None:
    told(tieout)
    ran = tieout("report", "payment-breakdown", *YEAR)
    assert ran.stderr == "2026-01-01 to 2026-12-31: 64.00 USD in cash, 20.00 USD by credits.\n"
    columns = ("ledger_code", "date", "cash", "credit_number", "debit_number", "position", "amount")
    assert picked(table(ran.stdout), *columns) == [
        ("ICE", "2026-02-09", "yes", "CRE-A00001-H3", "REF-A00001-H4", "1", "-6.00"),
        ("SHOP", "2026-02-08", "no", "CRE-A00001-H3", "INV-A00001-H1", "2", "20.00"),
        ("SWIM", "2026-02-05", "yes", "PAY-A00001-H2", "INV-A00001-H1", "1", "70.00"),
    ]


def test_sales_by_ledger_code(tieout: Shell) -> None:
    told(tieout)
    ran = tieout("report", "sales-by-ledger-code", *YEAR)
    assert ran.stderr == "2026-01-01 to 2026-12-31: 69.00 USD.\n"
    assert picked(table(ran.stdout), "ledger_code", "invoiced", "credited", "net") == [
        ("ICE", "0.00", "26.00", "-26.00"),
        ("SHOP", "20.00", "0.00", "20.00"),
        ("SWIM", "75.00", "0.00", "75.00"),
    ]


def test_aging_as_known_at_an_instant_and_now(tieout: Shell) -> None:
    known = told(tieout)
    asyncio.run(release_everything(tieout.environment["TIEOUT_DATABASE_URL"]))
    ran = tieout("report", "aging", "--on", "2026-03-03", "--as-of", known)
    assert ran.stderr == "Owed on 2026-03-03: 5.00 USD.\n"
    assert picked(table(ran.stdout), "account_number", "days_1_to_30", "total", "planned") == [
        ("A00001", "5.00", "5.00", "0.00")
    ]
    assert tieout("report", "aging", "--on", "2026-03-04").stderr == "Owed on 2026-03-04: 95.00 USD.\n"
    assert tieout("report", "aging", "--on", "2026-01-09").stdout.count("\n") == 1


async def release_everything(url: str) -> None:
    store = await Store.open(url)
    desk = Desk(store)
    desk.now += 48 * 3_600_000_000
    rows = await store.read(account_ids())
    desk.account = Picture(rows[0], "A00001")
    desk.recorder.pictures = {rows[0]: desk.account}
    await desk.recorder.look_again([desk.account])
    await desk.do(lambda desk, account: [desk.release(account, edge) for edge in list(account.edges.values())])
    await desk.api.http.aclose()
    await store.close()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("payment-by-item", "--period", "yesterday"), "'yesterday' is no period"),
        (("payment-by-item", "--period", "2026-03-31..2026-03-01"), "after it ends"),
        (("payment-by-item", "--period", "20260301..20260331"), "is no period"),
        (("sales-by-ledger-code", "--as-of", "2026-01-01T00:00:00"), "no instant with its offset"),
        (("sales-by-ledger-code", "--as-of", "soon"), "no instant with its offset"),
        (("sales-by-ledger-code", "--as-of", ""), "no instant with its offset"),
        (("aging", "--on", "31.3.2026"), "no date"),
        (("aging", "--on", "20260331"), "no date"),
        (("aging", "--on", ""), "no date"),
        (("aging", "--currency", "XXQ"), "'XXQ' is no ISO 4217 currency code"),
    ],
)
def test_what_cannot_be_meant_is_wrong_use_and_names_the_option(
    on_sqlite: Shell, arguments: tuple[str, ...], words: str
) -> None:
    ran = on_sqlite("report", *arguments)
    assert (ran.returncode, ran.stdout) == (2, "")
    said = " ".join(ran.stderr.split())
    assert f"Invalid value for '{arguments[1]}': " in said
    assert words in said


def test_a_report_without_accounts_asks_for_the_currency(on_sqlite: Shell) -> None:
    ran = on_sqlite("report", "aging")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "tieout: currency: There is no account yet. Say which currency.\n"


def test_an_unknown_report_is_wrong_use(on_sqlite: Shell) -> None:
    assert on_sqlite("report", "everything").returncode == 2
    assert on_sqlite("report", "aging", "--format", "xlsx").returncode == 2


def test_a_spreadsheet_takes_no_cell_of_a_report_for_a_formula_and_amounts_for_numbers(on_sqlite: Shell) -> None:
    accounts = on_sqlite.file("a.csv", "account_number,owner_name,email,currency,members\n1,=1+1,,USD,\n")
    codes = on_sqlite.file("c.csv", "code,title\n+SWIM,@Swimming\n")
    header = "invoice_number,account_number,date,due_on,description,ledger_code,amount,member\n"
    invoices = on_sqlite.file("i.csv", header + "-I-1,1,2026-01-05,,=Lessons,+SWIM,75,\n")
    for kind, file in (("accounts", accounts), ("ledger-codes", codes), ("invoices", invoices)):
        assert on_sqlite("import", kind, file).returncode == 0
    assert (
        on_sqlite("report", "sales-by-ledger-code", *YEAR).stdout.splitlines()[1].startswith("'+SWIM,'@Swimming,75.00,")
    )
    assert on_sqlite("report", "aging", "--on", "2026-03-01").stdout.splitlines()[1].startswith("1,'=1+1,0.00,")
