"""Book sums: the SQL stands in the files beside this one."""

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """Book sums."""

    dependencies = [("tieout", "0014_commit_marks")]
