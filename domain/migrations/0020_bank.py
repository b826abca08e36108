"""The bank's side: the SQL stands in the files beside this one."""

from tortoise import fields
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """Bank accounts, statements and lines, what explains them, and who pays."""

    dependencies = [('tieout', '0019_book_sums_by_unit')]

    operations = [
        ops.CreateModel(
            name='bank_accounts',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('name', fields.TextField(unique=False)),
                ('currency', fields.TextField(unique=False)),
                ('iban', fields.TextField(null=True, unique=False)),
                ('number', fields.TextField(null=True, unique=False)),
                ('recorded_at', fields.BigIntField()),
                ('withdrawn_at', fields.BigIntField(null=True)),
                ('name_key', fields.TextField(unique=False)),
            ],
            options={'table': 'bank_accounts', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='bank_lines',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('bank_account', fields.ForeignKeyField('tieout.bank_accounts', source_field='bank_account_id', db_constraint=True, to_field='id', related_name='bank_lines_by_bank_account', on_delete=OnDelete.RESTRICT)),
                ('batch', fields.ForeignKeyField('tieout.batches', source_field='batch_id', db_constraint=True, to_field='id', related_name='bank_lines_by_batch', on_delete=OnDelete.RESTRICT)),
                ('booked_on', fields.DateField()),
                ('value_on', fields.DateField(null=True)),
                ('amount_cents', fields.BigIntField()),
                ('payer_name', fields.TextField(null=True, unique=False)),
                ('payer_account', fields.TextField(null=True, unique=False)),
                ('text', fields.TextField(unique=False)),
                ('structured_reference', fields.TextField(null=True, unique=False)),
                ('bank_id', fields.TextField(null=True, unique=False)),
                ('kind', fields.TextField(null=True, unique=False)),
                ('fee_cents', fields.BigIntField(null=True)),
                ('key', fields.TextField(unique=False)),
                ('entry_key', fields.TextField(null=True, unique=False)),
                ('recorded_at', fields.BigIntField()),
                ('ignored_reason', fields.TextField(null=True, unique=False)),
                ('withdrawn_at', fields.BigIntField(null=True)),
                ('explained_cents', fields.BigIntField()),
                ('payer_name_key', fields.TextField(unique=False)),
                ('payer_account_key', fields.TextField(unique=False)),
                ('text_key', fields.TextField(unique=False)),
                ('structured_reference_key', fields.TextField(unique=False)),
            ],
            options={'table': 'bank_lines', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='bank_line_parts',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('line', fields.ForeignKeyField('tieout.bank_lines', source_field='line_id', db_constraint=True, to_field='id', related_name='bank_line_parts_by_line', on_delete=OnDelete.RESTRICT)),
                ('account', fields.ForeignKeyField('tieout.accounts', source_field='account_id', null=True, db_constraint=True, to_field='id', related_name='bank_line_parts_by_account', on_delete=OnDelete.RESTRICT)),
                ('transaction', fields.ForeignKeyField('tieout.transactions', source_field='transaction_id', null=True, db_constraint=True, to_field='id', related_name='bank_line_parts_by_transaction', on_delete=OnDelete.RESTRICT)),
                ('kind', fields.TextField(unique=False)),
                ('amount_cents', fields.BigIntField()),
                ('reason', fields.TextField(null=True, unique=False)),
                ('recorded_at', fields.BigIntField()),
                ('recorded_by', fields.TextField(unique=False)),
                ('batch', fields.ForeignKeyField('tieout.batches', source_field='batch_id', db_constraint=True, to_field='id', related_name='bank_line_parts_by_batch', on_delete=OnDelete.RESTRICT)),
                ('withdrawn_at', fields.BigIntField(null=True)),
                ('replaces', fields.ForeignKeyField('tieout.bank_line_parts', source_field='replaces_id', null=True, db_constraint=True, to_field='id', related_name='bank_line_parts_by_replaces', on_delete=OnDelete.RESTRICT)),
            ],
            options={'table': 'bank_line_parts', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='bank_statements',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('bank_account', fields.ForeignKeyField('tieout.bank_accounts', source_field='bank_account_id', db_constraint=True, to_field='id', related_name='bank_statements_by_bank_account', on_delete=OnDelete.RESTRICT)),
                ('batch', fields.ForeignKeyField('tieout.batches', source_field='batch_id', db_constraint=True, to_field='id', related_name='bank_statements_by_batch', on_delete=OnDelete.RESTRICT)),
                ('format', fields.TextField(unique=False)),
                ('first_day', fields.DateField()),
                ('last_day', fields.DateField()),
                ('opening_cents', fields.BigIntField(null=True)),
                ('closing_cents', fields.BigIntField(null=True)),
                ('line_count', fields.BigIntField()),
                ('recorded_at', fields.BigIntField()),
                ('recorded_by', fields.TextField(unique=False)),
                ('withdrawn_at', fields.BigIntField(null=True)),
            ],
            options={'table': 'bank_statements', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='bank_statement_lines',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('statement', fields.ForeignKeyField('tieout.bank_statements', source_field='statement_id', db_constraint=True, to_field='id', related_name='bank_statement_lines_by_statement', on_delete=OnDelete.RESTRICT)),
                ('line', fields.ForeignKeyField('tieout.bank_lines', source_field='line_id', db_constraint=True, to_field='id', related_name='bank_statement_lines_by_line', on_delete=OnDelete.RESTRICT)),
                ('position', fields.BigIntField()),
            ],
            options={'table': 'bank_statement_lines', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='payers',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('name', fields.TextField(null=True, unique=False)),
                ('payer_account', fields.TextField(null=True, unique=False)),
                ('recorded_at', fields.BigIntField()),
                ('withdrawn_at', fields.BigIntField(null=True)),
                ('name_key', fields.TextField(unique=False)),
                ('payer_account_key', fields.TextField(unique=False)),
            ],
            options={'table': 'payers', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='payer_accounts',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('payer', fields.ForeignKeyField('tieout.payers', source_field='payer_id', db_constraint=True, to_field='id', related_name='payer_accounts_by_payer', on_delete=OnDelete.RESTRICT)),
                ('account', fields.ForeignKeyField('tieout.accounts', source_field='account_id', db_constraint=True, to_field='id', related_name='payer_accounts_by_account', on_delete=OnDelete.RESTRICT)),
                ('recorded_at', fields.BigIntField()),
                ('withdrawn_at', fields.BigIntField(null=True)),
            ],
            options={'table': 'payer_accounts', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='organisations',
            name='bank_secret',
            field=fields.TextField(unique=False),
        ),
        ops.AddField(
            model_name='transactions',
            name='banked_cents',
            field=fields.BigIntField(),
        ),
    ]
