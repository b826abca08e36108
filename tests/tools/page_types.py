"""Types of the page, written from ``schema.graphql``, its queries and texts: ``python -m tests.tools.page_types``.

``web/types/texts/NOUN.d.ts`` says which texts there are and what each takes. ``web/types/schema.d.ts`` holds the schema's
enums and inputs. Beside each ``web/js/queries/NAME.js`` stands a ``NAME.d.ts``,
which TypeScript reads in its place: every query a ``Document`` of just what it takes and gives. An object of a result is
named after its operation and its path: ``Billing_account_transactions_nodes``.
The collection of requests (``collection.py``) is written too, as it is made of the same schema.
"""

import pathlib
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLType,
    GraphQLUnionType,
    OperationDefinitionNode,
    SelectionNode,
    build_schema,
    get_named_type,
    get_nullable_type,
    is_non_null_type,
    is_required_input_field,
    parse,
    type_from_ast,
)

from tests.support.page_texts import Message, messages_of
from tests.support.page_texts import files as texts_of
from tests.tools.collection import PATH, collection

ROOT = pathlib.Path(__file__).parents[2]
WEB = ROOT / "web"
SCHEMA_TYPES = WEB / "types/schema.d.ts"
TEXT_TYPES = WEB / "types/texts"
QUERY = re.compile(r"export const (\w+) = `(.*?)`", re.DOTALL)
HEAD = "// Written by python -m tests.tools.page_types; do not edit.\n"
SCALARS = {
    "ID": "string",
    "String": "string",
    "Date": "string",
    "DateTime": "string",
    "Int": "number",
    "Float": "number",
    "Cents": "number",
    "Boolean": "boolean",
    "JSON": "Json",
}
WIDTH = 160


class Selected(NamedTuple):
    """A field of a result: its type, what is selected of it, and whether a directive may leave it out."""

    type: GraphQLOutputType
    selections: list[SelectionNode]
    may_be_absent: bool


def page_types() -> dict[pathlib.Path, str]:
    """Return the text of each generated file by its path."""
    schema = build_schema((ROOT / "schema.graphql").read_text(encoding="utf-8"))
    files = {SCHEMA_TYPES: _schema_types(schema)}
    for path in sorted((WEB / "js/queries").glob("*.js")):
        files[path.with_suffix(".d.ts")] = _file(schema, QUERY.findall(path.read_text(encoding="utf-8")))
    for path in filter(messages_of, texts_of()):
        files[TEXT_TYPES / f"{path.stem}.d.ts"] = _texts_of(path)
    return files


def written() -> set[pathlib.Path]:
    """Return the generated files that are there."""
    return {SCHEMA_TYPES, *(WEB / "js/queries").glob("*.d.ts"), *TEXT_TYPES.glob("*.d.ts")}


def _texts_of(path: pathlib.Path) -> str:
    """Return the part of ``PageTexts`` that a file of texts has: each message's variables, null where it has none."""
    lines = [
        f'  "{message.id}": {_variables_of(message)};\n'
        for message in messages_of(path)
        if not message.id.startswith("-")
    ]
    return f"{HEAD}interface PageTexts {{\n{''.join(lines)}}}\n"


def _variables_of(message: Message) -> str:
    """Return the type of what a message takes."""
    taken = [f"{name}: {'number' if counts else 'string | number'}" for name, counts in message.variables.items()]
    return f"{{ {'; '.join(taken)} }}" if taken else "null"


def _schema_types(schema: GraphQLSchema) -> str:
    parts = [HEAD, "export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };\n"]
    for name, kind in sorted(schema.type_map.items()):
        if isinstance(kind, GraphQLEnumType) and not name.startswith("__"):
            parts.append(_alias(name, [f'"{value}"' for value in kind.values]))
        elif isinstance(kind, GraphQLInputObjectType):
            parts.append(_input_type(name, kind))
    return "\n".join(parts)


def _input_type(name: str, kind: GraphQLInputObjectType) -> str:
    if kind.is_one_of:
        given = (
            f"{{ {field}: {_text(GraphQLNonNull(get_nullable_type(each.type)))} }}"
            for field, each in kind.fields.items()
        )
        return _alias(name, list(given))
    return _object(name, [_input_field(field, each) for field, each in kind.fields.items()])


def _input_field(name: str, field: GraphQLInputField) -> str:
    return f"{name}{'' if is_required_input_field(field) else '?'}: {_text(field.type)}"


def _alias(name: str, members: list[str]) -> str:
    line = f"export type {name} = {' | '.join(members)};\n"
    return (
        line if len(line) <= WIDTH else f"export type {name} =\n" + "\n".join(f"  | {each}" for each in members) + ";\n"
    )


def _object(name: str, fields: Iterable[str]) -> str:
    return f"export type {name} = {{\n" + "".join(f"  {each};\n" for each in fields) + "};\n"


def _text(kind: GraphQLType, named: str = "") -> str:
    """Return a type as TypeScript writes it; ``named`` stands for its innermost one."""
    if not is_non_null_type(kind):
        return f"{_text(GraphQLNonNull(kind), named)} | null"
    inner = get_nullable_type(kind)
    if isinstance(inner, GraphQLList):
        text = _text(inner.of_type, named)
        return f"({text})[]" if " | " in text else f"{text}[]"
    name = get_named_type(inner).name
    return named or SCALARS.get(name, name)


