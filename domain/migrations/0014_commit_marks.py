"""Commit marks: the SQL stands in the files beside this one."""

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """Commit marks."""

    dependencies = [("tieout", "0013_unreconciled_orders")]
