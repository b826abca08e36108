"""The command line as a person uses it: exit statuses, one-line reasons, data on standard output."""

import contextlib
import json
import pathlib
import re
import subprocess
import sys
import urllib.request
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from api.cli import main
from tests.conftest import fresh_database

TIEOUT = pathlib.Path(sys.executable).with_name("tieout")


class Ran(NamedTuple):
    """What a command said, and its exit status."""

    returncode: int
    stdout: str
    stderr: str


class Shell:
    """Runs ``tieout`` in a folder of its own, in this process: the command line's own way in, without its start-up."""

    def __init__(self, folder: pathlib.Path, url: str) -> None:
        self.folder = folder
        self.environment = {"TIEOUT_DATABASE_URL": url}

    def __call__(self, *arguments: str, stdin: str = "") -> Ran:
        with contextlib.chdir(self.folder):
            ran = CliRunner().invoke(main, arguments, input=stdin, env=self.environment)
        assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
        return Ran(ran.exit_code, ran.stdout, ran.stderr)

    def file(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return name


@pytest.fixture(params=["sqlite", "postgresql"])
def tieout(request: pytest.FixtureRequest, tmp_path: pathlib.Path):
    for url in fresh_database(request.param, request, tmp_path):
        yield Shell(tmp_path, url)


def test_a_book_is_kept_from_the_command_line(tieout: Shell) -> None:
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
    assert "1 accounts, 2 reconciliations made" in tieout("reconcile", "--all").stderr
    assert "1 accounts, 0 reconciliations made" in tieout("reconcile", "--all").stderr
    listed = tieout("unreconciled")
    assert listed.stdout.splitlines()[1].startswith("Ann Rivera,1001,I-1,INVOICE,2026-01-05,2,Cap,15.00,USD,")
    assert json.loads(tieout("unreconciled", "--format", "json", "--period", "2026").stdout)[0]["open"] == "15.00"
    assert tieout("unreconciled", "--period", "2025", "--format", "tsv").stdout.count("\n") == 1
    verified = tieout("verify")
    assert (verified.returncode, verified.stderr) == (0, "Everything adds up.\n")


def test_bad_rows_are_named_and_nothing_is_stored(tieout: Shell) -> None:
    codes = tieout.file("c.csv", "code,title\nSWIM,Swimming\n,Nothing\nICE,\n")
    ran = tieout("import", "ledger-codes", codes)
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[:2] == [
        "line 3, code: This may not be empty.",
        "line 4, title: This may not be empty.",
    ]
    assert ran.stderr.endswith("tieout: 2 bad rows; nothing was imported.\n")
    kept = tieout("import", "ledger-codes", codes, "--skip-bad-rows")
    assert (kept.returncode, "1 imported" in kept.stderr) == (0, True)


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
    assert refused.stderr.startswith("line 3, credit_number: The same two items stand on line 2 already.")
    assert "1 imported, 0 there already" in tieout("import", "reconciliations", good).stderr
    assert tieout("verify").returncode == 0
    tried = tieout("import", "reconciliations", bad, "--keep-errors", "--dry-run")
    assert "1 would be imported (1 of them faulty), 1 there already." in tried.stderr
    assert "1 imported (1 of them faulty)" in tieout("import", "reconciliations", bad, "--keep-errors").stderr
    assert "0 imported, 2 there already." in tieout("import", "reconciliations", bad, "--keep-errors").stderr
    verified = tieout("verify")
    assert (verified.returncode, verified.stderr) == (1, "tieout: 1 contradictions found.\n")
    assert verified.stdout.startswith("R22\taccount 1001\t5.00 USD from P-1 item 1 to I-1 item 1\t")
    assert "I-1,INVOICE,2026-01-05,1,Lessons,0.00,USD" in tieout("unreconciled").stdout


def test_a_spreadsheet_takes_no_cell_for_a_formula(tieout: Shell) -> None:
    accounts = tieout.file("a.csv", "account_number,owner_name,email,currency,members\n1,=1+1,,USD,\n")
    payments = tieout.file("p.csv", "number,account_number,date,amount,kind,method,reference\nP-1,1,2026-01-09,80,,,\n")
    tieout("import", "accounts", accounts)
    tieout("import", "payments", payments)
    assert tieout("unreconciled").stdout.splitlines()[1].startswith("'=1+1,")


def test_people_and_programs_are_let_in(tieout: Shell) -> None:
    assert tieout("user", "create", "ann@example.org", "--all", stdin="correct horse battery\n").returncode == 0
    short = tieout("user", "create", "bo@example.org", "--permission", "VIEW_REPORTS", stdin="short\n")
    assert (short.returncode, "10 to 200 characters" in short.stderr) == (1, True)
    token = tieout("token", "create", "shop", "--permission", "client_billing", "--expires", "30")
    assert re.fullmatch(r"tieout_[\w-]{43}\n", token.stdout)
    assert tieout("token", "create", "shop").returncode == 2
    assert tieout("token", "create", "shop", "--all", "--expires", "0").returncode == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("import", "cats", "x.csv"),
        ("import", "accounts", "missing.csv"),
        ("reconcile",),
        ("reconcile", "--kind", "X"),
    ],
)
def test_wrong_use_is_exit_status_two(tieout: Shell, arguments: tuple[str, ...]) -> None:
    assert tieout(*arguments).returncode == 2


