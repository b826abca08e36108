"""The command line: exit statuses, one-line errors, data on standard output."""

import json
import os
import pathlib
import re
import subprocess

import pytest

from api.schema import schema_text
from tests.conftest import fresh_database
from tests.support.shell import LIFE_S, Shell
from tests.support.started import SCRIPT, begun


@pytest.fixture(params=["sqlite", "postgresql"])
def tieout(request: pytest.FixtureRequest, tmp_path: pathlib.Path):
    for url in fresh_database(request.param, request, tmp_path):
        yield Shell(tmp_path, url)


def test_imports_reconciles_and_verifies_from_the_command_line(tieout: Shell) -> None:
    assert tieout("migrate").returncode == 0
    accounts = tieout.file("a.csv", "account_number,owner_name,email,currency,members\n1001,Ann Rivera,,USD,Leo\n")
    codes = tieout.file("c.csv", "code,title\nSWIM,Swimming\n")
    header = "invoice_number,account_number,date,due_on,description,ledger_code,amount,member\n"
    invoices = tieout.file(
        "i.csv", header + "I-1,1001,2026-01-05,,=Lessons,SWIM,75,Leo\nI-1,1001,2026-01-05,,Cap,SWIM,20,\n"
    )
    payments = tieout.file(
        "p.csv", "number,account_number,date,amount,kind,method,reference\nP-1,1001,2026-01-09,80,,CASH,\n"
    )
    for kind, file in (("accounts", accounts), ("ledger-codes", codes), ("invoices", invoices), ("payments", payments)):
        tried = tieout("import", kind, file, "--dry-run")
        assert "1 would be imported" in tried.stderr
        assert "1 imported, 0 there already" in tieout("import", kind, file).stderr
        assert "0 imported, 1 there already" in tieout("import", kind, file).stderr
    assert "2 reconciliations would be made: 80.00 USD" in tieout("reconcile", "--account", "1001", "--dry-run").stderr
    assert "1 account, 2 reconciliations made" in tieout("reconcile", "--all").stderr
    assert "1 account, 0 reconciliations made" in tieout("reconcile", "--all").stderr
    listed = tieout("unreconciled")
    assert listed.stdout.splitlines()[1].startswith("Ann Rivera,1001,I-1,,INVOICE,2026-01-05,2,Cap,15.00,USD,")
    assert json.loads(tieout("unreconciled", "--format", "json", "--period", "2026").stdout)[0]["open"] == "15.00"
    assert tieout("unreconciled", "--period", "2025", "--format", "tsv").stdout.count("\n") == 1
    verified = tieout("verify")
    assert (verified.returncode, verified.stderr.endswith("Everything adds up.\n")) == (0, True)


def test_bad_rows_are_named_and_nothing_is_stored(tieout: Shell) -> None:
    codes = tieout.file("c.csv", "code,title\nSWIM,Swimming\n,Nothing\nICE,\n")
    ran = tieout("import", "ledger-codes", codes)
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[1:3] == [
        "line 3, code: This must not be empty.",
        "line 4, title: This must not be empty.",
    ]
    assert ran.stderr.endswith("tieout: 2 bad rows; nothing was imported.\n")
    kept = tieout("import", "ledger-codes", codes, "--skip-bad-rows")
    assert (kept.returncode, "1 imported" in kept.stderr) == (0, True)


def test_an_import_names_money_that_looks_recorded_already(tieout: Shell) -> None:
    """A dry run names it too (domain R39c)."""
    accounts = "account_number,owner_name,email,currency,members\n1001,Ann,,USD,\n"
    tieout.file("accounts.csv", accounts)
    header = "number,account_number,date,amount,kind,method,reference\n"
    tieout.file("first.csv", f"{header}P-1,1001,2026-01-05,50.00,,,\n")
    tieout.file("second.csv", f"{header}P-2,1001,2026-01-07,50.00,,,\n")
    tieout("migrate")
    tieout("import", "accounts", "accounts.csv")
    assert "Recorded already?" not in tieout("import", "payments", "first.csv").stderr
    for more in (["--dry-run"], []):
        reported = tieout("import", "payments", "second.csv", *more).stderr
        assert "Recorded already? P-1 of 2026-01-05, account 1001, 50.00 USD\n" in reported
    assert "Recorded already?" not in tieout("import", "payments", "second.csv").stderr
    rows = "\n".join(f"L-{each},1001,2026-01-05,{50 + each}.00,,," for each in range(501))
    tieout.file("large.csv", header + rows)
    for options in (("--dry-run",), ()):
        reported = tieout("import", "payments", "large.csv", *options).stderr
        assert "Recorded already? P-1 of 2026-01-05, account 1001, 50.00 USD\n" in reported
        assert "501 " in reported


