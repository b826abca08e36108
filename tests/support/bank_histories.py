"""What happened on a bank account, day by day, and files that tell of it: some days each, in one way or another."""

import datetime
import random
from collections.abc import Sequence

from domain.core.bank_keys import Movement
from tests.support.bank import movement
from tests.support.statements import camt

FIRST = datetime.date(2026, 1, 1)
DAYS = 8
CENTS = (100, 100, 250, 999, -100, -250, 1)


def history(chance: random.Random) -> list[list[Movement]]:
    """What happened on an account, day by day: some alike, some with an id that comes again, some in a batch."""
    days = []
    for number in range(DAYS):
        day = FIRST + datetime.timedelta(days=number)
        of_day = []
        for _ in range(chance.randint(0, 4)):
            cents, text = chance.choice(CENTS), chance.choice(("swim", "camp", "Rivera"))
            bank_id = chance.choice((None, None, "A", "B"))
            if bank_id is not None and any(each.bank_id == bank_id for each in of_day):
                bank_id = None
            if chance.random() < 0.15 and bank_id is not None:
                of_day += [movement(cents, text, day, bank_id=bank_id, entry_position=at) for at in range(3)]
            else:
                of_day.append(movement(cents, text, day, bank_id=bank_id))
        days.append(of_day)
    return days


def as_in_file(chance: random.Random, days: list[list[Movement]]) -> list[Movement]:
    """The movements of some days as one file has them: a batch by its details, or as one entry."""
    movements = []
    for of_day in days:
        batches = {each.bank_id for each in of_day if each.entry_position > 0}
        movements += [each for each in of_day if each.bank_id not in batches]
        for bank_id in sorted(batches - {None}, key=str):
            details = [each for each in of_day if each.bank_id == bank_id]
            whole = movement(sum(each.amount_cents for each in details), "batch", details[0].booked_on, bank_id=bank_id)
            movements += details if chance.random() < 0.5 else [whole]
    return movements


def spans(chance: random.Random) -> list[tuple[int, int]]:
    """Spans of days that cover all of them and overlap, in random order, some of them twice."""
    found = [(at, min(DAYS, at + chance.randint(1, 4))) for at in range(DAYS)]
    chance.shuffle(found)
    return [*found, *chance.sample(found, 3)]


def as_camt(movements: Sequence[Movement], opening: int, first: datetime.date, last: datetime.date) -> bytes:
    """Return a file of these movements; the details of a batch stand in one entry."""
    entries: list[str] = []
    batch: list[Movement] = []
    for each in (*movements, None):
        if batch and (each is None or each.bank_id is None or each.entry_position == 0):
            entries.append(_entry(batch))
            batch = []
        if each is not None:
            batch.append(each)
    closing = opening + sum(each.amount_cents for each in movements)
    balances = [
        camt.balance(code, *_signed(cents), currency="USD") for code, cents in (("OPBD", opening), ("CLBD", closing))
    ]
    days = f"<FrToDt><FrDtTm>{first}T00:00:00</FrDtTm><ToDtTm>{last}T23:59:59</ToDtTm></FrToDt>"
    return camt.document(camt.statement(*entries, currency="USD", balances=balances, days=days)).encode()


def _entry(batch: Sequence[Movement]) -> str:
    amount, indicator = _signed(sum(each.amount_cents for each in batch))
    details = []
    for each in batch:
        of_detail, sign = _signed(each.amount_cents)
        details.append(camt.detail(of_detail, each.text, indicator=sign, currency="USD"))
    first = batch[0]
    return camt.entry(
        amount, *details, indicator=indicator, currency="USD", booked=str(first.booked_on), reference=first.bank_id
    )


def _signed(cents: int) -> tuple[str, str]:
    return f"{abs(cents) / 100:.2f}", "CRDT" if cents >= 0 else "DBIT"
