"""Staged twice: the SQL stands in the files beside this one."""

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """Staged twice."""

    dependencies = [("tieout", "0010_batch_order")]
