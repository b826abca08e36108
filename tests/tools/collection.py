"""A Postman collection of the API, which Bruno and Insomnia import too, made from the schema.

``python -m tests.tools.page_types`` writes it into the handbook, beside all else that is made from the schema. There is a
request for each root field. It declares every argument, and gives those that must be given; mutations are dry runs.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
    is_required_input_field,
    parse,
    print_ast,
)
from strawberry.utils.str_converters import to_camel_case

from api.handbook.endpoint import COLLECTION
from api.mutations import Mutation
from api.page_files import WEB
from api.schema import core_schema

PATH = WEB / "help" / COLLECTION
VALUES: Mapping[str, object] = {
    "Cents": 7_500,
    "Int": 1,
    "Boolean": True,
    "Date": "2026-01-31",
    "DateTime": "2026-01-31T12:00:00Z",
}
TEXTS = {
    "currency": "USD",
    "email": "ann@example.org",
    "number": "1001",
    "ownerName": "Ann Lee",
    "code": "SWIM",
    "ledgerCode": "SWIM",
    "password": "{{password}}",
    "url": "https://shop.example.org/tieout",
}
GIVEN = ("idempotencyKey", "dryRun", "first", "number", "period", "externalId")
"""Arguments and input fields that are given although they need not be; of several that name one record, the first."""
TRIED: Mapping[str, object] = {"idempotencyKey": "{{$guid}}", "dryRun": True, "first": 20}
LEFT_OUT = {"query", "edges", "suggestions"}
"""Fields that would show everything, the same again, or what takes much computing."""
IDS_ALONE = {"batch"}
VARIABLE = re.compile(r"\{\{(\w+)\}\}")


def collection() -> str:
    """Return the collection as the text of its file."""
    schema = core_schema()
    assert schema.query_type is not None
    assert schema.mutation_type is not None
    reading = [_folder(title, "", "query", fields) for title, fields in _by_answer(schema.query_type).items()]
    writing = [
        _folder(title, text, "mutation", {name: schema.mutation_type.fields[name] for name in names})
        for title, text, names in _mutation_groups()
    ]
    items = [{"name": "Read", "item": reading}, {"name": "Write", "item": writing}]
    names = sorted({name for name in VARIABLE.findall(json.dumps(items)) if name not in {"baseUrl", "token"}})
    return (
        json.dumps(
            {
                "info": {
                    "name": "Tieout",
                    "description": "Set baseUrl and token. Mutations are dry runs: leave dryRun out where you mean it.",
                    "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
                },
                "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}", "type": "string"}]},
                "variable": [
                    {"key": "baseUrl", "value": "http://127.0.0.1:8000"},
                    {"key": "token", "value": ""},
                    *({"key": name, "value": ""} for name in names),
                ],
                "item": items,
            },
            indent=1,
            ensure_ascii=False,
        )
        + "\n"
    )


def _by_answer(root: GraphQLObjectType) -> dict[str, dict[str, GraphQLField]]:
    """Return the fields of the query root by what they answer."""
    groups: dict[str, dict[str, GraphQLField]] = {"Lists": {}, "Reports": {}, "Single records and totals": {}}
    for name, field in root.fields.items():
        named = get_named_type(field.type)
        is_list = is_list_type(get_nullable_type(field.type)) or "nodes" in getattr(named, "fields", {})
        title = "Reports" if name.endswith("Report") else "Lists" if is_list else "Single records and totals"
        groups[title][name] = field
    return groups


def _mutation_groups() -> Iterator[tuple[str, str, Sequence[str]]]:
    """Yield the title, description and mutations of each module that declares some."""
    for base in Mutation.__bases__:
        title = base.__module__.rpartition(".")[2].replace("_", " ").capitalize()
        names = [to_camel_case(field.name) for field in base.__strawberry_definition__.fields]  # type: ignore[attr-defined]
        yield title, " ".join((base.__doc__ or "").split()), names


def _folder(title: str, text: str, kind: str, fields: Mapping[str, GraphQLField]) -> dict[str, Any]:
    return {"name": title, "description": text, "item": [_request(kind, *each) for each in fields.items()]}


def _request(kind: str, name: str, field: GraphQLField) -> dict[str, Any]:
    variables = _variables(name, field)
    return {
        "name": name,
        "request": {
            "method": "POST",
            "url": "{{baseUrl}}/graphql",
            "header": [{"key": "Content-Type", "value": "application/json"}],
            "body": {
                "mode": "graphql",
                "graphql": {"query": _operation(kind, name, field), "variables": json.dumps(variables, indent=2)},
            },
            "description": field.description or "",
        },
    }


def _operation(kind: str, name: str, field: GraphQLField) -> str:
    declared = ", ".join(f"${each}: {argument.type}" for each, argument in field.args.items())
    given = ", ".join(f"{each}: ${each}" for each in field.args)
    head = f"{kind} {name[0].upper()}{name[1:]}{f'({declared})' if declared else ''}"
    shown = _shown(get_named_type(field.type))
    return print_ast(parse(f"{head} {{ {name}{f'({given})' if given else ''}{f' {{ {shown} }}' if shown else ''} }}"))


def _shown(named: object) -> str:
    """Return what is selected of a type: its values, and those of its parts; of other records within a record their ids."""
    if isinstance(named, GraphQLInterfaceType):
        return "__typename id"
    if not isinstance(named, GraphQLObjectType):
        return ""
    shown = []
    for name, field in named.fields.items():
        of = get_named_type(field.type)
        if name in LEFT_OUT or field.deprecation_reason or any(map(is_required_argument, field.args.values())):
            continue
        if is_leaf_type(of):
            shown.append(name)
        elif not isinstance(of, GraphQLObjectType) or ("nodes" in of.fields and "id" in named.fields):
            continue
        elif name in IDS_ALONE or {"id"} <= named.fields.keys() & of.fields.keys():
            shown.append(f"{name} {{ id }}")
        else:
            shown.append(f"{name} {{ {_shown(of)} }}")
    return " ".join(shown)


def _variables(name: str, field: GraphQLField) -> dict[str, object]:
    optional = [each for each in GIVEN if each in field.args and each != "externalId"] or [
        each for each in ("id", "externalId") if each in field.args
    ][:1]
    return {
        key: _value(key, argument.type, name)
        for key, argument in field.args.items()
        if is_required_argument(argument) or key in optional
    }


def _value(key: str, kind: GraphQLInputType, root: str) -> object:
    """Return a value as an example; ids are variables of the collection."""
    if key in TRIED:
        return TRIED[key]
    inner = get_nullable_type(kind)
    if is_list_type(inner):
        return [_value(key.removesuffix("s"), inner.of_type, root)]
    named = get_named_type(kind)
    if isinstance(named, GraphQLInputObjectType):
        return _input(named, root)
    if isinstance(named, GraphQLEnumType):
        return next(iter(named.values))
    if named.name == "ID":
        return f"{{{{{_record(root) if key == 'id' else key}}}}}"
    return VALUES.get(named.name, TEXTS.get(key, key))


def _record(root: str) -> str:
    """Return the variable with the id of what a root field is about: `updateAccount` is about `accountId`."""
    noun = re.sub(r"^[a-z]+(?=[A-Z])", "", root)
    return f"{noun[0].lower()}{noun[1:]}Id"


def _input(kind: GraphQLInputObjectType, root: str) -> dict[str, object]:
    fields: dict[str, GraphQLInputField | GraphQLArgument] = dict(kind.fields)
    if kind.is_one_of:
        fields = dict([next(iter(fields.items()))])
    return {
        key: _value(key, field.type, root)
        for key, field in fields.items()
        if kind.is_one_of or is_required_input_field(kind.fields[key]) or key in TRIED
    }
