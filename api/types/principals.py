"""Principals in the graph: names need not be unique, so it also shows the id of the user or API token."""

from api.graph.ids import opaque, parse

TYPE_BY_KIND = {"user": "User", "token": "ApiToken"}
"""The graph's type behind a principal's key, ``user:17``; other keys, such as ``operator``, are shown as they are."""


def shown_principal(key: str) -> str:
    """Return a principal's key as callers see it: the id of the user or API token."""
    kind, _, row_id = key.partition(":")
    return opaque(TYPE_BY_KIND[kind], int(row_id)) if kind in TYPE_BY_KIND and row_id.isdecimal() else key


def principal_key(shown: str) -> str:
    """Return the key that ``shown_principal`` showed as this text."""
    parsed = parse(shown)
    kinds = {type_name: kind for kind, type_name in TYPE_BY_KIND.items()}
    return f"{kinds[parsed[0]]}:{parsed[1]}" if parsed is not None and parsed[0] in kinds else shown
