"""Kept mappings: how files of one program are read, under a name (domain R41)."""

from dataclasses import replace

import orjson

from domain.core.text import clean_text, quoted
from domain.errors import InvalidValue, NotFound
from domain.importing.readers.amounts import DecimalMark
from domain.importing.readers.dates import DateOrder
from domain.importing.readers.reading import Reading
from domain.queries.files import mappings_by_name
from domain.services.checks import change_where_different
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import FileMappingRow
from domain.texts import say


def kept_reading(name: str, kind: str) -> Program[Reading]:
    """Return how files are read under a name. Raises ``NotFound``, and ``InvalidValue`` for another kind of file."""
    mapping = (yield from mappings_by_name([name])).get(name)
    if mapping is None:
        raise NotFound(say("mapping-unknown", name=quoted(name)), "mapping")
    if mapping.kind not in {None, kind}:
        raise InvalidValue(say("mapping-of-other-kind", name=quoted(name), of=mapping.kind, kind=kind), "mapping")
    return reading_of(mapping)


def reading_of(mapping: FileMappingRow) -> Reading:
    """Return what a kept mapping says about a file."""
    return Reading(
        orjson.loads(mapping.headers),
        None if mapping.dates is None else DateOrder(mapping.dates),
        None if mapping.decimals is None else DecimalMark(mapping.decimals),
    )


def combined(kept: Reading, given: Reading) -> Reading:
    """Return a kept reading with what the caller says about this file in its place."""
    return replace(
        kept,
        columns={**kept.columns, **given.columns},
        dates=given.dates or kept.dates,
        decimals=given.decimals or kept.decimals,
    )


def keep_mapping(unit: UnitOfWork, name: str, kind: str | None, reading: Reading) -> Program[None]:
    """Keep how a file was read under a name, in place of what was kept under it; ``kind`` None: a bank's table.

    Raises ``InvalidValue``.

    The caller holds the organisation's lock.
    """
    name = clean_text(name, "saveMappingAs")
    present = (yield from mappings_by_name([name])).get(name)
    headers = orjson.dumps(dict(reading.columns), option=orjson.OPT_SORT_KEYS).decode()
    if present is not None:
        values = {"kind": kind, "headers": headers, "dates": reading.dates, "decimals": reading.decimals}
        change_where_different(unit, present, **values)
    else:
        recorded_at = unit.recorded_at(None)
        mapping = FileMappingRow(unit.new_id(), name, kind, headers, reading.dates, reading.decimals, recorded_at)
        unit.changes.add(mapping)
