"""Statements of OFX 1 and 2, and QFX: of bank accounts and credit cards.

What banks get wrong in practice is read as it is meant: values without closing tags or without anything in them, tags in
small letters, the closing tag of the other kind of statement, missing ids. A file must close what it opens: one that was cut
short is refused, not read as far as it goes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from domain.core.bank_keys import Movement
from domain.core.file_places import line_in
from domain.core.kinds import BankFileFormat
from domain.core.money import EXPONENTS
from domain.core.text import quoted
from domain.errors import InvalidValue
from domain.importing.statements.events import StatementBegins, StatementEnds, StatementEvent
from domain.importing.statements.ofx_tags import OfxTag, ofx_tags
from domain.importing.statements.repeats import Repeats
from domain.importing.statements.values import (
    account_of,
    cents_of,
    damaged,
    day_of,
    known_currency_at,
    moved,
    name_of,
    reference_of,
    text_of,
)
from domain.texts import say

_STATEMENTS = frozenset({"STMTRS", "CCSTMTRS"})
_GROUPS = frozenset({
    *("BANKACCTFROM", "CCACCTFROM", "BANKTRANLIST", "STMTTRN", "LEDGERBAL"),
    *("PAYEE", "BANKACCTTO", "CCACCTTO", "CURRENCY", "ORIGCURRENCY"),
})  # fmt: skip
"""What holds other tags and is read; all else holds a value, or is passed over with what it holds."""
_IGNORED = frozenset(
    {"BANKTRANLISTP", "STMTTRNP", "CCSTMTTRNP", "AVAILBAL", "BALLIST", "REWARDINFO", "CLOSING", "IMAGEDATA"}
)
"""What holds no movement that is booked: pending ones, and balances of other kinds."""
_DAY = re.compile(r"(?P<year>[0-9]{4})(?P<dash>-?)(?P<month>[0-9]{2})(?P=dash)(?P<day>[0-9]{2}).*", re.DOTALL)
_GROUP = 3
_ONE_GROUP = re.compile(r"[+-]?[0-9]{1,3}[.,][0-9]{3}")
_VALUES_MAX = 200
"""More tags than a movement or a statement's header has."""

Values = dict[str, str]


@dataclass(slots=True)
class _Statement:
    place: str
    number: int
    values: Values = field(default_factory=dict)
    currency: str = ""
    last_booked_on: date | None = None
    repeats: Repeats = field(default_factory=Repeats)

    @property
    def has_begun(self) -> bool:
        return self.currency != ""


def read_ofx(file: BinaryIO, currency: str | None) -> Iterator[StatementEvent]:
    """Yield the statements of a file; ``currency`` is that of one that names none.

    Raises ``InvalidValue``, with the line and what to do.
    """
    reader = _OfxReader(currency)
    for tag in ofx_tags(file):
        yield from reader.take(tag)
    reader.end()


class _OfxReader:
    def __init__(self, currency: str | None) -> None:
        self._currency = currency
        self._statement: _Statement | None = None
        self._statements = 0
        self._groups: list[str] = []
        self._movement: Values | None = None
        self._movement_place = ""
        self._ignored = ""
        self._is_open = False

    def take(self, tag: OfxTag) -> Iterator[StatementEvent]:
        """Yield what a tag completes."""
        if tag.name == "OFX":
            self._is_open = not tag.closes
        elif self._ignored:
            self._ignored = "" if tag.closes and tag.name == self._ignored else self._ignored
        elif tag.name in _IGNORED and not tag.closes:
            self._ignored = tag.name
        elif tag.name in _STATEMENTS and tag.closes:
            yield from self._end_statement(tag)
        elif tag.name in _STATEMENTS:
            self._begin_statement(tag)
        elif self._statement is not None:
            yield from self._take_within(self._statement, tag)

    def end(self) -> None:
        """Raise ``InvalidValue`` if the file ends within something, or held no statement."""
        if self._is_open or self._statement is not None:
            raise damaged("the file", say("damaged-cut-short"))
        if not self._statements:
            raise InvalidValue(say("statement-ofx-empty"))

    def _begin_statement(self, tag: OfxTag) -> None:
        if self._statement is not None:
            raise damaged(tag.place, say("damaged-statement-in-statement", line=line_in(self._statement.place)))
        self._statements += 1
        self._statement = _Statement(tag.place, self._statements)
        self._groups.clear()

    def _end_statement(self, tag: OfxTag) -> Iterator[StatementEvent]:
        statement = self._statement
        if statement is None:
            return
        if self._movement is not None:
            raise damaged(tag.place, say("damaged-movement-open", line=line_in(self._movement_place)))
        yield from self._begin(statement)
        closing, last_day = _closing(statement)
        yield StatementEnds(closing, last_day)
        self._statement = None

    def _take_within(self, statement: _Statement, tag: OfxTag) -> Iterator[StatementEvent]:
        if tag.name in _GROUPS and (tag.closes or not tag.value):
            yield from self._take_group(statement, tag)
        elif not tag.closes:
            values = statement.values if self._movement is None else self._movement
            if len(values) >= _VALUES_MAX:
                raise damaged(tag.place, say("damaged-too-many-tags"))
            values.setdefault(self._key(tag.name), tag.value)

    def _key(self, name: str) -> str:
        """Return the key of a value: that of a movement's own is its name, of others the group and the name."""
        group = self._groups[-1] if self._groups else ""
        return name if group in {"", "STMTTRN"} else f"{group}/{name}"

    def _take_group(self, statement: _Statement, tag: OfxTag) -> Iterator[StatementEvent]:
        if not tag.closes:
            if tag.name == "STMTTRN":
                if self._movement is not None:
                    raise damaged(tag.place, say("damaged-movement-in-movement", line=line_in(self._movement_place)))
                self._movement, self._movement_place = {}, tag.place
            self._groups.append(tag.name)
        elif tag.name in self._groups:
            while self._groups.pop() != tag.name:
                pass
            if tag.name == "STMTTRN" and self._movement is not None:
                yield from self._begin(statement)
                yield from _line(self._movement, statement, self._movement_place)
                self._movement = None

    def _begin(self, statement: _Statement) -> Iterator[StatementEvent]:
        """Yield the statement's beginning, once."""
        if statement.has_begun:
            return
        values, place = statement.values, statement.place
        code = values.get("CURDEF") or self._currency
        if not code:
            raise damaged(place, say("damaged-no-curdef"))
        statement.currency = known_currency_at(code, place)
        account = account_of(values.get("BANKACCTFROM/ACCTID") or values.get("CCACCTFROM/ACCTID"))
        days = (_day(values.get(f"BANKTRANLIST/{name}"), place) for name in ("DTSTART", "DTEND"))
        yield StatementBegins(BankFileFormat.OFX, account, statement.currency, None, *days)


