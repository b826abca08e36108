"""Level: the command line. Run ``tieout`` in this process without its start-up, or as a process of its own."""

import asyncio
import contextlib
import pathlib
import re
import subprocess
import threading
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from click.testing import CliRunner

from api.cli import main
from tests.support.started import TIEOUT, begun

LIFE_S, END_S = 120, 30
"""How long a process of a test may live, many times what it needs, and how long its own processes may outlive it."""


class Ran(NamedTuple):
    """What a command printed, and its exit status."""

    returncode: int
    stdout: str
    stderr: str


class Shell:
    """Runs ``tieout`` in a folder of its own, on one database; ``environment`` are further variables."""

    def __init__(self, folder: pathlib.Path, url: str, **environment: str) -> None:
        self.folder = folder
        self.environment = {"TIEOUT_DATABASE_URL": url, **environment}

    def __call__(self, *arguments: str, stdin: str = "") -> Ran:
        with contextlib.chdir(self.folder):
            ran = CliRunner().invoke(main, arguments, input=stdin, env=self.environment)
        assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
        return Ran(ran.exit_code, ran.stdout, ran.stderr)

    async def beside(self, *arguments: str) -> Ran:
        """Run it as a process of its own, beside what goes on in this one."""
        process = begun(
            arguments,
            self.environment,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            printed = await asyncio.to_thread(process.communicate, timeout=LIFE_S)
        finally:
            process.kill()
        return Ran(process.returncode, *printed)

    def file(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return name


@contextlib.contextmanager
def running(
    folder: pathlib.Path, *arguments: str, program: Sequence[str | pathlib.Path] = (TIEOUT,), **environment: str
) -> Iterator[subprocess.Popen[str]]:
    """``tieout``, or another program, in a folder that is also its place for temporary files; ended, whatever happens.

    After ``LIFE_S`` it is killed, so that nobody waits for ever for what it prints.
    """
    process = begun(
        arguments,
        {"PATH": "/usr/bin:/bin", "HOME": str(folder), "TMPDIR": str(folder), **environment},
        program=program,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    killing = threading.Timer(LIFE_S, process.kill)
    killing.start()
    try:
        yield process
    finally:
        in_time = killing.is_alive()
        killing.cancel()
        process.kill()
        process.communicate(timeout=END_S)
        assert in_time, f"tieout {' '.join(arguments)} was killed after {LIFE_S} s"


def printed_by(process: subprocess.Popen[str], pattern: str) -> re.Match[str]:
    """Waits for a line on standard error in which a pattern is found; fails if the process ends without it."""
    assert process.stderr is not None
    lines = []
    for line in process.stderr:
        if found := re.search(pattern, line):
            return found
        lines.append(line)
    raise AssertionError(f"it ended without {pattern!r}: {''.join(lines)}")


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Tells a process to end; gives its exit status and what more it printed on standard error, but for requests' lines."""
    process.terminate()
    lines = process.communicate(timeout=END_S)[1].splitlines(keepends=True)
    return process.returncode, "".join(line for line in lines if " INFO tieout.access " not in line)
