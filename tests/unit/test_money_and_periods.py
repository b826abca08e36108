"""Amounts, currencies, texts and periods: what is accepted, and the messages for the rest."""

from datetime import date

import pytest

from domain.core.money import (
    MAX_CENTS,
    exact_total,
    format_decimal,
    known_currency,
    parse_decimal,
    positive_cents,
    whole_cents,
)
from domain.core.periods import (
    FiscalYearStart,
    Period,
    PeriodPreset,
    parse_first_day,
    parse_period,
    preset_period,
    range_period,
    year_period,
)
from domain.core.text import clean_email, clean_optional, clean_text
from domain.errors import InvalidAmount, InvalidDate, InvalidValue
from domain.texts import Joined


@pytest.mark.parametrize(
    ("text", "currency", "cents"),
    [
        ("1234.50", "USD", 123_450),
        ("1234.5", "USD", 123_450),
        ("1234", "USD", 123_400),
        (" 0.05 ", "EUR", 5),
        ("1200", "JPY", 1_200),
        ("1.234", "KWD", 1_234),
    ],
)
def test_parses_amounts_exactly(text: str, currency: str, cents: int) -> None:
    assert parse_decimal(text, currency) == cents


@pytest.mark.parametrize(
    "text", ["", "-5", "+5", "1,234.50", "12.345", "1e3", "$5", "5.", ".5", "\u0665", "99999999999999999", "1 2"]
)
def test_refuses_malformed_amounts(text: str) -> None:
    with pytest.raises(InvalidAmount):
        parse_decimal(text, "USD")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("12.345", "12.345 has 3 digits after the decimal point; USD has at most 2."),
        ("99999999999999999", "'99999999999999999' is too large: at most 90071992547409.91 USD can be recorded."),
        ("99999999999999999.5", "'99999999999999999.5' is too large: at most 90071992547409.91 USD can be recorded."),
        ("1e3", "'1e3' is not an amount. Write it as 1234.50, without sign, currency or thousands separator."),
    ],
)
def test_a_refused_amount_says_what_is_wrong_with_it(text: str, message: str) -> None:
    with pytest.raises(InvalidAmount) as refused:
        parse_decimal(text, "USD", "amount")
    assert (refused.value.message, refused.value.field) == (message, ("amount",))


def test_the_largest_amount_is_what_every_json_reader_keeps() -> None:
    assert whole_cents(MAX_CENTS) == exact_total(MAX_CENTS) == 9_007_199_254_740_991
    assert exact_total(-MAX_CENTS) == -MAX_CENTS
    with pytest.raises(InvalidAmount, match=r"at most 9,007,199,254,740,991 minor units"):
        whole_cents(MAX_CENTS + 1)
    for beyond in (MAX_CENTS + 1, -MAX_CENTS - 1):
        with pytest.raises(InvalidAmount, match=r"units\. Ask for a shorter period, which comes to less\.$"):
            exact_total(beyond)
    with pytest.raises(InvalidAmount, match=r"units\. Split it\.$"):
        exact_total(MAX_CENTS + 1, Joined.of(["Split it."]))


def test_yen_have_no_decimals() -> None:
    assert format_decimal(-1_200, "JPY") == "-1200"
    with pytest.raises(InvalidAmount, match="JPY has no decimals"):
        parse_decimal("12.5", "JPY")


@pytest.mark.parametrize(("currency", "example"), [("JPY", "1234"), ("USD", "1234.50"), ("KWD", "1234.500")])
def test_a_refused_amount_is_answered_with_one_of_its_currency(currency: str, example: str) -> None:
    with pytest.raises(InvalidAmount, match=f"as {example}, without sign"):
        parse_decimal("1,5", currency)
    assert parse_decimal(example, currency) > 0


@pytest.mark.parametrize("value", [0, -1, MAX_CENTS + 1, True, "5"])
def test_an_amount_is_a_whole_number_above_zero(value: int) -> None:
    with pytest.raises(InvalidAmount):
        positive_cents(value, "amountCents")


def test_a_free_class_costs_zero() -> None:
    """Only an invoice item may be 0 (domain R5)."""
    assert whole_cents(0) == 0


def test_a_currency_is_an_iso_4217_code() -> None:
    assert known_currency("usd") == "USD"
    with pytest.raises(InvalidValue, match="'XXQ'"):
        known_currency("XXQ", "currency")


