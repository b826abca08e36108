"""An index by which a number is found by its letters and digits alone (domain R38)."""

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """The numbers of invoices, as payment texts are compared with them."""

    dependencies = [("tieout", "0002_undo_by_account")]
