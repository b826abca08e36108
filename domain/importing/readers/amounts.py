"""Amounts as people write them: decimal marks, thousands marks, currencies and signs (domain R41)."""

import enum
import re
from typing import NamedTuple

from domain.core.money import EXPONENTS, example_amount
from domain.core.text import quoted
from domain.errors import AmbiguousFile, InvalidAmount
from domain.importing.readers.rows import PlacedText, remember
from domain.texts import say


class DecimalMark(enum.StrEnum):
    """The sign before the decimals of a file's amounts."""

    POINT = "POINT"
    COMMA = "COMMA"


class WrittenAmount(NamedTuple):
    """An amount: its number, whether it is negative, and what names its currency, "" if nothing does."""

    number: str
    negative: bool
    currency: str

    @property
    def plain(self) -> str:
        """Return it in the one form that importers read: -12.50, or -12.50 EUR."""
        number = f"-{self.number}" if self.negative else self.number
        return f"{number} {self.currency}" if self.currency else number


_DOLLARS = "USD CAD AUD NZD HKD SGD TWD BSD BBD BMD BND BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD MXN CLP COP ARS"
_SIGNS = {
    "$": _DOLLARS,
    "US$": "USD",
    "$US": "USD",
    "CA$": "CAD",
    "C$": "CAD",
    "$CA": "CAD",
    "$CAN": "CAD",
    "CAN$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "NT$": "TWD",
    "MX$": "MXN",
    "R$": "BRL",
    "€": "EUR",
    "£": "GBP EGP LBP SSP SYP FKP GIP SHP",
    "¥": "JPY CNY",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "₺": "TRY",
    "₴": "UAH",
    "₪": "ILS",
    "₱": "PHP",
    "₫": "VND",
    "₦": "NGN",
    "฿": "THB",
    "₡": "CRC",
    "₲": "PYG",
    "₸": "KZT",
    "KR": "SEK NOK DKK ISK",
    "ZŁ": "PLN",
    "KČ": "CZK",
    "FT": "HUF",
    "LEI": "RON MDL",
    "FR": "CHF",
    "FR.": "CHF",
    "SFR": "CHF",
    "RS": "INR PKR LKR NPR MUR SCR",
    "RS.": "INR PKR LKR NPR MUR SCR",
    "R": "ZAR",
}
"""The currencies that a sign may stand for; a code stands for itself."""

_LONGEST = 50
"""More characters than an amount within the bounds has, however it is written."""
_BLANKS = " \u00a0\u2007\u2009\u202f"
_PLUS_OR_MINUS = "+-\u2212\u2010\u2011\u2013"
_GROUPS = "[0-9]{{1,3}}(?:(?P<mark>[{marks}])[0-9]{{3}})(?:(?P=mark)[0-9]{{3}})*"
_LAKHS = "[0-9]{{1,2}}(?:{mark}[0-9]{{2}})+{mark}[0-9]{{3}}"


def _number(decimal_mark: str, thousands_mark: str) -> re.Pattern[str]:
    groups = _GROUPS.format(marks=f"{thousands_mark}'\u2019{_BLANKS}")
    lakhs = _LAKHS.format(mark=re.escape(thousands_mark))
    return re.compile(f"(?P<whole>[0-9]{{1,16}}|{groups}|{lakhs})(?:[{decimal_mark}](?P<decimals>[0-9]{{1,4}}))?")


_NUMBERS = {DecimalMark.POINT: _number(".", ","), DecimalMark.COMMA: _number(",", ".")}
_SETTLED = {
    mark: re.compile(f"[0-9]{{1,16}}{re.escape(sign)}(?:[0-9]{{1,2}}|[0-9]{{4}})")
    for mark, sign in ((DecimalMark.POINT, "."), (DecimalMark.COMMA, ","))
}
"""Amounts without thousands marks, which can have one decimal mark alone, in a currency with decimals."""
PLAIN = re.compile(r"[0-9]{1,16}(?:\.[0-9]{1,4})?")
"""Amounts that are written as importers read them, where the decimal mark is a point."""
_WITHOUT_SIGNS = dict.fromkeys(map(ord, f"{_PLUS_OR_MINUS}()"))
_AROUND_NUMBER = re.compile(r"(?P<before>[^0-9]*)(?P<number>[0-9](?:.*[0-9])?)(?P<after>[^0-9]*)", re.DOTALL)


def parse_written(text: str, mark: DecimalMark, currency: str | None = None) -> WrittenAmount:
    """Return an amount as a cell has it; raises ``InvalidAmount`` if it cannot be read with this decimal mark.

    (12.00), 12.00- and -12.00 are negative. The refusal's example has the decimals of the ``currency``.
    """
    parts = _parts_of(text)
    number = _plain_number(parts.number, mark) if parts else None
    if parts is None or number is None:
        exponent = _exponent_of(parts.currency if parts else "", currency)
        example = example_amount(2 if exponent is None else exponent)
        example = example.replace(".", "," if mark is DecimalMark.COMMA else ".")
        raise InvalidAmount(say("cell-not-amount", text=quoted(text), example=example))
    return parts._replace(number=number)


