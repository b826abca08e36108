"""Level: any. Processes with all that they began: who they are, and stopped where they stand."""

import contextlib
import os
import pathlib
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
