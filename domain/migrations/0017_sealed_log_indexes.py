"""The indexes and triggers of the sealed log, once its events have come over."""

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """The log of the former form goes; the new one is only ever added to."""

    dependencies = [("tieout", "0016_sealed_log")]
