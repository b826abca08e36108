"""Commit marks: the SQL stands in the files beside this one."""

from tortoise import fields
from tortoise.migrations import operations as ops

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """Commit marks."""

    dependencies = [('tieout', '0013_unreconciled_orders')]

    operations = [
        ops.CreateModel(
            name='commit_marks',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('mark', fields.BigIntField()),
                ('expires_at', fields.BigIntField()),
            ],
            options={'table': 'commit_marks', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
    ]
