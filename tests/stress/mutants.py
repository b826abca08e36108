"""Small faults put into functions one by one: which of them the tests of these functions notice.

    python -m tests.stress.mutants domain/core --sample 400    # so many, drawn at random (--seed N)
    python -m tests.stress.mutants domain/core/aging.py --all  # all of a file; or of several files and folders
    …                              [--function NAME] [--tests PATH…] [--postgres] [--processes N] [--anew]

Each mutant (``tests/support/mutations.py``) is put into a process of its own, which then runs the tests that reach the
changed line, those that take least first, until one fails. What hangs, or fills memory, counts as noticed. Prints what
survived, and for each file and in sum how many were noticed, survived, are not reached by any test, or are stated to be
equivalent (``tests/support/equivalent_mutants.py``); a sample with the 95 % interval of its share, which leaves out the
equivalent. Fails where a mutant that is stated to be equivalent is noticed, or is none any more.

Takes ``tests/unit`` and ``tests/property`` unless other tests are named; of these none on PostgreSQL without ``--postgres``,
none that takes longer than some seconds, and few examples of each property. Each of so many processes at a time has a
PostgreSQL server of its own, begun once (``tests/support/standing_servers.py``). Which tests reach which lines is measured
once and kept (``tests/support/reaching.py``); ``--anew`` measures it again, as after a change of what tests share.
"""

import argparse
import contextlib
import functools
import gc
import importlib
import json
import math
import os
import pathlib
import random
import resource
import signal
import sys
import tempfile
import traceback
import types
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple
from typing import Any, TypeAlias

import pytest

from domain.texts import Language, say
from tests.support import reaching
from tests.support.equivalent_mutants import is_equivalent, without_mutant
from tests.support.in_pytest import InPytest, in_pytest, is_on_postgres
from tests.support.memory import memory
from tests.support.mutations import Mutant, mutants_of, mutated_codes, place
from tests.support.sources import ROOT
from tests.support.standing_servers import migrated_server, take_over

Server: TypeAlias = "pathlib.Path | None"
"""The folder of a PostgreSQL server's socket; none where no test on PostgreSQL is run."""
TESTS = ("tests/unit", "tests/property")
LONGEST_S, LONGEST_WAIT_S = 4, 12
"""A test that computes longer, or lasts longer in all, is not run."""
TRIED_MAX = 40
"""So many tests are tried of those that only reach the function."""
MEMORY_MORE = 2 << 30
MESSAGE = say("list-and", left="1", right="2")
SURVIVED, NOTICED, BROKEN = 0, 1, 3
RESULTS = ("noticed", "survived", "not reached", "equivalent")


class TooLong(BaseException):
    """Raised in a test that takes too long while it is measured."""


def begun(work: Callable[[], int]) -> int:
    """Begin a process that does this and ends with what it returns, and writes nothing; return its number."""
    sys.stdout.flush()
    process = os.fork()
    if process == 0:
        silent, heard = os.open(os.devnull, os.O_WRONLY), os.dup(2)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        try:
            os._exit(work())
        except BaseException:  # noqa: BLE001 - whatever it is, this process must not go on as its parent
            os.write(heard, traceback.format_exc().encode())
            os._exit(BROKEN)
    return process


def measure(reach: reaching.Reach, files: Sequence[str], servers: Sequence[Server]) -> None:
    """Run these files of tests without any change, a process on each server, and note what each test reaches."""
    with tempfile.TemporaryDirectory() as folder:
        begun_: dict[int, pathlib.Path] = {}
        for number, server in enumerate(servers[: len(files)]):
            result = pathlib.Path(folder) / str(number)
            work = functools.partial(_measured, reach.folder, files[number :: len(servers)], server, result)
            begun_[begun(work)] = result
        for process, result in begun_.items():
            ended = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
            assert ended == 0, f"the tests cannot be measured: {ended}"
            tests = {node: reaching.Test(*each) for node, each in json.loads(result.read_text()).items()}
            reach.add(tests, {node.partition("::")[0] for node in tests})
    reach.add({}, (each for each in files if each not in reach.files))
    reach.save()


