"""Level: the command line. A process that has loaded what ``tieout serve`` loads, and becomes ``tieout`` as often as asked.

``started.py`` runs this file as a program of its own and asks it over a socket. Each request is answered with the id of a
new process; nothing of the tests is imported here, and nothing that the command would not import itself.
"""

import json
import os
import pathlib
import runpy
import signal
import socket
import sys
from collections.abc import Sequence
from typing import Literal, TextIO, TypedDict

import click

REQUEST_BYTES = 1 << 16
THREADS = pathlib.Path("/proc/self/task")


class Wanted(TypedDict):
    """What a process shall be: ``command`` begins with the path of a script of Python, such as ``tieout``."""

    command: list[str]
    environment: dict[str, str]
    folder: str
    new_session: bool


def load() -> None:
    """Load what a server does, by the command's own way, and make what several processes share."""
    from api.cli import main  # noqa: PLC0415 - the product is loaded here, and in its own order

    main.resolve_command(click.Context(main), ["serve"])
    from api.cli.serving import load as load_what_is_served  # noqa: PLC0415 - as above

    load_what_is_served()
    assert len(list(THREADS.iterdir())) == 1, "a thread would not be in the processes that come from this one"


def wait_to_become(channel: socket.socket) -> list[str] | None:
    """Begin a process for each request until nobody can ask any more.

    Returns None then, and its command in each process that was begun.
    """
    while True:
        text, files, _, _ = socket.recv_fds(channel, REQUEST_BYTES, 3)
        if not text:
            return None
        process = _forked()
        if process == 0:
            channel.close()
            return _as_wanted(json.loads(text), files)
        for each in files:
            os.close(each)
        channel.send(str(process).encode())


def _forked() -> int:
    """Fork a process whose parent ends at once, so that the tests' process becomes its parent.

    Returns its id, and 0 in the process itself.
    """
    reading, writing = os.pipe()
    between = os.fork()
    if between:
        os.close(writing)
        process = int(os.read(reading, 32))
        os.close(reading)
        os.waitpid(between, 0)
        return process
    process = os.fork()
    if process:
        os.write(writing, str(process).encode())
        os._exit(0)
    os.close(reading)
    os.close(writing)
    return 0


def _as_wanted(wanted: Wanted, files: Sequence[int]) -> list[str]:
    """Give this process its files, folder, environment and signals; return its command."""
    for number, each in enumerate(files):
        os.dup2(each, number)
        os.close(each)
    _open_anew("stdin", 0, "r")
    _open_anew("stdout", 1, "w")
    _open_anew("stderr", 2, "w", buffering=1)
    if wanted["new_session"]:
        os.setsid()
    os.chdir(wanted["folder"])
    os.environ.update(wanted["environment"])
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    return wanted["command"]


def _open_anew(name: str, number: int, mode: Literal["r", "w"], buffering: int = -1) -> None:
    """Open a standard file as Python does when it starts, where it asks once whether it is a file, a pipe or a terminal."""
    before: TextIO = getattr(sys, name)
    newline = None if mode == "r" else "\n"
    opened = open(number, mode, buffering, before.encoding, before.errors, newline, closefd=False)  # noqa: SIM115
    setattr(sys, name, opened)
    setattr(sys, f"__{name}__", opened)


if __name__ == "__main__":
    # Ctrl-C in a terminal is for the tests, and for what they have begun
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    load()
    command = wait_to_become(socket.socket(fileno=int(sys.argv[1])))
    if command is not None:
        sys.argv = command
        runpy.run_path(command[0], run_name="__main__")
