"""What the log says happened to a row, in one word."""

from types import SimpleNamespace
from typing import Any

import pytest

from domain.store.audit import verb_of

OPEN, WITHDRAWN = SimpleNamespace(withdrawn_at=None), SimpleNamespace(withdrawn_at=5)


@pytest.mark.parametrize(
    ("before", "after", "verb"),
    [
        (None, OPEN, "created"),
        (OPEN, OPEN, "changed"),
        (OPEN, WITHDRAWN, "withdrawn"),
        (WITHDRAWN, WITHDRAWN, "changed"),
        (WITHDRAWN, OPEN, "changed"),
        (SimpleNamespace(), SimpleNamespace(), "changed"),
    ],
)
def test_a_row_is_withdrawn_once(before: Any, after: Any, verb: str) -> None:
    assert verb_of(before, after) == verb
