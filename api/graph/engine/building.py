"""Writes, for one selection, the Python function that builds its answer from loaded rows.

The function does what graphql-core does with the same rows and the same fields, as long as nothing is wrong with them. At a
null in a non-null place, a value outside its scalar, or any exception it raises, and the caller executes the operation by
graphql-core instead, whose errors are part of the language. So nothing here makes an error that a caller sees.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
)

from api.graph.engine.selection import Below, SelectedField, Selection, Variant
from api.graph.engine.sources import Attached, Attribute, Computed, Ready, RowId, ValueSource, source_of

Build: TypeAlias = Callable[[Any, Any], dict[str, Any]]
"""Builds the answer of one row; takes the operation's context, which computed fields read."""

INT_MIN, INT_MAX = -(2**31), 2**31 - 1
INDENT = " "
DEPTH_MAX = 16
"""What is deeper stands in a function of its own: Python takes at most 20 loops within each other."""


class Unusual(Exception):
    """The rows do not fit the types, so that an error belongs into the answer."""


class NotCompiled(Exception):
    """The selection has a field that only graphql-core can answer, such as one of the schema itself."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What compiled answers of one schema are made of beside its types.

    ``leaves`` has for scalars an expression that shows a value: ``{0}`` is the value, ``{held}`` is the value once ``{0}``
    was evaluated, and it may use what ``names`` holds. It raises for a value that is not shown as it is.
    """

    leaves: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, Any] = field(default_factory=dict)


def compile_selection(schema: GraphQLSchema, selection: Selection, dialect: Dialect) -> Build:
    """Return the function that builds the answer of a row. Raises ``NotCompiled``.

    Calling it raises ``Unusual``, or whatever a row that does not fit makes Python raise.
    """
    writer = _CodeWriter(schema, dialect)
    name = writer.function(selection)
    code = compile("\n".join(writer.functions), f"<answer of {selection.type.name}>", "exec")
    exec(code, writer.names)  # noqa: S102 - it was written here, from types and not from what a caller sent
    built: Build = writer.names[name]
    return built


def compiled(schema: GraphQLSchema, variant: Variant, dialect: Dialect) -> Build | None:
    """Return the function that builds an operation's whole answer, compiled when it is first asked for; None if none can."""
    if "build" not in variant.notes:
        try:
            variant.notes["build"] = compile_selection(schema, variant.root, dialect)
        except NotCompiled:
            variant.notes["build"] = None
    found: Build | None = variant.notes["build"]
    return found


def unusual(value: object) -> Any:
    """Raise ``Unusual``: for the places of an expression."""
    raise Unusual(repr(value))


