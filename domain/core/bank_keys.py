"""By what a movement is known again, whichever file tells of it (domain R42a)."""

import datetime
import hashlib
import hmac
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import orjson


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement on an account, as the bank's file gives it: money in is positive.

    ``entry_position`` counts, from 0, the details of a batch that share one entry and its ``bank_id``, and movements that
    have id, day and amount in common. ``kind`` is what the bank calls the movement. ``amount_cents`` is net: what was paid
    plus ``fee_cents``, which is signed (a fee of 2.90 is -290) and None where the file does not tell any. ``place`` is where
    it is in the file, for messages: "line 12".
    """

    booked_on: datetime.date
    value_on: datetime.date | None
    amount_cents: int
    payer_name: str | None
    payer_account: str | None
    text: str
    structured_reference: str | None
    bank_id: str | None
    entry_position: int
    kind: str | None
    fee_cents: int | None
    place: str


class Keyed(NamedTuple):
    """A movement with its key and that of the bank's entry which it is all or a detail of, if the bank gave an id."""

    movement: Movement
    key: str
    entry_key: str | None
    first_key: str
    """The key of the first of those alike."""


def keyed(movements: Sequence[Movement], secret: str, *, balanced: bool = False) -> list[Keyed]:
    """Return the movements of one statement with their keys, in order; the same movement has the same key in any file.

    Of a movement with a bank's id that is the id, its position in the entry, its date and amount, since banks reuse ids;
    of one without, all that the file says and how many alike come before it on that day. Where the balances of the
    statement prove that it tells no movement twice (``balanced``), those with one id count too. Keys are digests with a
    secret.
    """
    alike: Counter[str] = Counter()
    found = []
    for entry in _entries(movements):
        first = entry[0]
        entry_key = None
        if first.bank_id is not None:
            total = sum(each.amount_cents for each in entry)
            entry_key = _digest(secret, "entry", first.bank_id, first.booked_on, total)
        for each in entry:
            same = _identity(each, secret)
            key = _digest(secret, "count", same, alike[same]) if alike[same] else same
            alike[same] += each.bank_id is None or balanced
            found.append(Keyed(each, key, entry_key, same))
    return found


def _identity(each: Movement, secret: str) -> str:
    """Return a digest of what tells a movement from others, but for those alike on its day."""
    if each.bank_id is not None:
        return _digest(secret, "id", each.bank_id, each.entry_position, each.booked_on, each.amount_cents)
    values = (each.booked_on, each.value_on, each.amount_cents, each.payer_name, each.payer_account)
    return _digest(secret, "fields", *values, each.text, each.structured_reference, each.kind, each.fee_cents)


def _entries(movements: Sequence[Movement]) -> Iterator[Sequence[Movement]]:
    """Yield the movements of each of the bank's entries: details follow each other, with positions that rise from 0."""
    begin = 0
    for index in range(1, len(movements) + 1):
        if index == len(movements) or not _goes_on(movements[index - 1], movements[index]):
            yield movements[begin:index]
            begin = index


def _goes_on(before: Movement, after: Movement) -> bool:
    same_entry = after.bank_id is not None and (after.bank_id, after.booked_on) == (before.bank_id, before.booked_on)
    return same_entry and after.entry_position == before.entry_position + 1


def _digest(secret: str, *values: object) -> str:
    return hmac.new(secret.encode(), orjson.dumps(values), hashlib.sha256).hexdigest()
