"""What lists are searched for."""

from collections.abc import Mapping
from typing import Any

from api.errors import Code, failure
from api.graph.loading import Loading
from domain.core.text import LONGEST_NAME
from domain.permissions import Permission
from domain.queries.pages import Listing
from domain.queries.search import Searched, search_condition


def searched(
    listing: Listing[Any], search: Searched, loading: Loading, arguments: Mapping[str, Any], *needed: Permission
) -> Listing[Any]:
    """The list narrowed to rows that have ``search`` in one of their texts, in any case; all of it where nothing is.

    A text written as an amount finds rows of this amount, too, for whoever has the permissions ``needed`` to see amounts.
    Raises BAD_USER_INPUT for what is longer than any name, and QUERY_TOO_COMPLEX for too many searches.
    """
    text = (arguments.get("search") or "").strip()
    if not text:
        return listing
    if len(text) > LONGEST_NAME:
        message = f"At most {LONGEST_NAME} characters can be searched for; these are {len(text):,}."
        raise failure(Code.BAD_USER_INPUT, message)
    loading.budget.take_search()
    condition, values = search_condition(search, text, amounts=loading.principal.may(*needed))
    return listing.where(condition, **values)
