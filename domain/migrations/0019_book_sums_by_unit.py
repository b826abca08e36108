"""The sums of the books are kept by unit of work: the SQL stands in the files beside this one."""

from tortoise import fields
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """The store adds what a unit changes, in place of triggers, and sums up beforehand what it hides."""

    dependencies = [('tieout', '0018_open_texts')]

    operations = [
        ops.CreateModel(
            name='hidden_book_sums',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('account', fields.ForeignKeyField('tieout.accounts', source_field='account_id', db_constraint=True, to_field='id', related_name='hidden_book_sums_by_account', on_delete=OnDelete.RESTRICT)),
                ('batch', fields.ForeignKeyField('tieout.batches', source_field='batch_id', db_constraint=True, to_field='id', related_name='hidden_book_sums_by_batch', on_delete=OnDelete.RESTRICT)),
                ('figure', fields.TextField(unique=False)),
                ('day', fields.DateField()),
                ('currency', fields.TextField(unique=False)),
                ('kind', fields.TextField(unique=False)),
                ('method', fields.TextField(unique=False)),
                ('processing', fields.BooleanField()),
                ('ledger_code_id', fields.BigIntField()),
                ('own_ledger_code_id', fields.BigIntField()),
                ('row_count', fields.BigIntField()),
                ('cents_high', fields.BigIntField()),
                ('cents_low', fields.BigIntField()),
            ],
            options={'table': 'hidden_book_sums', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.RenameField(
            model_name='book_sum_changes',
            old_name='cents',
            new_name='cents_high',
        ),
        ops.AddField(
            model_name='book_sum_changes',
            name='cents_low',
            field=fields.BigIntField(),
        ),
    ]
