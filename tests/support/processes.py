"""Level: any. Processes with all that they began: who they are, and stopped where they stand."""

import contextlib
import os
import pathlib
import re
import signal
from collections.abc import Iterator


def descendants(process: int) -> list[int]:
    """A process and those that it began; none if it has ended."""
    try:
        children = pathlib.Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return []
    return [process, *(each for child in children for each in descendants(int(child)))]


@contextlib.contextmanager
def frozen(process: int) -> Iterator[None]:
    """A process and those that it began, stopped where they are; they go on afterwards."""
    stopped = descendants(process)
    for each in stopped:
        os.kill(each, signal.SIGSTOP)
    try:
        yield
    finally:
        for each in stopped:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGCONT)


def is_pending(process: int, sent: signal.Signals) -> bool:
    """Whether a process has not yet taken a signal that was sent to it."""
    status = pathlib.Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    (pending,) = re.findall(r"^ShdPnd:\s*([0-9a-f]+)$", status, re.MULTILINE)
    return bool(int(pending, 16) >> (sent - 1) & 1)
