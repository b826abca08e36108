"""The organisation as its papers show it, by the settings."""

from dataclasses import dataclass
from pathlib import Path

from domain.texts import Language


@dataclass(frozen=True, slots=True)
class Organisation:
    """Name, lines of the address and so on, the file of the logo, the size of the paper as typst calls it, the language."""

    name: str
    lines: tuple[str, ...] = ()
    logo: Path | None = None
    paper: str = "us-letter"
    language: Language = Language.ENGLISH
