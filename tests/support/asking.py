"""Level: a database. Ask a database directly, beside the product: rows of a statement, and its whole schema."""

import sqlite3
from typing import Any

import asyncpg

from domain.store.url import parse_url

POSTGRES_SCHEMA = (
    "select indexname::text, indexdef from pg_indexes where schemaname = 'public'",
    "select conrelid::regclass::text || conname, pg_get_constraintdef(oid) from pg_constraint",
    "select tgname::text, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal",
    "select table_name || column_name, data_type || is_nullable from information_schema.columns",
)


async def ask(url: str, statement: str) -> list[tuple[Any, ...]]:
    """The rows of a statement, run with foreign keys on."""
    parsed = parse_url(url)
    if parsed.path is not None:
        connection = sqlite3.connect(parsed.path, isolation_level=None)
        connection.execute("pragma foreign_keys=on")
        try:
            return connection.execute(statement).fetchall()
        finally:
            connection.close()
    server = await asyncpg.connect(parsed.dsn)
    try:
        return [tuple(row) for row in await server.fetch(statement)]
    finally:
        await server.close()


async def schema_of(url: str) -> set[tuple[Any, ...]]:
    """Tables with their columns, indexes, triggers and constraints, as the database tells them, each with its name first."""
    if url.startswith("sqlite"):
        return set(await ask(url, "select name, type, tbl_name, replace(sql, '\"', '') from sqlite_master"))
    return {row for statement in POSTGRES_SCHEMA for row in await ask(url, statement)}
