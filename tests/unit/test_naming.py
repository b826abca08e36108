"""References to invoices in a text, by example (domain R38, R38a)."""

import pytest

from domain.core.invoice_references import Mention, NumberIndex, best_mentions
from domain.core.number_forms import is_stored_under, stored_key, stored_keys
from domain.core.payment_text import WORDS_MAX

NUMBERS = NumberIndex(
    ["INV-1001-3", "INV-1001-34", "10100", "10123", "0042", "7", "2026", "B-0042", "B-42", "RF18539007547034"]
)


def named(text: str, numbers: NumberIndex = NUMBERS) -> list[str]:
    return [mention.number for mention in numbers.mentions(text) if mention.names]


def hinted(text: str, numbers: NumberIndex = NUMBERS) -> list[str]:
    return [mention.number for mention in numbers.mentions(text) if not mention.names]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("INV-1001-3", ["INV-1001-3"]),
        ("for inv-1001-3, thank you", ["INV-1001-3"]),
        ("inv 1001 3", ["INV-1001-3"]),
        ("#INV-1001-3", ["INV-1001-3"]),
        ("INV1001-34", ["INV-1001-34"]),
        ("inv 10 01.34", ["INV-1001-34"]),
        ("\uff29\uff2e\uff36\uff0d1001\uff0d3", ["INV-1001-3"]),
        ("RF18 5390 0754 7034", ["RF18539007547034"]),
        ("order 10100", ["10100"]),
        ("inv10100", ["10100"]),
        ("10100/10123", ["10100", "10123"]),
        ("10100 10123", ["10100", "10123"]),
        ("invoices 10100 and 10123", ["10100", "10123"]),
        ("invoice no. 7", ["7"]),
        ("invoice #7 and 10100", ["7", "10100"]),
        ("#7", ["7"]),
        ("7", ["7"]),
        ("facture n\u00ba 7", ["7"]),
        ("n\u00b0 de facture 7", ["7"]),
        ("Rechnungsnr. 7", ["7"]),
        ("Re.-Nr. 7", ["7"]),
        ("factura n\u00fam. 7", ["7"]),
        ("invoice 2026", ["2026"]),
        ("check 1234, invoice 7", ["7"]),
        ("invoice 1001-3", ["INV-1001-3"]),
        ("invoice 42", ["0042"]),
        ("invoice 00010100", ["10100"]),
        ("B-42", ["B-42"]),
        ("invoice B-0042", ["B-0042"]),
    ],
)
def test_names_a_number_in_any_grouping(text: str, numbers: list[str]) -> None:
    assert named(text) == numbers


@pytest.mark.parametrize("text", ["INV-1001-345", "INV-1001-3a", "1010", "101000", "a10100", "10100th", ""])
def test_part_of_a_word_is_not_a_reference(text: str) -> None:
    assert NUMBERS.mentions(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "check 10100",
        "cheque no. 10100",
        "Check #7",
        "account 10100",
        "tel. 10100",
        "locker #7",
        "Mitgliedsnr. 10100",
        "VISA 10100",
        "DE89 3704 0044 0532 0130 00",
        "client id 10100",
        "xxxx10100",
    ],
)
def test_a_number_labelled_as_something_else_is_not_a_reference(text: str) -> None:
    assert NUMBERS.mentions(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "kid 7",
        "kid no. 7",
        "spring 2026",
        "10100-12",
        "10100-10123",
        "10100 to 10123",
        "ab-10100",
        "$10100",
        "10100 EUR",
        "10100,50",
        "10100.5",
        "555 10100",
    ],
)
def test_an_ambiguous_number_is_a_hint(text: str) -> None:
    assert hinted(text)
    assert not named(text)


def test_of_numbers_with_the_same_letters_and_digits_the_one_written_so_is_meant() -> None:
    numbers = NumberIndex(["INV-1-23", "INV-12-3"])
    assert named("INV-12-3", numbers) == ["INV-12-3"]
    assert hinted("INV 123", numbers) == ["INV-1-23", "INV-12-3"]
    assert hinted("invoice B-00042", NumberIndex(["B-0042", "B-42"])) == ["B-0042", "B-42"]
    assert hinted("B 4-2", NumberIndex(["B-0042", "B-42"])) == ["B-0042", "B-42"]


def test_a_creditor_reference_ends_where_its_check_digits_are_right() -> None:
    number = "RF10229759476207"
    assert named(f"bezahlt {number} vielen Dank", NumberIndex([number])) == [number]


def test_groups_of_an_iban_name_nothing_though_it_begins_like_a_word_for_number() -> None:
    assert NumberIndex(["8601", "1117", "947"]).mentions("from NO93 8601 1117 947") == []
    assert named("facture no93", NumberIndex(["93"])) == ["93"]


def test_an_unknown_number_beside_a_word_for_invoice_is_found() -> None:
    assert NUMBERS.unknown_invoice("facture 555-12, merci") == "555-12"
    assert NUMBERS.unknown_invoice("inv INV-1001-3") is None
    assert NUMBERS.unknown_invoice("invoice of 12.01.2026") is None
    assert NUMBERS.unknown_invoice("Rechnung 12.01.2026") is None
    assert NUMBERS.unknown_invoice("pays 555-12") is None


