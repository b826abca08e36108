"""Freed memory is given back to the system where its C library can do so."""

import ctypes
import sys
from types import SimpleNamespace

import pytest

from domain.store.freed_memory import give_freed_memory_back


@pytest.mark.parametrize(
    ("platform", "has_trim", "given_back"), [("linux", True, [0]), ("linux", False, []), ("darwin", True, [])]
)
def test_memory_is_given_back_where_that_is_possible(
    platform: str, has_trim: bool, given_back: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    trimmed: list[int] = []
    libraries: list[object] = []

    def library(name: object) -> SimpleNamespace:
        libraries.append(name)
        return SimpleNamespace(**({"malloc_trim": trimmed.append} if has_trim else {}))

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(ctypes, "CDLL", library)
    give_freed_memory_back()
    assert trimmed == given_back
    assert libraries == [None] * (platform == "linux"), "this process itself"
