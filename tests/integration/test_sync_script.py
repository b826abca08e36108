"""The handbook's nightly sync, run as printed against a server: its copy holds what stands, and nothing is read twice."""

import contextlib
import json
import pathlib
import re
import sqlite3

from api.handbook.pages import FOLDER
from tests.support.bulk_fix import Partner, Size, partner_beside_a_server, standing
from tests.support.shell import Shell

PROGRAM = re.search(r"```python\n(.*?)```", (FOLDER / "sync.md").read_text(encoding="utf-8"), re.DOTALL)
SMALL = Size(families=2, invoices=3, paid=3)


def copied(folder: pathlib.Path) -> list[tuple[str, dict[str, object]]]:
    with contextlib.closing(sqlite3.connect(folder / "copy.db")) as copy:
        return [(row[0], json.loads(row[1])) for row in copy.execute("select id, data from objects")]


def synced(partner: Partner, token: str) -> int:
    """Run the program with a token that only reads; return how many changes it read."""
    reader = Partner(partner.folder, "", token)
    reader.environment["TIEOUT_API"], reader.script = partner.environment["TIEOUT_API"], "sync.py"
    ran = reader()
    assert (ran.returncode, ran.stderr) == (0, "")
    return int(ran.stdout.split()[0])


def test_a_copy_is_what_stands(tmp_path: pathlib.Path) -> None:
    assert PROGRAM is not None
    tieout = Shell(tmp_path, f"sqlite:///{tmp_path / 'tieout.db'}")
    with partner_beside_a_server(tmp_path, tieout, SMALL) as partner:
        (tmp_path / "sync.py").write_text(PROGRAM[1], encoding="utf-8")
        token = tieout("token", "create", "sync", "--template", "reading").stdout.strip()
        read = synced(partner, token)
        assert read >= SMALL.families * (1 + SMALL.invoices + SMALL.paid)
        assert (synced(partner, token), len(standing(tieout))) == (0, 0)

        partner.done("plan", "monday.json")
        [applied] = partner.done("apply", "monday.json")
        made = SMALL.families * SMALL.paid
        assert synced(partner, token) == made == len(standing(tieout))
        cents = [data["amountCents"] for _, data in copied(tmp_path) if "creditItemId" in data]
        assert sorted(map(str, cents)) == sorted(str(each[2]) for each in standing(tieout))

        partner.done("undo", applied["batch"]["id"])
        assert synced(partner, token) == made
        assert not [data for _, data in copied(tmp_path) if "creditItemId" in data]
