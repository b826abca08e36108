"""The bank's side: the SQL stands in the files beside this one."""

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """Bank accounts, statements and lines, what explains them, and who pays."""

    dependencies = [("tieout", "0019_book_sums_by_unit")]
