"""Amounts in a search text, as people write them, and which currencies they may be in."""

import pytest

from domain.core.money import EXPONENTS, MAX_CENTS
from domain.core.searched_amounts import amounts_meant


def meant(text: str) -> dict[int, set[int]]:
    """The amounts of 0 or more by the number of decimals of their currencies; each is meant below 0 as well."""
    found = amounts_meant(text)
    assert all(each.cents == {-cents for cents in each.cents} for each in found)
    assert [each.exponent for each in found] == sorted({each.exponent for each in found})
    return {each.exponent: {cents for cents in each.cents if cents >= 0} for each in found}


def currencies(text: str) -> set[str]:
    return {currency for each in amounts_meant(text) for currency in each.currencies}


@pytest.mark.parametrize(
    "text", ["950", "-950", "$950", "\u20ac950", "$-950", "950 kr", "kr. 950", "Fr. 950", "sFr 950", "950 lei"]
)
def test_a_whole_amount_is_meant_in_every_currency_and_with_either_sign(text: str) -> None:
    assert meant(text) == {0: {950}, 2: {95_000}, 3: {950_000}, 4: {9_500_000}}
    assert currencies(text) == set(EXPONENTS)


@pytest.mark.parametrize(
    ("text", "in_cents"),
    [
        ("1234.50", 123_450),
        ("1234,5", 123_450),
        (".5", 50),
        ("1,234.50", 123_450),
        ("1.234,50", 123_450),
        ("1'234.50", 123_450),
        ("1 234,50", 123_450),
        ("1.234.567,5", 123_456_750),
        ("12,34,567.50", 123_456_750),
    ],
)
def test_decimals_are_never_yen(text: str, in_cents: int) -> None:
    assert meant(text) == {2: {in_cents}, 3: {10 * in_cents}, 4: {100 * in_cents}}


def test_three_digits_behind_a_sign_are_thousands_or_three_decimals() -> None:
    assert meant("1,250") == {0: {1_250}, 2: {125_000}, 3: {1_250, 1_250_000}, 4: {12_500, 12_500_000}}
    assert meant("1 250") == {0: {1_250}, 2: {125_000}, 3: {1_250_000}, 4: {12_500_000}}


@pytest.mark.parametrize(
    ("text", "exponent", "cents"),
    [("45,90 CAD", 2, 4_590), ("cad 45.9", 2, 4_590), ("JPY 45", 0, 45), ("1.5 kwd", 3, 1_500)],
)
def test_a_code_restricts_an_amount_to_its_currency(text: str, exponent: int, cents: int) -> None:
    assert meant(text) == {exponent: {cents}}
    assert currencies(text) == {text.strip("0123456789., ").upper()}


@pytest.mark.parametrize(
    "text", ["", ".", "5.", "45.90 XXX", "JPY 45.90", "CAD 5 USD", "1,2,3", "1,250,00", "A-950", "1.23456"]
)
def test_a_text_that_fits_no_currency_means_no_amount(text: str) -> None:
    assert amounts_meant(text) == []


def test_only_what_can_be_recorded_is_meant() -> None:
    assert meant("90071992547409.91") == {2: {MAX_CENTS}}
    assert amounts_meant("90071992547409.92") == []
