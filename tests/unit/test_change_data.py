"""What the feed shows of objects: every column of a row has its name in the graph, or a reason to be left out."""

import re

import pytest

from api.schema import core_schema
from api.types.audit_snapshots import TYPE_BY_NOUN
from api.types.change_data import SHOWN, name_in_graph
from domain.core.change_kinds import ChangeKind, nouns_of
from domain.store.snapshots import LOGGED
from domain.tables.record import logged_columns, personal_columns

BESIDE = {"recordedAt", "withdrawnAt", "processing", "revokedAt"}
"""What the feed shows although the graph's types have no such field."""
LEFT_OUT = {
    "transaction": {"recording_seq", "series", "series_seq"},
    "item": {*("account_id", "transaction_id", "side", "kind", "date", "recording_seq", "withdrawn_at")},
    "reconciliation": {
        *("credit_account_id", "credit_transaction_id", "debit_transaction_id", "released_batch_id", "replaces_id")
    },
    "plannedPayment": {"batch_id"},
    "subscription": {"batch_id", "periods_charged", "counted_from", "period_offset", "charged_on"},
    "bankLine": {"batch_id", "kind", "key", "entry_key"},
    "bankLinePart": {"line_id", "account_id", "batch_id", "replaces_id"},
    "booksClosing": {"batch_id"},
    "user": {"password_set_at", "sessions_ended_at", "factors_changed_at"},
}
"""Columns that the graph does not show either, that repeat the object around them, or that say how the product works."""


@pytest.mark.parametrize("noun", SHOWN)
def test_every_column_has_its_name_in_the_graph_or_is_left_out_for_a_reason(noun: str) -> None:
    row_class = LOGGED[noun]
    columns = {*logged_columns(row_class), *personal_columns(row_class)}
    assert columns - LEFT_OUT.get(noun, set()) == set(SHOWN[noun]) - {"items"}
    fields = core_schema().type_map[TYPE_BY_NOUN[noun]].fields  # type: ignore[attr-defined]  # each is an object's
    for column in SHOWN[noun]:
        name = name_in_graph(noun, column)
        reference = re.sub("Id$", "", name)
        assert (
            name in fields
            or (column.endswith("_id") and (reference in fields or column == "account_id"))
            or name in BESIDE
        )


def test_every_row_that_the_feed_reports_is_shown() -> None:
    assert nouns_of(list(ChangeKind)) & LOGGED.keys() == SHOWN.keys() - {"item"}
