"""One form for texts and keys to find them by: the SQL stands in the file beside this one."""

from tortoise import fields
from tortoise.migrations import operations as ops

from domain.migrations._text_forms import bring_texts_into_form
from domain.store.migration import DataStep, SqlMigration


class Migration(SqlMigration):
    """Texts in one form, their keys, numbers that are free again."""

    dependencies = [('tieout', '0007_staged_files')]

    operations = [
        ops.AddField(
            model_name='accounts',
            name='email_key',
            field=fields.TextField(unique=False),
        ),
        ops.AddField(
            model_name='accounts',
            name='number_key',
            field=fields.TextField(unique=False),
        ),
        ops.AddField(
            model_name='accounts',
            name='owner_name_key',
            field=fields.TextField(unique=False),
        ),
        ops.AddField(
            model_name='items',
            name='description_key',
            field=fields.TextField(unique=False),
        ),
        ops.AddField(
            model_name='ledger_codes',
            name='code_key',
            field=fields.TextField(unique=False),
        ),
        ops.AddField(
            model_name='members',
            name='name_key',
            field=fields.TextField(unique=False),
        ),
        ops.AddField(
            model_name='transactions',
            name='description_key',
            field=fields.TextField(unique=False),
        ),
        ops.AddField(
            model_name='transactions',
            name='number_key',
            field=fields.TextField(unique=False),
        ),
        ops.AddField(
            model_name='transactions',
            name='reference_key',
            field=fields.TextField(unique=False),
        ),
        ops.AddField(
            model_name='users',
            name='name_key',
            field=fields.TextField(unique=False),
        ),
        DataStep(bring_texts_into_form),
    ]
