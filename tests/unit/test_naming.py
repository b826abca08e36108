"""Which invoices a text names, said by example."""

import pytest

from domain.core.naming import MOST_WORDS, Numbers, candidates

NUMBERS = Numbers(["INV-1001-3", "INV-1001-34", "10100", "10123", "0042", "7", "2026", "B-0042", "B-42"])


@pytest.mark.parametrize(
    ("text", "strong"),
    [
        ("INV-1001-3", ["INV-1001-3"]),
        ("for inv-1001-3, thank you", ["INV-1001-3"]),
        ("inv 1001 3", ["INV-1001-3"]),
        ("#INV-1001-3", ["INV-1001-3"]),
        ("INV1001-34", ["INV-1001-34"]),
        ("\uff29\uff2e\uff36\uff0d1001\uff0d3", ["INV-1001-3"]),
        ("order 10100", ["10100"]),
        ("inv10100", ["10100"]),
        ("10100/10123", ["10100", "10123"]),
        ("invoices 10100 and 10123", ["10100", "10123"]),
        ("invoice no. 7", ["7"]),
        ("invoice #7 and 10100", ["7", "10100"]),
        ("#7", ["7"]),
        ("invoice 2026", ["2026"]),
        ("check 1234, invoice 7", ["7"]),
    ],
)
def test_a_number_is_named_as_a_whole_word_however_it_is_written(text: str, strong: list[str]) -> None:
    assert [number for number, is_strong in NUMBERS.named_in(text).items() if is_strong] == strong


@pytest.mark.parametrize(
    "text", ["INV-1001-345", "xINV-1001-3", "INV-1001-3a", "1010", "101000", "a10100", "10100th", ""]
)
def test_a_part_of_a_word_names_nothing(text: str) -> None:
    assert NUMBERS.named_in(text) == {}


@pytest.mark.parametrize("text", ["check 10100", "cheque no. 10100", "Check #7", "account 10100", "tel. 10100"])
def test_what_is_announced_as_something_else_names_nothing(text: str) -> None:
    assert NUMBERS.named_in(text) == {}


@pytest.mark.parametrize(
    "text", ["7", "kid 7", "locker #7", "spring 2026", "10100-12", "TX-10100", "$10100", "10100,50", "10100.5"]
)
def test_what_may_be_something_else_is_a_weak_name(text: str) -> None:
    assert NUMBERS.named_in(text)
    assert not any(NUMBERS.named_in(text).values())


def test_leading_zeros_matter_only_where_two_numbers_differ_by_nothing_else() -> None:
    assert NUMBERS.named_in("invoice 42") == {"0042": True}
    assert NUMBERS.named_in("invoice 00010100") == {"10100": True}
    assert NUMBERS.named_in("B-42") == {"B-42": True, "0042": False}
    assert NUMBERS.named_in("invoice B-0042") == {"B-0042": True, "0042": False}
    assert Numbers(["B-0042", "B-42"]).named_in("B-00042") == {"B-0042": False, "B-42": False}


def test_a_text_is_looked_at_as_far_as_its_bound() -> None:
    assert NUMBERS.named_in("swim " * MOST_WORDS + "10100") == {}
    assert len(candidates("1 " * 10_000)) < 20 * MOST_WORDS


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("inv 1001 3", "INV-1001-3"),
        ("pays Re/7b.", "Re/7b"),
        ("order 10100!", "10100"),
        ("a 12", "A12"),
        ("inv-9", "inv-9"),
    ],
)
def test_numbers_that_a_text_may_mean_are_looked_up_as_they_may_be_stored(text: str, number: str) -> None:
    assert number in candidates(text)