def _file(schema: GraphQLSchema, queries: list[tuple[str, str]]) -> str:
    parts, documents = [], []
    for constant, text in queries:
        writer = _Writer(schema, text)
        parts += writer.types()
        documents.append(f"export const {constant}: Document<{writer.name}, {writer.name}Variables>;\n")
    body = "\n".join([*parts, "".join(documents)])
    used = sorted(
        {name for name in re.findall(r"\b[A-Z]\w*\b", re.sub(r'"\w*"', "", body)) if _is_shared(schema, name)}
    )
    imports = f'import type {{ {", ".join(used)} }} from "../../types/schema.js";\n' if used else ""
    return f'{HEAD}import type {{ Document }} from "../../types/document.js";\n{imports}\n{body}'


def _is_shared(schema: GraphQLSchema, name: str) -> bool:
    return isinstance(schema.get_type(name), GraphQLEnumType | GraphQLInputObjectType) or name == "Json"


class _Writer:
    """Writes the types of one document with one operation."""

    def __init__(self, schema: GraphQLSchema, text: str) -> None:
        definitions = parse(text).definitions
        (self.operation,) = (each for each in definitions if isinstance(each, OperationDefinitionNode))
        self.fragments = {each.name.value: each for each in definitions if isinstance(each, FragmentDefinitionNode)}
        self.schema = schema
        assert self.operation.name is not None
        self.name = self.operation.name.value

    def types(self) -> Iterator[str]:
        """Yield the variables, then the result, each object before those within it."""
        yield self._variables()
        root = self.schema.get_root_type(self.operation.operation)
        assert root is not None
        yield from self._objects(self.name, root, list(self.operation.selection_set.selections))

    def _variables(self) -> str:
        fields = []
        for each in self.operation.variable_definitions or ():
            kind: GraphQLInputType = type_from_ast(self.schema, each.type)
            required = is_non_null_type(kind) and each.default_value is None
            fields.append(f"{each.variable.name.value}{'' if required else '?'}: {_text(kind)}")
        name = f"{self.name}Variables"
        return _object(name, fields) if fields else f"export type {name} = Record<string, never>;\n"

    def _objects(self, name: str, kind: GraphQLType, selections: list[SelectionNode]) -> Iterator[str]:
        if isinstance(kind, GraphQLObjectType):
            yield from self._fields(name, [kind], self._selected(kind, selections))
            return
        assert isinstance(kind, GraphQLInterfaceType | GraphQLUnionType)
        alike: dict[str, list[GraphQLObjectType]] = {}
        for each in self.schema.get_possible_types(kind):
            alike.setdefault(repr(self._selected(each, selections)), []).append(each)
        names = {f"{name}_{group[0].name if len(group) == 1 else 'other'}": group for group in alike.values()}
        yield _alias(name, list(names))
        for own, group in names.items():
            yield from self._fields(own, group, self._selected(group[0], selections))

    def _fields(self, name: str, kinds: list[GraphQLObjectType], fields: dict[str, Selected]) -> Iterator[str]:
        lines, inner = [], []
        for key, (kind, selections, may_be_absent) in fields.items():
            mark = "?" if may_be_absent else ""
            if key == "__typename":
                lines.append(f"{key}{mark}: {' | '.join(f'{chr(34)}{each.name}{chr(34)}' for each in kinds)}")
            elif selections:
                lines.append(f"{key}{mark}: {_text(kind, f'{name}_{key}')}")
                inner += self._objects(f"{name}_{key}", get_named_type(kind), selections)
            else:
                lines.append(f"{key}{mark}: {_text(kind)}")
        yield _object(name, lines)
        yield from inner

    def _selected(
        self, kind: GraphQLObjectType, selections: list[SelectionNode], *, conditional: bool = False
    ) -> dict[str, Selected]:
        """Return what a selection has of a type by its key in the answer, fragments among it."""
        found: dict[str, Selected] = {}
        for each in selections:
            may_be_absent = conditional or any(
                directive.name.value in {"include", "skip"} for directive in each.directives or ()
            )
            if isinstance(each, FieldNode):
                key = each.alias.value if each.alias else each.name.value
                field = self.schema.get_field(kind, each.name.value)
                assert field is not None
                more = list(each.selection_set.selections) if each.selection_set else []
                fields = {key: Selected(field.type, more, may_be_absent)}
            else:
                fragment = self.fragments[each.name.value] if isinstance(each, FragmentSpreadNode) else each
                if not self._applies(fragment.type_condition, kind):
                    continue
                fields = self._selected(kind, list(fragment.selection_set.selections), conditional=may_be_absent)
            for key, new in fields.items():
                known = found.get(key)
                both = known and Selected(
                    new.type, known.selections + new.selections, known.may_be_absent and new.may_be_absent
                )
                found[key] = both or new
        return found

    def _applies(self, condition, kind: GraphQLObjectType) -> bool:
        if condition is None or condition.name.value == kind.name:
            return True
        wider = self.schema.get_type(condition.name.value)
        return isinstance(wider, GraphQLInterfaceType | GraphQLUnionType) and self.schema.is_sub_type(wider, kind)


def main() -> None:
    """Write every generated file anew, and delete those that nothing is generated for."""
    files = page_types()
    for path in written() - set(files):
        path.unlink()
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    PATH.write_text(collection(), encoding="utf-8")
    print(f"{len(files) + 1} files written.")


if __name__ == "__main__":
    main()
