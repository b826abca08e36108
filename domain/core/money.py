"""Money: whole minor units and an ISO 4217 currency, never a float (domain R1)."""

import re

from domain.core.text import counted
from domain.errors import InvalidAmount, InvalidValue

MAX_CENTS = 2**53 - 1
"""The largest amount: what every JSON reader keeps exactly."""

# ISO 4217, list one: how many digits stand behind the point. All other active codes have two.
_NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
_TWO_DIGITS = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY "
    "COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS "
    "INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR "
    "MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP "
    "STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG"
)
EXPONENTS: dict[str, int] = {
    **dict.fromkeys(_TWO_DIGITS.split(), 2),
    **dict.fromkeys(_NO_DIGITS.split(), 0),
    **dict.fromkeys(_THREE_DIGITS.split(), 3),
    "CLF": 4,
    "UYW": 4,
}
"""Digits behind the point, by currency code."""

_DECIMAL = re.compile(r"(\d{1,16})(?:\.(\d{1,4}))?", re.ASCII)


def positive_cents(value: int, *field: str) -> int:
    """A whole number of minor units above 0; raises ``InvalidAmount`` (domain R1, R5)."""
    if whole_cents(value, *field) == 0:
        msg = "The amount must be more than 0."
        raise InvalidAmount(msg, *field)
    return value


def whole_cents(value: int, *field: str) -> int:
    """A whole number of minor units, 0 allowed: a free class is an item too (domain R5); raises ``InvalidAmount``."""
    if isinstance(value, bool) or not isinstance(value, int):
        msg = f"{value!r} is no whole number of minor units."
        raise InvalidAmount(msg, *field)
    if value < 0:
        msg = "The amount must not be negative."
        raise InvalidAmount(msg, *field)
    if value > MAX_CENTS:
        msg = f"The amount must be at most {MAX_CENTS} minor units."
        raise InvalidAmount(msg, *field)
    return value


def exact_total(cents: int) -> int:
    """A sum that is to be told, of any sign; raises ``InvalidAmount`` beyond what JSON readers keep exactly (domain R1)."""
    if abs(cents) > MAX_CENTS:
        msg = f"A sum of this report is {cents}, beyond ±{MAX_CENTS} minor units. A shorter period comes to less."
        raise InvalidAmount(msg)
    return cents


def known_currency(code: str, *field: str) -> str:
    """An active ISO 4217 code, in capitals; raises ``InvalidValue`` naming what it is not."""
    known = code.strip().upper()
    if known not in EXPONENTS:
        msg = f"{code!r} is no ISO 4217 currency code, such as USD."
        raise InvalidValue(msg, *field)
    return known


def exponent_of(currency: str) -> int:
    """How many digits of a known currency stand behind the point."""
    return EXPONENTS[currency]


def parse_decimal(text: str, currency: str, *field: str) -> int:
    """An amount as files have it (1234.50, 1234.5, 1234) in minor units; raises ``InvalidAmount``."""
    exponent = exponent_of(currency)
    found = _DECIMAL.fullmatch(text.strip())
    if found is None:
        msg = f"{text.strip()!r} is no amount. Write it like 1234.50: no sign, no currency, no thousands mark."
        raise InvalidAmount(msg, *field)
    whole, behind = found[1], found[2] or ""
    if len(behind) > exponent:
        msg = f"{text.strip()} has {counted(len(behind), 'digit')} behind the point; {currency} has {exponent}."
        raise InvalidAmount(msg, *field)
    return whole_cents(int(whole + behind.ljust(exponent, "0")), *field)


def format_decimal(cents: int, currency: str) -> str:
    """Minor units as a decimal number: the exact inverse of ``parse_decimal``, with a sign where negative."""
    exponent = exponent_of(currency)
    digits = str(abs(cents)).rjust(exponent + 1, "0")
    sign = "-" if cents < 0 else ""
    return f"{sign}{digits[:-exponent]}.{digits[-exponent:]}" if exponent else f"{sign}{digits}"


def amount_text(cents: int, currency: str) -> str:
    """An amount with its currency, for sentences."""
    return f"{format_decimal(cents, currency)} {currency}"
