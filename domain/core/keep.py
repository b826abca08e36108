"""What a wish says of a value that shall stay as it is, where None would empty it."""

import enum
from typing import Literal, TypeAlias


class Keep(enum.Enum):
    """The value stays as it is."""

    KEEP = "keep"


KEEP = Keep.KEEP
Kept: TypeAlias = Literal[Keep.KEEP]
