"""Rows that no chain holds and that never change any more: files of heads hold a digest of each (domain R16b)."""

import hashlib
from binascii import b2a_base64
from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from domain.store.erasing import ERASED
from domain.store.program import Program, Query, Row, Sql
from domain.tables import ApiTokenRow, JobRow, OrganisationRow, UserRow
from domain.verifying.heads_file import LINES_AT_ONCE, SealedRow

_OF_JOBS = (
    *("kind", "state", "batch_id", "undoes_id", "kinds", "accounts", "highest_account_id", "total", "done"),
    *("reconciliations", "amount_cents", "amounts", "error_count", "principal", "recorded_by", "recorded_at"),
    *("cancelled_at", "cancelled_by", "cancelled_principal", "ended_at", "suggestions"),
)
"""Without how far it is and who runs it, which say nothing once it has ended, and its failure, which erasing a person
replaces (R49). Files that were exported hold digests of these: a newer column cannot join them."""
_ERASED_USERS = Sql(
    f"select e.entity_id from audit_events e where e.entity_id in :ids and e.action = '{UserRow.NOUN}.{ERASED}'"
)


@dataclass(frozen=True, slots=True)
class SealedTable:
    """Columns of a table whose values never change once ``condition`` holds, or as long as ``version`` stays."""

    name: str
    columns: tuple[str, ...]
    condition: str = "1 = 1"
    version: str = "0"

    @property
    def page(self) -> Sql:
        """Return the statement for the next rows after an id."""
        return Sql(f"{self._select} where x.id > :after and {self.condition} order by x.id limit :most")

    @property
    def by_id(self) -> Sql:
        """Return the statement for some rows, whatever they hold now."""
        return Sql(f"{self._select} where x.id in :ids")

    @property
    def _select(self) -> str:
        columns = ", ".join(f"x.{each}" for each in self.columns)
        return f"select x.id, {self.version}, {columns} from {self.name} x"

    def sealed(self, row: Row) -> SealedRow:
        """Return what a file of heads holds of a row of either statement."""
        row_id, version, *values = row
        digest = hashlib.sha256(orjson.dumps([self.name, row_id, version, values], default=repr)).digest()
        return SealedRow(self.name, row_id, version, b2a_base64(digest, newline=False).decode())


SEALED_TABLES = {
    each.name: each
    for each in (
        SealedTable(OrganisationRow.TABLE, ("bank_secret", "unsealed_until")),
        SealedTable(JobRow.TABLE, _OF_JOBS, "x.ended_at is not null"),
        SealedTable(UserRow.TABLE, ("password_hash",), version="x.password_set_at"),
        SealedTable(ApiTokenRow.TABLE, ("secret_hash",), version="coalesce(x.rotated_at, 0)"),
        SealedTable("tortoise_migrations", ("app", "name")),
    )
}
"""By their names."""


def sealed_page(table: SealedTable, after: int) -> Program[list[SealedRow]]:
    """Return the next rows of a table that never change any more, by rising id."""
    return [table.sealed(row) for row in (yield Query(table.page, after=after, most=LINES_AT_ONCE))]


def changed_rows(table: SealedTable, rows: Sequence[SealedRow]) -> Program[tuple[list[SealedRow], list[SealedRow]]]:
    """Return which of these rows are gone, and which hold something else than they held; erased users are neither."""
    ids = sorted({each.id for each in rows})
    now = {row[0]: table.sealed(row) for row in (yield Query(table.by_id, ids=ids))}
    gone = [each for each in rows if each.id not in now]
    changed = [each for each in rows if each.id in now and each != now[each.id]]
    changed = [each for each in changed if each.version == now[each.id].version]
    if changed and table.name == UserRow.TABLE:
        erased = {row[0] for row in (yield Query(_ERASED_USERS, ids=[each.id for each in changed]))}
        changed = [each for each in changed if each.id not in erased]
    return gone, changed
