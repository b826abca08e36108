"""Faults of a database are counted each time, and logged once a minute and kind."""

import logging
import sqlite3

import pytest

from domain.errors import Busy, DatabaseReplaced, OutcomeUnknown, StorageFull, TookTooLong, Unavailable
from domain.store.faults import AGAIN_S, QUIET_S, FaultKind, Faults, kind_of, reason_of


class Clock:
    """A clock that stands still."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Busy(), FaultKind.BUSY),
        (Unavailable(), FaultKind.UNAVAILABLE),
        (StorageFull(), FaultKind.STORAGE_FULL),
        (DatabaseReplaced(), FaultKind.REPLACED),
        (OutcomeUnknown(), FaultKind.OUTCOME_UNKNOWN),
        (TookTooLong(), None),
        (RuntimeError(), None),
    ],
)
def test_each_error_of_the_database_has_its_kind(error: Exception, kind: FaultKind | None) -> None:
    assert kind_of(error) is kind


def test_a_fault_is_logged_once_a_minute_and_kind(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    faults = Faults(clock)
    for _ in range(1_000):
        faults.note(StorageFull(), writing=True)
        faults.note(Unavailable(), writing=False)
    assert [record.message.partition(":")[0] for record in caplog.records] == ["storage_full", "unavailable"]
    clock.now = AGAIN_S
    faults.note(StorageFull(), writing=True)
    assert caplog.records[-1].message.endswith(" (1000 times since this was last logged)")
    assert (len(caplog.records), faults.met[FaultKind.STORAGE_FULL], faults.met[FaultKind.UNAVAILABLE]) == (
        3,
        1_001,
        1_000,
    )


def test_a_fault_is_over_when_what_met_it_succeeds(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    faults = Faults(clock)
    faults.note(StorageFull(), writing=True)
    faults.works(writing=True)
    assert faults.present == {FaultKind.STORAGE_FULL}  # something small may still have fitted
    clock.now = QUIET_S
    faults.works(writing=False)
    assert faults.present == {FaultKind.STORAGE_FULL}
    with caplog.at_level(logging.WARNING, "tieout"):
        faults.works(writing=True)
    assert (bool(faults), caplog.records[-1].message) == (False, "storage_full is over after 3 s; 1 operations met it")


def test_the_log_has_the_database_s_own_words_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    full = StorageFull()
    full.__cause__ = sqlite3.OperationalError("database or disk\nis full")
    Faults(Clock()).note(full, writing=True)
    assert caplog.records[0].message.endswith(": database or disk is full")


def test_a_fault_that_came_once_a_minute_is_not_counted_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    faults = Faults(clock)
    for clock.now in (100.0, 100.0 + AGAIN_S):
        faults.note(Unavailable(), writing=False)
    first, second = (record.message for record in caplog.records)
    assert first == second
    assert not first.endswith(("?", ")"))


def test_a_fault_is_over_some_time_after_it_last_came(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    faults = Faults(clock)
    for clock.now in (100.0, 110.0):
        faults.note(StorageFull(), writing=True)
    clock.now = 110.0 + QUIET_S - 1
    faults.works(writing=True)
    assert faults.present == {FaultKind.STORAGE_FULL}
    clock.now = 110.0 + QUIET_S
    with caplog.at_level(logging.WARNING, "tieout"):
        faults.works(writing=True)
    assert caplog.records[-1].message == "storage_full is over after 13 s; 2 operations met it"


def test_the_reason_is_the_first_cause_that_is_none_of_our_own_errors() -> None:
    locked, ours, outer = sqlite3.OperationalError("database is locked"), Busy(), Unavailable()
    locked.__cause__ = OSError("deeper")
    ours.__cause__ = locked
    outer.__cause__ = ours
    assert reason_of(outer) == "database is locked"
    assert reason_of(locked) == "deeper"
    assert reason_of(Busy()) == ""
    ours.__cause__ = TimeoutError()
    assert reason_of(outer) == "TimeoutError"


def test_a_fault_that_came_twice_since_it_was_logged_is_counted_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    faults = Faults(clock)
    for now in (0, 1, AGAIN_S):
        clock.now = now
        faults.note(StorageFull(), writing=True)
    assert [" (2 times since this was last logged)" in each.message for each in caplog.records] == [False, True]
