"""Changes of recorded transactions, moved payments and write-offs: the SQL stands in the file beside this one."""

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """What transactions said before they were changed, moved payments, write-offs."""

    dependencies = [("tieout", "0003_transaction_number_key")]
