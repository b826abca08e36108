"""From the text of a query to what can be run: bounded, parsed, validated, its permissions noted, and kept."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    validate,
)

from api.errors import MAX_ERRORS, Code, failure, from_request
from api.guard import Asked, Rules
from api.limits import check_document, parse_query
from api.measures import fragments_of, variable_uses

KEPT_QUERIES = 256
"""A program sends a few dozen different queries; the rest is room for people trying things out."""

KEPT_CHARACTERS = 100_000
"""Of all kept queries together: a parsed query takes 150 to 450 times its text in memory, so some 40 MB at worst."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A query text, ready to run or refused for good.

    ``uses`` tells by operation how often it uses each variable. ``errors`` is empty, or says what is wrong with the text
    whoever sends it; then the others are None or empty.
    """

    document: DocumentNode | None = None
    asked: Asked | None = None
    uses: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    errors: tuple[GraphQLError, ...] = ()

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation called ``name``, or the only one when no name is given.

        Errors: BAD_USER_INPUT when there is no such operation, or several and no name.
        """
        assert self.document is not None, "a refused query has no operations"
        operations = [one for one in self.document.definitions if isinstance(one, OperationDefinitionNode)]
        names = [one.name.value for one in operations if one.name]
        if not operations:
            raise failure(Code.BAD_USER_INPUT, "The query has only fragments: it needs an operation to run.")
        if name is None:
            if len(operations) == 1:
                return operations[0]
            message = f"The query has several operations: say which in operationName ({', '.join(names)})."
            raise failure(Code.BAD_USER_INPUT, message)
        for one in operations:
            if one.name and one.name.value == name:
                return one
        known = f"It has {', '.join(names)}." if names else "Its operation has no name: leave operationName out."
        raise failure(Code.BAD_USER_INPUT, f'The query has no operation called "{name}". {known}')


class Documents:
    """Prepares query texts against one schema and keeps the latest used, refused ones too.

    Not for use from several threads at once. Costs some milliseconds for a new text, nothing for a known one.
    """

    def __init__(self, schema: GraphQLSchema, rules: Rules | None = None) -> None:
        self.schema = schema
        self.rules = rules or Rules(schema)
        self._kept: OrderedDict[str, Prepared] = OrderedDict()
        self._characters = 0

    def prepare(self, text: str) -> Prepared:
        """What the query text comes to: limits first, then GraphQL's own validation rules, then its permissions.

        Never raises for a bad text: its errors are in the result, at most 20 and one that says there are more.
        """
        if kept := self._kept.get(text):
            self._kept.move_to_end(text)
            return kept
        prepared = self._prepare(text)
        self._keep(text, prepared)
        return prepared

    def _prepare(self, text: str) -> Prepared:
        try:
            document = parse_query(text)
        except GraphQLError as error:
            return Prepared(errors=(error.with_traceback(None),))
        errors = check_document(document)
        if not errors:
            errors = [from_request(one) for one in validate(self.schema, document, max_errors=MAX_ERRORS)]
        if errors:
            return Prepared(errors=tuple(errors))
        return Prepared(document, Asked(self.rules, document), variable_uses(document, fragments_of(document)))

    def _keep(self, text: str, prepared: Prepared) -> None:
        """Keeps the result and lets go of those longest unused, so that both bounds hold."""
        self._kept[text] = prepared
        self._characters += len(text)
        while len(self._kept) > KEPT_QUERIES or self._characters > KEPT_CHARACTERS:
            dropped, _ = self._kept.popitem(last=False)
            self._characters -= len(dropped)
