"""The statements that write rows, made from the columns of their classes."""

from dataclasses import fields

from domain.store.statements import insert_sql, reader_of, update_sql, writable_columns
from domain.tables import ItemRow, MemberRow

MEMBER = MemberRow(1, 7, "Leo", 99)


def test_a_row_is_added_with_all_of_its_columns() -> None:
    columns = MemberRow.columns()
    places = ", ".join(f"?{number}" for number, _ in enumerate(columns, 1))
    assert insert_sql(MemberRow).sqlite == f"insert into members ({', '.join(columns)}) values ({places})"
    assert insert_sql(MemberRow).names == tuple(columns)


def test_a_change_sets_what_it_changes_by_the_id() -> None:
    sql = update_sql("members", ("name", "account_id"))
    assert sql.sqlite == "update members set name = ?1, account_id = ?2 where id = ?3"
    assert sql.names == ("name", "account_id", "id")


def test_neither_the_id_nor_derived_columns_are_written_by_a_change() -> None:
    written = writable_columns(ItemRow)
    assert set(ItemRow.columns()) - set(written) == {"id", *ItemRow.DERIVED}
    assert list(written) == [each.name for each in fields(ItemRow) if each.name in written]


def test_columns_of_a_row_are_read_as_a_statement_takes_them() -> None:
    assert reader_of(())(MEMBER) == ()
    assert reader_of(("name",))(MEMBER) == ("Leo",)
    assert reader_of(("id", "name"))(MEMBER) == (1, "Leo")
