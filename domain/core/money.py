"""Money: whole minor units and an ISO 4217 currency, never a float (domain R1)."""

import re
from dataclasses import dataclass

from domain.core.text import quoted
from domain.errors import InvalidAmount, InvalidValue
from domain.texts import Language, Text, say
from domain.texts.numbers import money

MAX_CENTS = 2**53 - 1
"""The largest amount that every JSON reader represents exactly."""

# ISO 4217, list one, by the number of decimals.
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
"""The number of decimals, by currency code."""

_DECIMAL = re.compile(r"(\d{1,16})(?:\.(\d{1,4}))?", re.ASCII)
_TOO_LARGE = re.compile(r"\d{17,}(?:\.\d{1,4})?", re.ASCII)


def positive_cents(value: int, *field: str) -> int:
    """Return a whole number of minor units above 0; raises ``InvalidAmount`` (domain R1, R5)."""
    if whole_cents(value, *field) == 0:
        raise InvalidAmount(say("amount-not-positive"), *field)
    return value


def whole_cents(value: int, *field: str) -> int:
    """Return a whole number of minor units, 0 allowed: a free class is an item too (domain R5); raises ``InvalidAmount``."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidAmount(say("amount-not-whole", value=quoted(str(value))), *field)
    if value < 0:
        raise InvalidAmount(say("amount-negative"), *field)
    if value > MAX_CENTS:
        raise InvalidAmount(say("amount-too-large", most=MAX_CENTS), *field)
    return value


def exact_total(cents: int, way: Text | None = None) -> int:
    """Return a sum of any sign; raises ``InvalidAmount`` beyond what JSON readers represent exactly (domain R1).

    ``way`` says what to do then, if not to ask for a shorter period.
    """
    if abs(cents) > MAX_CENTS:
        way = way or say("sum-ask-for-less")
        raise InvalidAmount(say("sum-too-large", cents=cents, most=MAX_CENTS, way=way))
    return cents


def known_currency(code: str, *field: str) -> str:
    """Return an active ISO 4217 code, in capitals; raises ``InvalidValue``."""
    known = code.strip().upper()
    if known not in EXPONENTS:
        raise InvalidValue(say("currency-unknown", code=quoted(code)), *field)
    return known


def example_amount(exponent: int) -> str:
    """Return an amount in the form that files have, with as many decimals as a currency of this exponent has."""
    return f"1234.{'50'.ljust(exponent, '0')[:exponent]}" if exponent else "1234"


def parse_decimal(text: str, currency: str, *field: str) -> int:
    """Return an amount from a file (1234.50, 1234.5, 1234) in minor units of a currency; raises ``InvalidAmount``."""
    exponent = EXPONENTS[currency]
    found = _DECIMAL.fullmatch(text.strip())
    if found is None and _TOO_LARGE.fullmatch(text.strip()):
        most = amount_text(MAX_CENTS, currency)
        raise InvalidAmount(say("decimal-too-large", text=quoted(text), most=most), *field)
    if found is None:
        raise InvalidAmount(say("decimal-not-amount", text=quoted(text), example=example_amount(exponent)), *field)
    whole, decimals = found[1], found[2] or ""
    if len(decimals) > exponent:
        too_long = "decimal-too-long" if exponent else "decimal-whole-only"
        message = say(too_long, text=text.strip(), digits=len(decimals), currency=currency, most=exponent)
        raise InvalidAmount(message, *field)
    return whole_cents(int(whole + decimals.ljust(exponent, "0")), *field)


def format_decimal(cents: int, currency: str) -> str:
    """Return minor units as a decimal number, the exact inverse of ``parse_decimal``; negative ones have a sign."""
    exponent = EXPONENTS[currency]
    digits = str(abs(cents)).rjust(exponent + 1, "0")
    sign = "-" if cents < 0 else ""
    return f"{sign}{digits[:-exponent]}.{digits[-exponent:]}" if exponent else f"{sign}{digits}"


@dataclass(frozen=True, slots=True)
class Amount(Text):
    """An amount with its currency, for messages: 1234.50 CAD, in French 1 234,50 $."""

    cents: int
    currency: str

    def in_language(self, language: Language) -> str:
        """Return the amount as a language writes it."""
        number = format_decimal(self.cents, self.currency)
        return f"{number} {self.currency}" if language is Language.ENGLISH else money(language, number, self.currency)

    __str__ = Text.__str__


def amount_text(cents: int, currency: str) -> Amount:
    """Return an amount with its currency, for messages."""
    return Amount(cents, currency)
