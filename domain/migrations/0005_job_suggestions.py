"""The suggestions that a job applies (domain R38b)."""

from tortoise import fields
from tortoise.migrations import operations as ops

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """A column for what a job applies."""

    dependencies = [('tieout', '0004_mending')]

    operations = [
        ops.AddField(
            model_name='jobs',
            name='suggestions',
            field=fields.TextField(null=True, unique=False),
        ),
    ]