def test_reconciliations_are_imported_and_errors_kept_when_asked(tieout: Shell) -> None:
    header = "invoice_number,account_number,date,due_on,description,ledger_code,amount,member\n"
    for kind, text in (
        ("accounts", "account_number,owner_name,email,currency,members\n1001,Ann Rivera,,USD,\n"),
        ("ledger-codes", "code,title\nSWIM,Swimming\n"),
        ("invoices", f"{header}I-1,1001,2026-01-05,,Lessons,SWIM,75,\n"),
        ("payments", "number,account_number,date,amount,kind,method,reference\nP-1,1001,2026-01-09,80,,CASH,\n"),
    ):
        assert tieout("import", kind, tieout.file("f.csv", text)).returncode == 0
    columns = "credit_number,credit_position,debit_number,debit_position,amount\n"
    good = tieout.file("good.csv", f"{columns}P-1,1,I-1,1,75\n")
    bad = tieout.file("bad.csv", f"{columns}P-1,1,I-1,1,75\nP-1,1,I-1,1,5\n")
    refused = tieout("import", "reconciliations", bad)
    assert refused.returncode == 1
    assert "\nline 3, credit_number: The same two items are already on line 2." in refused.stderr
    assert "1 imported, 0 there already" in tieout("import", "reconciliations", good).stderr
    assert tieout("verify").returncode == 0
    tried = tieout("import", "reconciliations", bad, "--keep-errors", "--dry-run")
    assert "1 would be imported (1 of them invalid), 1 there already." in tried.stderr
    assert "1 imported (1 of them invalid)" in tieout("import", "reconciliations", bad, "--keep-errors").stderr
    assert "0 imported, 2 there already." in tieout("import", "reconciliations", bad, "--keep-errors").stderr
    verified = tieout("verify")
    assert (verified.returncode, verified.stderr.endswith("tieout: 1 contradiction found.\n")) == (1, True)
    assert verified.stdout.startswith("R22\taccount 1001\t5.00 USD from P-1 item 1 to I-1 item 1\t")
    assert "I-1,,INVOICE,2026-01-05,1,Lessons,0.00,USD" in tieout("unreconciled").stdout


def test_exported_cells_never_become_spreadsheet_formulas(tieout: Shell) -> None:
    accounts = tieout.file("a.csv", "account_number,owner_name,email,currency,members\n1,=1+1;=2,,USD,\n")
    payments = tieout.file("p.csv", "number,account_number,date,amount,kind,method,reference\nP-1,1,2026-01-09,80,,,\n")
    tieout("import", "accounts", accounts)
    tieout("import", "payments", payments)
    assert tieout("unreconciled").stdout.splitlines()[1].startswith("'=1+1;'=2,")


def test_creates_users_links_and_tokens(tieout: Shell) -> None:
    assert tieout("user", "create", "ann@example.org", "--all", stdin="correct horse battery\n").returncode == 0
    short = tieout("user", "create", "bo@example.org", "--permission", "VIEW_REPORTS", stdin="short\n")
    assert (short.returncode, "10 to 200 characters" in short.stderr) == (1, True)
    token = tieout("token", "create", "shop", "--permission", "client_billing", "--expires", "30")
    assert re.fullmatch(r"tieout_[\w-]{43}\n", token.stdout)
    secret = tieout("webhook", "create", "https://shop.example.org/tieout", "--kind", "transaction_recorded")
    assert (secret.returncode, secret.stdout[:6], secret.stdout.count("\n")) == (0, "whsec_", 1)
    assert tieout("webhook", "create", "shop.example.org").returncode == 1
    nameless = tieout("token", "create", "", "--all")
    assert (nameless.returncode, nameless.stderr) == (1, "tieout: name: This must not be empty.\n")


