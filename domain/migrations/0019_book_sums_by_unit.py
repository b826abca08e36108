"""The sums of the books are kept by unit of work: the SQL stands in the files beside this one."""

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """The store adds what a unit changes, in place of triggers, and sums up beforehand what it hides."""

    dependencies = [("tieout", "0018_open_texts")]