def _closing(statement: _Statement) -> tuple[int | None, date | None]:
    """Return the closing balance, if it is that of the last day of the movements, and that day.

    Banks give the balance of the moment of export; beside the movements of last month it closes nothing.
    """
    values, place = statement.values, statement.place
    last_day = _day(values.get("BANKTRANLIST/DTEND"), place)
    as_of = _day(values.get("LEDGERBAL/DTASOF"), place)
    amount = values.get("LEDGERBAL/BALAMT")
    known_until = last_day or statement.last_booked_on
    if not amount or as_of is None or known_until is None or as_of > known_until:
        return None, last_day
    if statement.last_booked_on is not None and statement.last_booked_on > as_of:
        return None, last_day
    return _cents(amount, statement.currency, place), last_day


def _line(values: Values, statement: _Statement, place: str) -> Iterator[Movement]:
    currency = values.get("CURRENCY/CURSYM") or values.get("CURRENCY")
    if currency and currency.upper() != statement.currency:
        raise damaged(
            place,
            say("damaged-amount-in", currency=quoted(currency), of=statement.currency),
            say("statement-line-by-hand"),
        )
    booked_on = _day(values.get("DTPOSTED"), place)
    if booked_on is None:
        raise damaged(place, say("damaged-no-dtposted"))
    if statement.last_booked_on is None or statement.last_booked_on < booked_on:
        statement.last_booked_on = booked_on
    name = name_of(values.get("NAME")) or name_of(values.get("PAYEE/NAME") or values.get("PAYEE"))
    check = reference_of(values.get("CHECKNUM"))
    text = text_of(values.get("MEMO"), values.get("EXTDNAME")) or name or ""
    cents = _cents(values.get("TRNAMT", ""), statement.currency, place)
    bank_id = reference_of(values.get("FITID"))
    yield from moved(
        Movement(
            booked_on,
            _day(values.get("DTAVAIL"), place),
            cents,
            name,
            account_of(values.get("BANKACCTTO/ACCTID") or values.get("CCACCTTO/ACCTID")),
            text_of(text, f"Check {check}") if check and check not in text else text,
            None,
            bank_id,
            statement.repeats.before(booked_on, bank_id, cents),
            name_of(values.get("TRNTYPE")),
            None,
            place,
        )
    )


def _cents(text: str, currency: str, place: str) -> int:
    """Return an amount. The one mark in 1.000 should be that of decimals, but some banks mean a thousand."""
    if EXPONENTS[currency] != _GROUP and _ONE_GROUP.fullmatch(text):
        raise damaged(place, say("damaged-ambiguous", text=quoted(text)))
    return cents_of(text, currency, place)


def _day(text: str | None, place: str) -> date | None:
    """Return the day of an instant as it is written, whatever its time zone; None for nothing."""
    if not text or not text.strip("0"):
        return None
    found = _DAY.fullmatch(text)
    if found is None:
        raise damaged(place, say("damaged-not-date", text=quoted(text), example="20260131"))
    return day_of(int(found["year"]), int(found["month"]), int(found["day"]), place)