def test_a_password_in_another_encoding_is_refused_in_one_line(sqlite_url: str) -> None:
    arguments = ("user", "create", "ann@example.org", "--all")
    process = begun(arguments, {"TIEOUT_DATABASE_URL": sqlite_url}, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    _, printed = process.communicate("mot de passe très long\n".encode("latin-1"), timeout=LIFE_S)
    assert (process.returncode, printed) == (1, b"tieout: The password is not in UTF-8. Send it in UTF-8.\n")


WHERE_ASCII_IS_USUAL = """
import sys
from api.cli import main
sys.stdout.reconfigure(encoding="ascii")
main()
"""


def printed_where_ascii_is_usual(folder: pathlib.Path, url: str, command: str) -> str:
    """What a command prints that has been started with a standard output for ASCII, read as UTF-8."""
    (folder / "ascii.py").write_text(WHERE_ASCII_IS_USUAL)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    program = (*SCRIPT, folder / "ascii.py")
    process = begun([command], {"TIEOUT_DATABASE_URL": url}, program=program, cwd=folder, **pipes)
    printed, errors = process.communicate(timeout=LIFE_S)
    assert (process.returncode, errors) == (0, b"")
    return printed.decode()


def test_tables_are_in_utf_8_whatever_the_terminal_has(tieout: Shell) -> None:
    file = tieout.file("a.csv", "account_number,owner_name,email,currency,members\n1,Émilie,,USD,\n")
    assert tieout("import", "accounts", file).returncode == 0
    file = tieout.file("p.csv", "number,account_number,date,amount,kind,method,reference\nP1,1,2026-01-05,5,,,\n")
    assert tieout("import", "payments", file).returncode == 0
    printed = printed_where_ascii_is_usual(tieout.folder, tieout.environment["TIEOUT_DATABASE_URL"], "unreconciled")
    assert printed.splitlines()[1].startswith("Émilie,1,P1,")


def test_the_schema_is_in_utf_8_whatever_the_terminal_has(tmp_path: pathlib.Path) -> None:
    assert printed_where_ascii_is_usual(tmp_path, "sqlite:///none.db", "export-schema") == schema_text()


def test_does_not_prompt_for_a_useless_password(tmp_path: pathlib.Path, sqlite_url: str) -> None:
    arguments = ("user", "create", "ann@example.org", "--all")
    missing = Shell(tmp_path, "sqlite:///missing.db")(*arguments, stdin="short\n")
    assert (missing.returncode, "There is no database missing.db" in missing.stderr) == (1, True)
    tieout = Shell(tmp_path, sqlite_url)
    assert tieout(*arguments, stdin="correct horse battery\n").returncode == 0
    twice = tieout(*arguments, stdin="short\n")
    assert (twice.returncode, "Another user already signs in as ann@example.org" in twice.stderr) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("import", "cats", "x.csv"),
        ("import", "accounts", "missing.csv"),
        ("reconcile",),
        ("reconcile", "--kind", "X"),
        ("unreconciled", "--period", "yesterday"),
        ("token", "create", "shop"),
        ("token", "create", "shop", "--all", "--expires", "0"),
        ("serve", "--port", "99999"),
        ("demo", "--port", "-1"),
        ("demo", "--database-url", "bogus"),
        ("demo", "--database-url", ""),
    ],
)
def test_wrong_usage_exits_with_two_and_names_the_option(tmp_path: pathlib.Path, arguments: tuple[str, ...]) -> None:
    ran = Shell(tmp_path, "sqlite:///missing.db")(*arguments)
    assert ran.returncode == 2
    assert "TIEOUT_" not in ran.stderr
    named = [each for each in arguments if each.startswith("--") and each != "--all"]
    assert not named or f"'{named[-1]}'" in ran.stderr


