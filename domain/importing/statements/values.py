"""Texts of bank files as values: exact amounts, days, names, account numbers.

A refusal names the place in the file, as its caller gives it: "line 12" or "entry 3".
"""

import calendar
import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from domain.core.bank_keys import Movement
from domain.core.file_places import place_text
from domain.core.money import EXPONENTS, MAX_CENTS
from domain.core.text import LONGEST_NAME, LONGEST_TEXT, is_storable, number_form, one_form, quoted
from domain.errors import InvalidValue
from domain.services.recording import EARLIEST, LATEST
from domain.texts import Text, say

EXPORT_AGAIN = say("statement-export-again")
"""What to do with a file that is damaged."""

_DECIMAL = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]{1,18})(?:(?P<mark>[.,])(?P<decimals>[0-9]{0,5}))?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:(?P<mark>[.,' ])[0-9]{3})(?:(?P=mark)[0-9]{3}){0,4}(?P<point>[.,])[0-9]{1,2}")
_FEBRUARY = 2
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_NOTHING = frozenset({"NONREF", "NOTPROVIDED", "NOTAVAILABLE", "NOREF", "UNKNOWN", "NA", "N/A", "NULL", "NONE"})
"""What banks write where they have no reference."""


def damaged(place: str, what: Text, way: Text = EXPORT_AGAIN) -> InvalidValue:
    """Return the refusal of a file for what is wrong at a place in it, with what to do."""
    return InvalidValue(say("statement-damaged", place=place_text(place), what=what, way=way))


def known_currency_at(code: str, place: str) -> str:
    """Return an active ISO 4217 code, in capitals; raises ``InvalidValue``."""
    known = code.strip().upper()
    if known not in EXPONENTS:
        raise damaged(place, say("damaged-currency", code=quoted(code)))
    return known


def cents_of(text: str, currency: str, place: str) -> int:
    """Return an amount in minor units, with its sign. Its decimals follow a point or a comma.

    Behind a point there may be more zeros than the currency has decimals: XML writes 10.00000. Behind a comma that would
    rather be thousands.
    Raises ``InvalidValue`` for what is not an amount, has more decimals than the currency, or is beyond what is stored.
    """
    plain = _without_groups(text.strip())
    found = _DECIMAL.fullmatch(plain)
    if found is None:
        raise damaged(place, say("damaged-not-amount", text=quoted(text)))
    exponent, decimals = EXPONENTS[currency], found["decimals"] or ""
    if found["mark"] == ".":
        decimals = decimals.rstrip("0")
    if len(decimals) > exponent:
        raise damaged(place, say("damaged-decimals", text=quoted(text), currency=currency, most=exponent))
    cents = int(found["whole"] + decimals.ljust(exponent, "0"))
    if cents > MAX_CENTS:
        raise damaged(place, say("damaged-amount-large", text=quoted(text), most=MAX_CENTS))
    return -cents if found["sign"] == "-" else cents


def _without_groups(text: str) -> str:
    """Return an amount without thousands marks, where the decimal mark is another sign: 1.234,56 or 1,234.56."""
    found = _GROUPED.fullmatch(text)
    if found is None or found["mark"] == found["point"]:
        return text
    return text.replace(found["mark"], "")


def day_of(year: int, month: int, day: int, place: str, *, clamped: bool = False) -> date:
    """Return a day of business; with ``clamped``, 30 February is the last day of February, as some banks count months.

    Raises ``InvalidValue``.
    """
    try:
        if clamped and month == _FEBRUARY:
            day = min(day, calendar.monthrange(year, month)[1])
        found = date(year, month, day)
    except ValueError:
        raise damaged(place, say("damaged-no-date", date=f"{year:04}-{month:02}-{day:02}")) from None
    if not EARLIEST <= found <= LATEST:
        raise damaged(place, say("damaged-date-beyond", date=found, earliest=EARLIEST, latest=LATEST))
    return found


def iso_day(text: str, place: str) -> date:
    """Return the day of a date or an instant as it is written, whatever its time zone; raises ``InvalidValue``."""
    found = _ISO_DAY.match(text)
    if found is None:
        raise damaged(place, say("damaged-not-date", text=quoted(text), example="2026-01-31"))
    return day_of(int(found[1]), int(found[2]), int(found[3]), place)


def text_of(*pieces: str | None) -> str:
    """Return pieces of a text as one, in its one form; what is too long to be stored is cut."""
    return _clean(" ".join(piece for piece in pieces if piece), LONGEST_TEXT)


def name_of(*pieces: str | None) -> str | None:
    """Return pieces of a name as one, in its one form; None if nothing visible is left."""
    return _clean(" ".join(piece for piece in pieces if piece), LONGEST_NAME) or None


def account_of(text: str | None) -> str | None:
    """Return an account number in its one form, an IBAN without blanks; None if nothing visible is left."""
    plain = _clean(number_form(text or ""), LONGEST_NAME)
    joined = re.sub(r"[\s.-]", "", plain).upper()
    return (joined if _IBAN.fullmatch(joined) else plain) or None


def iban_of(text: str | None) -> str | None:
    """Return an IBAN without blanks; None for what is none."""
    number = account_of(text)
    return number if number is not None and _IBAN.fullmatch(number) else None


def reference_of(text: str | None) -> str | None:
    """Return a reference or an id in its one form; None for nothing, and for what banks write in place of nothing."""
    plain = _clean(number_form(text or ""), LONGEST_NAME)
    is_nothing = plain.upper() in _NOTHING or not plain.strip("0")
    return None if is_nothing else plain


def moved(line: Movement) -> Iterator[Movement]:
    """Yield a line unless it is no movement: neither an amount nor a fee."""
    if line.amount_cents or line.fee_cents:
        yield line


def _clean(text: str, longest: int) -> str:
    if not is_storable(text):
        text = "".join(" " if unicodedata.category(each) in {"Cc", "Cs"} else each for each in text)
    formed = one_form(text)
    return formed if len(formed) <= longest else formed[:longest].rstrip()
