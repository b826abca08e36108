"""Undo by account: the SQL stands in the files beside this one."""

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """Undo by account."""

    dependencies = [("tieout", "0001_initial")]
