"""Changes of recorded transactions, moved payments and write-offs: the SQL stands in the file beside this one."""

from tortoise import fields
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """What transactions said before they were changed, moved payments, write-offs."""

    dependencies = [('tieout', '0003_transaction_number_key')]

    operations = [
        ops.CreateModel(
            name='transaction_versions',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('account', fields.ForeignKeyField('tieout.accounts', source_field='account_id', db_constraint=True, to_field='id', related_name='transaction_versions_by_account', on_delete=OnDelete.RESTRICT)),
                ('transaction', fields.ForeignKeyField('tieout.transactions', source_field='transaction_id', db_constraint=True, to_field='id', related_name='transaction_versions_by_transaction', on_delete=OnDelete.RESTRICT)),
                ('ended_at', fields.BigIntField()),
                ('due_on', fields.DateField(null=True)),
                ('description', fields.TextField(unique=False)),
                ('reference', fields.TextField(null=True, unique=False)),
                ('method', fields.TextField(null=True, unique=False)),
            ],
            options={'table': 'transaction_versions', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='transactions',
            name='moved_from',
            field=fields.ForeignKeyField('tieout.transactions', source_field='moved_from_id', null=True, db_constraint=True, to_field='id', related_name='transactions_by_moved_from', on_delete=OnDelete.RESTRICT),
        ),
        ops.AddField(
            model_name='transactions',
            name='write_off',
            field=fields.BooleanField(),
        ),
    ]
