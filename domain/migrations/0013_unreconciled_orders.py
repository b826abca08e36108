"""Indexes that lead to unreconciled items by account and by what they have open."""

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """A page of the list by owner or by amount reads what it shows, however long the list is."""

    dependencies = [("tieout", "0012_processes")]
