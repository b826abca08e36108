"""What is wrong with a database at present: noted for each failure, and logged once a minute and kind until it is over."""

import enum
import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from domain.errors import Busy, DatabaseReplaced, OutcomeUnknown, StorageFull, Unavailable

_log = logging.getLogger("tieout")

AGAIN_S = 60
"""How long a fault of one kind is not logged again."""
QUIET_S = 3
REASON_MAX = 300


class FaultKind(enum.StrEnum):
    """A kind of fault, as the log and the metrics name it."""

    BUSY = "busy"
    STORAGE_FULL = "storage_full"
    REPLACED = "replaced"
    UNAVAILABLE = "unavailable"
    OUTCOME_UNKNOWN = "outcome_unknown"


_MEANING = {
    FaultKind.BUSY: "the database is busy: a request waited in vain for its turn, or for another program's lock",
    FaultKind.STORAGE_FULL: "the database's disk is full; nothing is stored until there is space",
    FaultKind.REPLACED: "the database's file was deleted, replaced or overwritten",
    FaultKind.UNAVAILABLE: "the database cannot be used",
    FaultKind.OUTCOME_UNKNOWN: "the database failed while it committed, and does not tell the outcome",
}


@dataclass(slots=True)
class _Open:
    """A fault that is not over: since when, how often it was met, whether only writing meets it, whether it was logged."""

    since: float
    last: float = 0
    count: int = 0
    writing: bool = False
    logged: bool = False


class Faults:
    """The faults of one database, in this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, of: str = "") -> None:
        self._clock = clock
        self._of = of
        """What the log names before each, where it is not the database's own."""
        self.met: Counter[FaultKind] = Counter()
        """How often each was met, since the process began."""
        self._open: dict[FaultKind, _Open] = {}
        self._logged: dict[FaultKind, float] = {}
        self._unlogged: Counter[FaultKind] = Counter()

    def __bool__(self) -> bool:
        """Return True while a fault is not over."""
        return bool(self._open)

    @property
    def present(self) -> frozenset[FaultKind]:
        """The faults that are not over."""
        return frozenset(self._open)

    def note(self, error: BaseException, *, writing: bool) -> None:
        """Note that an operation failed by an error; one that is no fault of the database is not noted."""
        kind = kind_of(error)
        if kind is None:
            return
        now = self._clock()
        self.met[kind] += 1
        found = self._open.setdefault(kind, _Open(now))
        found.count += 1
        found.last = now
        found.writing = found.writing or writing
        self._unlogged[kind] += 1
        if now - self._logged.get(kind, -AGAIN_S) >= AGAIN_S:
            self._logged[kind], found.logged = now, True
            times = self._unlogged.pop(kind)
            again = f" ({times} times since this was last logged)" if times > 1 else ""
            reason = reason_of(error)
            _log.error("%s: %s%s%s%s", kind, self._of, _MEANING[kind], f": {reason}" if reason else "", again)

    def works(self, *, writing: bool, surely: bool = False) -> None:
        """Note that an operation succeeded: faults that such an operation would have met are over.

        They may come and go, as a small change may fit where a larger one does not: so they are over when nothing has met
        them for ``QUIET_S``, or ``surely``.
        """
        now = self._clock()
        for kind, found in list(self._open.items()):
            if (writing or not found.writing) and (surely or now - found.last >= QUIET_S):
                del self._open[kind]
                if found.logged:
                    _log.warning(
                        "%s%s is over after %.0f s; %d operations met it",
                        self._of,
                        kind,
                        now - found.since,
                        found.count,
                    )


def kind_of(error: BaseException) -> FaultKind | None:
    """Return what kind of fault an error tells of; None if it is none of the database."""
    match error:
        case DatabaseReplaced():
            return FaultKind.REPLACED
        case StorageFull():
            return FaultKind.STORAGE_FULL
        case Unavailable():
            return FaultKind.UNAVAILABLE
        case Busy():
            return FaultKind.BUSY
        case OutcomeUnknown():
            return FaultKind.OUTCOME_UNKNOWN
        case _:
            return None


def reason_of(error: BaseException) -> str:
    """Return the database's own words for an error, in one line; "" if it has none."""
    cause = error.__cause__
    while cause is not None and cause.__cause__ is not None and kind_of(cause) is not None:
        cause = cause.__cause__
    if cause is None:
        return ""
    text = str(cause) or type(cause).__name__
    return " ".join(text.split())[:REASON_MAX]
