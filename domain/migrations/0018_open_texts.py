"""An index of the texts of unreconciled items."""

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """A search of the list reads an index instead of the items."""

    dependencies = [("tieout", "0017_sealed_log_indexes")]
