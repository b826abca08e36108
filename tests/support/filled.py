"""Level: a store. Databases that are made once, for all tests of a module that need the same rows."""

import asyncio
import itertools
import pathlib
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeAlias

import pytest

from domain.store.store import Store
from tests.conftest import DIALECTS, TEMPLATE, fresh_database

Fill: TypeAlias = Callable[[Store], Awaitable[Any]]
Make: TypeAlias = Callable[[str, pathlib.Path], Awaitable[Any]]

made: dict[str, Any] = {}
"""What filling a database returned, by the address of the database or of its copy: ids of its rows, say."""
_numbers = itertools.count(1)


def filled_once(fill: Fill) -> Any:
    """Return a fixture: the address of a database of each kind that ``fill`` has filled, for tests that only read."""

    @pytest.fixture(scope="module", params=DIALECTS)
    def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
        for fresh in fresh_database(request.param, request, tmp_path_factory.mktemp("filled")):
            made[fresh] = asyncio.run(_filled(fresh, fill))
            yield fresh

    return url


def copied_from(fill: Fill) -> Any:
    """Return a fixture as ``database_url``, but what each test gets is a copy of a database that ``fill`` has filled."""
    return _copies(lambda url, _: _filled(url, fill), TEMPLATE)


def made_by(make: Make) -> Any:
    """Return a fixture as ``copied_from`` does; ``make`` gets the address of an empty database, and an empty folder."""
    return _copies(make, None)


def _copies(make: Make, template: str | None) -> Any:
    """Return a fixture that copies what ``make`` makes of a database, which is empty unless a template is given."""
    copied: dict[str, tuple[str, Any]] = {}

    @pytest.fixture(params=DIALECTS)
    def url(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[str]:
        if request.param not in copied:
            folder: pathlib.Path = request.getfixturevalue("tmp_path_factory").mktemp("filled")
            begun, name = _begin(request, folder, template)
            copied[request.param] = name, asyncio.run(make(begun, folder))
        name, result = copied[request.param]
        if request.param == "postgresql" and template is not None:
            with request.getfixturevalue("lent_databases").copies_of(name).lent() as lent:
                made[lent] = result
                yield lent
            return
        for copy in fresh_database(request.param, request, tmp_path, name):
            made[copy] = result
            yield copy

    return url


def _begin(request: pytest.FixtureRequest, folder: pathlib.Path, template: str | None) -> tuple[str, str]:
    """Begin what is to be copied, which lasts as long as the run; give its address, and what ``fresh_database`` takes."""
    if request.param == "postgresql":
        name = f"template_{next(_numbers)}"
        return request.getfixturevalue("postgres_databases").create(name, template or "template1"), name
    if template is None:
        path = folder / "made.db"
        return f"sqlite:///{path}", str(path)
    (url,) = fresh_database("sqlite", request, folder)
    return url, url.removeprefix("sqlite:///")


async def _filled(url: str, fill: Fill) -> Any:
    store = await Store.open(url)
    try:
        return await fill(store)
    finally:
        await store.close()
