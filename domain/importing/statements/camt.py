"""Statements of ISO 20022: camt.052 (report), camt.053 (statement) and camt.054 (notification), of any version.

Only booked entries become lines. An entry's details are its lines if their amounts add up to the entry's; if they do not, or
there are none, the entry itself is the line. Reversals and returns keep the sign that the file gives them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import BinaryIO

from domain.core.bank_keys import Movement
from domain.core.kinds import BankFileFormat
from domain.core.money import EXPONENTS
from domain.errors import InvalidValue
from domain.importing.statements.camt_lines import Detail, detail_of, entry_of, is_reversal, lines_of, signed
from domain.importing.statements.events import StatementBegins, StatementEnds, StatementEvent
from domain.importing.statements.repeats import Repeats
from domain.importing.statements.values import account_of, cents_of, damaged, iso_day, known_currency_at
from domain.importing.statements.xml_records import PIECE_BYTES, RecordBegins, XmlRecord, xml_records
from domain.texts import say

STATEMENTS = frozenset({"Stmt", "Rpt", "Ntfctn"})
_RECORDS = STATEMENTS | {"Acct", "Bal", "FrToDt", "Ntry", "TxDtls"}
DETAILS_MAX = 100_000
"""How many details of one entry are held until its end tells whether they add up."""
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
"""The kinds of balances that open and close a statement, the first that is there."""


@dataclass(slots=True)
class _Statement:
    """What is known of the statement that is being read."""

    number: int
    account: XmlRecord = field(default_factory=lambda: XmlRecord("Acct", 0))
    currency: str | None = None
    balances: dict[str, int] = field(default_factory=dict)
    days: tuple[date | None, date | None] = (None, None)
    has_begun: bool = False
    repeats: Repeats = field(default_factory=Repeats)

    @property
    def place(self) -> str:
        return f"statement {self.number}"

    def begin(self) -> Iterator[StatementEvent]:
        """Yield the statement's beginning, once."""
        if not self.has_begun:
            self.has_begun = True
            number = account_of(self.account.first("Id/IBAN", "Id/Othr/Id", "Id/PrtryAcct/Id"))
            opening = self._balance(_OPENING)
            yield StatementBegins(BankFileFormat.CAMT, number, self.currency, opening, *self.days)

    def end(self) -> Iterator[StatementEvent]:
        """Yield the statement's end, and its beginning if it has no line."""
        yield from self.begin()
        yield StatementEnds(self._balance(_CLOSING), self.days[1])

    def _balance(self, kinds: tuple[str, ...]) -> int | None:
        return next((self.balances[kind] for kind in kinds if kind in self.balances), None)


def read_camt(file: BinaryIO) -> Iterator[StatementEvent]:
    """Yield the statements of a file that can be read at any place.

    Raises ``InvalidValue``, with the line, entry or statement and what to do.
    """
    contrary = _contrary_statements(file) if _mentions_reversals(file) else frozenset()
    yield from _events(file, contrary)


def _mentions_reversals(file: BinaryIO) -> bool:
    """Return whether a file has the element of reversals, so that nearly all files are read once."""
    file.seek(0)
    before = b""
    while piece := file.read(PIECE_BYTES):
        if b"RvslInd" in (before + piece).replace(b"\0", b""):
            return True
        before = piece[-32:]
    return False


def _contrary_statements(file: BinaryIO) -> frozenset[int]:
    """Return the statements, by number, whose reversals have the sign of what they reverse, as some banks write them.

    ISO 20022 gives them the sign of their own movement. Where that does not come to the closing balance, and the other sign
    does, the balance decides.
    """
    found = set()
    opening: int | None = None
    number = total = reversed_total = 0
    for event in _events(file, frozenset()):
        if isinstance(event, StatementBegins):
            number, opening, total, reversed_total = number + 1, event.opening_cents, 0, 0
        elif isinstance(event, Movement):
            total += event.amount_cents
            reversed_total += event.amount_cents if is_reversal(event) else 0
        elif opening is not None and reversed_total:
            difference = None if event.closing_cents is None else opening + total - event.closing_cents
            if difference == 2 * reversed_total:
                found.add(number)
    return frozenset(found)


