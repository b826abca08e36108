"""Staged files: the SQL stands in the files beside this one."""

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """Staged files."""

    dependencies = [("tieout", "0006_recording")]
