"""The programs of ``tests/examples`` do what they promise, run beside a server as a partner would run them."""

import contextlib
import json
import pathlib
import re
import sqlite3
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from api.handbook.pages import FOLDER
from tests.support.bulk_fix import Partner, Size, partner_beside_a_server, standing
from tests.support.shell import Ran, Shell

EXAMPLES = pathlib.Path(__file__).parents[1] / "examples"
SMALL = Size(families=2, invoices=3, paid=3)
ORDER = {
    "account": "F000",
    "number": "S-4711",
    "items": [{"description": "T-shirt", "ledgerCode": "SWIM", "amountCents": 2_500}],
    "paidCents": 2_000,
}


class Programs:
    """Runs the examples, each with a token of its own that has the fewest permissions."""

    def __init__(self, partner: Partner, tieout: Shell) -> None:
        self.fixing = partner
        self._tieout = tieout
        self._tokens: dict[str, str] = {}

    def run(self, name: str, template: str, *arguments: str) -> Ran:
        if template not in self._tokens:
            created = self._tieout("token", "create", f"example {template}", "--template", template)
            self._tokens[template] = created.stdout.strip()
        partner = Partner(self.fixing.folder, "", self._tokens[template])
        partner.environment["TIEOUT_API"], partner.script = self.fixing.environment["TIEOUT_API"], str(EXAMPLES / name)
        return partner(*arguments)


@pytest.fixture
def tieout(tmp_path: pathlib.Path, sqlite_url: str) -> Shell:
    return Shell(tmp_path, sqlite_url)


@pytest.fixture
def programs(tmp_path: pathlib.Path, tieout: Shell) -> Iterator[Programs]:
    with partner_beside_a_server(tmp_path, tieout, SMALL) as partner:
        yield Programs(partner, tieout)


def test_the_handbook_shows_the_nightly_sync_as_it_is() -> None:
    shown = re.search(r"```python\n(.*?)```", (FOLDER / "sync.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown is not None
    assert shown[1] == (EXAMPLES / "nightly_sync.py").read_text(encoding="utf-8")


def copied(folder: pathlib.Path) -> list[dict[str, object]]:
    """What the sync's copy holds of reconciliations."""
    with contextlib.closing(sqlite3.connect(folder / "copy.db")) as copy:
        found = [json.loads(row[0]) for row in copy.execute("select data from objects")]
    return [data for data in found if "creditItemId" in data]


def test_a_copy_is_what_stands(programs: Programs, tieout: Shell, tmp_path: pathlib.Path) -> None:
    def changes() -> int:
        ran = programs.run("nightly_sync.py", "reading")
        assert (ran.returncode, ran.stderr) == (0, "")
        return int(ran.stdout.split()[0])

    assert changes() >= SMALL.families * (1 + SMALL.invoices + SMALL.paid)
    assert (changes(), copied(tmp_path), standing(tieout)) == (0, [], [])
    programs.fixing.done("plan", "monday.json")
    [applied] = programs.fixing.done("apply", "monday.json")
    assert changes() == SMALL.families * SMALL.paid
    cents = sorted(int(str(each["amountCents"])) for each in copied(tmp_path))
    assert cents == sorted(each[2] for each in standing(tieout))
    programs.fixing.done("undo", applied["batch"]["id"])
    assert changes() == SMALL.families * SMALL.paid
    assert copied(tmp_path) == []
    with contextlib.closing(sqlite3.connect(tmp_path / "copy.db")) as copy, copy:
        copy.execute("update read_up_to set mark = 'of a database that was restored since'")
        copy.execute("insert into objects values ('gone', '{\"creditItemId\": 1}')")
    assert changes() > SMALL.families * SMALL.paid * 2
    assert copied(tmp_path) == []


def test_who_is_erased_is_gone_from_a_copy(programs: Programs, tmp_path: pathlib.Path) -> None:
    def ask(query: str) -> dict[str, Any]:
        environment = programs.fixing.environment
        headers = {"authorization": f"Bearer {environment['TOKEN']}"}
        answer = httpx.post(environment["TIEOUT_API"], json={"query": query}, headers=headers, verify=False).json()
        assert "errors" not in answer, answer
        found: dict[str, Any] = answer["data"]
        return found

    def copy() -> str:
        assert programs.run("nightly_sync.py", "reading").returncode == 0
        return (tmp_path / "copy.db").read_bytes().decode("latin-1")

    created = 'createAccount(input: {number: "Z1", ownerName: "Zoe Secret", currency: "USD", members: ["Zed Secret"]})'
    account = ask(f"mutation {{ {created} {{ account {{ id }} userErrors {{ message }} }} }}")["createAccount"][
        "account"
    ]
    assert copy().count("Secret") >= 2
    erased = f'erasePerson(input: {{accountId: "{account["id"]}"}})'
    assert ask(f"mutation {{ {erased} {{ userErrors {{ message }} }} }}")["erasePerson"]["userErrors"] == []
    copy()
    with contextlib.closing(sqlite3.connect(tmp_path / "copy.db")) as kept:
        assert "Secret" not in str(kept.execute("select data from objects").fetchall())
    assert programs.run("nightly_sync.py", "reading").stdout == "0 changes\n"


def test_an_order_is_recorded_once_and_shown_in_the_statement(programs: Programs, tmp_path: pathlib.Path) -> None:
    (tmp_path / "order.json").write_text(json.dumps(ORDER))
    first, again = (programs.run("checkout.py", "web-shop", "order.json") for _ in range(2))
    assert (first.returncode, again.returncode) == (0, 0), (first, again)
    done = json.loads(first.stdout)
    assert (done["replayed"], done["payment"]["unreconciledCents"]) == (False, 0)
    assert json.loads(again.stdout) == {**done, "replayed": True}

    (tmp_path / "order.json").write_text(json.dumps({**ORDER, "number": "S-4712", "paidCents": -1}))
    refused = programs.run("checkout.py", "web-shop", "order.json")
    assert refused.returncode == 1
    assert refused.stderr.startswith("input.payment.amountCents: ")

    shown = programs.run("family_statement.py", "reading", "F000", "2026-01-01", "2099-12-31").stdout
    invoice, paid = done["invoice"]["number"], done["payment"]["number"]
    assert re.search(rf"^    T-shirt\n        20\.00 with {paid}$", shown, re.MULTILINE), shown
    assert f"20.00 with {invoice}" in shown
    opening, closing = (
        re.search(rf"^{name} balance +([-\d,.]+)$", shown, re.MULTILINE) for name in ("Opening", "Closing")
    )
    assert opening is not None
    assert closing is not None
    assert (opening[1], closing[1]) == ("0.00", "5.00")
