"""``tieout`` as a person uses it, run in this process: the command line's own way in, without its start-up."""

import contextlib
import pathlib
from typing import NamedTuple

from click.testing import CliRunner

from api.cli import main


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
