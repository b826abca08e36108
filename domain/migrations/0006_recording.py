"""Recording: counts of numbers per kind, a series of invoices, and subscriptions that pause and change."""

from tortoise import fields
from tortoise.migrations import operations as ops

from domain.core.installments import nth_date
from domain.core.kinds import SubscriptionInterval
from domain.store.migration import DataStep, SqlMigration
from domain.store.program import ExecuteMany, Program, Query, Sql

_CHARGED = Sql("select id, starts_on, interval, periods_charged from subscriptions where periods_charged > 0")
_FILL = Sql("update subscriptions set charged_on = :charged_on where id = :id")


def fill_charged_on() -> Program[None]:
    """Note the first day of the last charged period of each subscription."""
    filled: list[tuple[object, ...]] = []
    for subscription_id, starts_on, interval, charged in (yield Query(_CHARGED)):
        filled.append((nth_date(starts_on, SubscriptionInterval(interval), charged - 1), subscription_id))
    if filled:
        yield ExecuteMany(_FILL, filled)


class Migration(SqlMigration):
    """Recording."""

    dependencies = [("tieout", "0005_job_suggestions")]

    operations = [
        ops.RemoveField(
            model_name="accounts",
            name="number_seq",
        ),
        ops.AddField(
            model_name="accounts",
            name="cancellation_seq",
            field=fields.BigIntField(),
        ),
        ops.AddField(
            model_name="accounts",
            name="correction_seq",
            field=fields.BigIntField(),
        ),
        ops.AddField(
            model_name="accounts",
            name="credit_seq",
            field=fields.BigIntField(),
        ),
        ops.AddField(
            model_name="accounts",
            name="deposit_seq",
            field=fields.BigIntField(),
        ),
        ops.AddField(
            model_name="accounts",
            name="invoice_seq",
            field=fields.BigIntField(),
        ),
        ops.AddField(
            model_name="accounts",
            name="payment_seq",
            field=fields.BigIntField(),
        ),
        ops.AddField(
            model_name="accounts",
            name="refund_seq",
            field=fields.BigIntField(),
        ),
        ops.AddField(
            model_name="subscriptions",
            name="charged_on",
            field=fields.DateField(null=True),
        ),
        ops.AddField(
            model_name="subscriptions",
            name="counted_from",
            field=fields.DateField(null=True),
        ),
        ops.AddField(
            model_name="subscriptions",
            name="paused",
            field=fields.BooleanField(),
        ),
        ops.AddField(
            model_name="subscriptions",
            name="period_offset",
            field=fields.BigIntField(),
        ),
        ops.AddField(
            model_name="transactions",
            name="series",
            field=fields.TextField(null=True, unique=False),
        ),
        ops.AddField(
            model_name="transactions",
            name="series_seq",
            field=fields.BigIntField(null=True),
        ),
        DataStep(fill_charged_on),
    ]
