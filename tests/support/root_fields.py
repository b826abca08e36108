"""Level: the GraphQL API. The shortest valid operation of every root field of the schema."""

from functools import cache

from graphql import GraphQLField, get_named_type, is_leaf_type, is_required_argument

from api.schema import core_schema


@cache
def root_operations() -> dict[str, str]:
    """Return an operation of each root field, by its name; whatever it must be given is a variable."""
    schema = core_schema()
    assert schema.query_type is not None
    assert schema.mutation_type is not None
    kinds = {"query": schema.query_type, "mutation": schema.mutation_type}
    return {name: _operation(kind, name, field) for kind, root in kinds.items() for name, field in root.fields.items()}


def _operation(kind: str, name: str, field: GraphQLField) -> str:
    required = {each: argument.type for each, argument in field.args.items() if is_required_argument(argument)}
    declared = ", ".join(f"${each}: {type_}" for each, type_ in required.items())
    given = ", ".join(f"{each}: ${each}" for each in required)
    shown = "" if is_leaf_type(get_named_type(field.type)) else " { __typename }"
    return f"{kind} {f'({declared}) ' if declared else ''}{{ {name}{f'({given})' if given else ''}{shown} }}"
