"""Files: the SQL stands in the files beside this one."""

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """Files."""

    dependencies = [("tieout", "0008_text_forms")]
