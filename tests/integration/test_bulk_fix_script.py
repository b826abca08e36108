"""README's bulk fix script, run as printed against a server: planned, applied, sent again, undone, on large accounts."""

import json
import pathlib
from collections.abc import Iterator

import pytest

from tests.support.bulk_fix import Partner, Size, answers, goes_through_its_life, partner_beside_a_server
from tests.support.shell import Ran, Shell

LARGE = Size(families=10, invoices=105, paid=101)
"""More than one answer may hold and one mutation of the script takes; ``tests.stress.bulk_fix`` has a hundred accounts."""
SMALL = Size(families=2, invoices=12, paid=12)


@pytest.fixture
def tieout(tmp_path: pathlib.Path, sqlite_url: str) -> Shell:
    return Shell(tmp_path, sqlite_url)


@pytest.fixture
def partner(tmp_path: pathlib.Path, tieout: Shell, size: Size) -> Iterator[Partner]:
    with partner_beside_a_server(tmp_path, tieout, size) as partner:
        yield partner


@pytest.mark.parametrize("size", [LARGE])
def test_the_script_is_done_once_and_leaves_nothing_out(partner: Partner, tieout: Shell, size: Size) -> None:
    goes_through_its_life(partner, tieout, size)


@pytest.mark.parametrize("size", [SMALL])
def test_the_script_says_why_it_could_not_finish_and_names_what_no_longer_fits(
    partner: Partner, tmp_path: pathlib.Path, size: Size
) -> None:
    assert partner.done("plan", "monday.json")[0]["reconciliationCount"] == size.families * size.paid
    fails_with_its_reason(partner)
    plan = json.loads((tmp_path / "monday.json").read_text())
    plan[0]["edges"][0]["amountCents"] += 1
    (tmp_path / "monday.json").write_text(json.dumps(plan))
    ran = partner("apply", "monday.json")
    assert ran.returncode == 1
    assert [error["row"] for each in answers(ran) for error in each["userErrors"]] == [0]
    assert sum(each["reconciliationCount"] for each in answers(ran)) == size.families * size.paid - 1
    assert partner("undo", "nothing").returncode != 0


def fails_with_its_reason(partner: Partner) -> None:
    works = partner.environment.copy()
    for change, reason in (
        ({"TOKEN": ""}, "TOKEN is not set"),
        ({"TOKEN": "nonsense"}, "This token is unknown"),
        ({"TIEOUT_API": "http://127.0.0.1:9/graphql"}, "(server: http://127.0.0.1:9/graphql)"),
        ({"TIEOUT_API": works["TIEOUT_API"].removesuffix("graphql")}, "405"),
    ):
        partner.environment = works | change
        for arguments in (("plan", "tuesday.json"), ("apply", "monday.json"), ("undo", "bt_1")):
            fails(partner(*arguments), reason)
    partner.environment = works
    fails(partner("apply", "no such file"), "No such file")
    fails(partner("apply", "bulk_fix.py"), "")
    for other in ('{"edges": []}', "[1]", "null"):
        (partner.folder / "other.json").write_text(other)
        fails(partner("apply", "other.json"), "Stopped: ")
    script = partner.folder / "bulk_fix.py"
    works_here = script.read_text()
    script.write_text(works_here.replace("reconciliationCount", "countOfAnotherVersion"))
    fails(partner("apply", "monday.json"), "countOfAnotherVersion")
    script.write_text(works_here)
    fails(partner(), "plan FILE")


def fails(ran: Ran, reason: str) -> None:
    assert ran.returncode != 0
    assert reason in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""
