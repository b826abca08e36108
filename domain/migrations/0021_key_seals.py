"""The idempotency key of a batch, sealed with it: the SQL stands in the files beside this one."""

from tortoise import fields
from tortoise.migrations import operations as ops

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """Audit seals cover the key under which a batch was sent, and what it was answered (domain R16)."""

    dependencies = [('tieout', '0020_bank')]

    operations = [
        ops.AddField(
            model_name='batches',
            name='key_seal',
            field=fields.TextField(null=True, unique=False),
        ),
        ops.AddField(
            model_name='organisations',
            name='unsealed_until',
            field=fields.BigIntField(),
        ),
    ]
