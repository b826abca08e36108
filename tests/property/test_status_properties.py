"""A status agrees with a plain reading of R21, in Python and in SQL."""

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from domain.core.kinds import ReconciliationStatus
from domain.core.money import EXPONENTS, format_decimal, parse_decimal
from domain.core.status import Sums, planned_shortfall_cents, reason_of, settled_cents, status_of, unreconciled_cents
from domain.queries.graph import status_expression

cents = st.integers(min_value=0, max_value=60)
CONNECTION = sqlite3.connect(":memory:", check_same_thread=False)


def plainly(sums: Sums) -> str:
    if sums.faulty_count or sums.reconciled_cents + sums.planned_cents > sums.amount_cents:
        return "RECONCILIATION_ERROR"
    if sums.reconciled_cents == sums.amount_cents:
        return "FULLY_RECONCILED"
    if sums.planned_cents:
        return "RECONCILED_WITH_PLANNED_PAYMENTS"
    return "PARTIALLY_RECONCILED" if sums.reconciled_cents else "NOT_RECONCILED"


sums_strategy = st.tuples(cents, cents, cents, cents, st.integers(0, 1)).map(
    lambda each: Sums(each[0], each[1], min(each[1], each[2]), each[3], each[4])
)


@given(sums_strategy)
def test_a_status_is_the_first_condition_of_r21_that_holds(sums: Sums) -> None:
    """The open amount and the shortfall follow from the same sums (domain R21a)."""
    assert status_of(sums) == plainly(sums)
    assert str(reason_of(sums, "USD")).endswith(".")
    assert settled_cents(sums) + sums.processing_cents == sums.reconciled_cents
    assert planned_shortfall_cents(sums) in {0, unreconciled_cents(sums)}


@given(sums_strategy)
def test_the_sql_filter_agrees_with_the_rule(sums: Sums) -> None:
    if sums.reconciled_cents + sums.planned_cents > sums.amount_cents:
        return  # no stored row can be so
    row = ", ".join(f"{value} as {name}" for name, value in sums._asdict().items())
    sql = f"select {status_expression('x')} from (select {row}) x"
    assert CONNECTION.execute(sql).fetchone()[0] == status_of(sums)


@given(st.sampled_from(sorted(EXPONENTS)), st.integers(0, 2**53 - 1))
def test_a_formatted_amount_parses_back(currency: str, amount: int) -> None:
    assert parse_decimal(format_decimal(amount, currency), currency) == amount


def test_every_status_has_its_own_reason() -> None:
    examples = [
        Sums(75, 75),
        Sums(75, 75, 10),
        Sums(0),
        Sums(75, 25),
        Sums(75),
        Sums(75, 0, 0, 50),
        Sums(75, 0, 0, 75),
        Sums(75, 0, 0, 0, 1),
    ]
    assert len({reason_of(each, "USD") for each in examples}) == len(examples)
    assert {status_of(each) for each in examples} == set(ReconciliationStatus)
