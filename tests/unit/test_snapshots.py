"""What audit events hold of rows, as a whole and by its head alone."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from domain.store.snapshots import UNTOLD, after_of, heads_of, unpacked, unpacked_head
from domain.tables import BankLineRow, ItemRow, TransactionRow
from domain.tables.record import logged_columns, personal_columns


def test_the_head_of_a_transaction_has_its_own_columns_alone() -> None:
    own, items = logged_columns(TransactionRow), logged_columns(ItemRow)
    values = json.dumps([own, items])
    head = unpacked_head("transaction", values, None)
    assert head == dict(zip(own, own, strict=True))
    whole = unpacked("transaction", values, None)
    assert whole.keys() == {*head, *personal_columns(TransactionRow), "items"}
    assert head.items() <= whole.items()


def test_a_head_leaves_out_what_its_event_does_not_tell() -> None:
    own = [UNTOLD if name == "recorded_at" else name for name in logged_columns(TransactionRow)]
    head = unpacked_head("transaction", json.dumps([own, []]), None)
    assert {*logged_columns(TransactionRow)} - head.keys() == {"recorded_at"}


def test_the_head_of_anything_else_is_all_of_it() -> None:
    values, texts = json.dumps(logged_columns(BankLineRow)), json.dumps(personal_columns(BankLineRow))
    head = unpacked_head("bankLine", values, texts)
    assert head == unpacked("bankLine", values, texts)
    assert head["ignored_reason"] == "ignored_reason"
    assert unpacked_head("account", '{"name": "erased"}', None) == {"name": "erased"}


def test_an_event_without_the_row_after_it_is_damaged() -> None:
    damaged: Any = SimpleNamespace(
        id=7, action="account.created", before=None, after=None, personal=None, texts_hash=None
    )
    for read in (after_of, heads_of):
        with pytest.raises(ValueError, match="audit event 7 holds no row"):
            read(damaged)