def test_refusals_are_one_line_and_exit_status_one(tieout: Shell) -> None:
    for arguments in (("reconcile", "--account", "nobody"), ("unreconciled", "--period", "yesterday")):
        ran = tieout(*arguments)
        assert (ran.returncode, ran.stderr.count("\n")) == (1, 1)
        assert ran.stderr.startswith("tieout: ")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:///missing.db", "There is no database missing.db"),
        ("sqlite:///empty.db", "empty or of another program"),
        ("sqlite:///text.db", "cannot be used"),
        ("postgresql://nobody@127.0.0.1:1/x", "cannot be used"),
        ("mysql://x", "TIEOUT_DATABASE_URL"),
    ],
)
def test_a_database_that_cannot_be_used_is_said_in_words(tmp_path: pathlib.Path, url: str, words: str) -> None:
    (tmp_path / "empty.db").touch()
    (tmp_path / "text.db").write_text("this is no database at all, but a text of some length\n" * 20)
    ran = Shell(tmp_path, url)("verify")
    assert ran.returncode == 1
    assert words in ran.stderr


def test_a_backup_is_whole_and_overwrites_nothing(tmp_path: pathlib.Path, sqlite_url: str) -> None:
    tieout = Shell(tmp_path, sqlite_url)
    assert tieout("backup", "copy.db").returncode == 0
    assert Shell(tmp_path, "sqlite:///copy.db")("verify").returncode == 0
    again = tieout("backup", "copy.db")
    assert (again.returncode, "is there already" in again.stderr) == (1, True)
    assert tieout("backup", "no/such/folder/copy.db").returncode == 1


def test_the_schema_is_exported(tmp_path: pathlib.Path) -> None:
    ran = Shell(tmp_path, "sqlite:///x.db")("export-schema")
    assert ran.stdout == (pathlib.Path(__file__).parents[2] / "schema.graphql").read_text(encoding="utf-8")


def test_the_demo_signs_in_and_ends_cleanly(tmp_path: pathlib.Path) -> None:
    command = [TIEOUT, "demo", "--port", "0", "--database-url", f"sqlite:///{tmp_path}/demo.db"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        link = re.search(r"http://127\.0\.0\.1:\d+/sign-in/\S+", process.stdout.readline())
        assert link is not None
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        page = opener.open(link[0], timeout=20)
        assert page.url.endswith("/")
        query = json.dumps(
            {"query": '{ account(number: "1001") { ownerName transactions { nodes { status } } } }'}
        ).encode()
        asked = urllib.request.Request(
            page.url + "graphql", query, {"Content-Type": "application/json", "X-Tieout": "1"}
        )
        said = json.loads(opener.open(asked, timeout=20).read())["data"]["account"]
        assert said["ownerName"] == "Maria Rivera"
        assert [each["status"] for each in said["transactions"]["nodes"]] == [
            "PARTIALLY_RECONCILED",
            "FULLY_RECONCILED",
        ]
    finally:
        process.terminate()
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in errors
    assert Shell(tmp_path, f"sqlite:///{tmp_path}/demo.db")("verify").returncode == 0
