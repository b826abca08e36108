"""The value of a command's field that leaves the stored value as it is, where None would clear it."""

import enum
from typing import Literal, TypeAlias


class _Unchanged(enum.Enum):
    """The value stays as it is."""

    UNCHANGED = "keep"


UNCHANGED = _Unchanged.UNCHANGED
Unchanged: TypeAlias = Literal[_Unchanged.UNCHANGED]