class _CodeWriter:
    """Writes functions of plain statements and loops: a call for each object would cost as much as the object."""

    def __init__(self, schema: GraphQLSchema, dialect: Dialect) -> None:
        self.schema = schema
        self.dialect = dialect
        self.functions: list[str] = []
        self.names: dict[str, Any] = {"unusual": unusual, "Ready": Ready, **dialect.names}
        self._count = 0

    def function(self, selection: Selection) -> str:
        """Write the function of a selection, and return its name."""
        name = self._new("build")
        lines = [f"def {name}(row, context):"]
        answer = self._object("row", selection, lines, 1)
        self.functions += [*lines, f"{INDENT}return {answer}"]
        return name

    def _object(self, row: str, selection: Selection, lines: list[str], depth: int) -> str:
        """Write what the answer of one row needs to be computed first, and return the expression of that answer."""
        related = ""
        if any(isinstance(_source(each), Attached) for each in selection.fields):
            related = self._new("related")
            lines.append(f"{INDENT * depth}{related} = {row}.related")
        fields = [
            f"{each.key!r}: {self._field(each, selection, row, related, lines, depth)}" for each in selection.fields
        ]
        return f"{{{', '.join(fields)}}}"

    def _field(
        self, selected: SelectedField, selection: Selection, row: str, related: str, lines: list[str], depth: int
    ) -> str:
        if selected.name == "__typename":
            return repr(selection.type.name)
        source = _source(selected)
        if source is None or selected.definition is None:
            raise NotCompiled(selected.name)
        if isinstance(source, RowId):
            return f"f'{source.prefix}{{{row}.id}}'"
        if isinstance(source, Attribute):
            value = f"{row}.{source.name}"
        elif isinstance(source, Computed):
            value = f"{self._named('compute', source.compute)}({row}, context)"
        else:
            value = f"{related}[{selected.key!r}]"
        type_ = selected.definition.type
        if depth < DEPTH_MAX and _is_inline(type_):
            ready = isinstance(source, Attached) and source.may_be_ready
            return self._inline(value, type_, selected.below, lines, depth, may_be_ready=ready)
        return self._value(value, type_, selected.below)

    def _inline(
        self,
        value: str,
        type_: GraphQLOutputType,
        below: Below,
        lines: list[str],
        depth: int,
        *,
        may_be_ready: bool = False,
    ) -> str:
        """Write the statements that complete an object or a list of objects, and return the name of the result."""
        held, answer = self._new("held"), self._new("answer")
        indent = INDENT * depth
        lines.append(f"{indent}{held} = {value}")
        if may_be_ready:
            lines += [f"{indent}if {held}.__class__ is Ready: {answer} = {held}", f"{indent}else:"]
            depth += 1
            indent = INDENT * depth
        if isinstance(type_, GraphQLNonNull):
            lines.append(f"{indent}if {held} is None: unusual(None)")
            self._complete(held, answer, type_.of_type, below, lines, depth)
        else:
            lines.append(f"{indent}{answer} = None")
            lines.append(f"{indent}if {held} is not None:")
            self._complete(held, answer, type_, below, lines, depth + 1)
        return answer

    def _complete(
        self, held: str, answer: str, type_: GraphQLOutputType, below: Below, lines: list[str], depth: int
    ) -> None:
        """Write the statements that give ``answer`` its value, an object or a list of objects that is not null."""
        indent = INDENT * depth
        if not isinstance(type_, GraphQLList):
            assert isinstance(type_, GraphQLObjectType)
            built = self._object(held, below.of(type_), lines, depth)
            lines.append(f"{indent}{answer} = {built}")
            return
        each = self._new("each")
        lines += [f"{indent}{answer} = []", f"{indent}for {each} in {held}:"]
        built = self._inline(each, type_.of_type, below, lines, depth + 1)
        lines.append(f"{indent}{INDENT}{answer}.append({built})")

    def _value(self, value: str, type_: GraphQLOutputType, below: Below) -> str:
        """Return the expression that completes a value, as the language calls it, for a type that may be null."""
        if isinstance(type_, GraphQLNonNull):
            return self._present(value, type_.of_type, below)
        held = self._new("held")
        return f"(None if ({held} := {value}) is None else {self._present(held, type_, below)})"

    def _present(self, value: str, type_: GraphQLOutputType, below: Below) -> str:
        """Return the expression that completes a value which is not null; for null it raises."""
        if isinstance(type_, GraphQLList):
            if isinstance(type_.of_type, GraphQLNonNull):
                return f"[{self._present('each', type_.of_type.of_type, below)} for each in {value}]"
            one = self._present("each", type_.of_type, below)
            return f"[None if each is None else {one} for each in {value}]"
        if isinstance(type_, GraphQLObjectType):
            return f"{self.function(below.of(type_))}({value}, context)"
        if isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
            return f"{self._named('build_any', self._dispatch(type_, below))}({value}, context)"
        return self._leaf(value, type_)

    def _dispatch(self, type_: GraphQLInterfaceType | GraphQLUnionType, below: Below) -> Build:
        """Return a function that builds the answer of a row of whatever type it has, compiled when the type first occurs."""
        built: dict[type[Any], Build] = {}

        def build(row: Any, context: Any) -> dict[str, Any]:
            found = built.get(row.__class__)
            if found is None:
                assert type_.resolve_type is not None, "an interface says of which type its rows are"
                named = self.schema.type_map[cast("str", type_.resolve_type(row, cast("Any", None), type_))]
                assert isinstance(named, GraphQLObjectType)
                if not self.schema.is_sub_type(type_, named):
                    raise Unusual(named.name)
                found = built[row.__class__] = compile_selection(self.schema, below.of(named), self.dialect)
            return found(row, context)

        return build

    def _leaf(self, value: str, type_: GraphQLOutputType) -> str:
        assert isinstance(type_, GraphQLScalarType | GraphQLEnumType)
        held, show = self._new("held"), self._named("show", type_.coerce_output_value)
        template = self.dialect.leaves.get(type_.name) or _LEAVES.get(type_.name) or _ANY_LEAF
        return template.format(
            f"({held} := {value})", held=held, show=f"(unusual(None) if {held} is None else {show}({held}))"
        )

    def _named(self, prefix: str, thing: Any) -> str:
        name = self._new(prefix)
        self.names[name] = thing
        return name

    def _new(self, prefix: str) -> str:
        self._count += 1
        return f"{prefix}_{self._count}"


_ANY_LEAF = "(unusual(None) if {0} is None else {show})"
_LEAVES = {
    "String": "({held} if {0}.__class__ is str else {show})",
    "ID": "({held} if {0}.__class__ is str else {show})",
    "Boolean": "({held} if {0}.__class__ is bool else {show})",
    "Int": f"({{held}} if {{0}}.__class__ is int and {INT_MIN} <= {{held}} <= {INT_MAX} else unusual({{held}}))",
}
"""Expressions for the scalars of the language; what is not a plain Python value is left to the scalar itself."""


def _is_inline(type_: GraphQLOutputType) -> bool:
    """Return whether a type is an object's, or a list's of such objects."""
    if isinstance(type_, GraphQLNonNull):
        return _is_inline(type_.of_type)
    if isinstance(type_, GraphQLList):
        of_type = type_.of_type.of_type if isinstance(type_.of_type, GraphQLNonNull) else type_.of_type
        return isinstance(of_type, GraphQLObjectType)
    return isinstance(type_, GraphQLObjectType)


def _source(selected: SelectedField) -> ValueSource | None:
    return source_of(selected.definition) if selected.definition is not None else None
