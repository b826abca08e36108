"""Reports on the command line: data on standard output, sums on standard error, no cell is a formula."""

import asyncio
import csv
import io
import json
import pathlib
from collections.abc import Iterator
from datetime import date

import pytest

from domain.core.kinds import PaymentMethod
from domain.services.reconciliations import DeleteReconciliations
from domain.store.store import Store
from tests.conftest import fresh_database
from tests.integration.test_cli import Shell
from tests.support.centre import mark, run
from tests.support.contradictions import active_reconciliations
from tests.support.report_centre import ReportCentre

YEAR = ("--period", "2026")


async def fill(url: str) -> str:
    """Record an invoice paid in part, a credit used and refunded, and an open eCheck; return the instant after it."""
    store = await Store.open(url)
    async with ReportCentre.opened(store) as centre:
        invoice = await centre.invoice(
            ("SWIM", 7_500), ("SHOP", 2_000), date=date(2026, 1, 10), due_on=date(2026, 2, 1)
        )
        swim, shop = await centre.items(invoice)
        await centre.payment(7_000, mark(swim), date=date(2026, 2, 5), method=PaymentMethod.CARD)
        credited = await centre.credit(("ICE", 2_600), date=date(2026, 2, 8), apply_to=[mark(shop)])
        await centre.refund(600, *await centre.items(credited), date=date(2026, 2, 9))
        await centre.payment(300, date=date(2026, 2, 10), method=PaymentMethod.ECHECK)
        instant = centre.instant
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


def reported(tieout: Shell) -> str:
    return asyncio.run(fill(tieout.environment["TIEOUT_DATABASE_URL"]))


def picked(rows: list[dict[str, str]], *columns: str) -> list[tuple[str, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]


def test_payment_by_item(tieout: Shell) -> None:
    reported(tieout)
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
        ("2026-02-05", "PAYMENT", "CARD", "70.00", "INV-1001-1", "SWIM", "no", "70.00"),
        ("2026-02-09", "REFUND", "CASH", "-6.00", "CRE-1001-1", "ICE", "no", "-6.00"),
        ("2026-02-10", "PAYMENT", "ECHECK", "3.00", "", "", "yes", "3.00"),
    ]
    assert rows[0] | {"owner_name": "Ann Rivera", "account_number": "1001", "currency": "USD"} == rows[0]
    assert table(tieout("report", "payment-by-item", *YEAR, "--format", "tsv").stdout, "\t") == rows
    answer = json.loads(tieout("report", "payment-by-item", *YEAR, "--format", "json").stdout)
    assert [(row["transaction_amount"], row["applied_to"]) for row in answer] == [
        ("70.00", "INV-1001-1"),
        ("-6.00", "CRE-1001-1"),
        ("3.00", None),
    ]


def test_what_changed_in_a_report_since_an_instant(tieout: Shell) -> None:
    """Domain R46a."""
    before = reported(tieout)
    nothing = tieout("report", "payment-by-item", *YEAR, "--changes-since", "2999-01-01T00:00:00Z")
    assert (table(nothing.stdout), nothing.stderr) == ([], "Nothing differs.\n")
    asyncio.run(release_everything(tieout.environment["TIEOUT_DATABASE_URL"]))
    ran = tieout("report", "payment-by-ledger-code", *YEAR, "--changes-since", before)
    found = {row["key"]: (row["then"], row["now"]) for row in table(ran.stdout)}
    assert found["SWIM:CARD"] == ("70.00", "0.00")
    assert "deleteReconciliations by command line" in ran.stdout
    owed = tieout("report", "aging", "--on", "2026-03-04", "--changes-since", before)
    totals = {row["key"]: (row["then"], row["now"]) for row in table(owed.stdout)}
    assert totals["1001:total"] == ("5.00", "95.00")


def test_payment_by_ledger_code(tieout: Shell) -> None:
    reported(tieout)
    ran = tieout("report", "payment-by-ledger-code", *YEAR)
    assert picked(table(ran.stdout), "ledger_code", "title", "method", "amount", "processing_amount") == [
        ("ICE", "Ice", "CASH", "-6.00", "0.00"),
        ("SWIM", "Swim", "CARD", "70.00", "0.00"),
        ("Unreconciled", "", "ECHECK", "3.00", "3.00"),
    ]


