"""Declaring settings, and reading them: from the command line, the environment, and a file ``.env``, in that order.

Own code, because the usual library takes a fifth of the time in which a server starts.
"""

import math
import os
from collections.abc import Callable, Mapping
from dataclasses import field, fields
from ipaddress import ip_network
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values

from domain.core.kinds import PaymentMethod
from domain.core.money import known_currency, parse_decimal
from domain.core.periods import FiscalYearStart, parse_first_day
from domain.core.text import number_form
from domain.errors import InvalidDate, Refusal

T = TypeVar("T")
PREFIX = "TIEOUT_"
ENV_FILE = ".env"
DIGITS_MAX = 20
SERIES_LONGEST = 30
TOKEN_SHORTEST = 16
PICTURES = (".png", ".jpg", ".jpeg", ".svg")


class BadSettings(Exception):
    """A setting is invalid; the message names it."""


def setting(default: T, description: str, parse: Callable[[str], T]) -> T:
    """Return a field of a dataclass that ``values_of`` reads; ``parse`` raises ``ValueError`` with the reason."""
    found: T = field(default=default, metadata={"description": description, "parse": parse})
    return found


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Return a parser of whole numbers within bounds, both included."""

    def parse(text: str) -> int:
        digits = text.strip()
        if not (digits.isascii() and digits.isdigit() and len(digits) <= DIGITS_MAX and least <= int(digits) <= most):
            raise ValueError(f"{text!r} is not a whole number from {least} to {most}")
        return int(digits)

    return parse


def number(least: float, most: float, *, above_least: bool = False) -> Callable[[str], float]:
    """Return a parser of numbers within bounds, both included; the lower one is not with ``above_least``."""

    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not least <= value <= most or (above_least and value == least):
            raise ValueError(f"{text!r} is not a number {'above' if above_least else 'from'} {least} to {most}")
        return value

    return parse


def one_of(*values: T) -> Callable[[str], T]:
    """Return a parser of one of some words."""
    known = {str(each): each for each in values}

    def parse(text: str) -> T:
        if text not in known:
            raise ValueError(f"{text!r} is not one of {', '.join(known)}")
        return known[text]

    return parse


def _accounts_by(text: str) -> dict[str, str]:
    """Return accounts by what they are of, from a text such as "CASH=1010; CARD=1020"."""
    accounts: dict[str, str] = {}
    for each in (part.strip() for part in text.split(";") if part.strip()):
        name, _, account = (part.strip() for part in each.rpartition("="))
        if not name or not account:
            raise ValueError(f"{each!r} is not a name and an account such as CASH=1010")
        if name in accounts:
            raise ValueError(f"it names {name} twice")
        accounts[name] = account
    return accounts


def clearing_accounts(text: str) -> dict[PaymentMethod, str]:
    """Return clearing accounts by method."""
    accounts = {name.upper(): account for name, account in _accounts_by(text).items()}
    unknown = next((name for name in accounts if name not in PaymentMethod.__members__), None)
    if unknown is not None:
        raise ValueError(f"{unknown!r} is not one of {', '.join(PaymentMethod.__members__)}")
    return {PaymentMethod(name): account for name, account in accounts.items()}


def accounts_of_codes(text: str) -> dict[str, str]:
    """Return accounts by ledger code, in the one form in which codes are stored."""
    return {number_form(code): account for code, account in _accounts_by(text).items()}


def some_text(text: str) -> str:
    """Return the text without surrounding blanks; refuse an empty one."""
    if not text.strip():
        raise ValueError("it is empty. Leave it out for the usual value")
    return text.strip()


def text_or_none(text: str) -> str | None:
    """Return the text without surrounding blanks; None if it is empty."""
    return text.strip() or None


def path_or_none(text: str) -> Path | None:
    """Return a path; None if it is empty."""
    return Path(text.strip()) if text.strip() else None


def flag(text: str) -> bool:
    """Return True for 1 and False for 0."""
    return one_of("0", "1")(text.strip()) == "1"


def lines_of_text(text: str) -> tuple[str, ...]:
    """Return the lines of a text that semicolons divide."""
    return tuple(each.strip() for each in text.split(";") if each.strip())


def image_or_none(text: str) -> Path | None:
    """Return the file of a picture that a document can show; None if it is empty."""
    if not text.strip():
        return None
    path = Path(text.strip())
    if path.suffix.lower() not in PICTURES:
        raise ValueError(f"{text!r} is no file of a picture: it ends with none of {', '.join(PICTURES)}")
    if not path.is_file():
        raise ValueError(f"there is no file {text!r}")
    return path


def networks(text: str) -> str:
    """Return addresses or networks, separated by commas."""
    named = [each.strip() for each in text.split(",") if each.strip()]
    for each in named:
        try:
            ip_network(each)
        except ValueError:
            raise ValueError(f"{each!r} is not an address or network such as 127.0.0.1 or 10.0.0.0/8") from None
    return ",".join(named)


def amounts(text: str) -> dict[str, int]:
    """Return amounts above 0 by currency in minor units, from a text such as "USD 5.00, CAD 5.00"."""
    amounts: dict[str, int] = {}
    for each in (part.strip() for part in text.split(",") if part.strip()):
        code, _, amount = each.partition(" ")
        try:
            currency = known_currency(code)
            cents = parse_decimal(amount, currency)
        except Refusal:
            raise ValueError(f"{each!r} is not a currency and an amount such as USD 5.00") from None
        if currency in amounts:
            raise ValueError(f"it names {currency} twice")
        amounts[currency] = cents
    return {currency: cents for currency, cents in amounts.items() if cents}


def series(text: str) -> str | None:
    """Return the name of a series in its one form; None if it is empty."""
    series = number_form(text)
    if len(series) > SERIES_LONGEST or "\0" in series:
        raise ValueError(f"it is longer than {SERIES_LONGEST} characters, too long to begin a number")
    return series or None


def first_day(text: str) -> FiscalYearStart:
    """Return a month and day that every year has."""
    try:
        return parse_first_day(text)
    except InvalidDate as invalid:
        raise ValueError(invalid.message) from None


def zone(name: str) -> ZoneInfo:
    """Return a zone that browsers know too: no file of this machine only, and none with leap seconds."""
    msg = f"{name!r} is not a time zone such as America/Toronto"
    if name in {"localtime", "posixrules"} or name.startswith(("posix/", "right/")):
        raise ValueError(msg)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # the last for a folder of zones, such as America
        raise ValueError(msg) from None


def token_or_none(text: str) -> str | None:
    """Return a token that is long enough not to be guessed; None if it is empty."""
    token = text.strip()
    if token and (len(token) < TOKEN_SHORTEST or not token.isascii() or len(token.split()) > 1):
        raise ValueError(
            f"it needs at least {TOKEN_SHORTEST} letters and digits without blanks, such as `openssl rand -hex 32` prints"
        )
    return token or None


def values_of(declared: type, given: Mapping[str, object]) -> dict[str, Any]:
    """Return the values of a dataclass's settings that are given or set, parsed; the rest have their defaults.

    None counts as not given. Raises ``BadSettings`` with a one-line message.
    """
    set_somewhere = {**_named(_of_file()), **_named(os.environ)}
    texts = set_somewhere | {name: str(value) for name, value in given.items() if value is not None}
    values = {}
    for each in fields(declared):
        if each.name in texts:
            try:
                values[each.name] = each.metadata["parse"](texts[each.name])
            except ValueError as error:
                raise BadSettings(f"{PREFIX}{each.name.upper()}: {error}") from None
    return values


def _of_file() -> dict[str, str | None]:
    try:
        return dotenv_values(ENV_FILE, encoding="utf-8")
    except UnicodeDecodeError:
        raise BadSettings(f"{ENV_FILE} is not in UTF-8. Save it in UTF-8.") from None


def _named(values: Mapping[str, str | None]) -> dict[str, str]:
    """Return the values whose name has our prefix, by the rest of it in lower case."""
    return {
        name.upper().removeprefix(PREFIX).lower(): value
        for name, value in values.items()
        if name.upper().startswith(PREFIX) and value is not None
    }
