"""A process that the tests fork in place of starting it is like one that was truly started."""

import os
import pathlib
import socket
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from tests.support import starter
from tests.support.started import TIEOUT, begun

ALIKE = ("Umask", "PPid", "Uid", "Gid", "SigPnd", "SigBlk", "SigIgn", "SigCgt")
"""What the system says of a process, and must say of both."""


def truly_begun(*given: Any, **named: Any) -> subprocess.Popen[str]:
    return begun(*given, program=["/usr/bin/env", TIEOUT], **named)


def seen(process: subprocess.Popen[str]) -> dict[str, object]:
    """All that a process has of whoever began it."""
    place = pathlib.Path(f"/proc/{process.pid}")
    status = dict(line.split(":\t", 1) for line in (place / "status").read_text().splitlines())
    files = {int(each.name): each.readlink() for each in (place / "fd").iterdir()}
    return {
        **{name: status[name] for name in ALIKE},
        "files": sorted(files),
        "standard": (files[0], files[1].name.split(":")[0], files[1] == files[2]),
        "folder": (place / "cwd").readlink(),
        "limits": (place / "limits").read_text(),
        "nice": os.getpriority(os.PRIO_PROCESS, process.pid),
        "alone": os.getsid(process.pid) == os.getpgid(process.pid) == process.pid,
    }


@pytest.mark.parametrize("new_session", [False, True])
def test_a_forked_command_is_a_process_like_one_that_was_started(
    tmp_path: pathlib.Path, sqlite_url: str, new_session: bool
) -> None:
    os.mkfifo(tmp_path / "rows.csv")
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "TIEOUT_DATABASE_URL": sqlite_url}

    def seen_and_killed(begin: Callable[..., subprocess.Popen[str]]) -> dict[str, object]:
        process = begin(
            ["import", "accounts", "rows.csv"],
            environment,
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=new_session,
        )
        with (tmp_path / "rows.csv").open("w"):  # once the command has opened it to read, where it waits
            found = seen(process)
            process.kill()
            printed, _ = process.communicate(timeout=60)
        return {**found, "printed": printed, "ended": process.returncode}

    forked, started = (seen_and_killed(each) for each in (begun, truly_begun))
    assert forked == started


@pytest.mark.parametrize("arguments", [("import", "cats", "x.csv"), ("user", "create", "ann", "--all")])
def test_a_forked_command_prints_and_ends_as_one_that_was_started(
    tmp_path: pathlib.Path, arguments: tuple[str, ...]
) -> None:
    environment = {"TIEOUT_DATABASE_URL": "sqlite:///none.db", "TIEOUT_LOG_LEVEL": "error"}

    def printed(begin: Callable[..., subprocess.Popen[str]]) -> tuple[object, ...]:
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        process = begin(arguments, environment, cwd=tmp_path, text=True, **pipes)
        return (*process.communicate("a password\n", timeout=60), process.returncode)

    assert printed(begun) == printed(truly_begun)


def test_variables_that_are_read_at_the_start_are_read_by_a_command_that_is_started(tmp_path: pathlib.Path) -> None:
    environment = {"TIEOUT_DATABASE_URL": "sqlite:///none.db", "PYTHONPROFILEIMPORTTIME": "1"}
    process = begun(["--version"], environment, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert b"import time:" in process.communicate(timeout=60)[1]


def test_the_starter_ends_once_nobody_can_ask_it() -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        ours.close()
        assert starter.wait_to_become(theirs) is None
