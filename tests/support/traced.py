"""System calls of servers, as strace writes them: whether each request was answered after its log had reached the disk."""

import bisect
import pathlib
import re
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

CALLS = "fdatasync,fsync,pwrite64,pwritev,recvfrom,sendto"
COMMAND = ("strace", "-f", "-ttt", "-T", "-y", "-s", "32", "-e", f"trace={CALLS}")
ATTACHED_S = 20

_LINE = re.compile(
    r"^(?:(?P<process>\d+) +)?(?P<at>\d+)\.(?P<micros>\d{6}) "
    r"(?:(?P<call>\w+)\((?P<fd>\d+)<(?P<file>[^>]*)>|<\.\.\. (?P<resumed>\w+) resumed>)(?P<rest>.*)$"
)
_ENDED = re.compile(r"= (?P<result>-?\d+).*<(?P<seconds>\d+)\.(?P<micros>\d{6})>$")


@dataclass(frozen=True, slots=True)
class Call:
    """A system call that succeeded, with its instants in microseconds."""

    name: str
    file: str
    text: str
    began: int
    ended: int


@dataclass(frozen=True, slots=True)
class Proof:
    """How many answers were preceded by a sync of what was written for them, by how many syncs, and which were not."""

    answers: int
    syncs: int
    unproven: int

    def __str__(self) -> str:
        return (
            f"{self.answers} requests acknowledged, {self.syncs} syncs of the log "
            f"({self.answers / max(1, self.syncs):.1f} requests each), {self.unproven} answered without one"
        )


def calls_of(lines: Iterable[str]) -> list[Call]:
    """Return the calls of a trace; one that another process interrupted stands on two lines."""
    begun: dict[tuple[str, str], tuple[str, str]] = {}
    found = []
    for line in lines:
        match = _LINE.match(line)
        if match is None:
            continue
        at = int(match["at"]) * 1_000_000 + int(match["micros"])
        process, rest = match["process"] or "", match["rest"]
        name = match["call"] or match["resumed"]
        file, text = (match["file"], "") if match["call"] else begun.pop((process, name), ("", ""))
        text += rest
        if rest.rstrip().endswith("<unfinished ...>"):
            begun[process, name] = file, text
            continue
        ended = _ENDED.search(rest)
        if ended is None or int(ended["result"]) < 0:
            continue
        took = int(ended["seconds"]) * 1_000_000 + int(ended["micros"])
        began = at if match["call"] else at - took
        found.append(Call(name, file, text, began, began + took))
    return found


def proven(server: Iterable[Call], database: Iterable[Call], log: str) -> Proof:
    """Return for how many answers of a server the log, in whose files' names ``log`` is, was written and synced first.

    An answer counts as proven if, after the request had arrived, something was written to the log, a sync of it began after
    that, and ended before the answer was sent.
    """
    database = list(database)
    writes = sorted(each.ended for each in database if each.name.startswith("pwrite") and log in each.file)
    syncs = sorted(
        (each.began, each.ended) for each in database if each.name in {"fdatasync", "fsync"} and log in each.file
    )
    arrived: dict[str, list[int]] = defaultdict(list)
    answers = unproven = 0
    for call in sorted(server, key=lambda each: each.began):
        if call.name == "recvfrom" and '"POST /graphql' in call.text:
            arrived[call.file].append(call.ended)
        elif call.name == "sendto" and '"HTTP/1.1 200' in call.text and arrived[call.file]:
            answers += 1
            unproven += not _is_synced(writes, syncs, arrived[call.file].pop(), call.began)
    return Proof(answers, len(syncs), unproven)


def _is_synced(writes: list[int], syncs: list[tuple[int, int]], arrived: int, answered: int) -> bool:
    at = bisect.bisect_left(writes, arrived)
    if at == len(writes):
        return False
    first = bisect.bisect_left(syncs, (writes[at], 0))
    return any(ended <= answered for _, ended in syncs[first:])


class Trace:
    """strace on a process, its threads and all that it begins from now on."""

    def __init__(self, process: int, place: pathlib.Path) -> None:
        self._place = place
        self._messages = place.with_suffix(".messages")
        with self._messages.open("wb") as messages:
            self._strace = subprocess.Popen([*COMMAND, "-o", place, "-p", str(process)], stderr=messages)
        ends = time.monotonic() + ATTACHED_S
        while "attached" not in self._messages.read_text():
            assert self._strace.poll() is None, f"strace cannot trace: {self._messages.read_text()}"
            assert time.monotonic() < ends
            time.sleep(0.02)

    def end(self) -> list[Call]:
        """Stop tracing; the process goes on."""
        self._strace.terminate()
        self._strace.wait(ATTACHED_S)
        return calls_of(self._place.read_text(errors="replace").splitlines())
