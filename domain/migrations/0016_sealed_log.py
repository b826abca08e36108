"""The audit log sealed by unit of work, personal texts apart: the SQL stands in the files beside this one."""

from domain.migrations._sealed_log import seal_log
from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """One hash for a unit's events on an account, and commitments to what is personal (domain R16, R16a)."""

    dependencies = [("tieout", "0015_book_sums")]
    data_step = staticmethod(seal_log)
