"""Several statements as one on PostgreSQL: their parameters, and which rows answer which question."""

import pytest

from domain.core.kinds import TransactionKind
from domain.store.postgres.at_once import AskedAtOnce, for_each, written_at_once
from domain.store.postgres.mark import MARK, CommitMark
from domain.store.program import ExecuteMany, Query, Sql

NUMBER = Sql("select a.number from accounts a where a.id = :id")
OF_KINDS = Sql("select t.id from transactions t where t.account_id = :account_id and t.kind in :kinds")
COUNT = Sql("select count(*) from accounts")
NUMBER_OF_EACH = (
    "select array(select q from (select a.number from accounts a where a.id = of_each.p1) q) "
    "from unnest($1::int8[]) with ordinality as of_each(p1, place) order by of_each.place"
)
RENAME = Sql("update accounts set number = :number where id = :id")
DELETE = Sql("delete from members where id = :id")


def test_a_question_for_several_sets_of_arguments_is_one_over_arrays() -> None:
    assert for_each(NUMBER, ["int8"]) == NUMBER_OF_EACH


def test_a_list_among_the_arguments_is_a_text_that_is_read_as_a_list() -> None:
    assert for_each(OF_KINDS, ["int8", "text[]"]) == (
        "select array(select q from (select t.id from transactions t where t.account_id = of_each.p1 "
        "and t.kind = any(of_each.p2::text[])) q) from unnest($1::int8[], $2::text[]) "
        "with ordinality as of_each(p1, p2, place) order by of_each.place"
    )
    kinds: list[list[object]] = [[TransactionKind.PAYMENT, 'a"b\\c'], [7]]
    asked = AskedAtOnce(
        [Query(OF_KINDS, account_id=number, kinds=each) for number, each in enumerate(kinds)], {OF_KINDS: "of each"}
    )
    assert asked.arguments == [(0, 1), (r'{"PAYMENT","a\"b\\c"}', '{"7"}')]


def test_each_question_gets_its_own_rows_and_equal_ones_are_asked_once() -> None:
    questions = [
        Query(NUMBER, id=7),
        Query(COUNT),
        Query(NUMBER, id=8),
        Query(OF_KINDS, account_id=7, kinds=["PAYMENT"]),
        Query(NUMBER, id=7),
    ]
    asked = AskedAtOnce(questions, {NUMBER: NUMBER_OF_EACH})
    assert asked.arguments == [(7, 8), 7, ["PAYMENT"]]
    assert asked.text == (
        f"select array(select q from ({NUMBER_OF_EACH}) q), array(select q from (select count(*) from accounts) q), "
        "array(select q from (select t.id from transactions t where t.account_id = $2 and t.kind = any($3)) q)"
    )
    seven, eight, count, payments = [("1007",)], [("1008",)], [(2,)], [(70,), (71,)]
    assert asked.answers([[(seven,), (eight,)], count, payments]) == [seven, count, eight, payments, seven]


def test_statements_are_run_in_the_order_in_which_they_were_given() -> None:
    steps = [ExecuteMany(RENAME, [("A", 7), ("B", 8)]), ExecuteMany(DELETE, [(9,)])]
    text, arguments = written_at_once(steps, {RENAME: "rename $1, $2 over arrays"}, None)
    assert (
        text
        == (
            "with w1 as (delete from members where id = $3), w0 as (rename $1, $2 over arrays) select"  # the last runs first
        )
    )
    assert arguments == [["A", "B"], [7, 8], 9]


def test_a_mark_is_left_once_with_what_a_transaction_writes() -> None:
    steps = [ExecuteMany(DELETE, [(9,)])]
    text, arguments = written_at_once(steps, {}, mark := CommitMark(42, 5))
    assert text.startswith("with w1 as (insert into commit_marks")
    assert arguments[:3] == [9, 42, 5]
    mark.left = True
    text, arguments = written_at_once(steps, {}, mark)
    assert arguments == [9]
    assert MARK.partition(" (")[0] not in text


def test_refuses_rows_or_types_that_do_not_match_the_parameters() -> None:
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        written_at_once([ExecuteMany(RENAME, [("A", 7), ("B",)])], {RENAME: ""}, None)
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        for_each(OF_KINDS, ["int8"])
