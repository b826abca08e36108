"""Staged twice: the SQL stands in the files beside this one."""

from tortoise import fields
from tortoise.migrations import operations as ops

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """Staged twice."""

    dependencies = [('tieout', '0010_batch_order')]

    operations = [
        ops.AddField(
            model_name='staged_files',
            name='digest',
            field=fields.TextField(unique=False),
        ),
        ops.AddField(
            model_name='staged_files',
            name='duplicates',
            field=fields.BigIntField(),
        ),
        ops.AddField(
            model_name='staged_files',
            name='even_if_same',
            field=fields.BooleanField(),
        ),
    ]
