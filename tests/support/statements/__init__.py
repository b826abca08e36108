"""Bank files of tests: made after the published formats, and read."""

import io
from dataclasses import astuple

import pytest

from domain.core.bank_keys import Movement
from domain.core.text import one_form
from domain.errors import InvalidValue
from domain.importing.readers.reading import Reading
from domain.importing.statements.events import StatementBegins, StatementEnds, StatementEvent
from domain.importing.statements.reader import read_statements


def events_of(
    content: str | bytes, *, currency: str | None = None, mapping: Reading | None = None, name: str = ""
) -> list[StatementEvent]:
    """Read a file; what it yields obeys what every reader promises."""
    data = content.encode() if isinstance(content, str) else content
    events = [*read_statements(io.BytesIO(data), name=name, mapping=mapping, currency=currency)]
    check_events(events)
    return events


def lines_of(content: str | bytes, *, currency: str | None = None, mapping: Reading | None = None) -> list[Movement]:
    """Return the lines of a file."""
    found = events_of(content, currency=currency, mapping=mapping)
    return [each for each in found if isinstance(each, Movement)]


def cents(content: str | bytes) -> list[int]:
    """Return the amounts of a file of an account in USD."""
    return [line.amount_cents for line in lines_of(content, currency="USD")]


def refusal_of(content: str | bytes, *, currency: str | None = None) -> str:
    """Expect that a file is refused, and return the reason."""
    with pytest.raises(InvalidValue) as refused:
        events_of(content, currency=currency)
    return refused.value.message


def begins(content: str | bytes, *, currency: str | None = None) -> list[StatementBegins]:
    """Return the beginnings of a file's statements."""
    return [each for each in events_of(content, currency=currency) if isinstance(each, StatementBegins)]


def ends(content: str | bytes, *, currency: str | None = None) -> list[StatementEnds]:
    """Return the ends of a file's statements."""
    return [each for each in events_of(content, currency=currency) if isinstance(each, StatementEnds)]


def check_events(events: list[StatementEvent]) -> None:
    """Each statement begins, has lines and ends, and each text has its one form."""
    is_open = False
    for each in events:
        assert isinstance(each, StatementBegins) is not is_open
        is_open = not isinstance(each, StatementEnds)
        for value in astuple(each) if isinstance(each, Movement) else each:
            assert type(value) is not float
            if isinstance(value, str) and isinstance(each, Movement):
                assert one_form(value) == value
                assert len(value) <= 2000
        if isinstance(each, Movement):
            assert each.amount_cents or each.fee_cents
            assert each.payer_name != ""
            assert each.bank_id != ""
            assert each.place
    assert not is_open
