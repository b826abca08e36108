"""Level: a store. Small files that are staged and published in parts, as only large ones are otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from domain.importing import ImportRecords, ImportResult
from domain.jobs.importing import checked_import
from domain.permissions import OPERATOR
from domain.store.store import Committed, Store
from tests.support.centre import run


@contextmanager
def staged_above(rows: int, record_rows: int = 1) -> Iterator[None]:
    """Stage files of more rows than this, so many rows in a record, and publish accounts of more in parts."""
    with (
        patch("api.mutations.importing.UNSTAGED_ROWS_MAX", rows),
        patch("domain.jobs.importing.UNSTAGED_ROWS_MAX", rows),
        patch("domain.importing.publishing.WHOLE_ROWS_MAX", rows),
        patch("domain.importing.staging.RECORD_ROWS", record_rows),
    ):
        yield


async def stage(store: Store, cmd: ImportRecords) -> Committed[ImportResult]:
    """Import a file; a large one is checked, and staged for its job."""
    return await run(store, await checked_import(store, cmd, OPERATOR))
