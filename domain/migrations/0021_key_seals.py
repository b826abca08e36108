"""The idempotency key of a batch, sealed with it: the SQL stands in the files beside this one."""

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """Audit seals cover the key under which a batch was sent, and what it was answered (domain R16)."""

    dependencies = [("tieout", "0020_bank")]
