"""The limits on a request, checked on the query alone before it is validated or run.

One pass over the document, each fragment once: its figures are kept and added up where it is spread, so that a query
that doubles itself through fragments costs no more to refuse than to read. It runs before validation, whose own rules
take long on such queries. The number of rows of an answer is limited separately (``api/graph/budget.py``).
"""

from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSyntaxError,
    Node,
    OperationDefinitionNode,
    parse,
)

from api.errors import MAX_ERRORS, Code, failure, from_request
from api.protocol.introspection import check_introspection
from api.protocol.query_stats import (
    COUNT_MAX,
    QueryStats,
    duplicate_pairs,
    fragment_cycle,
    fragments_of,
    query_stats,
    value_depth,
)

MAX_TOKENS = 1_000
"""Tokens of a query. Every field of an account, each once, takes 470, a full introspection 190; parsing and validating the
worst query of 1,000 takes some 20 ms. Bulk mutations send rows as variables, which do not count."""

MAX_QUERY_CHARACTERS = 50_000
"""A token can be a string of any length, and comments and blanks are not tokens."""

MAX_COMMENTS = 200
"""Comments are kept in memory beside the tokens; a generated query has fewer than one a field."""

MAX_DEPTH = 20
"""Fields within fields. The deepest field of an account is at 9, of introspection at 15."""

MAX_DEFINITIONS = 50
"""Operations and fragments in one text; a page sends one operation with a dozen fragments."""

MAX_FIELDS = 500
"""Fields and fragments, once these are put in place, in all operations together. Validating and answering take time for
each; everything there is on an account comes to 360, a full introspection to 245."""

MAX_DUPLICATE_PAIRS = 1_000
"""Pairs of fields in the same place of the answer. Validation compares each pair, at 10 µs and more; twenty fragments
that all ask for the id make 190."""

MAX_ALIASES = 50
"""Aliases in an operation ask for a field again with other arguments; a page of sums by month takes twelve."""

MAX_ROOT_FIELDS = 20
"""Each root field is a query or a mutation of its own; lists and bulk mutations do many things under one."""

MAX_VALUE_DEPTH = 20
"""Lists and objects within one another, in the query and in the variables; the deepest input takes 6."""

MAX_VARIABLE_VALUES = 250_000
"""Values in the variables, as often as they are used: a bulk input of 10,000 rows with 25 values each. graphql-core takes
some 5 µs to check each; and what one variable holds, twenty mutations could do twenty times."""

_CHARACTERS = ("characters", MAX_QUERY_CHARACTERS)
_TOKENS = ("tokens", MAX_TOKENS)
_COMMENTS = ("comments", MAX_COMMENTS)
_DEPTH = ("levels of fields", MAX_DEPTH)


def parse_query(text: str) -> DocumentNode:
    """Return the parsed query.

    Raises QUERY_TOO_COMPLEX beyond the limits on its length, BAD_USER_INPUT with the location of a syntax error.
    """
    if len(text) > MAX_QUERY_CHARACTERS:
        raise _too_complex(*_CHARACTERS, len(text))
    try:
        return parse(text, max_lexical_tokens=MAX_TOKENS, max_comments=MAX_COMMENTS)
    except GraphQLSyntaxError as error:
        # only the text tells the parser's limits from syntax errors
        for sign, limit in (("nested too deeply", _DEPTH), ("comments", _COMMENTS), ("tokens", _TOKENS)):
            if sign in error.message and error.message.endswith("Parsing aborted."):
                raise _too_complex(*limit) from None
        raise from_request(error) from None


def check_document(document: DocumentNode) -> list[GraphQLError]:
    """Return an error for each limit that an operation or fragment of the document exceeds.

    Fragments that spread themselves are refused here as BAD_USER_INPUT; unknown ones count as nothing and are reported by
    validation.
    """
    if len(document.definitions) > MAX_DEFINITIONS:
        return [_too_complex("operations and fragments", MAX_DEFINITIONS, len(document.definitions))]
    fragments = fragments_of(document)
    if names := fragment_cycle(fragments):
        message = f"A fragment can't spread itself: {' → '.join(names)}."
        return [failure(Code.BAD_USER_INPUT, message, fragments[names[0]])]
    errors: list[GraphQLError] = []
    fields = 0
    for definition, figures in query_stats(document, fragments):
        errors += _beyond(figures, definition)
        fields += figures.fields
    if fields > MAX_FIELDS:
        errors.append(_too_complex("fields and fragments", MAX_FIELDS, fields))
    if errors:
        return errors[:MAX_ERRORS]
    # Only now are the fields few enough to be walked one by one.
    pairs = duplicate_pairs(document, fragments)
    if pairs > MAX_DUPLICATE_PAIRS:
        errors.append(_too_complex("pairs of repeated fields", MAX_DUPLICATE_PAIRS, pairs))
    if value_depth(document) > MAX_VALUE_DEPTH:
        errors.append(_too_complex("levels of lists and objects in a value", MAX_VALUE_DEPTH))
    return (errors + check_introspection(document, fragments))[:MAX_ERRORS]


def check_variables(variables: Mapping[str, Any], uses: Mapping[str, int]) -> list[GraphQLError]:
    """Return an error if the variables exceed a limit; ``uses`` counts how often the operation uses each.

    Walks level by level and stops at the limit.
    """
    values = 0
    for name, sent in variables.items():
        times = max(1, uses.get(name, 0))
        level: list[Any] = [sent]
        depth = 0
        while level:
            depth += 1
            values += times * len(level)
            if depth > MAX_VALUE_DEPTH:
                return [_too_complex("levels of lists and objects in the variables", MAX_VALUE_DEPTH)]
            if values > MAX_VARIABLE_VALUES:
                return [_too_complex("values in the variables, counted each time they are used,", MAX_VARIABLE_VALUES)]
            below: list[Any] = []
            for value in level:
                if isinstance(value, list):
                    below += value
                elif isinstance(value, dict):
                    below += value.values()
            level = below
    return []


def _beyond(figures: QueryStats, definition: OperationDefinitionNode | FragmentDefinitionNode) -> list[GraphQLError]:
    """Return one error for each limit that the definition is beyond."""
    limits = [(*_DEPTH, figures.depth), ("aliases", MAX_ALIASES, figures.aliases)]
    if isinstance(definition, OperationDefinitionNode):
        limits.append(("root fields", MAX_ROOT_FIELDS, figures.root_fields))
    return [_too_complex(what, limit, figure, definition) for what, limit, figure in limits if figure > limit]


def _too_complex(what: str, limit: int, figure: int | None = None, node: Node | None = None) -> GraphQLError:
    """Return QUERY_TOO_COMPLEX that names the limit and, if it was counted to the end, the figure."""
    if figure is None:
        figure_text = "more"
    elif figure >= COUNT_MAX:
        figure_text = "more than a million"
    else:
        figure_text = f"{figure:,}"
    message = f"At most {limit:,} {what} are allowed; this asks for {figure_text}."
    return failure(Code.QUERY_TOO_COMPLEX, message, node, limit=limit)
