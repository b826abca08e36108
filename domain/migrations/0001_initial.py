"""The first tables, with every CHECK, index and trigger: see the SQL files beside this one."""

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """The first version of the tables."""

    initial = True
