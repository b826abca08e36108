"""How much of a bank line its parts explain."""

import pytest

from domain.core.bank_lines import is_within, status_of_line
from domain.core.kinds import BankLineStatus


@pytest.mark.parametrize(
    ("amount_cents", "explained_cents", "status"),
    [
        (100, 0, "OPEN"),
        (100, 1, "PARTLY_EXPLAINED"),
        (100, 99, "PARTLY_EXPLAINED"),
        (100, 100, "EXPLAINED"),
        (-100, 0, "OPEN"),
        (-100, -1, "PARTLY_EXPLAINED"),
        (-100, -100, "EXPLAINED"),
    ],
)
def test_a_line_is_open_until_its_parts_come_to_its_amount(amount_cents, explained_cents, status) -> None:
    assert status_of_line(amount_cents, explained_cents, ignored=False) is BankLineStatus(status)
    assert status_of_line(amount_cents, explained_cents, ignored=True) is BankLineStatus.IGNORED


@pytest.mark.parametrize(
    ("amount_cents", "within", "beyond"), [(100, [0, 1, 100], [-1, 101]), (-100, [0, -1, -100], [1, -101])]
)
def test_parts_lie_between_nothing_and_the_amount(amount_cents, within, beyond) -> None:
    assert all(is_within(amount_cents, each) for each in within)
    assert not any(is_within(amount_cents, each) for each in beyond)