def _events(file: BinaryIO, contrary: frozenset[int]) -> Iterator[StatementEvent]:
    """Yield the statements of a file; in ``contrary`` ones, the sign of reversals is turned."""
    file.seek(0)
    reader = _CamtReader(contrary)
    for each in xml_records(file, _RECORDS, "Ccy"):
        if isinstance(each, RecordBegins):
            reader.begin(each)
        else:
            yield from reader.take(each)
    if not reader.statements:
        raise InvalidValue(say("statement-camt-empty"))


class _CamtReader:
    def __init__(self, contrary: frozenset[int]) -> None:
        self._contrary = contrary
        self.statements = 0
        self._entries = 0
        self._statement: _Statement | None = None
        self._details: list[Detail] = []
        self._in_entry = False

    def begin(self, name: str) -> None:
        """Note that an element begins."""
        if name in STATEMENTS:
            if self._statement is not None:
                raise damaged(self._statement.place, say("damaged-holds-another"))
            self.statements += 1
            self._statement = _Statement(self.statements)
        elif name == "Ntry":
            self._entries += 1
            self._in_entry = True
            self._details.clear()

    def take(self, record: XmlRecord) -> Iterator[StatementEvent]:
        """Yield what an element that ends completes."""
        statement = self._statement
        if statement is None:
            return
        if record.name == "TxDtls":
            self._take_detail(statement, record)
        elif record.name == "Ntry":
            self._in_entry = False
            yield from self._lines(statement, record)
        elif record.name in STATEMENTS:
            yield from statement.end()
            self._statement = None
        elif not self._in_entry:
            _take_header(statement, record)

    def _take_detail(self, statement: _Statement, record: XmlRecord) -> None:
        if len(self._details) >= DETAILS_MAX:
            raise damaged(self._place(record), say("damaged-too-many-details", most=DETAILS_MAX))
        self._details.append(detail_of(record, account_of(statement.account.first("Id/IBAN", "Id/Othr/Id"))))

    def _lines(self, statement: _Statement, record: XmlRecord) -> Iterator[StatementEvent]:
        place = self._place(record)
        if (record.first("Sts/Cd", "Sts", "Sts/Prtry") or "BOOK").upper() != "BOOK":
            return
        currency = _currency_of(record.first("Amt@Ccy"), place) or statement.currency
        if currency is None:
            raise damaged(place, say("damaged-names-no-currency"))
        statement.currency = statement.currency or currency
        if currency != statement.currency:
            raise damaged(place, say("damaged-is-in", currency=str(currency), of=str(statement.currency)))
        yield from statement.begin()
        cents = cents_of(record.first("Amt") or "", currency, place)
        entry = entry_of(record, signed(cents, record.first("CdtDbtInd"), place), currency, place)
        is_turned = entry.is_reversed and statement.number in self._contrary
        repeats = statement.repeats.before(entry.booked_on, entry.bank_id, entry.cents)
        for line in lines_of(entry, self._details, is_turned=is_turned):
            yield replace(line, entry_position=line.entry_position + repeats * max(1, len(self._details)))

    def _place(self, record: XmlRecord) -> str:
        return f"entry {self._entries:,} on line {record.line:,}"


def _take_header(statement: _Statement, record: XmlRecord) -> None:
    """Note what comes before a statement's entries: its account, its days, its balances."""
    if record.name == "Acct":
        statement.account = record
        statement.currency = _currency_of(record.first("Ccy"), statement.place)
    elif record.name == "FrToDt":
        first, last = record.first("FrDtTm", "FrDt"), record.first("ToDtTm", "ToDt")
        place = statement.place
        statement.days = (iso_day(first, place) if first else None), (iso_day(last, place) if last else None)
    else:
        _take_balance(statement, record)


def _take_balance(statement: _Statement, record: XmlRecord) -> None:
    kind = record.first("Tp/CdOrPrtry/Cd", "Tp/Cd")
    if kind not in _OPENING + _CLOSING:
        return
    place = f"the balance on line {record.line}"
    currency = _currency_of(record.first("Amt@Ccy"), place) or statement.currency
    if statement.currency is None:
        statement.currency = currency
    if currency is None or currency != statement.currency:
        raise damaged(place, say("damaged-is-in", currency=str(currency), of=str(statement.currency)))
    cents = cents_of(record.first("Amt") or "", currency, place)
    statement.balances.setdefault(kind, signed(cents, record.first("CdtDbtInd"), place))


def _currency_of(code: str | None, place: str) -> str | None:
    return None if code is None else code if code in EXPONENTS else known_currency_at(code, place)
