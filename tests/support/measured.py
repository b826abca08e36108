"""Level: the command line. `tieout` as a process of its own whose CPU and memory are measured.

    python -m tests.support.measured COMMAND…

runs the command and then writes one more line to standard error: CPU seconds and peak MiB of memory.
"""

import contextlib
import os
import pathlib
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from api.cli import main

STATUS = pathlib.Path("/proc/self/status")
ROOT = pathlib.Path(__file__).parents[2]
_MEASURED = re.compile(r"measured (\S+) s, (\S+) s of CPU, (\d+) MiB$")


class Measured(NamedTuple):
    """What a process printed to standard error, and what it took."""

    stderr: str
    wall_s: float
    cpu_s: float
    peak_mib: int


def measured(module: str, *arguments: str, folder: pathlib.Path, bound_s: float = 3600, **environment: str) -> Measured:
    """Run a module that ends with ``Stopwatch.report``; the process must succeed."""
    ran = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        timeout=bound_s,
        check=False,
    )
    found = _MEASURED.search(ran.stderr.strip())
    assert ran.returncode == 0, ran.stderr
    assert found is not None, ran.stderr
    return Measured(ran.stderr, float(found[1]), float(found[2]), int(found[3]))


def peak_mib() -> int:
    """The most memory that this process had; of what it was before it became this program, nothing counts on Linux."""
    if not STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**20
    (line,) = (line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) // 1024


class Stopwatch:
    """Seconds of this process while it runs."""

    def __init__(self) -> None:
        self.wall_s = self.cpu_s = 0.0

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Count what is done within."""
        wall_s, cpu_s = time.perf_counter(), sum(os.times()[:2])
        try:
            yield
        finally:
            self.wall_s += time.perf_counter() - wall_s
            self.cpu_s += sum(os.times()[:2]) - cpu_s

    def report(self) -> None:
        """Write what was counted, and the peak of memory."""
        print(f"measured {self.wall_s:.3f} s, {self.cpu_s:.3f} s of CPU, {peak_mib()} MiB", file=sys.stderr, flush=True)


def tieout(arguments: Sequence[str]) -> None:
    """Run a command of `tieout` and report."""
    watch = Stopwatch()
    try:
        with watch.running():
            main(list(arguments), prog_name="tieout")
    finally:
        watch.report()


if __name__ == "__main__":
    tieout(sys.argv[1:])
