"""A process that was asked to end does so in time, whatever hangs in it."""

import contextlib
import logging
import os
import signal
import threading
from collections.abc import Iterator

END_S = 9.0
"""How long a process may take to end. Requests have 5 s of it; who manages services often kills after 10 s."""
_REASON = "ended though work was under way, as something did not answer: the database, or its disk"
_log = logging.getLogger("tieout")

_ENDS = {signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])}


@contextlib.contextmanager
def ending_in_time(end_s: float = END_S) -> Iterator[None]:
    """End the process with status 1 if it still runs so long after the first signal that asks it to end.

    What hangs may be a statement that is never answered, or the main thread itself, in which no handler of Python would run:
    so a thread hears of the signal. Whatever is not committed by then, the database rolls back.
    """
    heard, hearing = os.pipe()
    os.set_blocking(hearing, False)
    before = signal.set_wakeup_fd(hearing, warn_on_full_buffer=False)
    ignored = {each for each in _ENDS if signal.getsignal(each) is signal.SIG_IGN}
    threading.Thread(target=_wait, args=(heard, {*_ENDS} - ignored, end_s), daemon=True).start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        os.close(hearing)  # which ends the thread, unless it counts the seconds already


def _wait(heard: int, ends: set[signal.Signals], end_s: float) -> None:
    """Wait for a signal, then count the seconds that the process still has."""
    while signals := os.read(heard, 64):
        if ends.intersection(signals):
            threading.Event().wait(end_s)
            _end()
    os.close(heard)


def _end() -> None:
    # in a thread of its own: whoever hangs may have the lock of the log
    logging_it = threading.Thread(target=_log.critical, args=(_REASON,), daemon=True)
    logging_it.start()
    logging_it.join(1)
    os._exit(1)
