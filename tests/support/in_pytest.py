"""Level: the tests themselves. Collecting tests by pytest in this process, to do something else with them than run each."""

import contextlib
import os
import pathlib
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import Phase, settings

from tests.conftest import needs_postgres

QUIET = [
    "-s",
    "-n",
    "0",
    "-p",
    "no:cacheprovider",
    "-qq",
    "--no-header",
    "--tb=no",
    "--no-summary",
    "-W",
    "ignore:Module already imported",
]
EXAMPLES_MAX = 15


class InPytest:
    """A plugin that collects the tests, then does something else with them than run each."""

    def __init__(self, work: Callable[[Sequence[pytest.Item]], None], *, postgres: bool) -> None:
        self._work = work
        self._postgres = postgres
        self._failed = False
        self.error: BaseException | None = None

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Take no test on PostgreSQL unless asked to, and few examples of each property."""
        items[:] = [each for each in items if self._postgres or not is_on_postgres(each)]
        for each in items:
            _try_few(each)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Do the work in the place of all tests."""
        try:
            self._work(session.items)
        except BaseException as error:
            self.error = error  # pytest would only say that there is one
            raise
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a failure."""
        self._failed |= report.failed

    def passes(self, item: pytest.Item, following: pytest.Item | None) -> bool:
        """Run a test; return False if it fails. Fixtures that the following needs are kept."""
        self._failed = False
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return not self._failed


def is_on_postgres(item: pytest.Item) -> bool:
    return needs_postgres(item) or "postgres_databases" in getattr(item, "fixturenames", ())


def _try_few(item: pytest.Item) -> None:
    test: Any = getattr(item, "obj", None)
    test = getattr(test, "__func__", test)
    if getattr(test, "is_hypothesis_test", False):
        usual = test._hypothesis_internal_use_settings
        test._hypothesis_internal_use_settings = settings(
            usual,
            max_examples=min(usual.max_examples, EXAMPLES_MAX),
            phases=(Phase.explicit, Phase.generate),
            derandomize=True,
            database=None,
        )


def in_pytest(files: Sequence[str], work: Callable[[InPytest, Sequence[pytest.Item]], None], *, postgres: bool) -> None:
    """Have pytest collect the tests of these files, and the work done with them."""
    plugin = InPytest(lambda items: work(plugin, items), postgres=postgres)
    with pathlib.Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        ended = pytest.main([*QUIET, *files], plugins=[plugin])
    if plugin.error is not None:
        raise plugin.error
    assert ended in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}, f"pytest cannot collect the tests: {ended}"