@pytest.mark.parametrize(
    ("preset", "today", "first"),
    [
        (PeriodPreset.LAST_MONTH, date(2026, 3, 31), date(2026, 3, 1)),
        (PeriodPreset.LAST_MONTH, date(2026, 3, 15), date(2026, 2, 16)),
        (PeriodPreset.LAST_3_MONTHS, date(2026, 5, 31), date(2026, 3, 1)),
        (PeriodPreset.LAST_6_MONTHS, date(2026, 1, 5), date(2025, 7, 6)),
        (PeriodPreset.LAST_12_MONTHS, date(2024, 2, 29), date(2023, 3, 1)),
    ],
)
def test_a_preset_starts_the_day_after_the_same_day(preset: PeriodPreset, today: date, first: date) -> None:
    assert preset_period(preset, today) == Period(first, today)


def test_parses_periods_of_the_command_line() -> None:
    today = date(2026, 3, 15)
    assert parse_period("last-month", today) == preset_period(PeriodPreset.LAST_MONTH, today)
    assert parse_period("2026", today) == year_period(2026) == Period(date(2026, 1, 1), date(2026, 12, 31))
    assert parse_period("2026-01-01..2026-03-31", today) == range_period(date(2026, 1, 1), date(2026, 3, 31))
    weeks, bare = "2026-W01..2026-W10", "20260101..20260331"
    for text in ("yesterday", "2026-13", "2026-03-31..2026-01-01", "..", "0000", weeks, bare):
        with pytest.raises(InvalidDate):
            parse_period(text, today)


@pytest.mark.parametrize(
    ("preset", "first", "last"),
    [
        (PeriodPreset.THIS_MONTH, date(2026, 2, 1), date(2026, 2, 28)),
        (PeriodPreset.LAST_CALENDAR_MONTH, date(2026, 1, 1), date(2026, 1, 31)),
        (PeriodPreset.THIS_QUARTER, date(2026, 1, 1), date(2026, 3, 31)),
        (PeriodPreset.LAST_QUARTER, date(2025, 10, 1), date(2025, 12, 31)),
        (PeriodPreset.THIS_FISCAL_YEAR, date(2025, 7, 1), date(2026, 6, 30)),
        (PeriodPreset.LAST_FISCAL_YEAR, date(2024, 7, 1), date(2025, 6, 30)),
    ],
)
def test_a_calendar_preset_is_the_whole_of_it(preset: PeriodPreset, first: date, last: date) -> None:
    """Domain R27b."""
    for day in (1, 15, 28):
        assert preset_period(preset, date(2026, 2, day), FiscalYearStart(7, 1)) == Period(first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("FY2026", date(2026, 4, 6), date(2027, 4, 5)),
        ("this-fiscal-year", date(2025, 4, 6), date(2026, 4, 5)),
        ("last-quarter", date(2025, 10, 1), date(2025, 12, 31)),
    ],
)
def test_parses_calendar_and_fiscal_periods(text: str, first: date, last: date) -> None:
    """Domain R27b."""
    assert parse_period(text, date(2026, 3, 15), FiscalYearStart(4, 6)) == (first, last)


@pytest.mark.parametrize("text", ["2026-00", "2026-13", "2026-Q0", "2026-Q5", "FY0000", "FY9999", "2026-1", "26-01"])
def test_refuses_what_no_calendar_has(text: str) -> None:
    with pytest.raises(InvalidDate):
        parse_period(text, date(2026, 3, 15), FiscalYearStart(4, 6))


def test_a_refused_period_is_not_repeated_whole() -> None:
    with pytest.raises(InvalidDate) as refused:
        parse_period("x" * 100_000, date(2026, 3, 15))
    assert len(refused.value.message) < 500


def test_a_fiscal_year_begins_on_a_day_that_each_year_has() -> None:
    assert parse_first_day(" 07-01 ") == FiscalYearStart(7, 1)
    for text in ("02-29", "13-01", "04-31", "7-1", ""):
        with pytest.raises(InvalidDate):
            parse_first_day(text)


def test_texts_are_trimmed_and_limited() -> None:
    assert clean_text("  Ann  ") == "Ann"
    assert clean_optional("   ") is None
    assert clean_email(" Ann@Example.org ") == "ann@example.org"
    for bad in ("", "x" * 201, "a\x00b"):
        with pytest.raises(InvalidValue):
            clean_text(bad, "name")
    with pytest.raises(InvalidValue):
        clean_email("nobody", "email")
