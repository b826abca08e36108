"""Names that are written almost alike (domain R44)."""

import pytest

from domain.core.name_likeness import are_alike, beginnings


@pytest.mark.parametrize(
    "paid_by",
    ["RIVERA ANN", "Rivera, Ann", "Mrs Ann Rivera", "Ann M. Rivera", "Ann Riverra", "ANN RIVER", "Ann & John Rivera"],
)
def test_names_in_another_order_with_titles_or_mistyped_are_alike(paid_by: str) -> None:
    assert are_alike(paid_by, "ann rivera")
    assert any("ann rivera".startswith(each) for each in beginnings(paid_by))


@pytest.mark.parametrize("paid_by", ["Ann Ricardo", "Bo Rivera", "John Smith", "Rivera", "Ann", ""])
def test_other_names_are_not(paid_by: str) -> None:
    assert not (are_alike(paid_by, "ann rivera") and any("ann rivera".startswith(each) for each in beginnings(paid_by)))


def test_a_text_of_many_words_is_compared_with_nothing() -> None:
    assert list(beginnings("one two three four five six")) == []


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("Bo Li", {"bo li", "li bo"}),
        ("J. Li", set()),
        ("J. Li Wu", {"li wu", "wu li"}),
        ("Ann Ann Rivera", {"ann ri", "rivera an"}),
    ],
)
def test_initials_narrow_nothing_down(name: str, begins: set[str]) -> None:
    assert set(beginnings(name)) == begins


def test_a_name_of_five_words_is_compared_still() -> None:
    assert len(list(beginnings("one two three four five"))) == 5 * 4


def test_one_letter_in_ten_may_differ() -> None:
    assert are_alike("Montgomery", "Montgomary")
    assert not are_alike("Montgomer", "Montgomar")
