"""Texts in a column: each reader gets them in their language, and what another version stored as it was."""

import datetime

import orjson
import pytest

from domain.core.money import MAX_CENTS, amount_text
from domain.core.text import quoted
from domain.errors import InvalidValue
from domain.store.erasing import parts_in_messages
from domain.texts import FirstSentence, Joined, Language, Written, from_stored, say, to_stored
from domain.texts.stored import in_stored

TAKEN = say("account-number-taken", number="1001")


@pytest.mark.parametrize(
    "text",
    [
        TAKEN,
        say("amount-too-large", most=12_345),
        say("subscription-ended", ends_on=datetime.date(2026, 1, 31)),
        *(say("items-total-too-large", total=total, most=MAX_CENTS) for total in (2**63 - 1, 2**63, -(2**63) - 1)),
        amount_text(2**70 + 50, "CAD"),
        say("job-row-of-file", row=3, message=InvalidValue(TAKEN).text),
        Joined.of([TAKEN, quoted('a"b'), amount_text(123_450, "CAD")]),
        FirstSentence(TAKEN),
        Written("words"),
    ],
)  # fmt: skip
def test_a_stored_text_says_the_same_in_each_language(text) -> None:
    again = from_stored(to_stored(text))
    for language in Language:
        assert again.in_language(language) == text.in_language(language)


def test_plain_words_of_before_are_shown_as_they_are() -> None:
    for words in ("It failed.", '{"text": 1}', '{"text":[', '{"text":{}}', ""):
        assert from_stored(to_stored(words)).in_language(Language.FRENCH) == words


@pytest.mark.parametrize(
    "whole",
    [
        {"kind": "Message", "of": ["not-a-message-of-ours", []]},
        {"kind": "Message", "of": [1, 2, 3]},
        {"kind": "Poem", "of": []},
        {"kind": "Amount", "of": ["x", None]},
        None,
    ],
)
def test_what_this_version_does_not_know_is_shown_in_english(whole) -> None:
    stored = orjson.dumps({"text": whole, "english": "It failed."}).decode()
    assert from_stored(stored).in_language(Language.FRENCH) == "It failed."


def test_words_are_found_in_a_stored_text_as_they_stand_there() -> None:
    name = 'Ann "Annie" \\ Öz'
    stored = to_stored(say("account-number-taken", number=name))
    assert in_stored(name) in stored
    assert name not in stored


def test_of_a_long_value_no_more_is_stored_than_is_shown() -> None:
    refused = InvalidValue(say("currency-unknown", code=quoted("x" * 100_000 + "secret")))
    stored = to_stored(refused.text)
    assert "secret" not in stored
    assert len(stored) < 1_000


@pytest.mark.parametrize("name", ["Ann Tremblay", 'Ann "Annie" Öz', "Anne-Marie " * 9 + "Roy"])
def test_a_name_to_erase_is_found_in_messages_that_cut_it_short(name: str) -> None:
    message = say("user-name-reserved", name=quoted(name))
    for stored in (to_stored(message), str(message)):
        assert any(part in stored for part in parts_in_messages([name]))
