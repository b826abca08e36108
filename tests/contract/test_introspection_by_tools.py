"""The introspection queries of tools, as they send them, are answered whole, by POST and by GET."""

from functools import cache

import httpx
import pytest
from graphql import DocumentNode, ExecutionResult, build_client_schema, execute, print_schema

from api.graph.request import GraphQLRequest
from api.protocol.endpoint import GraphQLEndpoint
from api.schema import core_schema
from tests.contract.caller import talk
from tests.contract.miniature import authenticate
from tests.support.graphql import documents


def chain(levels: int, more: str = "") -> str:
    """A type below its wrappers, so many levels deep."""
    text = f"kind name {more}"
    for _ in range(levels):
        text = f"kind name {more} ofType {{ {text} }}"
    return text


def query(
    *,
    levels: int = 7,
    reference: str = "",
    schema: str = "queryType { name } mutationType { name } subscriptionType { name }",
    type_: str = "",
    directive: str = "",
    deprecated_inputs: bool = False,
    value: str = "",
) -> str:
    """The query that graphql-js has in every version since 2015, with what versions and tools add to it."""
    inputs = "(includeDeprecated: true)" if deprecated_inputs else ""
    return f"""
      query IntrospectionQuery {{
        __schema {{
          {schema}
          types {{ ...FullType }}
          directives {{ name description {directive} locations args{inputs} {{ ...InputValue }} }}
        }}
      }}
      fragment FullType on __Type {{
        kind name description {type_}
        fields(includeDeprecated: true) {{
          name description args{inputs} {{ ...InputValue }} type {{ ...TypeRef }} isDeprecated deprecationReason
        }}
        inputFields{inputs} {{ ...InputValue }}
        interfaces {{ ...TypeRef }}
        enumValues(includeDeprecated: true) {{ name description isDeprecated deprecationReason }}
        possibleTypes {{ ...TypeRef }}
      }}
      fragment InputValue on __InputValue {{ name description type {{ ...TypeRef }} defaultValue {value} }}
      fragment TypeRef on __Type {{ {chain(levels, reference)} }}
    """


ALL_OF_IT = {
    "schema": "description queryType { name kind } mutationType { name kind } subscriptionType { name kind }",
    "directive": "isRepeatable",
    "type_": "specifiedByURL isOneOf",
    "deprecated_inputs": True,
    "value": "isDeprecated deprecationReason",
}
TOOLS = {
    "graphql-js 15": query(),
    "graphql-js 15, all options": query(schema="description queryType { name }", directive="isRepeatable"),
    "graphql-js 16": query(levels=7, directive="isRepeatable", type_="specifiedByURL"),
    "graphql-js 16, all options": query(**(ALL_OF_IT | {"levels": 9})),  # type: ignore[arg-type]  # one of each kind
    "graphql-js 17": query(**(ALL_OF_IT | {"levels": 9})),  # type: ignore[arg-type]  # as above
    "GraphiQL": query(levels=9, schema=str(ALL_OF_IT["schema"]), deprecated_inputs=True, value="isDeprecated"),
    "GraphiQL without subscriptions": query(schema="queryType { name } mutationType { name }"),
    "Apollo codegen": query(reference="possibleTypes { kind name }"),
    "Apollo codegen, interfaces": query(reference="interfaces { kind name } possibleTypes { kind name }"),
    "Apollo fragment types": "{ __schema { types { kind name possibleTypes { name } } } }",
}


@cache
def executed(document: DocumentNode) -> ExecutionResult:
    """The answer to a query of the product's schema, computed the plainest way, and once for POST and GET."""
    result = execute(core_schema(), document)
    assert isinstance(result, ExecutionResult)
    return result


async def run(request: GraphQLRequest) -> ExecutionResult:
    assert not request.variables
    return executed(request.document)


ENDPOINT = GraphQLEndpoint(documents(), run, authenticate)


@pytest.mark.parametrize("tool", TOOLS)
async def test_a_tools_introspection_is_answered(tool: str) -> None:
    async with talk(ENDPOINT) as client:
        answers = [
            await client.post("/graphql", json={"query": TOOLS[tool], "operationName": None}),
            await client.get("/graphql", params={"query": TOOLS[tool]}),
        ]
    for answer in answers:
        assert (answer.status_code, "errors" in answer.json()) == (200, False), answer.text[:500]
        assert len(answer.content) < 2_000_000
    if "fragment types" not in tool:
        rebuilt = build_client_schema(answers[0].json()["data"])
        assert rebuilt.type_map.keys() >= core_schema().type_map.keys()
        assert print_schema(rebuilt)


@pytest.mark.parametrize(
    "text",
    [
        "{ __schema { types { fields { type { fields { name } } } } } }",
        "{ __schema { types { possibleTypes { fields { name } } } } }",
        "{ __schema { types { fields { type { possibleTypes { possibleTypes { name } } } } } } }",
    ],
)
async def test_a_get_that_reads_too_much_of_the_schema_is_refused_for_that(text: str) -> None:
    async with talk(ENDPOINT) as client:
        answer: httpx.Response = await client.get(
            "/graphql", params={"query": text}, headers={"accept": "application/graphql-response+json"}
        )
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (400, "QUERY_TOO_COMPLEX")
    assert "cannot be selected within another list" in answer.json()["errors"][0]["message"]


async def test_a_get_for_data_is_refused_with_the_reason() -> None:
    async with talk(ENDPOINT) as client:
        answer = await client.get("/graphql", params={"query": "{ viewer { name } }"})
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert answer.json()["errors"][0]["message"].startswith(
        "Send a POST with a JSON body. A GET may only read the schema:"
    )
