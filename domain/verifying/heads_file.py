"""Files of signed heads: where each audit chain ended at one time, as JSON lines (domain R16b).

The first line says what the file is, of what time, which file came before it (SHA-256 of that file, in hexadecimal), and
the public key. A line for each chain follows, and one for each row that no chain holds. The last line is the signature: of
the SHA-256 of all lines before it, after ``SIGNED``, so that a file of any size is signed and checked in little memory.
"""

import contextlib
import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from domain.verifying.signing import SigningKey, bytes_of, is_signed_by, text_of

FORMAT = "tieout-heads-1"
SIGNED = b"tieout heads 1\n"
"""Stands before what is signed, so that no other signature of the key can be taken for one of a file."""
NAMES = "heads-*.jsonl"
"""The files of a folder, whose names sort by time."""
LINES_AT_ONCE = 500
LARGEST = 2**63 - 1
ORGANISATION = 0
"""Stands for the chain of what belongs to no account, as no account has this id."""


class Head(NamedTuple):
    """Where a chain ended: the account's id or ``ORGANISATION``, the last event's number, and its seal."""

    chain: int
    seq: int
    hash: str


class SealedRow(NamedTuple):
    """A row that no chain holds and that never changes any more, with the digest of what it held (``sealed_rows.py``).

    ``version`` tells the states of a row that may change: one of another version says nothing of this one.
    """

    table: str
    id: int
    version: int
    digest: str


Line = Head | SealedRow


@dataclass(frozen=True, slots=True)
class HeadsFile:
    """A file of heads: what its first line says, its own digest, and what is wrong with it as a file, None if nothing is."""

    path: Path
    at: str
    previous: str | None
    public_key: str
    digest: str
    fault: str | None = None

    def pages(self) -> Iterator[list[Line]]:
        """Yield its lines, some at a time."""
        with self.path.open("rb") as file:
            lines = (_parsed(each) for each in islice(file, 1, None))
            found = (each for each in lines if each is not None)
            while page := list(islice(found, LINES_AT_ONCE)):
                yield page


class HeadsWriter:
    """Writes a signed file, whole or not at all: ``add`` lines, then ``finish``; ``discard`` leaves nothing."""

    def __init__(self, path: Path, key: SigningKey, at: str, previous: str | None) -> None:
        """Begin a file, whose folder must exist. Raises ``OSError``, ``FileExistsError`` among them."""
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        self._path, self._key = path, key
        self._new = path.with_name(f".{path.name}.{os.getpid()}.new")
        self._digest = hashlib.sha256()
        self._file = self._new.open("xb")
        self._write({"format": FORMAT, "at": at, "previous": previous, "publicKey": text_of(key.public_key)})

    def add(self, lines: Iterable[Line]) -> None:
        """Write some lines."""
        for each in lines:
            self._write(_as_json(each))

    def finish(self) -> None:
        """Sign what is written, and give the file its name."""
        signature = text_of(self._key.sign(SIGNED + self._digest.digest()))
        self._write({"signature": signature})
        self._file.flush()
        os.fsync(self._file.fileno())
        self._new.rename(self._path)

    def discard(self) -> None:
        """Close the file, and remove it unless it is finished."""
        self._file.close()
        self._new.unlink(missing_ok=True)

    def _write(self, values: dict[str, Any]) -> None:
        text = orjson.dumps(values, option=orjson.OPT_APPEND_NEWLINE)
        self._digest.update(text)
        self._file.write(text)


def read_heads(path: Path) -> HeadsFile:
    """Read a file through once and check its signature; whatever it holds, the answer says so. Raises ``OSError``."""
    whole, signed = hashlib.sha256(), hashlib.sha256()
    first = last = b""
    with path.open("rb") as file:
        for line in file:
            whole.update(line)
            first = first or line
            if last:
                signed.update(last)
            last = line
    digest = whole.hexdigest()
    head, end = _object(first), _object(last)
    texts = [head.get(name) for name in ("at", "publicKey")]
    previous = head.get("previous")
    if head.get("format") != FORMAT or not all(isinstance(each, str) for each in texts):
        return HeadsFile(path, "", None, "", digest, "It is no file of signed heads.")
    at, public_key = map(str, texts)
    signature = end.get("signature")
    fault = None
    try:
        good = isinstance(signature, str) and is_signed_by(
            bytes_of(public_key), SIGNED + signed.digest(), bytes_of(signature)
        )
    except ValueError:
        good = False
    if not isinstance(signature, str):
        fault = "It has no signature: its end is missing."
    elif not good:
        fault = "Its signature is not that of its lines: it was changed."
    return HeadsFile(path, at, previous if isinstance(previous, str) else None, public_key, digest, fault)


def files_in(folder: Path) -> list[Path]:
    """Return the files of heads in a folder, oldest first."""
    return sorted(folder.glob(NAMES))


def digest_of_last(folder: Path) -> str | None:
    """Return the digest of the newest file in a folder; None if it has none."""
    files = files_in(folder)
    if not files:
        return None
    with files[-1].open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _as_json(line: Line) -> dict[str, Any]:
    if isinstance(line, Head):
        name = "organisation" if line.chain == ORGANISATION else str(line.chain)
        return {"chain": name, "seq": line.seq, "hash": line.hash}
    return {"table": line.table, "id": str(line.id), "version": line.version, "digest": line.digest}


def _parsed(text: bytes) -> Line | None:
    """Return what a line says; None for the signature, and for what is no line of such a file."""
    values = _object(text)
    line: Line | None = None
    with contextlib.suppress(LookupError, ValueError, TypeError):
        if "chain" in values:
            account_id = ORGANISATION if values["chain"] == "organisation" else int(values["chain"])
            line = Head(account_id, int(values["seq"]), str(values["hash"]))
        elif "table" in values:
            row_id, version = int(values["id"]), int(values["version"])
            line = SealedRow(str(values["table"]), row_id, version, str(values["digest"]))
    numbers = line[:2] if isinstance(line, Head) else line[1:3] if line is not None else ()
    return line if all(-LARGEST <= int(each) <= LARGEST for each in numbers) else None


def _object(text: bytes) -> dict[str, Any]:
    try:
        values = orjson.loads(text)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
