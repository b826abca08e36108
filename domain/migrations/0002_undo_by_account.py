"""Undo by account: the SQL stands in the files beside this one."""

from tortoise import fields
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """Undo by account."""

    dependencies = [('tieout', '0001_initial')]

    operations = [
        ops.CreateModel(
            name='undone_parts',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('batch', fields.ForeignKeyField('tieout.batches', source_field='batch_id', db_constraint=True, to_field='id', related_name='undone_parts_by_batch', on_delete=OnDelete.RESTRICT)),
                ('account', fields.ForeignKeyField('tieout.accounts', source_field='account_id', db_constraint=True, to_field='id', related_name='undone_parts_by_account', on_delete=OnDelete.RESTRICT)),
                ('seq', fields.BigIntField()),
            ],
            options={'table': 'undone_parts', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='batches',
            name='partly_undone',
            field=fields.BooleanField(),
        ),
    ]
