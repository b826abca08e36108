"""What goes to the database together, and what must wait for what went before."""

from typing import Any

import pytest

from domain.store.program import AtOnce, ExecuteMany, Program, Query, Sql, Statement
from domain.store.round_trips import asked_once, side_by_side, written_together

ONE, TWO, THREE = (Query(Sql(f"select {number}")) for number in (1, 2, 3))
ADD_ITEMS = Sql("insert into items (id, account_id) values (:id, :account_id)")
ADD_ACCOUNTS = Sql("insert into accounts (id, number) values (:id, :number)")
SET_ITEM = Sql("update items set amount_cents = :cents where id = :id")
SET_OTHER = Sql("update items set position = :position where id = :id")
SET_BY_ACCOUNT = Sql("update items set kind = :kind where account_id = :id")


def add(*ids: int) -> ExecuteMany:
    return ExecuteMany(ADD_ITEMS, [(each, 7) for each in ids])


def change(*ids: int, sql: Sql = SET_ITEM) -> ExecuteMany:
    return ExecuteMany(sql, [(5, each) for each in ids])


def steps_of(work: Program[Any], answers: dict[Query, list[Any]] | None = None) -> tuple[list[Any], Any]:
    """What a program asks step by step, the parts of steps at once as lists; and its result."""
    known, steps = answers or {}, []

    def answer(step: Statement) -> list[Any]:
        return known.get(step, []) if isinstance(step, Query) else []

    try:
        step = next(work)
        while True:
            steps.append(list(step.steps) if isinstance(step, AtOnce) else step)
            rows = [answer(each) for each in step.steps] if isinstance(step, AtOnce) else answer(step)
            step = work.send(rows)
    except StopIteration as stop:
        return steps, stop.value


def asking(*queries: Query) -> Program[list[Any]]:
    found = []
    for each in queries:
        found.append((yield each))  # noqa: PERF401 - a comprehension yields nothing
    return found


def writing(*steps: Statement) -> Program[str]:
    for each in steps:  # noqa: UP028 - a tuple takes no answers
        yield each
    return "done"


def test_two_programs_ask_at_once_as_long_as_both_ask() -> None:
    answers = {ONE: ["one"], TWO: ["two"], THREE: ["three"]}
    steps, result = steps_of(side_by_side(asking(ONE, TWO), asking(THREE)), answers)
    assert steps == [[ONE, THREE], TWO]
    assert result == ([["one"], ["two"]], [["three"]])


def test_programs_side_by_side_within_others_ask_at_once_too() -> None:
    answers = {ONE: ["one"], TWO: ["two"], THREE: ["three"]}
    inner = side_by_side(asking(TWO), asking(THREE))
    steps, result = steps_of(side_by_side(asking(ONE), inner), answers)
    assert steps == [[ONE, TWO, THREE]]
    assert result == ([["one"]], ([["two"]], [["three"]]))


def test_what_asks_nothing_holds_up_nothing() -> None:
    assert steps_of(side_by_side(asking(), asking(ONE))) == ([ONE], ([], [[]]))
    assert steps_of(side_by_side(asking(), asking())) == ([], ([], []))


def test_nothing_writes_side_by_side() -> None:
    with pytest.raises(AssertionError, match="only what reads"):
        steps_of(side_by_side(asking(ONE), writing(add(1))))


def test_what_writes_to_different_rows_goes_together() -> None:
    accounts = ExecuteMany(ADD_ACCOUNTS, [(1, "A")])
    steps, result = steps_of(written_together(writing(accounts, add(1, 2), change(3), change(4, sql=SET_OTHER))))
    assert len(steps) == 1
    assert [each.sql for each in steps[0]] == [ADD_ACCOUNTS, ADD_ITEMS, SET_ITEM, SET_OTHER]
    assert result == "done"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (add(1), change(1)),
        (change(1), change(2, 1, sql=SET_OTHER)),
        (change(1), add(2)),
        (add(1), change(7, sql=SET_BY_ACCOUNT)),
        (change(7, sql=SET_BY_ACCOUNT), add(1)),
        (change(7, sql=SET_BY_ACCOUNT), change(2)),
    ],
    ids=[
        "a new row",
        "a row twice",
        "a row in place of another",
        "rows of any id",
        "after rows of any id",
        "and again",
    ],
)
def test_what_builds_on_what_waits_goes_after_it(first: ExecuteMany, second: ExecuteMany) -> None:
    assert steps_of(written_together(writing(first, second)))[0] == [first, second]


def test_a_question_sees_all_that_was_written_before_it() -> None:
    first, second = add(1), change(2)
    assert steps_of(written_together(writing(first, second, ONE, change(3))))[0][:2] == [[first, second], ONE]


def test_what_writes_no_rows_is_left_out() -> None:
    assert steps_of(written_together(writing(add(), change()))) == ([], "done")


def test_a_read_that_promised_one_statement_may_not_ask_again() -> None:
    assert steps_of(asked_once(asking(ONE))) == ([ONE], [[]])
    with pytest.raises(AssertionError, match="a second statement"):
        steps_of(asked_once(asking(ONE, TWO)))
