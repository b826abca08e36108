"""Tortoise's models, made from the row classes: what its autodetector compares with the migrations' SQL.

A model has its table's name, and nothing reads or writes through it. CHECKs, indexes and triggers stand in the migrations'
SQL alone.
"""

from collections.abc import Iterable
from typing import Any

from tortoise import fields
from tortoise.fields.base import Field
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.models import Model

from domain.tables import all_tables
from domain.tables.columns import APP, Column, columns_of
from domain.tables.record import Record

_FIELDS = {
    "BIGINT": fields.BigIntField,
    "TEXT": fields.TextField,
    "BOOLEAN": fields.BooleanField,
    "DATE": fields.DateField,
}


def _field(table: str, column: Column) -> tuple[str, Field[Any]]:
    if column.name == "id":
        return "id", fields.BigIntField(primary_key=True, generated=False)
    if column.references is None:
        return column.name, _FIELDS[column.type](null=column.nullable)
    name = column.name.removesuffix("_id")
    reference: Field[Any] = ForeignKeyFieldInstance(
        f"{APP}.{column.references}",
        source_field=column.name,
        to_field="id",
        null=column.nullable,
        on_delete=fields.RESTRICT,
        related_name=f"{table}_by_{name}",  # required by Tortoise, unique on the table referred to
    )
    return name, reference


def model_of(table: str, columns: Iterable[Column]) -> type[Model]:
    """Return the model of a table; Tortoise calls a reference by its column without ``_id``."""
    meta = type("Meta", (), {"table": table})
    attributes = {"Meta": meta, "__module__": __name__, "_no_comments": True}
    return type(table, (Model,), attributes | dict(_field(table, column) for column in columns))


def models_of(row_classes: Iterable[type[Record]]) -> list[type[Model]]:
    """Return the models of row classes."""
    return [model_of(cls.TABLE, columns_of(cls)) for cls in row_classes]


__models__ = models_of(all_tables())
