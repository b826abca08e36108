"""The reports of the command line."""

from api.cli.changes_table import CHANGES
from api.cli.report_tables import OF_PERIOD


def test_each_report_tells_what_changed_since() -> None:
    assert set(CHANGES) == {*OF_PERIOD, "aging", "bank-reconciliation"}
