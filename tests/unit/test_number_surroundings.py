"""What stands around a number in a payment's text (domain R38a). Invoices' numbers stand in <angle brackets>."""

import re
from collections.abc import Callable

import pytest

from domain.core.number_surroundings import (
    covered,
    end_of_code,
    fills,
    goes_on,
    has_range,
    is_figure_at,
    is_glued,
    is_grouped,
    is_ranged,
    joined_figure,
    neighbours,
)
from domain.core.payment_text import WORDS_MAX, PaymentText, WrittenCode, read_text

_MARKED = re.compile("<([^>]*)>")


def read(text: str) -> tuple[PaymentText, list[WrittenCode]]:
    """A text as it is read, and the numbers that are marked in it."""
    found = read_text(_MARKED.sub(r"\1", text))
    codes = []
    for place, marked in enumerate(_MARKED.finditer(text)):
        start = marked.start() - 2 * place
        end = start + len(marked[1])
        words = [each for each, word in enumerate(found.words) if start <= word.start and word.end <= end]
        codes.append(WrittenCode(words[0], words[-1], "".join(found.words[each].text for each in words)))
    return found, codes


def of_first(judge: Callable[[PaymentText, WrittenCode, list[WrittenCode]], bool], text: str) -> bool:
    """What a function says of the first marked number."""
    found, codes = read(text)
    return judge(found, codes[0], codes)


@pytest.mark.parametrize(
    "text",
    [
        "<10100>",
        "Invoice <10100>",
        "Inv. no. <10100> and <10101>",
        "ref: <10100>!",
        "(#<10100>)",
        "\u00ab<10100>\u00bb",
        "\U0001f44d\U0001f3fd <10100> \u2764",
        "<K*7*2>",
        "<10 100>",
        "<10100>, <10101>",
    ],
)
def test_a_text_may_be_nothing_but_numbers_and_what_announces_them(text: str) -> None:
    assert fills(*read(text))


@pytest.mark.parametrize(
    "text",
    [
        "swim <10100>",
        "<10100> 7",
        "check <10100>",
        "$ <10100>",
        "**<10100>",
        "<10100>%",
        "<10100> * <10101>",
        "..<10100>",
        "<10100>-<10101>",
        "<12> <13>",
        f"<10100> {'and ' * WORDS_MAX}",
    ],
)
def test_other_words_and_signs_say_that_a_number_may_be_something_else(text: str) -> None:
    assert not fills(*read(text))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10100", "10100"),
        ("10100-3", "10100-3"),
        ("10100/3/b", "10100/3/b"),
        ("10100-b", "10100-b"),
        ("b-10100", "b-10100"),
        ("10100 33", "10100 33"),
        ("10100 - 33", "10100 - 33"),
        ("10100 33 44 swim", "10100 33 44"),
        ("10100 swim", "10100"),
        ("swim 10100", "swim"),
        ("swim camp", "swim"),
        ("10100, 33", "10100"),
        ("10100-3, 4", "10100-3"),
    ],
)
def test_one_number_goes_on_by_joined_words_and_by_groups_of_figures(text: str, number: str) -> None:
    found, _ = read(text)
    assert text[: found.words[end_of_code(found, 0)].end] == number


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("<10100>-3", "3"),
        ("pays <10100>/4b", "4b"),
        ("<10100>", None),
        ("<10100>-", None),
        ("<10100> 3", None),
        ("<10100> - 3", None),
        ("<10100>-b", None),
        ("<10100>,3", None),
        ("<10100>-<10101>", None),
        ("<10100>/01/2026", "01"),
        ("<10>.01.2026", None),
        ("<100>.50", None),
    ],
)
def test_a_figure_joined_to_a_number_makes_it_another_one(text: str, figure: str | None) -> None:
    found, codes = read(text)
    place = joined_figure(found, codes[0], codes)
    assert (None if place is None else found.words[place].text) == figure


@pytest.mark.parametrize("sign", ["-", " - ", " ", "..", " ~ ", "\u2192", "->", "--"])
def test_two_numbers_are_a_range_or_one_number_by_the_sign_between(sign: str) -> None:
    assert has_range(*read(f"<12>{sign}<13>"))


@pytest.mark.parametrize("text", ["<12>, <13>", "<12>/<13>", "<12> and <13>", "<12> + 7 - <13>", "7 - <12>"])
def test_numbers_in_a_list_are_not_a_range(text: str) -> None:
    assert not has_range(*read(text))


