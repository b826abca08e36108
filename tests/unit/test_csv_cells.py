"""Cells of CSV files that a spreadsheet opens: no text becomes a formula there."""

import pytest

from domain.core.csv_cells import csv_cell, csv_cells


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("Ann Rivera", "Ann Rivera"),
        ("a=b", "a=b"),
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-5", "'-5"),
        ("a; =1", "a; '=1"),
        ('a;"+1', "a;\"'+1"),
        ("a; b", "a; b"),
        ("", ""),
        (None, ""),
        (-500, -500),
    ],
)
def test_a_text_that_would_be_a_formula_is_quoted(value: object, cell: object) -> None:
    assert csv_cell(value) == cell
    assert [each or "" for each in csv_cells([value])] == [cell]


@pytest.mark.parametrize("column", [["a", "=1"], ["=1", "a"], ["a", None, "b; -1", 5], ["a", "+"], [None, "@", None]])
def test_one_formula_anywhere_in_a_column_is_found(column: list[object]) -> None:
    assert csv_cells(column) == [csv_cell(each) for each in column]


def test_a_column_without_formulas_stays_the_same_object() -> None:
    column = ["a", None, "b?"]
    assert csv_cells(column) is column
