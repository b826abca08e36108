"""Searching lists by text."""

from collections.abc import Mapping
from typing import Any

from api.errors import Code, failure
from api.graph.loading import Loading
from domain.core.folding import folded
from domain.core.text import LONGEST_NAME
from domain.permissions import Permission
from domain.queries.pages import Listing
from domain.queries.search import SearchConditions, search_condition
from domain.texts import say


def narrow_by_search(
    listing: Listing[Any], search: SearchConditions, loading: Loading, arguments: Mapping[str, Any], *needed: Permission
) -> Listing[Any]:
    """Return the list narrowed to rows that have ``search`` in one of their texts; all rows if it is empty.

    Those who hold the permissions ``needed`` to see money also find rows by their transactions and by amounts. Raises
    BAD_USER_INPUT for what is longer than any name.
    """
    text = arguments.get("search") or ""
    if len(text) > LONGEST_NAME:
        message = say("search-too-long", most=LONGEST_NAME, length=len(text))
        raise failure(Code.BAD_USER_INPUT, message)
    if not folded(text):
        return listing
    condition, values = search_condition(search, text, money=loading.principal.may(*needed))
    return listing.found(condition, search.tables, values)
