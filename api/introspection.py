"""What may be asked of the schema: anybody may ask, signed in or not, and no row is counted, so it must stay cheap.

What every tool asks for is 300 kB. An alias repeats all that stands below it (a query of 2 kB was answered with 6 MB), and
lists within lists take longest; no tool asks for either.
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
from api.measures import Fragments

LISTS = frozenset({"fields", "inputFields", "interfaces", "possibleTypes"})
"""Fields of a type that lead to many others."""


class _Asked(NamedTuple):
    """A field that is asked of the schema: below which field of the operation's own, and within how many ``LISTS``."""

    node: FieldNode
    root: str
    lists: int


def check_introspection(document: DocumentNode, fragments: Fragments) -> list[GraphQLError]:
    """What is too much of the schema in any of the document's operations, QUERY_TOO_COMPLEX; empty when nothing is.

    Walks all fragments where they are spread: count the fields before.
    """
    errors: list[GraphQLError] = []
    for operation in document.definitions:
        if isinstance(operation, OperationDefinitionNode):
            times = 0
            for asked in _asked(operation, fragments):
                times += asked.node.name.value == "__schema"
                errors += _too_much(asked, times)
    return errors


def _too_much(asked: _Asked, times: int) -> Iterator[GraphQLError]:
    """What is wrong with one field; ``times`` is how often the whole schema was asked for until here."""
    node, name = asked.node, asked.node.name.value
    if name == "__schema" and times > 1:
        yield failure(Code.QUERY_TOO_COMPLEX, "An operation may ask for the whole schema once.", node)
    if name != asked.root and node.alias is not None:
        message = f"Below {asked.root} no field can have an alias, such as {node.alias.value}."
        yield failure(Code.QUERY_TOO_COMPLEX, message, node)
    if asked.root == "__schema" and asked.lists and name in LISTS:
        message = f"Below __schema, {name} cannot stand within another list. Ask for one type by __type(name:)."
        yield failure(Code.QUERY_TOO_COMPLEX, message, node)


def _asked(operation: OperationDefinitionNode, fragments: Fragments) -> Iterator[_Asked]:
    """The fields that an operation asks of the schema, fragments in place."""
    stack: list[tuple[SelectionSetNode, str, int]] = [(operation.selection_set, "", 0)]
    while stack:
        selections, root, lists = stack.pop()
        for node in selections.selections:
            if isinstance(node, FieldNode):
                name = node.name.value
                below = root or (name if name in {"__schema", "__type"} else "")
                if below:
                    yield _Asked(node, below, lists)
                if node.selection_set:
                    stack.append((node.selection_set, below, lists + (name in LISTS)))
            elif isinstance(node, FragmentSpreadNode):
                if node.name.value in fragments:
                    stack.append((fragments[node.name.value].selection_set, root, lists))
            elif isinstance(node, InlineFragmentNode):
                stack.append((node.selection_set, root, lists))
