"""What the page and the server each write down for themselves is the same on both sides."""

import pathlib
import re
from datetime import date

import pytest

from api.pages import SCREENS
from api.types.audit_snapshots import TYPE_BY_NOUN
from domain.core.periods import Period
from domain.queries.reports.aging import DayScope
from domain.queries.reports.commands import report_commands
from domain.queries.reports.scope import PeriodScope
from domain.store.audit import SHOWN
from domain.tables import CHANGEABLE, UNAUDITED, BooksClosingRow, ItemRow, JournalRow, ReconciliationRow
from tests.support.page_texts import files, messages_of

ROOT = pathlib.Path(__file__).parents[2]
JS = ROOT / "web/js"
AUDITED = [row for row in CHANGEABLE if row not in (*UNAUDITED, ItemRow)]
"""The rows with events of their own: items are in their transaction's."""
DAY = date(2026, 3, 31)
PERIOD = PeriodScope("USD", Period(DAY, DAY))
OWN_COLUMNS = {"payment-breakdown": {"title"}}
"""Columns that a file from the page has beside those of the command line."""


def script(path: str) -> str:
    return (JS / path).read_text(encoding="utf-8")


def test_the_server_serves_the_address_of_each_screen_and_no_other() -> None:
    paths = {re.sub(r":(\w+)", r"{\1}", path) for path in re.findall(r'path: "(/[^"]+)"', script("routes.js"))}
    assert len(paths) > 10
    assert {"/", *paths} == set(SCREENS)


def columns(program) -> list[str]:
    """A table's columns, whatever it asks the database being answered with no rows."""
    answer = None
    while True:
        try:
            program.send(answer)
        except StopIteration as end:
            return list(end.value.columns)
        answer = []


@pytest.mark.parametrize(
    ("name", "program"),
    [
        (name, each.read(PERIOD if each.is_of_period else DayScope("USD", DAY)))
        for name, each in report_commands().items()
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_report_has_the_same_columns_on_the_page_and_on_the_command_line(name, program) -> None:
    headings = re.search(r"cells: \(.*?\n    \[(.*)\],\n", script(f"screens/reports/{name}.js"))
    assert headings is not None
    texts = {each.id: each.text for path in files() for each in messages_of(path)}
    page = [texts[each].lower().replace(" ", "_") for each in re.findall(r'msg\("([^"]+)"\)', headings[1])]
    assert len(page) == len(set(page))
    assert set(page) - OWN_COLUMNS.get(name, set()) == set(columns(program))


def test_the_activity_filter_offers_every_action_that_the_log_can_hold() -> None:
    listed = re.search(r"const ACTIONS = \[(.*?)\]", script("activity-words.js"), re.DOTALL)
    assert listed is not None
    offered = re.findall(r'"(\w+\.\w+)"', listed[1])
    ended = {ReconciliationRow: ("changed", "released"), BooksClosingRow: ("reopened",), JournalRow: ()}
    written = {
        f"{row.NOUN}.{verb}" for row in AUDITED for verb in ("created", *ended.get(row, ("changed", "withdrawn")))
    }
    assert len(offered) == len(set(offered))
    assert set(offered) == {*written, SHOWN}


def test_the_snapshots_of_every_row_that_the_log_can_hold_can_be_shown() -> None:
    assert {*(row.NOUN for row in AUDITED), SHOWN.partition(".")[0]} <= set(TYPE_BY_NOUN)
