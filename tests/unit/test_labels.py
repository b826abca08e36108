"""External ids and metadata: their form, their bounds, and what is stored (domain R48)."""

import pytest

from domain.core.labels import (
    ENTRIES_MAX,
    LONGEST_EXTERNAL_ID,
    LONGEST_KEY,
    LONGEST_VALUE,
    MetadataEntry,
    clean_external_id,
    clean_metadata,
    entries_of,
)
from domain.core.text import in_one_form, one_form
from domain.errors import InvalidValue


def entries(*pairs: tuple[str, str]) -> list[MetadataEntry]:
    return [MetadataEntry(*pair) for pair in pairs]


def test_an_external_id_has_the_form_of_a_number() -> None:
    assert clean_external_id(" sub\u200b_\u200d42\u00a0 a ") == "sub_42 a"
    assert clean_external_id("\u200b ") is None
    assert clean_external_id(None) is None
    assert clean_external_id("x" * LONGEST_EXTERNAL_ID) == "x" * LONGEST_EXTERNAL_ID
    with pytest.raises(InvalidValue, match="201 characters"):
        clean_external_id("x" * (LONGEST_EXTERNAL_ID + 1))
    with pytest.raises(InvalidValue, match="control"):
        clean_external_id("a\x00b")


def test_the_form_holds_wherever_an_argument_is_called_so() -> None:
    assert in_one_form({"externalId": "a\u200db", "filter": {"externalId": "c\u200d"}}) == {
        "externalId": "ab",
        "filter": {"externalId": "c"},
    }


def test_metadata_keeps_its_order_and_reads_as_it_was_given() -> None:
    given = entries(("season", " 2026 \u00a0 spring"), ("e\u0301quipe", 'les "Loups"\\ \U0001f9be'))
    stored = clean_metadata(given)
    assert stored is not None
    assert one_form(stored) == stored
    assert entries_of(stored) == entries(("season", "2026 spring"), ("\xe9quipe", 'les "Loups"\\ \U0001f9be'))
    assert entries_of(None) == []
    assert clean_metadata([]) is None


def test_as_many_entries_as_are_kept_can_be_given_and_one_more_is_refused() -> None:
    given = [(f"k{index}", "v") for index in range(ENTRIES_MAX + 1)]
    assert entries_of(clean_metadata(entries(*given[:-1]))) == entries(*given[:-1])
    with pytest.raises(InvalidValue, match=r"You sent 21 entries; at most 20 are kept\."):
        clean_metadata(entries(*given))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ([(f"k{index}", "v") for index in range(ENTRIES_MAX + 1)], ()),
        ([("k", "v"), ("k\u200b", "w")], ("1", "key")),
        ([("\u200b", "v")], ("0", "key")),
        ([("k", " ")], ("0", "value")),
        ([("k" * (LONGEST_KEY + 1), "v")], ("0", "key")),
        ([("k", "v" * (LONGEST_VALUE + 1))], ("0", "value")),
    ],
)
def test_refuses_what_cannot_be_kept(given: list[tuple[str, str]], field: tuple[str, ...]) -> None:
    with pytest.raises(InvalidValue) as refused:
        clean_metadata(entries(*given), "metadata")
    assert refused.value.field == ("metadata", *field)
