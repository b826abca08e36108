"""Which accounts a job still has to process, of those that it was started for."""

import pytest

from domain.core.kinds import JobKind, JobState
from domain.queries.jobs import accounts_left
from domain.tables import JobRow


def job_after(account_id: int) -> JobRow:
    return JobRow(
        id=1, kind=JobKind.DOCUMENTS, state=JobState.RUNNING, batch_id=None, undoes_id=None, kinds="[]",
        accounts="[3,5,8]", highest_account_id=8, last_account_id=account_id, total=3, done=0, reconciliations=0,
        amount_cents=0, amounts="{}", error_count=0, principal="p", recorded_by="Ann", recorded_at=0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("last", "most", "left"),
    [(0, 9, [3, 5, 8]), (0, 2, [3, 5]), (3, 9, [5, 8]), (4, 1, [5]), (8, 9, [])],
)  # fmt: skip
def test_a_job_goes_on_behind_its_last_account(last: int, most: int, left: list[int]) -> None:
    with pytest.raises(StopIteration) as stop:
        next(accounts_left(job_after(last), most))
    assert stop.value.value == left
