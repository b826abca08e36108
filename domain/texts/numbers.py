"""Numbers and dates as a language writes them, by the Unicode locale data of Babel, which Fluent brings along."""

import datetime
from decimal import Decimal
from importlib import import_module

from domain.texts.language import Language


def money(language: Language, number: str, currency: str) -> str:
    """Return a decimal number, such as 1234.50, with the sign of its currency after it: 1 234,50 $, 1 234,50 $ US."""
    sign = import_module("babel.numbers").get_currency_symbol(currency, locale=_locale(language))
    return f"{decimal(language, number)}\N{NO-BREAK SPACE}{sign}"


def decimal(language: Language, number: str) -> str:
    """Return a decimal number with its thousands apart and all its decimals: 1 234,50."""
    _, _, decimals = number.partition(".")
    shown: str = import_module("babel.numbers").format_decimal(
        Decimal(number), f"#,##0{'.' if decimals else ''}{'0' * len(decimals)}", locale=_locale(language)
    )
    return shown


def day(language: Language, date: datetime.date) -> str:
    """Return a date as people write it: Jan 31, 2026, or 31 janv. 2026.

    French writes the first of a month as an ordinal, 1er janv. 2026, which locale data leave out.
    """
    shown: str = import_module("babel.dates").format_date(date, "medium", locale=_locale(language))
    return f"1er{shown.removeprefix('1')}" if language is Language.FRENCH and date.day == 1 else shown


def _locale(language: Language) -> str:
    return language.value.replace("-", "_")
