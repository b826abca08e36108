"""Book sums: the SQL stands in the files beside this one."""

from tortoise import fields
from tortoise.migrations import operations as ops

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """Book sums."""

    dependencies = [('tieout', '0014_commit_marks')]

    operations = [
        ops.CreateModel(
            name='book_sum_changes',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('figure', fields.TextField(unique=False)),
                ('day', fields.DateField()),
                ('currency', fields.TextField(unique=False)),
                ('kind', fields.TextField(unique=False)),
                ('method', fields.TextField(unique=False)),
                ('processing', fields.BooleanField()),
                ('ledger_code_id', fields.BigIntField()),
                ('own_ledger_code_id', fields.BigIntField()),
                ('row_count', fields.BigIntField()),
                ('cents', fields.BigIntField()),
            ],
            options={'table': 'book_sum_changes', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='book_sums',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('figure', fields.TextField(unique=False)),
                ('span', fields.TextField(unique=False)),
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
            options={'table': 'book_sums', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
    ]
