"""By what a movement is known again in another file of the bank (domain R42a)."""

import datetime
import hashlib
import hmac
import json
from dataclasses import fields, replace

import pytest

from domain.core.bank_keys import Movement, keyed

DAY, NEXT_DAY = datetime.date(2026, 3, 5), datetime.date(2026, 3, 6)
SECRET = "the secret of this organisation"
RENT = Movement(DAY, DAY, 95_00, "Ann Rivera", "CH93", "A-101", None, None, 0, "transfer", None, "line 2")
BOOKED = replace(RENT, bank_id="B7")


def keys(*movements: Movement, balanced: bool = False) -> list[str]:
    return [each.key for each in keyed(movements, SECRET, balanced=balanced)]


def entry_keys(*movements: Movement) -> list[str | None]:
    return [each.entry_key for each in keyed(movements, SECRET)]


def digest(*values: object) -> str:
    text = json.dumps(values, separators=(",", ":"), default=str)
    return hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()


def test_keys_stay_as_earlier_imports_stored_them() -> None:
    fields_of_rent = (DAY, DAY, 95_00, "Ann Rivera", "CH93", "A-101", None, "transfer", None)
    first = digest("fields", *fields_of_rent)
    assert keys(RENT, RENT) == [first, digest("count", first, 1)]
    assert keys(BOOKED) == [digest("id", "B7", 0, DAY, 95_00)]
    assert entry_keys(BOOKED) == [digest("entry", "B7", DAY, 95_00)]


def test_where_a_movement_stands_in_its_file_changes_nothing() -> None:
    assert keys(RENT) == keys(replace(RENT, place="line 40"))
    assert keys(BOOKED) == keys(replace(BOOKED, place="line 40"))


@pytest.mark.parametrize(
    "name", [each.name for each in fields(Movement) if each.name not in {"place", "entry_position"}]
)
def test_without_an_id_all_that_the_file_says_tells_movements_apart(name: str) -> None:
    other = NEXT_DAY if name.endswith("_on") else 1 if name.endswith("_cents") else "other"
    assert keys(RENT) != keys(replace(RENT, **{name: other}))


@pytest.mark.parametrize(("name", "tells_apart"), [
    ("bank_id", True), ("entry_position", True), ("booked_on", True), ("amount_cents", True),
    ("text", False), ("payer_name", False), ("value_on", False), ("kind", False),
])  # fmt: skip
def test_with_an_id_only_position_day_and_amount_are_compared_as_well(name: str, tells_apart: bool) -> None:
    other = NEXT_DAY if name.endswith("_on") else 1 if name in {"amount_cents", "entry_position"} else "other"
    assert (keys(BOOKED) != keys(replace(BOOKED, **{name: other}))) == tells_apart


def test_movements_alike_are_counted_and_remember_the_first() -> None:
    found = keyed([RENT, replace(RENT, text="A-102"), RENT, RENT], SECRET)
    assert len({each.key for each in found}) == 4
    assert [each.first_key == found[0].key for each in found] == [True, False, True, True]


def test_one_id_twice_is_one_movement_unless_balances_prove_otherwise() -> None:
    assert len(set(keys(BOOKED, BOOKED))) == 1
    assert len(set(keys(BOOKED, BOOKED, BOOKED, balanced=True))) == 3
    assert keys(BOOKED, balanced=True) == keys(BOOKED)


def test_the_details_of_a_batch_share_the_key_of_the_whole_entry() -> None:
    details = [replace(BOOKED, entry_position=place, amount_cents=cents) for place, cents in enumerate((10, 20, 65))]
    (whole,) = entry_keys(replace(BOOKED, amount_cents=95))
    assert entry_keys(*details) == [whole] * 3
    assert entry_keys(RENT, *details, RENT) == [None, whole, whole, whole, None]


@pytest.mark.parametrize(
    "after",
    [
        replace(BOOKED, entry_position=0),
        replace(BOOKED, entry_position=2),
        replace(BOOKED, entry_position=1, bank_id="B8"),
        replace(BOOKED, entry_position=1, booked_on=NEXT_DAY),
    ],
    ids=["position-restarts", "position-is-missing", "other-id", "other-day"],
)
def test_what_does_not_go_on_is_another_entry(after: Movement) -> None:
    assert entry_keys(BOOKED, after) == [*entry_keys(BOOKED), *entry_keys(after)]


def test_movements_without_an_id_belong_to_no_entry() -> None:
    assert entry_keys(RENT, replace(RENT, entry_position=1)) == [None, None]


def test_no_movements_have_no_keys() -> None:
    assert keyed([], SECRET) == []
