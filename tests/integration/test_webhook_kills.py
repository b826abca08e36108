"""A receiver that often fails gets each change in order, though servers are killed and the secret rotated (domain R47a)."""

import pathlib

import pytest

from tests.stress.webhooks import delivered
from tests.support import impatient
from tests.support.moody_receiver import Got, Moods, out_of_order
from tests.support.started import SCRIPT

MOODS = Moods(quick=0.1, long=0.02, odd=0.05)
FEED = (3, 4, 7, 9)


async def test_every_change_arrives_whatever_fails(sqlite_url: str, tmp_path: pathlib.Path) -> None:
    tieout = (*SCRIPT, pathlib.Path(impatient.__file__))
    outcome = await delivered(sqlite_url, tmp_path, changes=60, kills=1, moods=MOODS, tieout=tieout)
    assert outcome.changes >= 60
    assert len(outcome.answers) > 3, str(outcome)
    assert outcome.violations == 0, str(outcome)


@pytest.mark.parametrize(
    ("got", "wrong"),
    [
        ([(3, True), (4, True), (7, True), (9, True)], 0),
        ([(3, True), (4, False), (4, True), (7, True), (3, True), (4, True), (7, True), (9, True)], 0),
        ([(3, True), (7, True), (9, True)], 1),
        ([(3, False), (4, True)], 1),
        ([(3, True), (4, True), (7, True), (3, True), (9, True)], 1),
        ([(3, True), (5, True)], 1),
    ],
)
def test_what_comes_out_of_order_is_noticed(got: list[tuple[int, bool]], wrong: int) -> None:
    assert len(out_of_order([Got(*each) for each in got], FEED)) == wrong
