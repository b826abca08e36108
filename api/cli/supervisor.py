"""Several processes that do the same work: begun, replaced when one dies, and ended together.

They are copies of this process (``fork``), so they share what it has loaded, and whatever it listens on.
"""

import contextlib
import logging
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Never, TypeAlias

from api.cli.ending import END_S
from api.cli.running import STOPS

_log = logging.getLogger("tieout")

RESTART_S = 1.0
"""A process that dies at once is begun again no sooner, so that a broken database costs no processor."""
KILL_S = END_S + 0.5
"""A process that was asked to end and still runs after this time is killed."""
CAN_FORK = hasattr(os, "fork")

ProcessWork: TypeAlias = Callable[[int, int], None]
"""What each process does, given its number, from 1, and a descriptor that can be read once the supervisor is gone."""


class Supervisor:
    """Runs ``count`` processes until a signal asks it to stop; then it calls ``stopping``, and ends them."""

    def __init__(self, count: int, work: ProcessWork, stopping: Callable[[], None]) -> None:
        self._work = work
        self._stopping = stopping
        self._numbers: dict[int, int] = {}
        """The number of each running process, by its id."""
        self._due = dict.fromkeys(range(1, count + 1), 0.0)
        """When each number that no process has may have one again."""
        self._signals: list[int] = []

    def run(self) -> None:
        """Keep the processes running; when asked to stop, ask each of them, and wait until all have ended.

        A second Ctrl-C ends them at once.
        """
        with self._woken_by_signals() as (woken, before):
            # the end of this pipe that can be written is never used: it closes when this process ends, however it does
            lifeline, held = os.pipe()
            while not self._signals:
                self._begin(lifeline, held, woken, before)
                _wait(woken, min((due - time.monotonic() for due in self._due.values()), default=None))
                self._bury()
            self._stopping()
            self._send(signal.SIGTERM)
            ends = time.monotonic() + KILL_S
            while self._numbers:
                _wait(woken, ends - time.monotonic())
                if self._signals.count(signal.SIGINT) > 1 or time.monotonic() >= ends:
                    self._send(signal.SIGKILL)
                    ends = time.monotonic() + KILL_S
                self._bury()
            os.close(lifeline)
            os.close(held)

    def _begin(self, lifeline: int, held: int, woken: int, before: dict[int, object]) -> None:
        """Begin a process for each number that is due."""
        for number, due in list(self._due.items()):
            if due > time.monotonic():
                continue
            del self._due[number]
            sys.stdout.flush()
            sys.stderr.flush()
            process = os.fork()
            if not process:
                os.close(held)
                os.close(woken)
                self._be(number, lifeline, before)
            self._numbers[process] = number

    def _be(self, number: int, lifeline: int, before: dict[int, object]) -> Never:
        """Be a process: do the work, and end with its status."""
        status = 1
        try:
            os.setpgid(
                0, 0
            )  # Ctrl-C in a terminal goes to all of a group: the supervisor alone decides what comes of it
            _restore(before)
            if not self._signals:  # else it was asked to stop before it could hear of that
                self._work(number, lifeline)
            status = 0
        except SystemExit as ending:
            status = ending.code if isinstance(ending.code, int) else 1
        except BaseException:  # noqa: BLE001 - nothing of this process may go on as if it were the supervisor
            traceback.print_exc()
        finally:
            with contextlib.suppress(OSError):
                sys.stdout.flush()
                sys.stderr.flush()
            logging.shutdown()  # the lines of its last requests
            os._exit(status)

    def _bury(self) -> None:
        """Take the processes that have ended off the list; unless all shall end, say so, and let others follow."""
        for process, number in list(self._numbers.items()):
            ended, status = os.waitpid(process, os.WNOHANG)
            if not ended:
                continue
            del self._numbers[process]
            if not self._signals:
                code = os.waitstatus_to_exitcode(status)
                how = f"by signal {-code}" if code < 0 else f"with status {code}"
                _log.warning("Process %d (%d) ended %s; another takes its place.", number, process, how)
                self._due[number] = time.monotonic() + RESTART_S

    def _send(self, number: int) -> None:
        for process in self._numbers:  # none of them is buried yet, so no id can be anybody else's
            os.kill(process, number)

    @contextlib.contextmanager
    def _woken_by_signals(self) -> Iterator[tuple[int, dict[int, object]]]:
        """Note each signal that asks to stop; yield a descriptor that can be read after any signal, and the old handlers."""

        def note(number: int, _frame: FrameType | None) -> None:
            if number != signal.SIGCHLD:
                self._signals.append(number)

        woken, waking = os.pipe()
        os.set_blocking(woken, False)
        os.set_blocking(waking, False)
        stops = (each for each in STOPS if signal.getsignal(each) is not signal.SIG_IGN)
        before: dict[int, object] = {
            each: signal.signal(each, note) for each in (signal.SIGCHLD, signal.SIGINT, *stops)
        }
        signal.set_wakeup_fd(waking, warn_on_full_buffer=False)
        try:
            yield woken, before
        finally:
            _restore(before)
            os.close(woken)
            os.close(waking)


def _restore(handlers: dict[int, object]) -> None:
    signal.set_wakeup_fd(-1)
    for number, handler in handlers.items():
        signal.signal(number, handler)  # type: ignore[arg-type]  # as signal.signal gave it


def _wait(woken: int, seconds: float | None) -> None:
    """Wait until a signal arrives, or until the time is over."""
    select.select([woken], [], [], None if seconds is None else max(0.0, seconds))
    with contextlib.suppress(BlockingIOError):
        os.read(woken, 1024)
