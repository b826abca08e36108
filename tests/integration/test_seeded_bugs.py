"""The list of seeded bugs (``tests.stress.seeded_bugs``): each has its place, and three are put in and found."""

import pathlib

import pytest

from tests.stress.seeded_bugs import BUGS, ROOT, SIMULATION, copied, is_found, put_in

TRIED = (
    "a planned payment is read before its account is locked",
    "synchronous=NORMAL: a power failure loses what was answered",
    "an item is given a cent more than it has open",
)


def test_there_are_thirty_and_each_has_its_place() -> None:
    assert len(BUGS) == len({bug.name for bug in BUGS}) == 30
    for bug in BUGS:
        for name, before, after in bug.changes:
            assert (ROOT / name).read_text(encoding="utf-8").count(before) == 1, bug.name
            assert before != after
        if bug.found_by != SIMULATION:
            assert (ROOT / bug.found_by[-1].partition("::")[0]).is_file(), bug.name


@pytest.mark.parametrize("name", TRIED)
def test_a_seeded_bug_is_found(name: str, tmp_path: pathlib.Path) -> None:
    (bug,) = (each for each in BUGS if each.name == name)
    copied(tmp_path)
    put_in(bug, tmp_path)
    found, shown = is_found(bug, tmp_path)
    assert found, shown