def _measured(folder: str, files: Sequence[str], server: Server, result: pathlib.Path) -> int:
    def give_up(*_: object) -> None:
        raise TooLong

    def work(plugin: InPytest, items: Sequence[pytest.Item]) -> None:
        def passes(item: pytest.Item, following: pytest.Item | None) -> bool:
            _forget()
            signal.setitimer(signal.ITIMER_PROF, LONGEST_S)
            signal.alarm(LONGEST_WAIT_S)
            try:
                return plugin.passes(item, following)
            finally:
                signal.alarm(0)
                signal.setitimer(signal.ITIMER_PROF, 0)

        for each in (signal.SIGPROF, signal.SIGALRM):
            signal.signal(each, give_up)
        _forget = forgetting(folder)
        tests = reaching.Measuring(folder).run(items, passes)
        result.write_text(json.dumps({node: astuple(each) for node, each in tests.items()}))

    if server is not None:
        take_over(server)
    in_pytest(files, work, postgres=server is not None)
    return 0


def forgetting(folder: str) -> Callable[[], None]:
    """Return a function that empties the caches of a folder's functions, so that each test reaches what it needs."""
    caches = [each for each in _objects() if isinstance(each, functools._lru_cache_wrapper)]
    ours = [each for each in caches if each.__module__.startswith(folder.replace("/", "."))]

    def forget() -> None:
        for each in ours:
            each.cache_clear()

    return forget


def _objects() -> list[Any]:
    gc.unfreeze()  # else what exists by now is not listed
    found = gc.get_objects()
    gc.freeze()
    return found


def functions_by_place() -> dict[tuple[str, str, int], list[types.FunctionType]]:
    """Return all functions by where their code is; a class with slots has each twice."""
    found: dict[tuple[str, str, int], list[types.FunctionType]] = defaultdict(list)
    for each in _objects():
        if isinstance(each, types.FunctionType):
            found[place(each.__code__)].append(each)
    return found


