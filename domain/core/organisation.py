"""The organisation as its papers show it, by the settings."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Organisation:
    """Name, lines of the address and so on, the file of the logo, and the size of the paper as typst calls it."""

    name: str
    lines: tuple[str, ...] = ()
    logo: Path | None = None
    paper: str = "us-letter"
