"""Level: a database. A database of the first version, filled by the product as it was then."""

import pathlib
import shutil
from typing import Any

import orjson

from domain.store.migrate import migrate
from domain.tables.columns import APP
from tests.support.asking import ask
from tests.support.migrations import PRODUCT

ROWS = pathlib.Path(__file__).parent / "former" / "texts_0001.json"
"""INSERT statements, which both databases take."""


def first_migration(folder: pathlib.Path) -> dict[str, dict[str, Any]]:
    """What ``migrate`` takes to make a database of the first version; the folder above is on Python's path."""
    folder.mkdir()
    (folder / "__init__.py").touch()
    for path in PRODUCT.glob("0001_*"):
        shutil.copy(path, folder)
    return {APP: {"models": [], "default_connection": "default", "migrations": folder.name}}


async def fill_former(url: str, folder: pathlib.Path) -> None:
    """Make a database of the first version in an empty one, with texts in many forms."""
    await migrate(url, apps=first_migration(folder))
    for statement in orjson.loads(ROWS.read_bytes()):
        await ask(url, statement)
