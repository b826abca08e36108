"""Level: the GraphQL API. The root fields of the schema, and the shortest valid operation of each."""

from functools import cache

from graphql import GraphQLField, GraphQLObjectType, get_named_type, is_leaf_type, is_required_argument

from api.schema import core_schema


@cache
def root_operations() -> dict[str, str]:
    """Return an operation of each root field, by its name; whatever it must be given is a variable."""
    schema = core_schema()
    assert schema.query_type is not None
    assert schema.mutation_type is not None
    kinds = {"query": schema.query_type, "mutation": schema.mutation_type}
    return {name: _operation(kind, name, field) for kind, root in kinds.items() for name, field in root.fields.items()}


@cache
def subscriptions() -> dict[str, str]:
    """Return an operation of each root field that is subscribed to, by its name."""
    root = core_schema().subscription_type
    assert root is not None
    return {name: _operation("subscription", name, field) for name, field in root.fields.items()}


def reports_of_money() -> list[str]:
    """Return the root fields of the reports of money, each of which lists what changed in it since an instant."""
    root = core_schema().query_type
    assert root is not None
    types = {name: get_named_type(each.type) for name, each in root.fields.items() if name.endswith("Report")}
    return [name for name, of in types.items() if isinstance(of, GraphQLObjectType) and "changesSince" in of.fields]


def _operation(kind: str, name: str, field: GraphQLField) -> str:
    required = {each: argument.type for each, argument in field.args.items() if is_required_argument(argument)}
    declared = ", ".join(f"${each}: {type_}" for each, type_ in required.items())
    given = ", ".join(f"{each}: ${each}" for each in required)
    shown = "" if is_leaf_type(get_named_type(field.type)) else " { __typename }"
    return f"{kind} {f'({declared}) ' if declared else ''}{{ {name}{f'({given})' if given else ''}{shown} }}"
