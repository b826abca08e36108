"""``tieout`` as a person uses it: run in this process, without its start-up, or as a process of its own."""

import contextlib
import pathlib
import subprocess
import sys
from collections.abc import Iterator
from typing import NamedTuple

from click.testing import CliRunner

from api.cli import main

TIEOUT = pathlib.Path(sys.executable).with_name("tieout")


class Ran(NamedTuple):
    """What a command said, and its exit status."""

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

    def file(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return name


@contextlib.contextmanager
def running(folder: pathlib.Path, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """``tieout`` in a folder that is also its place for temporary files; ended, whatever happens."""
    process = subprocess.Popen(
        [TIEOUT, *arguments],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "TMPDIR": str(folder), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Tells a process to end; gives its exit status and what more it said on standard error."""
    process.terminate()
    errors = process.communicate(timeout=30)[1]
    return process.returncode, errors
