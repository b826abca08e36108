"""Every input makes its command, or a part of one, field by field."""

from collections import namedtuple
from dataclasses import fields

import pytest

import api.schema  # noqa: F401 - declares all inputs
from api.mutations.inputs import Input, passed
from domain.services.accounts import UpdateAccount
from domain.services.ledger_codes import CreateLedgerCode
from domain.store.commands import Command


def with_fields() -> list[type[Input]]:
    """The inputs that are converted field by field."""
    found, left = [], [Input]
    while left:
        left += (each := left.pop()).__subclasses__()
        if hasattr(each, "makes") and each.made is Input.made:
            found.append(each)
    return found


def test_what_an_input_makes_takes_each_of_its_fields() -> None:
    inputs = with_fields()
    assert len([each for each in inputs if issubclass(each.makes, Command)]) > 40
    for each in inputs:
        assert passed(each) or each.prepared or not fields(each.makes), each


@pytest.mark.parametrize(
    ("makes", "message"),
    [
        (CreateLedgerCode, "goes nowhere"),
        (namedtuple("Whole", [each.name for each in fields(UpdateAccount)]), "must be sent"),  # noqa: PYI024 - no types needed
    ],
)
def test_an_input_that_does_not_fit_what_it_makes_is_found(makes: type, message: str) -> None:
    (declared,) = (each for each in with_fields() if each.makes is UpdateAccount)
    with pytest.raises(AssertionError, match=message):
        passed(type("Wrong", (declared,), {"makes": makes}))