def test_refusals_exit_with_one_and_print_one_line(tieout: Shell) -> None:
    ran = tieout("reconcile", "--account", "nobody")
    assert (ran.returncode, ran.stderr) == (1, "tieout: Account nobody not found. Check the number.\n")


def test_finds_an_account_by_its_normalised_number(tieout: Shell) -> None:
    file = tieout.file("a.csv", "account_number,owner_name,email,currency,members\n1,Ann,,USD,\n")
    assert tieout("import", "accounts", file).returncode == 0
    assert tieout("reconcile", "--account", " 1 ").stderr == "0 reconciliations made: 0.00 USD.\n"


@pytest.mark.parametrize("arguments", [("unreconciled",), ("export-schema",)])
def test_a_closed_output_pipe_is_not_reported_as_a_failure(sqlite_url: str, arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        process = begun(arguments, {"TIEOUT_DATABASE_URL": sqlite_url}, stdout=writing, stderr=subprocess.PIPE)
    finally:
        os.close(writing)
    assert (process.communicate(timeout=LIFE_S)[1], process.returncode) == (b"", 0)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:///missing.db", "There is no database missing.db"),
        ("sqlite:///empty.db", "empty or of another program"),
        ("sqlite:///text.db", "The SQLite file text.db cannot be used: file is not a database."),
        ("sqlite:///folder", "The SQLite file folder cannot be used: it is a folder."),
        ("postgresql://nobody@127.0.0.1:1/x", "The PostgreSQL database x at 127.0.0.1 cannot be used"),
        ("postgresql://nobody@127.0.0.1:port/x", "TIEOUT_DATABASE_URL"),
        ("postgresql://[nobody/x", "TIEOUT_DATABASE_URL"),
        ("mysql://x", "TIEOUT_DATABASE_URL"),
        ("", "TIEOUT_DATABASE_URL: It is empty."),
    ],
)
def test_reports_an_unusable_database(tmp_path: pathlib.Path, url: str, words: str) -> None:
    (tmp_path / "empty.db").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.db").write_text("this is no database at all, but a text of some length\n" * 20)
    ran = Shell(tmp_path, url)("verify")
    assert (ran.returncode, ran.stderr.count("\n")) == (1, 1)
    assert words in ran.stderr


def test_the_schema_is_exported(tmp_path: pathlib.Path) -> None:
    ran = Shell(tmp_path, "sqlite:///x.db")("export-schema")
    assert ran.stdout == (pathlib.Path(__file__).parents[2] / "schema.graphql").read_text(encoding="utf-8")


def test_a_file_of_another_program_is_understood_kept_and_imported_once(tieout: Shell) -> None:
    tieout.file("a.csv", "account_number,owner_name,email,currency,members\nA-1,Robin,,CAD,\n")
    tieout("import", "accounts", "a.csv")
    tieout.file("p.csv", "Client;Le;Somme\nA-1;31/01/2026;12,50 $\n")
    mapping = ("--column", "account_number=Client", "--column", "date=Le", "--column", "amount=Somme")
    ran = tieout("import", "payments", "p.csv", *mapping, "--save-mapping", "caisse")
    assert ran.stderr.splitlines() == [
        "Read as UTF-8, separated by semicolon, dates day/month/year, decimal comma, 1 row.",
        "Columns: account_number=Client, date=Le, amount=Somme.",
        "p.csv: 1 imported, 0 there already.",
    ]
    again = tieout("import", "payments", "p.csv", "--mapping", "caisse")
    assert again.stderr.splitlines()[-2:] == [
        "line 2: the same as PAY-A-1-1, which came with an earlier file.",
        "p.csv: 0 imported, 0 there already, 1 duplicate left out (--even-if-same imports them).",
    ]
    assert "1 imported" in tieout("import", "payments", "p.csv", "--mapping", "caisse", "--even-if-same").stderr
    tieout.file("p.csv", "Client;Le;Somme\nA-1;05/01/2026;12,50 $\n")
    refused = tieout("import", "payments", "p.csv", *mapping)
    assert refused.returncode == 1
    assert "--dates dmy" in refused.stderr
    assert tieout("import", "payments", "p.csv", *mapping, "--dates", "dmy").returncode == 0
