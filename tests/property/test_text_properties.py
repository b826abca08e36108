"""The one form of texts (domain R37) and the key by which they are found and sorted (domain R37a), for any text."""
# ruff: noqa: RUF001 - letters that look alike are what this is about

import sys
import unicodedata
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.core.folding import folded
from domain.core.text import are_plain, clean_optional, number_form, one_form
from domain.errors import InvalidValue
from tests.support.odd_texts import BLANKS, CATEGORIES, INVISIBLE, JOINERS, PLANES, disguised

SELECTORS = [chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))]
ODD = st.sampled_from(
    [*INVISIBLE, *BLANKS, *JOINERS, *SELECTORS, "\u0301", "\u0327", "é", "ß", "葛", "क", "\u094d", "ー"]
)
TEXTS = st.lists(st.one_of(st.characters(), ODD, st.sampled_from("ab1- '’–")), max_size=12).map("".join)
RANDOM = st.integers().map(Random)


@given(TEXTS)
@example("e\u200d\u0301")
@example("葛\u200d\U000e0100b")
def test_a_form_is_its_own_form(text: str) -> None:
    for form in (one_form, number_form):
        assert form(form(text)) == form(text)
    assert one_form(number_form(text)) == number_form(text) == number_form(one_form(text))


@given(TEXTS)
def test_a_form_has_no_invisible_character_and_single_blanks_inside(text: str) -> None:
    form, number = one_form(text), number_form(text)
    assert form == unicodedata.normalize("NFC", form)
    assert not set(number) & {*INVISIBLE, *JOINERS, *SELECTORS}
    assert not set(form) & {*INVISIBLE, *BLANKS} - {" "}
    assert "  " not in form
    assert form == form.strip(" ")


@given(st.lists(st.one_of(TEXTS, st.text("ab 1-\n", max_size=4)), max_size=4))
@example(["a\nb", "c"])
@example([" a", "b"])
@example(["a", "b "])
@example(["a  b"])
@example([])
@example(["\x10A", ""])
def test_texts_are_plain_only_if_each_has_its_form(texts: list[str]) -> None:
    """A control character has no other form, but no text with one is plain: it is refused."""
    formed = all(one_form(text) == text == number_form(text) for text in texts)
    assert are_plain(texts) == (formed and all(text.isascii() and text.isprintable() for text in texts))


@given(RANDOM, TEXTS)
def test_texts_that_look_alike_have_one_form(random: Random, text: str) -> None:
    number = number_form(text)
    assert number_form(disguised(random, number)) == number
    assert folded(disguised(random, number)) == folded(number)


def test_a_text_without_a_visible_character_is_empty() -> None:
    for invisible in ["", *CATEGORIES["Cf"], *BLANKS, *SELECTORS, "\u2060\ufeff", "\u115f"]:
        assert one_form(invisible * 2) == number_form(f" {invisible}") == folded(invisible) == "", ascii(invisible)
        assert clean_optional(invisible) is None, ascii(invisible)
        assert number_form(f"INV{invisible}") == "INV", ascii(invisible)


def test_no_format_character_or_blank_stands_in_other_planes() -> None:
    others = map(chr, set(range(sys.maxunicode + 1)) - set(PLANES))
    assert set(map(unicodedata.category, others)) == {"Cn", "Co"}


def test_all_format_characters_are_taken_out_of_a_number_anywhere() -> None:
    for sign in CATEGORIES["Cf"]:
        assert number_form(f"{sign}IN{sign}V 1{sign}") == "INV 1"
        assert one_form(f"a{sign}b") == (f"a{sign}b" if sign in JOINERS else "ab")


@pytest.mark.parametrize("name", ["می\u200cخواهم", "क्\u200dष", "ශ්\u200dරී", "葛\U000e0100飾"])
def test_a_name_keeps_what_changes_how_it_is_written(name: str) -> None:
    assert one_form(f" {name}\u200d ") == name
    assert number_form(name) != name


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x7f", "\x9f", "\ud800"])
def test_control_characters_are_refused(sign: str) -> None:
    with pytest.raises(InvalidValue, match="control characters"):
        clean_optional(f"A{sign}B")


@given(TEXTS)
def test_a_key_is_its_own_key_whatever_case_and_accents(text: str) -> None:
    key = folded(text)
    assert folded(key) == key
    for twin in (text.upper(), text.lower(), text.casefold(), unicodedata.normalize("NFD", text)):
        # ß and SS, İ and i with a dot: a letter whose cases are several letters
        assert folded(folded(twin)) == folded(twin)
        assert folded(unicodedata.normalize("NFD", twin)) == folded(twin)


def test_each_letter_has_the_key_of_its_other_case_and_forms() -> None:
    for code in (*range(0x3000), *range(0xA640, 0xA800), *range(0xFB00, 0xFB18), *range(0x10400, 0x10450), 0x1E9E):
        letter = chr(code)
        key = folded(f"a{letter}")
        assert folded(key) == key, hex(code)
        for twin in (letter.upper(), letter.lower(), *(unicodedata.normalize(each, letter) for each in ("NFC", "NFD"))):
            assert folded(f"a{twin}") == key, hex(code)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Élise Roy", "elise roy"),
        ("FRANÇOIS  CÔTÉ", "francois cote"),
        ("O’Brien", "o'brien"),
        ("O`Brien", "o'brien"),
        ("Oʼbrien", "o'brien"),
        ("Anne–Marie", "anne-marie"),
        ("Anne\u2011Marie", "anne-marie"),
        ("−5", "-5"),
        ("John\u00a0\u2003Smith", "john smith"),
        ("Groß", "gross"),
        ("GROẞ", "gross"),
        ("Łukasz Øre", "lukasz ore"),
        ("Æsa Þór", "aesa thor"),
        ("Œuvre ﬁn", "oeuvre fin"),
        ("şule IŞIK ışık İ", "sule isik isik i"),
        ("Νίκος ΝΊΚΟΣ", "νικοσ νικοσ"),
        ("Ёлкина", "елкина"),
        ("שָׁלוֹם", "שלום"),
        ("ＩＮＶ－１", "inv-1"),
        ("“Swim”", '"swim"'),
        ("می\u200cخواهم", "میخواهم"),
        ("कु क", "कु क"),
    ],
)
def test_a_key_ignores_case_accents_and_the_kind_of_sign(written: str, key: str) -> None:
    assert folded(written) == key


def test_names_sort_as_in_an_alphabet() -> None:
    names = [
        "Adam Hill",
        "adam lee",
        "Bob Cole",
        "Élise Roy",
        "émile Girard",
        "François Côté",
        "John  Smith",
        "O’Brien",
    ]
    shuffled = Random(1).sample(names, len(names))
    assert sorted(shuffled, key=folded) == names
