"""The changes of a unit of work are grouped by table and keep their order."""

from domain.store.changes import Changes
from domain.tables import LedgerCodeRow, MemberRow


def code(row_id: int) -> LedgerCodeRow:
    return LedgerCodeRow(row_id, f"C{row_id}", "Title", archived=False, recorded_at=1)


def member(row_id: int) -> MemberRow:
    return MemberRow(row_id, 1, "Leo", 1)


def test_merged_changes_are_grouped_by_table() -> None:
    whole, part = Changes(), Changes()
    whole.add(code(1))
    part.add(member(2))
    part.add(code(3))
    kept = code(4)
    part.change(kept, title="Swimming")
    whole.take(part)
    whole.change(kept.copy(title="Swimming"), title="Pool")
    assert [row.id for row in whole.added(LedgerCodeRow)] == [1, 3]
    assert [row.id for row in whole.added(MemberRow)] == [2]
    assert [(before and before.title, after.title) for before, after in whole.of(LedgerCodeRow)] == [
        (None, "Title"),
        (None, "Title"),
        ("Title", "Pool"),
    ]
    by_table = [after.id for cls in (LedgerCodeRow, MemberRow) for _, after in whole.of(cls)]
    assert sorted(by_table) == sorted(change.after.id for change in whole)