def test_a_text_is_searched_up_to_its_limit() -> None:
    assert NUMBERS.mentions("swim " * WORDS_MAX + "10100") == []
    assert len(stored_keys("1 " * 10_000)) < 20 * WORDS_MAX


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("inv 1001 3", "INV-1001-3"),
        ("pays Re/7b.", "Re/7b"),
        ("order 10100!", "10100"),
        ("a 12", "A12"),
        ("inv-9", "inv-9"),
        ("7f3e-9c1a", "7F3E9C1A"),
        ("\u00c9t\u00e9-12", "\u00c9T\u00c9-12"),
        ("invoice 42", "00042"),
        ("inv 42", "INV-00042"),
        ("INV-00042", "inv42"),
        ("for K*7*2", "K*7*2"),
        ("21 00000 00003 13947 14300 09025", "210000000003139471430009025"),
    ],
)
def test_possible_numbers_of_a_text_are_looked_up_as_they_are_stored(text: str, number: str) -> None:
    assert is_stored_under(number, stored_keys(text))


def test_a_number_beside_a_word_for_invoice_is_looked_up_with_the_accounts_prefixes() -> None:
    assert stored_key("INV-7") in stored_keys("invoice 7", {"inv"})
    assert stored_key("INV-007") in stored_keys("invoice 7", {"inv"})
    assert stored_key("INV-7") not in stored_keys("kid 7", {"inv"})


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("invoice 10100-3", "10100-3"),
        ("inv. 10100/4", "10100/4"),
        ("invoice 10100/10123", None),
        ("invoice 10100, 3", None),
        ("invoice 10100 3", None),
        ("INV1001-34 x9", None),
        ("invoice 2024", None),
        ("invoice 2024 12", "2024 12"),
    ],
)
def test_more_figures_joined_to_a_number_make_it_another_one(text: str, unknown: str | None) -> None:
    assert NUMBERS.unknown_invoice(text) == unknown


@pytest.mark.parametrize("sign", ["-", "\u2013", "..", "\u2026", "~", "\u2192", " - "])
def test_two_numbers_with_a_sign_for_range_between_are_a_range(sign: str) -> None:
    assert NUMBERS.has_range(f"invoices 10100{sign}10123")
    assert not named(f"invoices 10100{sign}10123")


HINT, BARE, NAME = Mention("7", names=False), Mention("7", names=True, bare=True), Mention("7", names=True)
OTHER = Mention("9", names=False)


@pytest.mark.parametrize("mentions", [[HINT, BARE, OTHER, NAME], [NAME, OTHER, BARE, HINT], [BARE, OTHER, NAME, HINT]])
def test_of_one_number_the_plainest_mention_counts_in_the_place_of_the_first(mentions: list[Mention]) -> None:
    assert best_mentions(mentions) == [NAME, OTHER]
    assert best_mentions([HINT, BARE]) == [BARE]


def test_of_equal_mentions_the_first_counts() -> None:
    first, second = HINT._replace(written="07"), HINT._replace(written="7")
    assert best_mentions([first, second]) == [first]


@pytest.mark.parametrize(
    ("number", "text", "mention"),
    [
        ("INV-1001-34", "#34", Mention("INV-1001-34", names=False, whole=True, written="34")),
        ("INV-1001-34", "34", None),
        ("INV-9", "INV9 x9", Mention("INV-9", names=False, written="inv9")),
        ("X-77", "77", Mention("X-77", names=False, whole=True, written="77")),
        ("X-77", "77 3", None),
        ("X-77", "kid 77 3", None),
        ("X-77", "#77 kid", Mention("X-77", names=False, written="77")),
        ("R-77", "#77 kid", Mention("R-77", names=True, bare=True, written="77", after="kid")),
        ("X-12345", "for 12345 kid", Mention("X-12345", names=False, written="12345")),
        ("X-1234", "for 1234 kid", None),
        ("42", "IBAN 42", None),
        ("7", "kid 7", Mention("7", names=False, written="7")),
        ("INV-17", "# 17.01.2026", None),
        ("INV-17", "invoice 17.01.2026", Mention("INV-17", names=False, written="17")),
        ("1030", "at 10:30 kid", None),
        ("1030", "10:30", Mention("1030", names=True, bare=True, whole=True, written="10:30")),
        ("12-50", "12.50", Mention("12-50", names=False, written="12.50")),
        ("12-50", "12-50", Mention("12-50", names=True, bare=True, whole=True, written="12-50")),
        (
            "2026-01-17",
            "# 2026-01-17 kid",
            Mention("2026-01-17", names=True, bare=True, written="2026-01-17", after="kid"),
        ),
        (
            "10100-10123",
            "10100 10123",
            Mention("10100-10123", names=True, bare=True, whole=True, written="10100 10123"),
        ),
        ("10100-10123", "10100, 10123", None),
    ],
)
def test_what_stands_around_a_number_tells_names_from_hints(number: str, text: str, mention: Mention | None) -> None:
    assert NumberIndex([number]).mentions(text) == ([] if mention is None else [mention])


def test_two_numbers_may_fill_a_text() -> None:
    assert named("7/2026") == ["7", "2026"]


@pytest.mark.parametrize(
    ("text", "number"), [("B42", "B-42"), ("b0042", "B-0042"), ("B 42", "B-42"), ("B-0042", "B-0042")]
)
def test_zeros_tell_numbers_apart_where_they_are_written(text: str, number: str) -> None:
    assert named(text) == [number]


@pytest.mark.parametrize(
    ("number", "text", "names"),
    [
        ("SPRING", "spring", True),
        ("AB-CD", "AB CD", True),
        ("AB-CD", "ab-cd", True),
        ("AB-CD", "abcd", True),
        ("AB-CD", "ab cd, please", False),
        ("AB-CD", "ab cd 2", False),
    ],
)
def test_a_number_of_letters_alone_must_be_the_whole_text(number: str, text: str, names: bool) -> None:
    mention = Mention(number, names=True, whole=True, written=text.lower())
    assert NumberIndex([number]).mentions(text) == ([mention] if names else [])
