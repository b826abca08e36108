"""Texts by example: what is stored of them and refused, and how messages show them (domain R37)."""

import pytest

from domain.core.text import (
    LONGEST_NAME,
    LONGEST_NUMBER,
    SHOWN_MAX,
    all_of,
    are_plain,
    clean_email,
    clean_number,
    clean_optional,
    clean_optional_number,
    clean_text,
    counted,
    enumerated,
    is_storable,
    number_form,
    one_form,
    quoted,
    shortened,
    storable,
    storable_text,
)
from domain.errors import InvalidValue


def test_a_message_counts_with_the_noun() -> None:
    assert [counted(number, "account") for number in (0, 1, 2, 1_000)] == [
        "0 accounts",
        "1 account",
        "2 accounts",
        "1,000 accounts",
    ]


def test_a_message_shows_a_text_in_one_line_cut_short_where_it_is_long() -> None:
    assert shortened(" a \n\t b ") == "a b"
    assert shortened("x" * SHOWN_MAX) == "x" * SHOWN_MAX
    assert shortened("x" * (SHOWN_MAX + 1)) == "x" * (SHOWN_MAX - 1) + "\u2026"
    assert shortened("abcdef", 3) == "ab\u2026"
    assert str(quoted("x" * 100)) == f"'{'x' * (SHOWN_MAX - 1)}\u2026'"


def test_a_message_lists_names() -> None:
    assert [str(all_of(["A", "B", "C"][:count])) for count in (1, 2, 3)] == ["A", "A and B", "A and B and C"]
    names = list("ABCDEFG")
    assert str(enumerated(names[:5])) == "A, B, C, D, E"
    assert str(enumerated(names)) == "A, B, C, D, E and 2 more"
    assert str(enumerated(names, 2)) == "A, B and 5 more"


@pytest.mark.parametrize(
    ("given", "text", "number"),
    [
        ("A", "A", "A"),
        ("Swim 2026", "Swim 2026", "Swim 2026"),
        (" Qui\u00a0? ", "Qui ?", "Qui ?"),
        ("?\u2003Qui", "? Qui", "? Qui"),
        ("e\u0301te\u0301", "\u00e9t\u00e9", "\u00e9t\u00e9"),
        ("a\u200b", "a", "a"),
        ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937", "\u0915\u094d\u0937"),
        ("a\u200d1", "a1", "a1"),
        ("x" * LONGEST_NUMBER, "x" * LONGEST_NUMBER, "x" * LONGEST_NUMBER),
    ],
)
def test_texts_and_numbers_are_stored_in_their_one_form(given: str, text: str, number: str) -> None:
    assert clean_text(given) == clean_optional(given) == one_form(given) == text
    assert clean_number(given) == clean_optional_number(given) == number_form(given) == number


@pytest.mark.parametrize("empty", ["", " ", "\u200b\u00a0"])
def test_what_must_be_given_is_not_empty(empty: str) -> None:
    for clean in (clean_text, clean_number):
        with pytest.raises(InvalidValue, match=r"^This must not be empty\.$") as refused:
            clean(empty, "number")
        assert refused.value.field == ("number",)
    assert clean_optional(empty) is clean_optional_number(empty) is clean_email(empty) is None


def test_what_is_left_out_is_stored_as_nothing() -> None:
    assert clean_optional(None) is clean_optional_number(None) is clean_email(None) is None


@pytest.mark.parametrize(
    ("clean", "longest"),
    [
        (clean_text, LONGEST_NAME),
        (clean_optional, LONGEST_NAME),
        (clean_number, LONGEST_NUMBER),
        (clean_optional_number, LONGEST_NUMBER),
    ],
)
def test_a_text_is_stored_up_to_its_longest(clean, longest: int) -> None:  # type: ignore[no-untyped-def]  # of each kind
    assert clean("x" * longest) == "x" * longest
    assert clean("\u00e9" * longest) == "\u00e9" * longest
    for sign in "x\u00e9":
        with pytest.raises(InvalidValue, match=f"This is {longest + 1} characters long; at most {longest} are stored"):
            clean(sign * (longest + 1), "name")


@pytest.mark.parametrize(
    ("text", "stored"),
    [("a b", True), ("a\u00a0b", True), ("\U0001f9be", True), ("\ue000", True), ("a\nb", False), ("\ud800", False)],
)
def test_no_control_character_is_stored(text: str, stored: bool) -> None:
    assert is_storable(text) is stored
    if stored:
        assert storable_text(text, longest=5) == text
    else:
        with pytest.raises(InvalidValue, match="Remove the control characters"):
            storable_text(text, longest=5)


def test_texts_for_a_query_are_distinct_sorted_and_without_what_no_database_takes() -> None:
    assert storable(["b", "a\0", "\0?", "a", "b"]) == ["a", "b"]


def test_an_e_mail_address_is_stored_in_lower_case() -> None:
    assert clean_email(" Ann@Example.ORG\u200b") == "ann@example.org"
    with pytest.raises(InvalidValue, match=r"^'Ann' is not an e-mail address, such as ann@example\.org\.$"):
        clean_email("Ann")


@pytest.mark.parametrize(
    "texts", [["a ", "b"], ["a", " b"], ["a  b"], ["a\nb", "c"], ["a\nb"], [" a"], ["a "], ["\u00e9"], ["\t"]]
)
def test_one_text_that_is_not_plain_is_seen_among_others(texts: list[str]) -> None:
    assert not are_plain(texts)
    assert are_plain(["a", "b 1", ""])
