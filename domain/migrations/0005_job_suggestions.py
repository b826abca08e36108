"""The suggestions that a job applies (domain R38b)."""

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """A column for what a job applies."""

    dependencies = [("tieout", "0004_mending")]
