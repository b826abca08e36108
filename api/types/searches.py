"""What lists are searched for."""

from collections.abc import Callable, Mapping
from typing import Any

from api.errors import Code, failure
from api.graph.loading import Loading
from domain.core.text import LONGEST_NAME
from domain.queries.pages import Listing
from domain.queries.search import pattern_of


def no_values(_text: str) -> Mapping[str, object]:
    """What a condition takes that takes nothing but the pattern."""
    return {}


def searched(
    listing: Listing[Any],
    condition: str,
    loading: Loading,
    arguments: Mapping[str, Any],
    values: Callable[[str], Mapping[str, object]] = no_values,
) -> Listing[Any]:
    """The list narrowed to rows that have ``search`` in one of their texts, in any case; all of it where nothing is.

    ``values`` gives from the text what the condition takes beside the pattern. Raises BAD_USER_INPUT for what is longer
    than any name, and QUERY_TOO_COMPLEX for too many searches.
    """
    text = (arguments.get("search") or "").strip()
    if not text:
        return listing
    if len(text) > LONGEST_NAME:
        message = f"At most {LONGEST_NAME} characters can be searched for; these are {len(text):,}."
        raise failure(Code.BAD_USER_INPUT, message)
    loading.budget.take_search()
    return listing.where(condition, search=pattern_of(text), **values(text))
