"""The audit log sealed by unit of work, personal texts apart: the SQL stands in the files beside this one."""

from tortoise import fields
from tortoise.migrations import operations as ops

from domain.migrations._sealed_log import seal_log
from domain.store.migration import DataStep, SqlMigration


class Migration(SqlMigration):
    """One hash for a unit's events on an account, and commitments to what is personal (domain R16, R16a)."""

    dependencies = [('tieout', '0015_book_sums')]

    operations = [
        ops.CreateModel(
            name='audit_texts',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('salt', fields.TextField(unique=False)),
                ('before', fields.TextField(null=True, unique=False)),
                ('after', fields.TextField(null=True, unique=False)),
            ],
            options={'table': 'audit_texts', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.AlterField(
            model_name='audit_events',
            name='hash',
            field=fields.TextField(null=True, unique=False),
        ),
        ops.AddField(
            model_name='audit_events',
            name='texts_hash',
            field=fields.TextField(null=True, unique=False),
        ),
        ops.RemoveField(model_name='audit_events', name='previous_hash'),
        ops.RemoveField(model_name='audit_events', name='principal'),
        ops.RemoveField(model_name='audit_events', name='recorded_by'),
        DataStep(seal_log),
    ]