class Trial:
    """Tries mutants, as many at a time as there are servers."""

    def __init__(self, reach: reaching.Reach, files: Sequence[str], servers: Sequence[Server]) -> None:
        self._reached = reach.by_line(files, LONGEST_S)
        self._tests = reach.tests(files)
        self._free = list(servers)
        self._originals: dict[tuple[str, str, int], list[types.FunctionType]] = {}
        self._running: dict[int, tuple[Mutant, int, Server]] = {}
        self.results: dict[Mutant, str] = {}

    def nodes(self, mutant: Mutant) -> list[str]:
        """Return the tests that reach its lines, those that take least first.

        Where none does, some that reach the function: after an error that is thrown into a coroutine, Python 3.11 does not
        tell ``coverage`` of the lines that follow.
        """
        return self._by_lines(mutant, mutant.lines) or self._by_lines(mutant, mutant.within)[:TRIED_MAX]

    def _by_lines(self, mutant: Mutant, lines: range) -> list[str]:
        reached = self._reached.get(str(mutant.file.relative_to(ROOT)), {})
        nodes = {each for line in lines for each in reached.get(line, ())}
        return sorted(nodes, key=lambda node: (self._tests[node].seconds, node))

    def without_unreached(self, mutants: Sequence[Mutant]) -> list[Mutant]:
        """Return those that a test reaches; print the others."""
        for each in mutants:
            if not self.nodes(each):
                self._note(each, "not reached", 0)
        return [each for each in mutants if each not in self.results]

    def run(self, mutants: Sequence[Mutant], plugin: InPytest, items: Sequence[pytest.Item]) -> None:
        """Try each; print what survives."""
        by_node = {each.nodeid: each for each in items}
        for language in Language:
            MESSAGE.in_language(language)  # so that not each process reads the files of texts
        for file in {each.file for each in mutants}:  # a test may be the first to import it
            importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
        self._originals = functions_by_place()
        for mutant in mutants:
            tests = [by_node[each] for each in self.nodes(mutant)]
            while not self._free:
                self._wait()
            server = self._free.pop()
            process = begun(functools.partial(self._try, mutant, plugin, tests, server))
            self._running[process] = mutant, len(tests), server
        while self._running:
            self._wait()

    def _try(self, mutant: Mutant, plugin: InPytest, tests: Sequence[pytest.Item], server: Server) -> int:
        """Return in a new process whether the tests notice the mutant."""
        if server is not None and any(map(is_on_postgres, tests)):
            take_over(server)
        code, *inner = mutated_codes(mutant)
        assert self._originals[place(code)], f"no function is found of {mutant}"
        for each in (code, *inner):
            for function in self._originals[place(each)]:  # of inner functions those that were made already
                function.__code__ = each
        memory = int(pathlib.Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (memory + MEMORY_MORE, memory + MEMORY_MORE))
        for test, following in zip(tests, [*tests[1:], None], strict=True):
            before = self._tests[test.nodeid]
            signal.setitimer(signal.ITIMER_REAL, 30 + 5 * before.lasted_s)
            signal.setitimer(signal.ITIMER_PROF, 3 + 10 * before.seconds)
            if not plugin.passes(test, following):
                return NOTICED
        return SURVIVED

    def _wait(self) -> None:
        process, status = os.wait()
        if process in self._running:
            mutant, count, server = self._running.pop(process)
            self._free.append(server)
            ended = os.waitstatus_to_exitcode(status)
            assert ended in {SURVIVED, NOTICED, -signal.SIGALRM, -signal.SIGPROF}, f"ended with {ended} at {mutant}"
            if ended == -signal.SIGALRM:  # on a machine that has much to do, it may only have been slow
                print(f"noticed by its time alone: {mutant}", file=sys.__stdout__, flush=True)
            self._note(mutant, "survived" if ended == SURVIVED else "noticed", count)

    def _note(self, mutant: Mutant, result: str, count: int) -> None:
        stated = is_equivalent(mutant)
        self.results[mutant] = "equivalent" if stated and result != "noticed" else result
        if stated and result == "noticed":
            print(f"noticed, though stated to be equivalent: {mutant}", file=sys.__stdout__, flush=True)
        elif not stated and result != "noticed":
            print(f"{result:<11} {mutant} ({count} tests) | {_line(mutant)}", file=sys.__stdout__, flush=True)


def _line(mutant: Mutant) -> str:
    return mutant.file.read_text().splitlines()[mutant.lines.start - 1].strip()


