"""Counts what a query asks for, before it is validated, each fragment once.

All is linear in the query as written, or in its fields once these are known to be few; nothing recurses, for chains of
fragments may be longer than Python's stack.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
)

COUNT_MAX = 1_000_000
"""Counts stop here: numbers that double with each fragment would otherwise grow without end."""

Fragments = dict[str, FragmentDefinitionNode]


@dataclass(frozen=True, slots=True)
class QueryStats:
    """What an operation or a fragment comes to with its fragments in place; counts stop at a million.

    ``fields`` counts fragments too, each time they are spread: even empty ones take their time.
    """

    depth: int
    fields: int
    aliases: int
    root_fields: int


_NOTHING = QueryStats(0, 0, 0, 0)


def fragments_of(document: DocumentNode) -> Fragments:
    """Return the document's fragments by name; of two alike, which validation refuses, the last."""
    return {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}


def fragment_cycle(fragments: Fragments) -> list[str]:
    """Return the names round the first cycle of fragments, the first name again at the end; empty when there is none."""
    return _inner_first(fragments)[1]


def query_stats(
    document: DocumentNode, fragments: Fragments
) -> Iterator[tuple[OperationDefinitionNode | FragmentDefinitionNode, QueryStats]]:
    """Yield each operation, and each fragment that nothing spreads, with its figures; there must be no cycle."""
    known: dict[str, QueryStats] = {}
    for name in _inner_first(fragments)[0]:
        known[name] = _count(fragments[name].selection_set, known)
    for definition in _roots(document, fragments):
        yield definition, _count(definition.selection_set, known)


def duplicate_pairs(document: DocumentNode, fragments: Fragments) -> int:
    """Return how many pairs of fields have the same name in the same place of the answer, fragments in place.

    Validation compares each such pair. Walks all fragments where they are spread: count the fields before.
    """
    pairs = 0
    for definition in _roots(document, fragments):
        stack: list[tuple[SelectionSetNode, dict[str, _Place]]] = [(definition.selection_set, {})]
        while stack:
            selections, places = stack.pop()
            for node in selections.selections:
                if isinstance(node, FragmentSpreadNode):
                    if node.name.value in fragments:
                        stack.append((fragments[node.name.value].selection_set, places))
                elif isinstance(node, FieldNode):
                    place = places.setdefault((node.alias or node.name).value, _Place())
                    pairs += place.fields
                    place.fields += 1
                    if node.selection_set:
                        stack.append((node.selection_set, place.inside))
                elif isinstance(node, InlineFragmentNode):
                    stack.append((node.selection_set, places))
    return pairs


def variable_uses(document: DocumentNode, fragments: Fragments) -> dict[str, Counter[str]]:
    """Return by operation name ("" for none) how often each variable is used, fragments in place.

    Count the fields before.
    """
    own = {name: _uses(fragment.selection_set) for name, fragment in fragments.items()}
    uses: dict[str, Counter[str]] = {}
    for operation in document.definitions:
        if isinstance(operation, OperationDefinitionNode):
            used = uses.setdefault(operation.name.value if operation.name else "", Counter())
            stack = [operation.selection_set]
            used += _uses(operation.selection_set)
            while stack:
                for node in _nodes(stack.pop()):
                    if isinstance(node, FragmentSpreadNode) and node.name.value in fragments:
                        used += own[node.name.value]
                        stack.append(fragments[node.name.value].selection_set)
    return uses


def value_depth(document: DocumentNode) -> int:
    """Return the deepest nesting of lists and objects in the query's values, defaults of variables included."""
    deepest = 0
    level: list[ValueNode] = list(_values(document))
    while level:
        below: list[ValueNode] = []
        around = [value for value in level if isinstance(value, ListValueNode | ObjectValueNode)]
        for value in around:
            below += value.values if isinstance(value, ListValueNode) else (field.value for field in value.fields)
        deepest += bool(around)
        level = below
    return deepest


class _Place:
    """A place in the answer: how many fields of the query fill it, and the places inside."""

    __slots__ = ("fields", "inside")

    def __init__(self) -> None:
        self.fields = 0
        self.inside: dict[str, _Place] = {}


