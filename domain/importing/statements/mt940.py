"""Statements of SWIFT MT940: fields such as ``:61:``, each with what follows it up to the next.

Every statement must end with its closing balance: a file that was cut short is refused, not read as far as it
goes. What is money is read strictly (mark, amount, days); the rest generously, as banks write it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO, NamedTuple

from domain.core.bank_keys import Movement
from domain.core.file_places import line_in
from domain.core.kinds import BankFileFormat
from domain.core.text import quoted
from domain.errors import InvalidValue
from domain.importing.statements.events import StatementBegins, StatementEnds, StatementEvent
from domain.importing.statements.mt940_details import Details, details_of, own_fields_of
from domain.importing.statements.repeats import Repeats
from domain.importing.statements.text_lines import PlacedLine, text_lines
from domain.importing.statements.values import (
    account_of,
    cents_of,
    damaged,
    day_of,
    iban_of,
    known_currency_at,
    moved,
    name_of,
    reference_of,
    text_of,
)
from domain.texts import Text, say

FIELD_LINES_MAX = 200
"""The most lines of one field; the standard has six, banks write some more."""
HELD_MAX = 10_000
"""The most lines of a statement without an opening balance: they are held until its closing balance names the currency."""

_TAG = re.compile(r":(?P<tag>13D?|20|21|25|28C?|34F|60[FM]?|61|62[FM]?|64|65|86|90[CD]|NS):(?P<value>.*)")
"""What begins a field; a text may have a line that only looks so, such as a time of day cut in two."""
_ENVELOPE = re.compile(r"-\}?|\{[0-9]:.*|-?\}.*|\x01.*|\x03.*")
_MOVEMENT = re.compile(
    r"(?P<valued>[0-9]{6})(?P<booked>[0-9]{4}|[ ]{4})?(?P<mark>E?R?[CD])(?P<funds>[A-Z])?[ ]?"
    r"(?P<amount>[0-9]+,?[0-9]*)(?![0-9.,])(?P<kind>[NSF][A-Z0-9 ]{3})?(?P<reference>.*)"
)
_BALANCE = re.compile(r"(?P<mark>[CD])(?P<day>[0-9]{6})(?P<currency>[A-Z]{3})?(?P<amount>[0-9]+,?[0-9]*)(?![0-9.,]).*")
_CURRENCY_BEHIND = re.compile(r"(?P<number>[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30})(?P<currency>[A-Z]{3})")
_SIGNS = {"C": 1, "D": -1, "RC": -1, "RD": 1, "EC": 1, "ED": -1}
"""By the mark; a reversal of a credit takes money, ``E`` marks what the bank expects and never books."""
_EXPECTED = frozenset({"EC", "ED"})
_OPENING, _CLOSING = frozenset({"60F", "60M", "60"}), frozenset({"62F", "62M", "62"})
_DETAILS = frozenset({"86", "NS"})
_IN_DETAILS = frozenset({"EREF", "KREF"})
"""What stands in place of a reference that the details have."""
_HEADER = frozenset({"20", "21", "25", "28", "28C"})
_REFERENCE = 16
"""So many characters has the reference of a movement; some banks write more, or the payer behind it."""
_HALF_A_YEAR = 183


class _Field(NamedTuple):
    tag: str
    place: str
    lines: list[str]


class _Movement(NamedTuple):
    """A ``:61:`` with what describes it (``:86:`` or ``:NS:``), before the currency of its amount is known."""

    field: _Field
    details: list[_Field]

    def lines(self, tag: str) -> list[str]:
        """Return the lines of all fields of a tag that describe it."""
        return [line for each in self.details if each.tag == tag for line in each.lines]


@dataclass(slots=True)
class _Statement:
    place: str
    account: str | None = None
    currency: str | None = None
    opening: _Field | None = None
    has_begun: bool = False
    is_closed: bool = False
    held: list[_Movement] = field(default_factory=list)
    repeats: Repeats = field(default_factory=Repeats)


def read_mt940(file: BinaryIO) -> Iterator[StatementEvent]:
    """Yield the statements of a file. Raises ``InvalidValue``, with the line and what to do."""
    reader = _Mt940Reader()
    for each in _fields(text_lines(file)):
        yield from reader.take(each)
    yield from reader.end()


def _fields(lines: Iterator[PlacedLine]) -> Iterator[_Field]:
    """Yield the fields; the envelope around a message belongs to none."""
    current: _Field | None = None
    colon = ""
    for line in lines:
        if line.text.strip() == ":":  # some banks break the line within a tag
            colon = ":"
            continue
        text, colon = colon + line.text, ""
        found = _TAG.match(text)
        if found is not None:
            if current is not None:
                yield current
            current = _Field(found["tag"], line.place, [found["value"]])
        elif _ENVELOPE.fullmatch(text.strip()):
            if current is not None:
                yield current
            current = None
        elif current is not None:
            if len(current.lines) >= FIELD_LINES_MAX:
                raise damaged(
                    line.place, say("damaged-field-too-long", most=FIELD_LINES_MAX, line=line_in(current.place))
                )
            current.lines.append(text)
    if current is not None:
        yield current


class _Mt940Reader:
    def __init__(self) -> None:
        self._statement: _Statement | None = None
        self._movement: _Movement | None = None
        self._statements = 0

    def take(self, each: _Field) -> Iterator[StatementEvent]:
        """Yield what a field completes."""
        tag = each.tag
        if tag in _DETAILS:
            if self._movement is not None:
                self._movement.details.append(each)
            return
        yield from self._finish_movement()
        if tag == "20":
            self._open(each)
        elif tag in _HEADER:
            self._take_header(each)
        elif tag in _OPENING:
            self._of(each).opening = each
            yield from self._begin(each)
        elif tag == "61":
            self._of(each)
            self._movement = _Movement(each, [])
        elif tag in _CLOSING:
            yield from self._close(each)

    def end(self) -> Iterator[StatementEvent]:
        """Raise ``InvalidValue`` if the file ends within a statement, or had none."""
        yield from self._finish_movement()
        self._require_closed(say("damaged-before-end"))
        if not self._statements:
            raise InvalidValue(say("statement-mt940-empty"))

    def _open(self, each: _Field) -> None:
        self._require_closed(say("damaged-before-next", line=line_in(each.place)))
        self._statement = _Statement(each.place)

    def _require_closed(self, before: Text) -> None:
        if self._statement is not None and not self._statement.is_closed:
            raise damaged(self._statement.place, say("damaged-no-closing-balance", before=before))

    def _of(self, each: _Field) -> _Statement:
        if self._statement is None or self._statement.is_closed:
            raise damaged(each.place, say("damaged-field-outside", tag=each.tag))
        return self._statement

    def _take_header(self, each: _Field) -> None:
        statement = self._of(each)
        if each.tag == "25":
            number = each.lines[0].strip()
            found = _CURRENCY_BEHIND.fullmatch(number.replace(" ", ""))
            statement.account = account_of(found["number"] if found else number)

    def _begin(self, each: _Field) -> Iterator[StatementEvent]:
        """Yield the beginning of a statement whose first balance is now known."""
        statement = self._of(each)
        if statement.has_begun:
            return
        found = _balance_of(each)
        statement.currency = known_currency_at(found["currency"], each.place) if found["currency"] else None
        if statement.currency is None:
            raise damaged(each.place, say("damaged-balance-no-currency"))
        statement.has_begun = True
        opening = None
        if statement.opening is not None:
            opening = _SIGNS[found["mark"]] * cents_of(found["amount"], statement.currency, each.place)
        yield StatementBegins(BankFileFormat.MT940, statement.account, statement.currency, opening, None, None)
        for movement in statement.held:
            yield from _lines(movement, statement, statement.currency)
        statement.held.clear()

    def _finish_movement(self) -> Iterator[StatementEvent]:
        """Yield the line of the movement whose details have ended."""
        movement, self._movement = self._movement, None
        statement = self._statement
        if movement is None or statement is None:
            return
        if statement.currency is not None:
            yield from _lines(movement, statement, statement.currency)
        elif len(statement.held) >= HELD_MAX:
            raise damaged(movement.field.place, say("damaged-no-opening-balance", most=HELD_MAX))
        else:
            statement.held.append(movement)

    def _close(self, each: _Field) -> Iterator[StatementEvent]:
        statement = self._of(each)
        yield from self._begin(each)
        found = _balance_of(each)
        assert statement.currency is not None, "the statement has begun"
        if found["currency"] not in {None, statement.currency}:
            raise damaged(each.place, say("damaged-is-in", currency=found["currency"], of=statement.currency))
        closing = _SIGNS[found["mark"]] * cents_of(found["amount"], statement.currency, each.place)
        statement.is_closed = True
        self._statements += 1
        yield StatementEnds(closing, _day(found["day"], each.place))


def _balance_of(each: _Field) -> re.Match[str]:
    found = _BALANCE.fullmatch(each.lines[0].strip())
    if found is None:
        raise damaged(each.place, say("damaged-not-balance", text=quoted(each.lines[0])))
    return found


def _lines(movement: _Movement, statement: _Statement, currency: str) -> Iterator[Movement]:
    """Yield the line of a movement, unless the bank only expects it."""
    place = movement.field.place
    found, more = _parsed(movement.field)
    if found["mark"] in _EXPECTED:
        return
    value_on = _day(found["valued"], place, clamped=True)
    booked_on = _booking_day(found["booked"], value_on, place)
    cents = _SIGNS[found["mark"]] * cents_of(found["amount"], currency, place)
    reference, _, bank_id = found["reference"].partition("//")
    known = reference_of(bank_id)
    position = statement.repeats.before(booked_on, known, cents)
    name, account, text, reference_known, kind = _described(movement, reference, more)
    kind = kind or (found["kind"] or "").strip() or None
    yield from moved(
        Movement(
            *(booked_on, value_on, cents, name, account, text, reference_known, known, position, kind, None, place)
        )
    )


def _parsed(each: _Field) -> tuple[re.Match[str], list[str]]:
    """Return the parts of a ``:61:``, and the lines below; raises ``InvalidValue``."""
    first, *more = (line.rstrip() for line in each.lines)
    found = _MOVEMENT.fullmatch(first)
    if found is None and more:  # some banks break the line before the amount
        first, more = first + more[0], more[1:]
        found = _MOVEMENT.fullmatch(first)
    if found is None or found["mark"] not in _SIGNS:
        raise damaged(each.place, say("damaged-not-movement", text=quoted(first)))
    return found, more


def _described(movement: _Movement, reference: str, more: list[str]) -> Details:
    """Return what is known of a movement from its details, its reference and the lines below it."""
    name = ""
    if reference[:_REFERENCE].rstrip() != reference[:_REFERENCE]:  # filled up with blanks, and the payer behind it
        reference, name = reference[:_REFERENCE], reference[_REFERENCE:]
    described = movement.lines("86")
    details = details_of(described) if described else own_fields_of(movement.lines("NS"))
    below = text_of(*more)
    account = iban_of(below)  # Rabobank's place for it
    return details._replace(
        name=details.name or name_of(name),
        account=details.account or account,
        text=details.text or ("" if account else below),
        reference=details.reference or (None if reference.strip(" +") in _IN_DETAILS else reference_of(reference)),
    )


def _day(text: str, place: str, *, clamped: bool = False) -> date:
    year, month, day = int(text[:2]), int(text[2:4]), int(text[4:])
    return day_of(year + (1900 if year >= 80 else 2000), month, day, place, clamped=clamped)  # noqa: PLR2004 - SWIFT's rule


def _booking_day(text: str | None, value_on: date, place: str) -> date:
    """Return the day of a booking, which has no year: the one that is nearest to the value date."""
    if text is None or not text.strip():
        return value_on
    month, day = int(text[:2]), int(text[2:])
    booked_on = day_of(value_on.year, month, day, place, clamped=True)
    if abs((booked_on - value_on).days) > _HALF_A_YEAR:
        year = value_on.year + (1 if booked_on < value_on else -1)
        booked_on = day_of(year, month, day, place, clamped=True)
    return booked_on