def interval(hits: int, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson)."""
    z, share = 1.96, hits / count
    middle, spread = share + z * z / (2 * count), z * math.sqrt(share * (1 - share) / count + (z / (2 * count)) ** 2)
    return (middle - spread) / (1 + z * z / count), (middle + spread) / (1 + z * z / count)


def print_results(results: dict[Mutant, str], count: int) -> None:
    """Print the results by file and in sum; ``count`` mutants there are."""
    by_file: dict[str, Counter[str]] = defaultdict(Counter)
    for mutant, result in results.items():
        by_file[mutant.key[0]][result] += 1
    print(f"{'':<44}{''.join(f'{each:>13}' for each in (*RESULTS, 'total', 'share'))}")
    for file, counts in sorted(by_file.items()):
        _print_counts(file, counts)
    _print_counts("sum", total := sum(by_file.values(), Counter[str]()))
    tried = total.total() - total["equivalent"]
    if len(results) < count and tried:
        low, high = interval(total["noticed"], tried)
        print(f"{len(results)} of {count:,} mutants: 95 % interval {100 * low:.1f} to {100 * high:.1f} %")


def _print_counts(name: str, counts: Counter[str]) -> None:
    tried = counts.total() - counts["equivalent"]
    share = f"{100 * counts['noticed'] / tried:.1f} %" if tried else "-"
    print(f"{name:<44}{''.join(f'{counts[each]:>13,}' for each in RESULTS)}{counts.total():>13,}{share:>13}")


def known_reach(folder: str, files: Sequence[str], servers: Sequence[Server], *, anew: bool) -> reaching.Reach:
    """Return what the tests of these files reach in a folder; measure what is not known."""
    postgres = None not in servers
    reach = reaching.Reach(folder, postgres) if anew else reaching.load(folder, postgres=postgres)
    if outdated := reach.outdated(files):
        print(f"measuring {len(outdated)} files of tests", flush=True)
        measure(reach, outdated, servers)
    for each in reach.left_out(files, LONGEST_S):
        print(f"not run, as it fails or takes long: {each}", flush=True)
    return reach


def folder_of(names: Sequence[str]) -> str:
    """Return the folder, as a path from the root, in which all that is named stands."""
    common = pathlib.Path(os.path.commonpath([ROOT / each for each in names]))
    return str((common if common.is_dir() else common.parent).relative_to(ROOT))


def test_files(names: Sequence[str]) -> list[str]:
    """Return the files of tests that are named, or stand in named folders."""
    every = [each for name in names for each in reaching.python_files(name)]
    return [each for each in every if pathlib.Path(each).name.startswith("test_")]


def chosen_mutants(given: argparse.Namespace) -> Iterator[Mutant]:
    """Yield all mutants that are asked for."""
    for name in sorted({each for named in given.paths for each in reaching.python_files(named)}):
        for mutant in mutants_of(ROOT / name):
            if given.function is None or mutant.function == given.function:
                yield mutant


def main(given: argparse.Namespace) -> int:
    """Draw mutants, try them, and print."""
    tempfile.tempdir = memory()
    with contextlib.ExitStack() as ended:
        begin = migrated_server if given.postgres else contextlib.nullcontext
        return try_and_print(given, [ended.enter_context(begin()) for _ in range(given.processes)])


def try_and_print(given: argparse.Namespace, servers: Sequence[Server]) -> int:
    """Draw mutants, try as many at a time as there are servers, and print."""
    every = list(chosen_mutants(given))
    chosen = every if given.all else random.Random(given.seed).sample(every, min(given.sample, len(every)))
    files = test_files(given.tests)
    trial = Trial(known_reach(folder_of(given.paths), files, servers, anew=given.anew), files, servers)
    if reached := trial.without_unreached(chosen):
        needed = sorted({node.partition("::")[0] for mutant in reached for node in trial.nodes(mutant)})
        with tempfile.TemporaryDirectory() as folder:  # what tests leave that are not ended goes with it
            in_pytest(
                [f"--basetemp={folder}/tests", *needed], functools.partial(trial.run, reached), postgres=given.postgres
            )
    print_results(trial.results, len(every))
    gone = without_mutant(every) if given.function is None else []
    for each in gone:
        print(f"stated to be equivalent, but no mutant: {each}")
    return bool(gone) or any(is_equivalent(each) and result == "noticed" for each, result in trial.results.items())


if __name__ == "__main__":
    reader = argparse.ArgumentParser(prog="python -m tests.stress.mutants")
    reader.add_argument("paths", nargs="+")
    reader.add_argument("--all", action="store_true", help="all mutants, not a sample")
    reader.add_argument("--sample", type=int, default=200)
    reader.add_argument("--function", help="only those of this function or CLASS.METHOD")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--tests", nargs="+", default=TESTS)
    reader.add_argument("--postgres", action="store_true", help="also the tests on PostgreSQL")
    reader.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    reader.add_argument("--anew", action="store_true", help="measure again which tests reach which lines")
    sys.exit(main(reader.parse_args()))
