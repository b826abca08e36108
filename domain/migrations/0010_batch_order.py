"""Indexes in which a batch's transactions and reconciliations stand in the order of recording."""

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """A page of a batch's contents reads what it shows."""

    dependencies = [("tieout", "0009_file_mappings")]
