"""Every text that comes in gets its one form: no command, argument or row can hold it where nothing looks (domain R37)."""

import dataclasses
import datetime
import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import UnionType
from typing import Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from api.schema import core_schema
from domain.core.text import in_one_form
from domain.importing.readers.rows import FileRow
from domain.services.accounts import CreateAccount, UpdateAccount
from domain.services.invoices import CreateInvoice
from domain.services.recording import ItemInput
from domain.store import commands
from domain.tables import Record

ODD, FORM = " A\u200b\u00a0e\u0301\u2060 ", "A \u00e9"
JOINED = "\u0645\u06cc\u200c\u062e\u0648"


def texts_outside(hint: Any, path: str) -> Iterator[str]:
    """Yield each place in a type where a text may stand that ``in_one_form`` does not reach."""
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        for each in get_args(hint):
            yield from texts_outside(each, path)
    elif origin in {list, tuple, dict, Sequence, Mapping}:
        for each in get_args(hint):
            yield from texts_outside(each, f"{path}[]")
    elif origin not in {None, Literal, Callable}:
        if not all(isinstance(each, type) and issubclass(each, enum.Enum | int) for each in get_args(hint)):
            yield path
    elif hint in {Any, object}:
        yield path
    elif isinstance(hint, type) and issubclass(hint, tuple):
        for name, each in get_type_hints(hint).items():
            if each is str or list(texts_outside(each, name)):
                yield f"{path}.{name}"
    elif isinstance(hint, type) and dataclasses.is_dataclass(hint) and not issubclass(hint, Record):
        if not hint.__dataclass_params__.frozen:  # type: ignore[attr-defined]  # of a dataclass or refusal
            yield path
        for name, each in get_type_hints(hint).items():
            if get_origin(each) is not ClassVar:
                yield from texts_outside(each, f"{path}.{name}")


def test_a_text_in_a_command_stands_where_it_gets_its_form() -> None:
    assert core_schema  # declares all mutations, and with them their commands
    known = list(commands._SERVICES)
    assert len(known) > 30
    missed = [
        place
        for each in known
        for name, hint in get_type_hints(each).items()
        if get_origin(hint) is not ClassVar
        for place in texts_outside(hint, f"{each.__name__}.{name}")
    ]
    assert [place for place in missed if not place.endswith(".digest")] == [], "a digest is the product's own"


def test_a_command_gets_the_one_form_of_its_texts() -> None:
    invoice = CreateInvoice(1, [ItemInput(ODD, "SW\u200dIM", 5)], datetime.date(2026, 1, 5), number="IN\u200dV")
    assert in_one_form(invoice) == dataclasses.replace(invoice, items=[ItemInput(FORM, "SWIM", 5)], number="INV")
    account = CreateAccount("\ufeff1", ODD, "USD", None, (ODD, JOINED))
    assert in_one_form(account) == CreateAccount("1", FORM, "USD", None, (FORM, JOINED))
    plain = UpdateAccount(1, owner_name="Kim")
    assert in_one_form(plain) is plain


def test_a_querys_arguments_get_their_form_and_secrets_stay_as_they_are() -> None:
    assert in_one_form({"password": ODD, "search": ODD, "list": [{"number": ODD}]}) == {
        "password": ODD, "search": FORM, "list": [{"number": FORM}],
    }  # fmt: skip


def test_a_row_of_a_file_gets_the_one_form_of_its_cells() -> None:
    row = FileRow(2, 0, {"invoice_number": "IN\u200dV\u200b", "description": ODD, "ledger_code": "\u2060SWIM"})
    assert row == {"invoice_number": "INV", "description": FORM, "ledger_code": "SWIM"}


@pytest.mark.parametrize("name", ["number", "accountNumber", "ledger_code", "code", "email"])
def test_what_names_a_record_has_no_joiner(name: str) -> None:
    assert in_one_form("a\u200db", name) == "ab"
    assert in_one_form("a\u200db", "owner_name") == "a\u200db"
