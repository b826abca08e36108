"""What a caller says about a file, and what was understood of it (domain R41)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.importing.readers.amounts import DecimalMark
from domain.importing.readers.dates import DateOrder


@dataclass(frozen=True, slots=True)
class Reading:
    """What the caller says about a file; what is None or absent follows from the file.

    ``columns`` are the file's names of columns by the product's; "" leaves a column out.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    dates: DateOrder | None = None
    decimals: DecimalMark | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """How a file was read: before anything is stored, its sender can see that it was read rightly.

    ``columns`` are pairs of a column and the file's name for it, in the file's order; ``ignored`` names the others.
    """

    encoding: str
    separator: str
    columns: list[tuple[str, str]]
    dates: DateOrder
    decimals: DecimalMark
    ignored: list[str]
    rows: int
