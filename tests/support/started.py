"""Level: the command line. ``tieout`` as a process of its own, without each time the seconds that loading it takes.

In the tests a process that has loaded what a server loads (``starter.py``) is forked for each command. What is forked is
this process's own child as any other; it runs the true script with its own files, environment and folder. Only what
Python reads as it starts is the starter's: so a command whose environment has more than settings is truly started, and so
is every command where nobody called ``start_quickly`` (benchmarks), and where the system is not Linux. All that come from
one starter share one seed of Python's hashes.
"""

import ctypes
import json
import os
import pathlib
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from typing import IO, Any

TIEOUT = pathlib.Path(sys.executable).with_name("tieout")
STARTER = pathlib.Path(__file__).with_name("starter.py")
SCRIPT = (sys.executable, "-P")
"""A program that begins so, with a script that imports the product, may be forked as ``tieout`` may."""
READ_LATER = {"PATH", "HOME", "TMPDIR"}
"""Variables that are no settings, and that neither Python nor what is loaded reads as it starts."""
PR_SET_CHILD_SUBREAPER = 36
END_S = 60


class _Starter:
    """The process that others are forked from; it ends when this process does, however that ends."""

    def __init__(self) -> None:
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._lock = threading.Lock()
        libc = ctypes.CDLL(None, use_errno=True)
        assert libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0, os.strerror(ctypes.get_errno())
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", STARTER, str(theirs.fileno())],
                env={},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )

    def forked(self, wanted: Mapping[str, object], files: Sequence[int]) -> int:
        """Begin a process with these files as its standard ones; return its id."""
        with self._lock:
            socket.send_fds(self._channel, [json.dumps(wanted).encode()], files)
            answer = self._channel.recv(32)
        assert answer, "the starter has ended"
        return int(answer)

    def end(self) -> None:
        """End it; what it began goes on."""
        self._channel.close()
        assert self._process.wait(END_S) == 0


_starters: list[_Starter] = []
_quickly = threading.Event()


def start_quickly() -> None:
    """From now on fork what may be forked."""
    if sys.platform == "linux":
        _quickly.set()


def end_starter() -> None:
    """End the process that others were forked from, if there is one."""
    _quickly.clear()
    while _starters:
        _starters.pop().end()


def _starter() -> _Starter:
    if not _starters:
        _starters.append(_Starter())
    return _starters[0]


class _Forked(subprocess.Popen[Any]):
    """A process that the starter forks in place of Popen's own fork and exec."""

    def _execute_child(self, args: Sequence[str | os.PathLike[str]], *given: Any) -> None:
        """What Popen calls once it has made the pipes, with arguments that are the same in all Pythons since 3.11."""
        _executable, _before, _close, _pass, folder, environment, _info, _flags, _shell, *pipes = given[:15]
        wanted = {
            "command": [os.fspath(each) for each in args],
            "environment": environment,
            "folder": os.fspath(pathlib.Path(folder or ".").absolute()),
            "new_session": given[20],
        }
        theirs = pipes[0], pipes[3], pipes[5]
        files = [number if each == -1 else each for number, each in enumerate(theirs)]
        self.pid = _starter().forked(wanted, files)
        self._child_created = True
        self._close_pipe_fds(*pipes)  # type: ignore[attr-defined]  # typeshed has public names alone


def begun(
    arguments: Sequence[str | os.PathLike[str]],
    env: Mapping[str, str],
    *,
    program: Sequence[str | os.PathLike[str]] = (TIEOUT,),
    cwd: str | os.PathLike[str] | None = None,
    stdin: int | IO[Any] | None = None,
    stdout: int | IO[Any] | None = None,
    stderr: int | IO[Any] | None = None,
    text: bool = False,
    start_new_session: bool = False,
) -> subprocess.Popen[Any]:
    """Begin ``tieout``, or another program in its place; what is given is as of ``subprocess.Popen``."""
    *runs, script = program
    loaded = tuple(runs) == SCRIPT or (script == TIEOUT and not runs)
    settings_alone = all(name in READ_LATER or name.startswith("TIEOUT_") for name in env)
    quickly = loaded and settings_alone and _quickly.is_set()
    return (_Forked if quickly else subprocess.Popen)(
        [script, *arguments] if quickly else [*program, *arguments],
        env=env,
        cwd=cwd,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        text=text,
        start_new_session=start_new_session,
    )