def _count(selections: SelectionSetNode, known: dict[str, QueryStats]) -> QueryStats:
    """Return the figures of one definition, by a flat walk; ``known`` has those of all fragments that it spreads."""
    depth = fields = aliases = root_fields = 0
    stack = [(selections, 1)]
    while stack:
        current, level = stack.pop()
        for node in current.selections:
            fields += 1
            if isinstance(node, FragmentSpreadNode):
                inner = known.get(node.name.value, _NOTHING)
                depth = max(depth, level - 1 + inner.depth)
                fields += inner.fields
                aliases += inner.aliases
                root_fields += inner.root_fields if level == 1 else 0
            elif isinstance(node, FieldNode):
                depth = max(depth, level)
                aliases += node.alias is not None
                root_fields += level == 1
                if node.selection_set:
                    stack.append((node.selection_set, level + 1))
            elif isinstance(node, InlineFragmentNode):
                stack.append((node.selection_set, level))
    return QueryStats(
        min(depth, COUNT_MAX), min(fields, COUNT_MAX), min(aliases, COUNT_MAX), min(root_fields, COUNT_MAX)
    )


def _roots(document: DocumentNode, fragments: Fragments) -> list[OperationDefinitionNode | FragmentDefinitionNode]:
    """Return the operations, and the fragments that nothing spreads: they never run, but are validated."""
    spread = {
        name
        for one in document.definitions
        if isinstance(one, OperationDefinitionNode | FragmentDefinitionNode)
        for name in _spreads(one.selection_set)
    }
    return [
        one
        for one in document.definitions
        if isinstance(one, OperationDefinitionNode)
        or (isinstance(one, FragmentDefinitionNode) and (one.name.value not in spread or one not in fragments.values()))
    ]


def _inner_first(fragments: Fragments) -> tuple[list[str], list[str]]:
    """Return the fragments' names, each after those it spreads; or the names round a cycle."""
    spreads = {
        name: [one for one in _spreads(own.selection_set) if one in fragments] for name, own in fragments.items()
    }
    order: list[str] = []
    done: set[str] = set()
    for start in fragments:
        path = [] if start in done else [(start, iter(spreads[start]))]
        on_path = {start}
        while path:
            name, rest = path[-1]
            inner = next((one for one in rest if one not in done), None)
            if inner is None:
                path.pop()
                on_path.discard(name)
                done.add(name)
                order.append(name)
            elif inner in on_path:
                names = [one for one, _ in path]
                return [], [*names[names.index(inner) :], inner]
            else:
                path.append((inner, iter(spreads[inner])))
                on_path.add(inner)
    return order, []


def _spreads(selections: SelectionSetNode) -> dict[str, None]:
    """Return the names of the fragments that a definition spreads, at any level, in order and each once."""
    found: dict[str, None] = {}
    for node in _nodes(selections):
        if isinstance(node, FragmentSpreadNode):
            found[node.name.value] = None
    return found


def _values(document: DocumentNode) -> Iterator[ValueNode]:
    """Yield the values written in the query: of arguments of fields and directives, and of variables' defaults."""
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            yield from (one.default_value for one in definition.variable_definitions or () if one.default_value)
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
            yield from _argument_values(definition.selection_set)


def _argument_values(selections: SelectionSetNode) -> Iterator[ValueNode]:
    """Yield the values of the arguments of fields and directives that are written in a definition."""
    for node in _nodes(selections):
        arguments = [*(node.arguments or ())] if isinstance(node, FieldNode) else []
        for directive in node.directives or ():
            arguments += directive.arguments or ()
        yield from (argument.value for argument in arguments)


def _uses(selections: SelectionSetNode) -> Counter[str]:
    """Return how often each variable is written in a definition."""
    uses: Counter[str] = Counter()
    ahead: list[ValueNode] = list(_argument_values(selections))
    while ahead:
        value = ahead.pop()
        if isinstance(value, VariableNode):
            uses[value.name.value] += 1
        elif isinstance(value, ListValueNode):
            ahead += value.values
        elif isinstance(value, ObjectValueNode):
            ahead += (field.value for field in value.fields)
    return uses


def _nodes(selections: SelectionSetNode) -> Iterator[SelectionNode]:
    """Yield all fields, inline fragments and spreads written in a definition, level by level."""
    stack = [selections]
    while stack:
        for node in stack.pop().selections:
            yield node
            if inner := getattr(node, "selection_set", None):
                stack.append(inner)
