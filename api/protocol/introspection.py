"""The limits on introspection: anyone may read the schema without signing in, and it counts no rows, so it must be cheap.

The introspection query of tools returns 300 kB. An alias repeats everything below it (a query of 2 kB returned 6 MB), and
lists within lists take longest. No tool uses an alias; of lists within lists, tools use the short ones.
"""

from collections.abc import Iterator
from typing import NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from api.errors import Code, failure
from api.protocol.query_stats import Fragments

LISTS = frozenset({"fields", "inputFields", "interfaces", "possibleTypes"})
"""Fields of a type that lead to many others."""
SHORT_LISTS = frozenset({"interfaces", "possibleTypes"})
"""Those that few types have: a reference to a type may ask for them, as some code generators do."""


class _Selection(NamedTuple):
    """A field that is asked of the schema: below which field of the operation's own, and within how many ``LISTS``."""

    node: FieldNode
    root: str
    lists: int


def check_introspection(document: DocumentNode, fragments: Fragments) -> list[GraphQLError]:
    """Return a QUERY_TOO_COMPLEX error for each field by which an operation of the document reads too much of the schema.

    Walks all fragments where they are spread: count the fields before.
    """
    errors: list[GraphQLError] = []
    for operation in document.definitions:
        if isinstance(operation, OperationDefinitionNode):
            times = 0
            for selection in _selections(operation, fragments):
                times += selection.node.name.value == "__schema"
                errors += _too_much(selection, times)
    return errors


def reads_schema(operation: OperationDefinitionNode, fragments: Fragments) -> bool:
    """Return True if an operation, which is within the limits, asks anything of the schema."""
    return next(_selections(operation, fragments), None) is not None


def _too_much(selection: _Selection, times: int) -> Iterator[GraphQLError]:
    """Yield the errors of one field; ``times`` is how often the operation has selected ``__schema`` so far."""
    node, name = selection.node, selection.node.name.value
    if name == "__schema" and times > 1:
        yield failure(Code.QUERY_TOO_COMPLEX, "An operation may ask for the whole schema once.", node)
    if name != selection.root and node.alias is not None:
        message = f"Below {selection.root} no field can have an alias, such as {node.alias.value}."
        yield failure(Code.QUERY_TOO_COMPLEX, message, node)
    within = selection.lists - (name in SHORT_LISTS)
    if selection.root == "__schema" and within > 0 and name in LISTS:
        message = f"Below __schema, {name} cannot be selected within another list. Ask for one type by __type(name:)."
        yield failure(Code.QUERY_TOO_COMPLEX, message, node)


def _selections(operation: OperationDefinitionNode, fragments: Fragments) -> Iterator[_Selection]:
    """Yield the fields that an operation asks of the schema, fragments in place."""
    stack: list[tuple[SelectionSetNode, str, int]] = [(operation.selection_set, "", 0)]
    while stack:
        selections, root, lists = stack.pop()
        for node in selections.selections:
            if isinstance(node, FieldNode):
                name = node.name.value
                below = root or (name if name in {"__schema", "__type"} else "")
                if below:
                    yield _Selection(node, below, lists)
                if node.selection_set:
                    stack.append((node.selection_set, below, lists + (name in LISTS)))
            elif isinstance(node, FragmentSpreadNode):
                if node.name.value in fragments:
                    stack.append((fragments[node.name.value].selection_set, root, lists))
            elif isinstance(node, InlineFragmentNode):
                stack.append((node.selection_set, root, lists))
