"""Files: the SQL stands in the files beside this one."""

from tortoise import fields
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """Files."""

    dependencies = [('tieout', '0008_text_forms')]

    operations = [
        ops.CreateModel(
            name='file_mappings',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('name', fields.TextField(unique=False)),
                ('kind', fields.TextField(null=True, unique=False)),
                ('headers', fields.TextField(unique=False)),
                ('dates', fields.TextField(null=True, unique=False)),
                ('decimals', fields.TextField(null=True, unique=False)),
                ('recorded_at', fields.BigIntField()),
                ('withdrawn_at', fields.BigIntField(null=True)),
            ],
            options={'table': 'file_mappings', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='imported_rows',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('account', fields.ForeignKeyField('tieout.accounts', source_field='account_id', db_constraint=True, to_field='id', related_name='imported_rows_by_account', on_delete=OnDelete.RESTRICT)),
                ('transaction', fields.ForeignKeyField('tieout.transactions', source_field='transaction_id', db_constraint=True, to_field='id', related_name='imported_rows_by_transaction', on_delete=OnDelete.RESTRICT)),
                ('digest', fields.TextField(unique=False)),
            ],
            options={'table': 'imported_rows', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
    ]
