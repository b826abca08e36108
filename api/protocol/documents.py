"""Prepares query texts to run: checks limits, parses, validates, notes the needed permissions, and caches the result."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from graphql import DocumentNode, FieldNode, GraphQLError, GraphQLSchema, OperationDefinitionNode, validate

from api.errors import MAX_ERRORS, Code, failure, from_request
from api.graph.engine.selection import Variants
from api.graph.engine.variables import Coercers, Variables
from api.permissions.check import DocumentUsage, Rules
from api.permissions.rules import rules_of
from api.permissions.usage import name_of
from api.protocol.introspection import reads_schema
from api.protocol.limits import check_document, parse_query
from api.protocol.query_stats import fragments_of, variable_uses

KEPT_QUERIES = 2_000
"""A program sends a few dozen different queries, unless it writes values into them: then each account's is one."""

KEPT_CHARACTERS = 100_000
"""The length of all cached queries together: in memory a query takes 150 to 450 times its text, so 45 MB at most."""


OPERATION_MAX = 100
"""The most characters of an operation in the log."""


@dataclass(frozen=True, slots=True)
class PreparedOperation:
    """An operation of a text that can run.

    ``uses`` is how often it uses each variable, ``variables`` coerces their values. ``reads_schema`` is whether it asks
    anything of the schema. ``label`` is what the log calls it: its kind, and the fields that it begins with.
    """

    node: OperationDefinitionNode
    uses: Mapping[str, int]
    variables: Variables
    reads_schema: bool
    label: str


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A query text, ready to run or refused for good.

    ``variants`` keeps what its operations select; these are by name, "" for the one that has none. ``errors`` is
    empty, or says what is wrong with the text for every caller; then the other fields are None or empty. ``tells_schema``
    is whether they say what the schema has, such as a name that is nearly the one sent.
    """

    document: DocumentNode | None = None
    usage: DocumentUsage | None = None
    variants: Variants | None = None
    operations: Mapping[str, PreparedOperation] = field(default_factory=dict)
    errors: tuple[GraphQLError, ...] = ()
    tells_schema: bool = False

    def operation(self, name: str | None) -> PreparedOperation:
        """Return the operation called ``name``, or the only one when no name is given.

        Raises BAD_USER_INPUT if there is no such operation, or several and no name.
        """
        assert self.document is not None, "a refused query has no operations"
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        if name and name in self.operations:
            return self.operations[name]
        if not self.operations:
            raise failure(Code.BAD_USER_INPUT, "The query has only fragments: it needs an operation to run.")
        names = ", ".join(filter(None, self.operations))
        if name is None:
            message = f"The query has several operations: say which in operationName ({names})."
            raise failure(Code.BAD_USER_INPUT, message)
        known = f"It has {names}." if names else "Its operation has no name: leave operationName out."
        raise failure(Code.BAD_USER_INPUT, f'The query has no operation called "{name}". {known}')


class Documents:
    """Prepares query texts against one schema and keeps the latest used, refused ones too.

    Not for use from several threads at once. Costs some milliseconds for a new text, nothing for a known one.
    """

    def __init__(self, schema: GraphQLSchema, rules: Rules | None = None) -> None:
        self.schema = schema
        self.rules = rules or rules_of(schema)
        self._coercers = Coercers(schema)
        self._kept: OrderedDict[str, PreparedDocument] = OrderedDict()
        self._characters = 0

    def prepare(self, text: str) -> PreparedDocument:
        """Prepare a query text: check the limits, then GraphQL's validation rules, then note the permissions it needs.

        Never raises for a bad text: its errors are in the result, at most 20 and one that says there are more.
        """
        if kept := self._kept.get(text):
            self._kept.move_to_end(text)
            return kept
        prepared = self._prepare(text)
        self._keep(text, prepared)
        return prepared

    def _prepare(self, text: str) -> PreparedDocument:
        try:
            document = parse_query(text)
        except GraphQLError as error:
            return PreparedDocument(errors=(error.with_traceback(None),))
        if errors := check_document(document):
            return PreparedDocument(errors=tuple(errors))
        if errors := [from_request(one) for one in validate(self.schema, document, max_errors=MAX_ERRORS)]:
            return PreparedDocument(errors=tuple(errors), tells_schema=True)
        variants = Variants(self.schema, document)
        fragments = fragments_of(document)
        uses = variable_uses(document, fragments)
        operations = {
            name_of(one): PreparedOperation(
                one, uses[name_of(one)], Variables(self._coercers, one), reads_schema(one, fragments), _label(one)
            )
            for one in document.definitions
            if isinstance(one, OperationDefinitionNode)
        }
        return PreparedDocument(document, DocumentUsage(self.rules, document), variants, operations)

    def _keep(self, text: str, prepared: PreparedDocument) -> None:
        """Keep the result, and drop the least recently used ones until both bounds hold."""
        self._kept[text] = prepared
        self._characters += len(text)
        while len(self._kept) > KEPT_QUERIES or self._characters > KEPT_CHARACTERS:
            dropped, _ = self._kept.popitem(last=False)
            self._characters -= len(dropped)


def _label(operation: OperationDefinitionNode) -> str:
    fields = [each.name.value for each in operation.selection_set.selections if isinstance(each, FieldNode)]
    return f"{operation.operation.value}:{','.join(dict.fromkeys(fields)) or '…'}"[:OPERATION_MAX]
