"""The sums of figures in SQL: by all that divides them, and in two parts that fit whatever a database adds up exactly."""

import contextlib
import sqlite3

from domain.store.book_figures import summed
from domain.tables.book_sums import BITS

OF = "'{}' as figure, '2026-03-0{}' as day, 'CAD' as currency, 'INVOICE' as kind, '' as method, false as processing"
CODES = "0 as ledger_code_id, 0 as own_ledger_code_id"


def test_sums_are_in_two_parts_by_all_that_divides_them() -> None:
    amounts = [("OPEN", 1, 2**53 - 1), ("OPEN", 1, 2**53 - 1), ("OPEN", 1, -3), ("OPEN", 2, 2**BITS), ("SOLD", 1, 5)]
    rows = " union all ".join(
        f"select {OF.format(figure, day)}, {CODES}, {cents} as cents" for figure, day, cents in amounts
    )
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        found = connection.execute(summed(rows)).fetchall()
    sums = {(figure, day): (count, (high << BITS) + low) for figure, day, *_, count, high, low in found}
    assert sums == {
        ("OPEN", "2026-03-01"): (3, 2 * (2**53 - 1) - 3),
        ("OPEN", "2026-03-02"): (1, 2**BITS),
        ("SOLD", "2026-03-01"): (1, 5),
    }
    assert {row[2:8] for row in found} == {("CAD", "INVOICE", "", 0, 0, 0)}
    ((low,),) = {row[-1:] for row in found if row[:2] == ("SOLD", "2026-03-01")}
    assert low == 5, "so much fits the lower part"
