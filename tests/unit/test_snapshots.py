"""What audit events hold of rows, as a whole and by a few columns alone."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from domain.store.snapshots import UNTOLD, after_of, unpacked, unpacked_columns
from domain.tables import BankLineRow, ItemRow, TransactionRow
from domain.tables.record import logged_columns, personal_columns

SOME = frozenset({"payment_state", "recorded_at", "released_at"})


def test_some_columns_of_a_transaction_are_read_without_its_items() -> None:
    own, items = logged_columns(TransactionRow), logged_columns(ItemRow)
    whole = {"payment_state": "payment_state", "recorded_at": "recorded_at"}
    for values in ([own, items], own):
        assert unpacked_columns("transaction", json.dumps(values), None, SOME) == whole
        assert whole.items() <= unpacked("transaction", json.dumps(values), None).items()


def test_columns_that_an_event_does_not_tell_are_left_out() -> None:
    own = [UNTOLD if name == "recorded_at" else name for name in logged_columns(TransactionRow)]
    assert unpacked_columns("transaction", json.dumps([own, []]), None, SOME).keys() == {"payment_state"}


def test_columns_newer_than_an_event_are_left_out() -> None:
    columns = logged_columns(TransactionRow)
    older = columns[: columns.index("payment_state")]
    assert "payment_state" not in unpacked_columns("transaction", json.dumps(older), None, SOME)


def test_a_row_of_which_personal_columns_are_wanted_is_read_whole() -> None:
    values, texts = json.dumps(logged_columns(BankLineRow)), json.dumps(personal_columns(BankLineRow))
    found = unpacked_columns("bankLine", values, texts, frozenset({"ignored_reason"}))
    assert found == unpacked("bankLine", values, texts)
    assert found["ignored_reason"] == "ignored_reason"


def test_what_an_event_says_of_something_else_is_an_object() -> None:
    assert unpacked_columns("account", '{"name": "erased"}', None, SOME) == {"name": "erased"}


def test_an_event_without_the_row_after_it_is_damaged() -> None:
    damaged: Any = SimpleNamespace(
        id=7, action="account.created", before=None, after=None, personal=None, texts_hash=None
    )
    with pytest.raises(ValueError, match="audit event 7 holds no row"):
        after_of(damaged)
