"""Processes: the SQL stands in the files beside this one."""

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """Processes."""

    dependencies = [("tieout", "0011_staged_twice")]