class DecimalMarks:
    """The decimal marks with which all amounts of a file can be read, as far as it was seen.

    Texts that are an amount with neither mark settle nothing: they are bad rows. The marks of a currency without decimals
    are thousands marks: 1,250 JPY can have a decimal point alone.
    """

    def __init__(self) -> None:
        self._seen: set[tuple[str, str | None]] = set()
        self._only: dict[DecimalMark, PlacedText] = {}
        self._unsettled: PlacedText | None = None

    def see(self, each: PlacedText) -> None:
        """Take the next amount of the file into account."""
        known = (each.text, each.currency)
        if known in self._seen or self._has_seen_such(each):
            return
        remember(self._seen, known)
        parts = _parts_of(each.text)
        if parts is None or parts.number.isdecimal():
            return
        numbers = _numbers(parts.number, whole=_exponent_of(parts.currency, each.currency) == 0)
        if len(numbers) == 1:
            self._only.setdefault(next(iter(numbers)), each)
        elif len(set(numbers.values())) > 1:
            self._unsettled = self._unsettled or each

    def _has_seen_such(self, each: PlacedText) -> bool:
        """Return True if an amount can have only a decimal mark that another one showed already."""
        is_settled = any(_SETTLED[mark].fullmatch(each.text) for mark in self._only)
        return is_settled and (each.currency is None or EXPONENTS[each.currency] > 0)

    @property
    def mark(self) -> DecimalMark | None:
        """Return the only decimal mark with which all amounts can be read; None where none has a mark.

        Raises ``AmbiguousFile`` where both marks are possible and give other amounts, and where two contradict each other.
        """
        only, unsettled = self._only, self._unsettled
        if only.keys() == set(DecimalMark):
            point, comma = only[DecimalMark.POINT], only[DecimalMark.COMMA]
            message = say(
                "file-decimals-contradict",
                point=point.text,
                point_line=str(point.line),
                comma=comma.text,
                comma_line=str(comma.line),
            )
            raise AmbiguousFile(message, "decimals")
        if only:
            return next(iter(only))
        if unsettled is not None:
            message = say("file-decimals-ambiguous", text=unsettled.text, line=str(unsettled.line))
            raise AmbiguousFile(message, "decimals")
        return None


def currencies_of(name: str) -> frozenset[str]:
    """Return the currencies for which a sign or code may stand; none if it is neither."""
    known = " ".join(name.upper().split())
    if known in EXPONENTS:
        return frozenset({known})
    plain = known.replace(" ", "")
    if plain in _SIGNS:
        return frozenset(_SIGNS[plain].split())
    sign, _, code = known.rpartition(" ")  # such as "$ CAD"
    return frozenset({code}) & currencies_of(sign) if sign and code in EXPONENTS else frozenset()


def _exponent_of(name: str, currency: str | None) -> int | None:
    """Return how many decimals an amount has at most; None if a sign or code beside it and its currency leave it open."""
    known = currencies_of(name)
    if currency is not None and (not name or currency in known):
        known = frozenset({currency})
    exponents = {EXPONENTS[code] for code in known}
    return exponents.pop() if len(exponents) == 1 else None


def _numbers(text: str, *, whole: bool) -> dict[DecimalMark, str]:
    """Return a number in plain form by each decimal mark with which it can be read, ``whole`` ones without decimals."""
    numbers = {mark: _plain_number(text, mark) for mark in DecimalMark}
    return {mark: number for mark, number in numbers.items() if number and (number.isdecimal() or not whole)}


def _parts_of(text: str) -> WrittenAmount | None:
    """Return the parts of an amount; None if it is not one. It may have one sign, and parentheses are one."""
    found = _AROUND_NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    around = (found["before"], found["after"])
    if not any(around):
        return WrittenAmount(found["number"], negative=False, currency="")
    signs = [each for each in "".join(around) if each in _PLUS_OR_MINUS or each in "()"]
    if signs and signs != ["(", ")"] and (len(signs) > 1 or signs[0] in "()"):
        return None
    names = [name for name in (each.translate(_WITHOUT_SIGNS).strip() for each in around) if name]
    if names and not frozenset.intersection(*map(currencies_of, names)):
        return None
    currency = min(names, key=lambda name: len(currencies_of(name)), default="")
    return WrittenAmount(found["number"], bool(signs) and signs != ["+"], currency)


def _plain_number(text: str, mark: DecimalMark) -> str | None:
    """Return a number with a decimal point and no thousands marks; None if it cannot be read with this decimal mark."""
    found = _NUMBERS[mark].fullmatch(text)
    if found is None:
        return None
    whole = "".join(each for each in found["whole"] if each in "0123456789") or "0"
    return f"{whole}.{found['decimals']}" if found["decimals"] else whole
