"""The ``:86:`` of an MT940 statement: numbered fields (``?20``), words between slashes (``/REMI/``), or plain text."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from domain.importing.statements.values import account_of, name_of, reference_of, text_of


class Details(NamedTuple):
    """What is known of a movement beside its amount and its days."""

    name: str | None
    account: str | None
    text: str
    reference: str | None
    kind: str | None


_NUMBERED = re.compile(r"[0-9]{3}(?P<sign>[^0-9A-Za-z\s])[0-9]{2}")
_TEXT_FIELDS = frozenset(map(str, (*range(20, 30), *range(60, 64))))
_NAME_FIELDS = frozenset({"32", "33"})
_OWN_TEXT = tuple(f"{number:02}" for number in range(1, 15))
_FULL_LINE = 65
_FULL_FIELD = 27
"""So many characters has a text field; one that is full goes on in the next without a blank."""
_SEPA_WORDS = "EREF KREF MREF CRED DEBT COAM OAMT SVWZ ABWA ABWE IBAN BIC PURP RREF RTRN"
_REFERENCES = ("EREF", "KREF", "MREF", "CRED", "DEBT")
"""These end with their field, and what follows is text."""
_SEPA = re.compile(rf"\b({'|'.join(_SEPA_WORDS.split())})\+")
_SLASHED_WORDS = (
    "TRTP IBAN BIC NAME REMI EREF KREF ORDP BENM CNTP CSID MARF ISDT RTRN PREF RTYP SVCL PURP TRCD ULTD ULTC ULTB INIT "
    "EXCH CHGS ACCW BO BO1 ADDR ID TRFAN OCMT OAMT IREF SWOD SWOC SWOB NRTX BTCH"
)
_SLASHED = re.compile(rf"/({'|'.join(_SLASHED_WORDS.split())})/")
_REMITTANCE_KIND = re.compile(r"USTD/+|STRD/(?:CUR/)?")


def details_of(lines: Sequence[str]) -> Details:
    """Return the details of one movement from the lines of its ``:86:``."""
    found = _NUMBERED.match(lines[0]) if lines else None
    if found is not None:
        return _numbered("".join(lines), found["sign"])
    joined = "".join(lines)
    if len(_SLASHED.findall(joined)) > 1 or joined.startswith(("/REMI/", "/EREF/")):
        return _slashed(joined)
    return Details(None, None, text_of(_rewrapped(lines)), None, None)


def own_fields_of(lines: Sequence[str]) -> Details:
    """Return the details of one movement from the lines of its ``:NS:``, the banks' own field, where it has no ``:86:``."""
    pieces: dict[str, list[str]] = {}
    for line in lines:
        pieces.setdefault(line[:2], []).append(line[2:])
    text = (piece for number in _OWN_TEXT for piece in pieces.get(number, []))
    return Details(name_of(*pieces.get("15", []), *pieces.get("16", [])), None, text_of(*text), None, None)


def _rewrapped(lines: Sequence[str]) -> str:
    """Return lines as one text: a full line was cut anywhere, and another one ends with a word."""
    return "".join(line if len(line) >= _FULL_LINE else f"{line} " for line in lines)


def _numbered(text: str, sign: str) -> Details:
    """Return details in numbered fields, behind a code of three digits."""
    pieces: dict[str, list[str]] = {}
    for part in text.split(sign)[1:]:
        if part[:2].isdecimal():
            pieces.setdefault(part[:2], []).append(part[2:])
        elif pieces:  # the sign itself stands in a text
            pieces[next(reversed(pieces))][-1] += sign + part
    words = _words(_SEPA, _joined(pieces, _TEXT_FIELDS))
    behind = [words.get(word, "").partition("\n")[2] for word in _REFERENCES]
    name = name_of(_joined(pieces, _NAME_FIELDS))
    return Details(
        name or name_of(words.get("ABWA")),
        account_of("".join(pieces.get("31", []))) or account_of(words.get("IBAN", "").partition("\n")[0]),
        text_of(words.get("", ""), *behind, words.get("SVWZ")) or text_of(words.get("RTRN")),
        reference_of(words.get("EREF", "").partition("\n")[0]),
        name_of("".join(pieces.get("00", []))) or text[:3],
    )


def _joined(pieces: Mapping[str, Sequence[str]], numbers: Collection[str]) -> str:
    """Return the pieces of a text as one; where a field is not full, a line ends with it."""
    found = (piece for number, several in pieces.items() if number in numbers for piece in several)
    return "".join(piece if len(piece) >= _FULL_FIELD else f"{piece}\n" for piece in found)


def _slashed(text: str) -> Details:
    """Return details behind words between slashes, as Dutch banks write them."""
    words = _words(_SLASHED, text)
    other = words.get("CNTP", "").split("/")
    account = words.get("IBAN") or other[0]
    name = words.get("NAME") or (other[2] if len(other) > 2 else None)  # noqa: PLR2004 - account, bank, name, place
    remittance = _REMITTANCE_KIND.sub("", words.get("REMI", ""), count=1)
    return Details(
        name_of((name or "").strip("/")),
        account_of(account.strip("/")),
        text_of(words.get("", "").strip("/"), remittance.rstrip("/"), words.get("RTRN", "").strip("/")),
        reference_of(words.get("EREF", "").strip("/")),
        name_of(words.get("TRTP", "").strip("/")),
    )


def _words(pattern: re.Pattern[str], text: str) -> dict[str, str]:
    """Return what follows each word up to the next, the first time that it has anything; "" for what precedes them all."""
    before, *found = pattern.split(text)
    words = {"": before}
    for word, value in zip(found[::2], found[1::2], strict=True):
        if value.strip() and not words.get(word):
            words[word] = value
    return words
