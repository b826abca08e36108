"""Idempotency keys as they are sent: what is cut off, and what is refused."""

import pytest

from domain.errors import InvalidValue
from domain.store.idempotency import MAX_KEY_LENGTH, clean_key


def test_a_key_counts_without_blanks_at_its_ends() -> None:
    assert clean_key(" order 7 ") == "order 7"
    assert clean_key(None) is None
    longest = "k" * MAX_KEY_LENGTH
    assert clean_key(f" {longest} ") == longest


@pytest.mark.parametrize("key", ["", " ", "\u200b", "k" * (MAX_KEY_LENGTH + 1), "a\0b"])
def test_a_key_that_protects_nothing_or_cannot_be_stored_is_refused(key: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        clean_key(key)
    assert refused.value.field == ("idempotencyKey",)
