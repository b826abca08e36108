"""The forms in which an invoice's number is compared and looked up (domain R38)."""

import pytest

from domain.core.number_forms import bare, form_of, is_stored_under, keys_of_number, stored_key, stored_keys
from domain.core.payment_text import CODE_LENGTH_MAX


@pytest.mark.parametrize(
    ("number", "key", "bare_key", "digits", "prefix", "last"),
    [
        ("10100", "10100", "10100", "", "", ""),
        ("0417", "0417", "417", "", "", ""),
        ("A-7-b", "a7b", "a7b", "7b", "a", ""),
        ("20417", "20417", "20417", "", "", ""),
        ("INV-10100", "inv10100", "inv10100", "10100", "inv", "10100"),
        ("INV-0042", "inv0042", "inv42", "42", "inv", "42"),
        ("INV-1001-03", "inv100103", "inv100103", "100103", "inv", "3"),
        ("2026/118", "2026118", "2026118", "", "", "118"),
        ("A-7b", "a7b", "a7b", "7b", "a", ""),
        ("10100 b", "10100b", "10100b", "", "", ""),
        ("CAMP", "camp", "camp", "", "", ""),
    ],
)
def test_a_number_is_compared_by_its_letters_and_digits(
    number: str, key: str, bare_key: str, digits: str, prefix: str, last: str
) -> None:
    form = form_of(number)
    assert (form.key, form.bare, form.digits, form.prefix, form.last) == (key, bare_key, digits, prefix, last)


def test_letters_before_a_number_may_be_a_word_for_invoice() -> None:
    announced = ["INV-7", "Fact 7", "RE-7", "RN7", "F-7", "R7", "I-7"]
    others = ["A-7", "CAMP-7", "7", "7-RE", "REF-7"]
    assert [each for each in (*announced, *others) if form_of(each).announced] == announced


def test_zeros_stand_for_nothing_before_the_first_digits_alone() -> None:
    assert [bare(key) for key in ("007", "inv007", "70", "a0b", "0", "inv0")] == ["7", "inv7", "70", "a0b", "0", "inv0"]


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("INV-0042", "inv0042"),
        ("0042", "42"),
        ("?0042", "?0042"),
        ("F2026/118", "f2026118"),
        ("a.b_c\\d#e:f,g'h(i)j+k&l|m n", "abcdefghijklmn"),
        ("\u00c9T\u00c9-12", "\u00c9t\u00c912"),
        ("0", ""),
    ],
)
def test_the_database_compares_without_separators_and_leading_zeros(number: str, key: str) -> None:
    assert stored_key(number) == keys_of_number(number)[0] == key


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", "7"),
        ("\u00e9t\u00e9 12", "\u00c9T\u00c9-12"),
        ("\u00c9T\u00c9 12", "\u00e9t\u00e9-12"),
        ("E\u0301te\u0301 12", "\u00c9t\u00e9-12"),
        ("for \u00e9 1 2 3 thanks", "\u00c9-1-2-3"),
        ("abcde 7", "ABCDE-007"),
        ("ab 7", "AB-00000007"),
        ("ab 1234567", "AB-01234567"),
        ("ab 123456789", "AB-123456789"),
        ("x" * CODE_LENGTH_MAX, "x" * CODE_LENGTH_MAX),
    ],
)
def test_a_text_is_looked_up_in_the_forms_that_a_number_may_be_stored_in(text: str, number: str) -> None:
    assert is_stored_under(number, stored_keys(text))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("abcdef 7", "ABCDEF-007"),
        ("ab 7", "AB-000000007"),
        ("pays 7", "PAYS-007"),
        ("and 7", "AND-007"),
        ("\u00e9 1 2 3 4", "\u00c9-1-2-3-4"),
        ("\u00e9 1 7", "\u00c9-7"),
        ("x" * (CODE_LENGTH_MAX + 1), "x" * (CODE_LENGTH_MAX + 1)),
    ],
)
def test_the_forms_that_are_looked_up_are_bounded(text: str, number: str) -> None:
    assert not is_stored_under(number, stored_keys(text))


def test_an_empty_key_is_not_looked_up() -> None:
    assert stored_keys("") == set()
    assert "" not in stored_keys("0")
    assert "" not in stored_keys("- \u00e9")


def test_an_accounts_prefix_is_put_before_digits_with_letters_too() -> None:
    assert is_stored_under("INV-7b", stored_keys("invoice 7b", {"inv"}))
    assert not is_stored_under("INV-7b", stored_keys("kid 7b", {"inv"}))