@pytest.mark.parametrize(
    "text",
    [
        "TX-<10100>",
        "swim TX-<10100>",
        "TX/7/<10100>",
        "<10100>-12",
        "<10100>.b",
        "<10100>/11",
        "pays <10100>_x",
        "@<10100>",
        "ann@<10100>",
        "<10100>-<10101>",
        "<10100> to <10101>",
    ],
)
def test_a_number_may_be_a_part_of_more(text: str) -> None:
    assert of_first(is_glued, text) is True


@pytest.mark.parametrize(
    "text",
    [
        "<10100>",
        "no.<10100>",
        "invoice-<10100>",
        "swim <10100> camp",
        "<10100>/<11>",
        "<10100>/b",
        "a/<10100>",
        "<10100>, 12",
        "<10100> - swim",
        "TX - <10100>",
    ],
)
def test_a_number_stands_by_itself_behind_what_announces_it(text: str) -> None:
    assert of_first(is_glued, text) is False


@pytest.mark.parametrize(
    "text",
    [
        "<12> to 14",
        "pays <12> to 14",
        "<12> bis <14>",
        "<12> - <14>",
        "<12>..14",
        "<12>-><14>",
        "12 to <14>",
        "pays 12 hasta <14>",
        "7..<14>",
        "pays 7 ~ <14>",
    ],
)
def test_both_ends_of_a_range_are_ranged(text: str) -> None:
    found, codes = read(text)
    assert all(is_ranged(found, code, codes) for code in codes)


@pytest.mark.parametrize(
    "text",
    [
        "<12>",
        "<12> to",
        "to <12>",
        "<12> to swim",
        "swim to <12>",
        "<12> and <14>",
        "<12>/<14>",
        "<12> swim 14",
        "14 swim <12>",
        "<12>..swim",
        "<12> - 14",
    ],
)
def test_a_number_without_another_end_is_not_ranged(text: str) -> None:
    assert of_first(is_ranged, text) is False


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("<12>, 3", True),
        ("<12>; 3", True),
        ("<12> + 3", True),
        ("<12> & 3", True),
        ("<12>/3", True),
        ("<12> and 3", True),
        ("<12> et 3", True),
        ("<12> 3", False),
        ("<12>? 3", False),
        ("<12>, swim", False),
        ("<12> and swim 3", False),
        ("<12>, <13>", False),
        ("<12> and <13>", False),
        ("<12>, 3.50 eur", False),
        ("<12>, 15:30", False),
        ("<12>,", False),
        ("<12> and", False),
    ],
)
def test_a_list_goes_on_with_a_figure_that_no_invoice_has(text: str, more: bool) -> None:
    assert of_first(goes_on, text) is more


@pytest.mark.parametrize(
    ("text", "grouped"),
    [
        ("555 <10100>", True),
        ("<10100> 22", True),
        ("swim 555-<10100> camp", True),
        ("swim <10100>.22 camp", False),
        ("<10100> <10101>", False),
        ("<10100>", False),
        ("swim <10100> camp", False),
        ("555, <10100>", False),
        ("<10100>, 22", False),
        ("swim <10100>, 22", False),
        ("12.03.2026 <10100>", False),
        ("<10100> 12.03.2026", False),
        ("5.00 eur <10100>", False),
        ("<10100> 5.50 eur", False),
        ("15:30 <10100>", True),
    ],
)
def test_digits_beside_digits_are_a_phones_or_a_cards(text: str, grouped: bool) -> None:
    assert of_first(is_grouped, text) is grouped


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("swim <10100> camp", "swim", "camp"),
        ("<10100>", "", ""),
        ("swim no <10100> and <10101> 7b camp piano", "swim", "camp"),
        ("piano swim 7 <10100>", "swim", ""),
        ("<10100> nr 5", "", ""),
    ],
)
def test_the_words_beside_a_number_are_those_that_may_say_what_it_is(text: str, before: str, after: str) -> None:
    found, codes = read(text)
    assert {neighbours(found, code, codes) for code in codes} == {(before, after)}


def test_a_place_beyond_the_text_has_no_figure_and_no_number() -> None:
    found, codes = read("7 swim <12>")
    assert [is_figure_at(found, place) for place in range(-1, 4)] == [False, True, False, True, False]
    assert [covered(codes, place) for place in range(-1, 4)] == [False, False, False, True, False]
