"""The limits that the help names are those of the code, each in its row of one table."""

import pathlib

import pytest

from api.graph import budget
from api.protocol import limits
from domain.store.clock import CLOCKS_APART_US

HELP = (pathlib.Path(__file__).parents[2] / "web/help/operating.md").read_text(encoding="utf-8")
ROWS = [
    line.split(" | ") for line in HELP.partition("\n## Limits\n")[2].partition("\n## ")[0].splitlines() if " | " in line
]
NAMED = {
    f"{limits.MAX_QUERY_CHARACTERS:,} characters": "a query",
    f"{limits.MAX_TOKENS:,} tokens": "a query",
    f"{limits.MAX_FIELDS} fields": "a query",
    f"{limits.MAX_DEPTH} levels": "a query",
    f"{limits.MAX_ALIASES} aliases": "a query",
    f"{limits.MAX_ROOT_FIELDS} root fields": "a query",
    f"{limits.MAX_COMMENTS} comments": "the same",
    f"{limits.MAX_DEFINITIONS} operations and fragments": "the same",
    f"{limits.MAX_DUPLICATE_PAIRS:,} pairs": "the same",
    f"{limits.MAX_VALUE_DEPTH} levels in a value": "the same",
    f"{limits.MAX_VARIABLE_VALUES:,} values": "variables",
    f"{budget.ROW_BUDGET:,} rows": "one answer",
    f"{budget.VALUE_BUDGET:,} values": "one answer",
    f"every {budget.CHARACTERS_A_VALUE} characters": "one answer",
    f"{budget.WRITTEN_TEXTS_MAX:,} texts": "one answer",
    f"{budget.LONG_PASSES_MAX} times however long": "lists of one operation that are read from end to end",
    f"{budget.PASSES_MAX} times if": "lists of one operation that are read from end to end",
    f"{budget.PASSED_ROWS_MAX:,} rows together": "lists of one operation that are read from end to end",
}


@pytest.mark.parametrize("limit", NAMED)
def test_the_help_names(limit: str) -> None:
    found = [row for row in ROWS if row[0].removeprefix("| ") == NAMED[limit] and limit in row[1]]
    assert len(found) == 1, f"{limit} is not in the row of {NAMED[limit]}"


def test_the_help_says_how_far_apart_clocks_may_be() -> None:
    assert f"within {CLOCKS_APART_US // 1_000_000} seconds of each other" in HELP


def test_no_limit_is_left_out_of_the_table() -> None:
    constants = [name for name in (*vars(limits), *vars(budget)) if name.startswith("MAX_") or name.endswith("_MAX")]
    counted = {name for name in constants if name not in {"MAX_ERRORS", "COUNT_MAX"}}
    assert len(counted) + len({"ROW_BUDGET", "VALUE_BUDGET", "CHARACTERS_A_VALUE"}) == len(NAMED)
