"""Processes: the SQL stands in the files beside this one."""

from tortoise import fields
from tortoise.migrations import operations as ops

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """Processes."""

    dependencies = [('tieout', '0011_staged_twice')]

    operations = [
        ops.CreateModel(
            name='leases',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('holder', fields.BigIntField()),
                ('held_until', fields.BigIntField()),
            ],
            options={'table': 'leases', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='sign_in_tries',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('network', fields.TextField(unique=False)),
                ('email', fields.TextField(unique=False)),
                ('tried_at', fields.BigIntField()),
                ('expires_at', fields.BigIntField()),
                ('forgiven', fields.BooleanField()),
            ],
            options={'table': 'sign_in_tries', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
    ]
