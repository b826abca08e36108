"""Staged files: the SQL stands in the files beside this one."""

from tortoise import fields
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """Staged files."""

    dependencies = [('tieout', '0006_recording')]

    operations = [
        ops.CreateModel(
            name='staged_files',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('job', fields.ForeignKeyField('tieout.jobs', source_field='job_id', db_constraint=True, to_field='id', related_name='staged_files_by_job', on_delete=OnDelete.RESTRICT)),
                ('kind', fields.TextField(unique=False)),
                ('source', fields.TextField(unique=False)),
                ('skip_bad_rows', fields.BooleanField()),
                ('keep_errors', fields.BooleanField()),
                ('permissions', fields.TextField(unique=False)),
                ('row_count', fields.BigIntField()),
                ('created', fields.BigIntField()),
                ('unchanged', fields.BigIntField()),
                ('faulty', fields.BigIntField()),
                ('published', fields.BigIntField()),
            ],
            options={'table': 'staged_files', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='staged_rows',
            fields=[
                ('id', fields.BigIntField(primary_key=True, generated=False)),
                ('job', fields.ForeignKeyField('tieout.jobs', source_field='job_id', db_constraint=True, to_field='id', related_name='staged_rows_by_job', on_delete=OnDelete.RESTRICT)),
                ('part', fields.BigIntField()),
                ('place', fields.BigIntField()),
                ('row_count', fields.BigIntField()),
                ('content', fields.TextField(unique=False)),
            ],
            options={'table': 'staged_rows', 'app': 'tieout', 'pk_attr': 'id'},
            bases=['Model'],
        ),
    ]