def test_payment_breakdown(tieout: Shell) -> None:
    reported(tieout)
    ran = tieout("report", "payment-breakdown", *YEAR)
    assert ran.stderr == "2026-01-01 to 2026-12-31: 64.00 USD in cash, 20.00 USD by credits.\n"
    columns = ("ledger_code", "date", "cash", "credit_number", "debit_number", "position", "amount")
    assert picked(table(ran.stdout), *columns) == [
        ("ICE", "2026-02-09", "yes", "CRE-1001-1", "REF-1001-1", "1", "-6.00"),
        ("SHOP", "2026-02-08", "no", "CRE-1001-1", "INV-1001-1", "2", "20.00"),
        ("SWIM", "2026-02-05", "yes", "PAY-1001-1", "INV-1001-1", "1", "70.00"),
    ]


def test_sales_by_ledger_code(tieout: Shell) -> None:
    reported(tieout)
    ran = tieout("report", "sales-by-ledger-code", *YEAR)
    assert ran.stderr == "2026-01-01 to 2026-12-31: 69.00 USD.\n"
    assert picked(table(ran.stdout), "ledger_code", "invoiced", "credited", "net") == [
        ("ICE", "0.00", "26.00", "-26.00"),
        ("SHOP", "20.00", "0.00", "20.00"),
        ("SWIM", "75.00", "0.00", "75.00"),
    ]


def test_aging_as_of_an_instant_and_now(tieout: Shell) -> None:
    known = reported(tieout)
    asyncio.run(release_everything(tieout.environment["TIEOUT_DATABASE_URL"]))
    ran = tieout("report", "aging", "--on", "2026-03-03", "--as-of", known)
    assert ran.stderr == "Owed on 2026-03-03: 5.00 USD.\n"
    assert picked(table(ran.stdout), "account_number", "days_1_to_30", "total", "planned") == [
        ("1001", "5.00", "5.00", "0.00")
    ]
    assert tieout("report", "aging", "--on", "2026-03-04").stderr == "Owed on 2026-03-04: 95.00 USD.\n"
    assert tieout("report", "aging", "--on", "2026-01-09").stdout.count("\n") == 1


async def release_everything(url: str) -> None:
    store = await Store.open(url)
    await run(store, DeleteReconciliations([each.id for each in await active_reconciliations(store)]))
    await store.close()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("payment-by-item", "--period", "yesterday"), "'yesterday' is not a period"),
        (("payment-by-item", "--period", "2026-03-31..2026-03-01"), "after its end"),
        (("payment-by-item", "--period", "20260301..20260331"), "is not a period"),
        (("sales-by-ledger-code", "--as-of", "2026-01-01T00:00:00"), "not an instant with its offset"),
        (("sales-by-ledger-code", "--as-of", "soon"), "not an instant with its offset"),
        (("sales-by-ledger-code", "--as-of", ""), "not an instant with its offset"),
        (("aging", "--on", "31.3.2026"), "not a valid date"),
        (("aging", "--on", "20260331"), "not a valid date"),
        (("aging", "--on", ""), "not a valid date"),
        (("aging", "--currency", "XXQ"), "'XXQ' is not an ISO 4217 currency code"),
    ],
)
def test_an_invalid_value_is_wrong_usage_and_names_the_option(
    on_sqlite: Shell, arguments: tuple[str, ...], words: str
) -> None:
    ran = on_sqlite("report", *arguments)
    assert (ran.returncode, ran.stdout) == (2, "")
    answer = " ".join(ran.stderr.split())
    assert f"Invalid value for '{arguments[1]}': " in answer
    assert words in answer


def test_a_report_without_accounts_asks_for_the_currency(on_sqlite: Shell) -> None:
    ran = on_sqlite("report", "aging")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "tieout: currency: There are no accounts yet. Give a currency.\n"


def test_an_unknown_report_is_wrong_usage(on_sqlite: Shell) -> None:
    assert on_sqlite("report", "everything").returncode == 2
    assert on_sqlite("report", "aging", "--format", "xlsx").returncode == 2


def test_report_cells_never_become_formulas_and_amounts_are_numbers(on_sqlite: Shell) -> None:
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
