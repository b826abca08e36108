"""How quick the machine is meanwhile: a fixed piece of work that a process of its own does four times a second.

Beside others' work all answers are late. What grows with the age of a server is distinguished by comparing its answers with
this work, which has no memory: some processor time, and a write that is synchronised with the disk.

    python -m tests.stress.pace FOLDER

Prints a line for each piece: the seconds from the moment at which it was due to its end.
"""

import asyncio
import contextlib
import os
import pathlib
import sys
import time
from collections.abc import AsyncIterator, Callable

DUE_S = 0.25
STEPS = 100_000
"""Some 5 ms of processor time."""
LINE = b"x" * 4_096


@contextlib.asynccontextmanager
async def pacing(folder: pathlib.Path, note: Callable[[float], None]) -> AsyncIterator[None]:
    """Let a process do the work in a folder, and note the seconds of each piece."""
    command = [sys.executable, "-m", "tests.stress.pace", str(folder)]
    worker = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert worker.stdout is not None
    lines = worker.stdout

    async def read() -> None:
        async for line in lines:
            note(float(line))

    reading = asyncio.create_task(read())
    try:
        yield
    finally:
        worker.kill()
        await worker.wait()
        await reading


def work(folder: pathlib.Path) -> None:
    """Do a piece of work each ``DUE_S``, until the process is killed or nobody reads."""
    file = os.open(folder / "pace", os.O_WRONLY | os.O_CREAT, 0o600)
    due = time.perf_counter()
    while True:
        sum(range(STEPS))
        os.pwrite(file, LINE, 0)
        os.fdatasync(file)
        print(time.perf_counter() - due, flush=True)
        due = max(due + DUE_S, time.perf_counter())
        time.sleep(max(0.0, due - time.perf_counter()))


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        work(pathlib.Path(sys.argv[1]))
