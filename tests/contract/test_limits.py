"""The limits of a query, and the messages that name them."""

from typing import Any

import orjson
import pytest
from graphql import GraphQLError, get_introspection_query, parse

from api.protocol import documents
from api.protocol.documents import Documents, PreparedDocument
from api.protocol.limits import (
    MAX_ALIASES,
    MAX_COMMENTS,
    MAX_DEFINITIONS,
    MAX_DEPTH,
    MAX_DUPLICATE_PAIRS,
    MAX_FIELDS,
    MAX_QUERY_CHARACTERS,
    MAX_ROOT_FIELDS,
    MAX_TOKENS,
    MAX_VALUE_DEPTH,
    MAX_VARIABLE_VALUES,
    check_variables,
)
from api.protocol.parameters import from_body
from api.protocol.query_stats import fragments_of, variable_uses
from tests.contract.miniature import DOCUMENTS


def nested(levels: int) -> str:
    """A query with so many levels of fields."""
    inner = levels - 3
    return "{ viewer { account { " + "parent { " * inner + "number" + " }" * inner + " } } }"


def doubled(times: int) -> str:
    """A query of a few lines that asks for 2 to the power of ``times`` fields."""
    fragments = [f"fragment F{n} on Account {{ ...F{n + 1} ...F{n + 1} }}" for n in range(times)]
    return " ".join(["{ viewer { account { ...F0 } } }", *fragments, f"fragment F{times} on Account {{ number }}"])


def chained(fragments: int) -> str:
    """So many fragments, each with the next."""
    between = [f"fragment F{n} on Viewer {{ ...F{n + 1} }}" for n in range(fragments - 1)]
    return " ".join([*between, f"fragment F{fragments - 1} on Viewer {{ name }}"])


def reported(prepared: PreparedDocument) -> list[tuple[str, str]]:
    """The codes and messages of a refused query."""
    return [((error.extensions or {})["code"], error.message) for error in prepared.errors]


def test_accepts_a_full_introspection() -> None:
    query = get_introspection_query(
        specified_by_url=True, directive_is_repeatable=True, schema_description=True, input_value_deprecation=True
    )
    assert DOCUMENTS.prepare(query).errors == ()


AT_THE_LIMIT = {
    "depth": nested(MAX_DEPTH),
    "aliases": "{ viewer { " + " ".join(f"a{n}: name" for n in range(MAX_ALIASES)) + " } }",
    "root fields": "{ " + "viewer { name } " * MAX_ROOT_FIELDS + "}",
    "definitions": "{ viewer { ...F0 } } " + chained(MAX_DEFINITIONS - 1),
    "fields": "{ viewer { name ...A ...A ...A } } fragment A on Viewer { "
    + "... { name } " * 8
    + "... { } " * 149
    + "}",
    "repeated fields": "{ viewer { " + "name " * 45 + "} }",
    "depth of values": "mutation { pay(input: "
    + "{amountCents: 1, then: " * 19
    + "{amountCents: 1}"
    + "}" * 19
    + ") }",
    "tokens": "mutation { payMany(inputs: [" + "{amountCents: 1}" * 198 + "]) }",
    "characters": "{ viewer { name } }".ljust(MAX_QUERY_CHARACTERS),
    "comments": "# why\n" * MAX_COMMENTS + "{ viewer { name } }",
}


@pytest.mark.parametrize("limit", AT_THE_LIMIT)
def test_accepts_a_query_at_the_limit_on(limit: str) -> None:
    assert DOCUMENTS.prepare(AT_THE_LIMIT[limit]).errors == ()


BEYOND = {
    nested(MAX_DEPTH + 1): f"At most {MAX_DEPTH} levels of fields are allowed; this asks for {MAX_DEPTH + 1}.",
    "{ viewer { " + " ".join(f"a{n}: name" for n in range(MAX_ALIASES + 1)) + " } }": (
        f"At most {MAX_ALIASES} aliases are allowed; this asks for {MAX_ALIASES + 1}."
    ),
    "{ " + "viewer { name } " * (MAX_ROOT_FIELDS + 1) + "}": (
        f"At most {MAX_ROOT_FIELDS} root fields are allowed; this asks for {MAX_ROOT_FIELDS + 1}."
    ),
    "{ viewer { ...F0 } } " + chained(MAX_DEFINITIONS): (
        f"At most {MAX_DEFINITIONS} operations and fragments are allowed; this asks for {MAX_DEFINITIONS + 1}."
    ),
    "{ viewer { ...A ...A ...A ...A } } fragment A on Viewer { " + "... { } " * 124 + "}": (
        f"At most {MAX_FIELDS} fields and fragments are allowed; this asks for 501."
    ),
    "query A { ...A } query B { ...A } fragment A on Query { " + "... { } " * 250 + "}": (
        f"At most {MAX_FIELDS} fields and fragments are allowed; this asks for 502."
    ),
    "{ viewer { " + "name " * 46 + "} }": (
        f"At most {MAX_DUPLICATE_PAIRS:,} pairs of repeated fields are allowed; this asks for 1,035."
    ),
    "{ viewer { " + "account { parent { id } } " * 27 + "} }": (
        f"At most {MAX_DUPLICATE_PAIRS:,} pairs of repeated fields are allowed; this asks for 1,053."
    ),
    "mutation { pay(input: " + "{then: " * 20 + "{}" + "}" * 20 + ") }": (
        f"At most {MAX_VALUE_DEPTH} levels of lists and objects in a value are allowed; this asks for more."
    ),
    "query ($i: X = " + "[" * 21 + "]" * 21 + ") { viewer { name } }": (
        f"At most {MAX_VALUE_DEPTH} levels of lists and objects in a value are allowed; this asks for more."
    ),
    "{ viewer { name @skip(if: " + "[" * 21 + "]" * 21 + ") } }": (
        f"At most {MAX_VALUE_DEPTH} levels of lists and objects in a value are allowed; this asks for more."
    ),
    "mutation { payMany(inputs: [" + "{amountCents: 1}" * 199 + "]) }": (
        f"At most {MAX_TOKENS:,} tokens are allowed; this asks for more."
    ),
    "{ viewer { name } }".ljust(MAX_QUERY_CHARACTERS + 1): (
        f"At most {MAX_QUERY_CHARACTERS:,} characters are allowed; this asks for {MAX_QUERY_CHARACTERS + 1:,}."
    ),
    "# why\n" * (MAX_COMMENTS + 1) + "{ viewer { name } }": (
        f"At most {MAX_COMMENTS} comments are allowed; this asks for more."
    ),
    "{ a" * 201 + " }" * 201: f"At most {MAX_DEPTH} levels of fields are allowed; this asks for more.",
    doubled(12): f"At most {MAX_FIELDS:,} fields and fragments are allowed; this asks for 12,289.",
    doubled(40): f"At most {MAX_FIELDS:,} fields and fragments are allowed; this asks for more than a million.",
    "{ ...R } fragment R on Query { ...S ...S } fragment S on Query { " + "viewer { name } " * 11 + "}": (
        f"At most {MAX_ROOT_FIELDS} root fields are allowed; this asks for 22."
    ),
}


@pytest.mark.parametrize("query", BEYOND, ids=range(len(BEYOND)))
def test_names_the_limit_and_the_figure(query: str) -> None:
    assert reported(DOCUMENTS.prepare(query)) == [("QUERY_TOO_COMPLEX", BEYOND[query])]


def test_counts_aliases_and_root_fields_per_operation() -> None:
    query = " ".join(f"query Q{n} {{ a: viewer {{ b: name }} }}" for n in range(40))
    assert DOCUMENTS.prepare(query).errors == ()


def test_counts_unused_fragments() -> None:
    query = "{ viewer { name } } " + doubled(12).split("} } } ")[1]
    assert reported(DOCUMENTS.prepare(query))[0][0] == "QUERY_TOO_COMPLEX"


@pytest.mark.parametrize(
    ("query", "cycle"),
    [
        ("{ ...A } fragment A on Query { ...A }", "A → A"),
        ("{ ...A } fragment A on Query { ...B } fragment B on Query { viewer { name } ...A }", "A → B → A"),
        (
            "{ ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { ...B }",
            "B → C → B",
        ),
    ],
)
def test_refuses_fragments_that_spread_themselves(query: str, cycle: str) -> None:
    assert reported(DOCUMENTS.prepare(query)) == [("BAD_USER_INPUT", f"A fragment can't spread itself: {cycle}.")]


@pytest.mark.parametrize(
    "query",
    [
        "{",
        "",
        "{ viewer { nme } }",
        "{ ...Nowhere }",
        "{ viewer { name } } fragment A on Viewer { name } fragment A on Viewer { name }",
        "query A { viewer { name } } query A { viewer { name } }",
        "{ viewer { name: account { id } name } }",
        "query ($x: Int) { viewer { name } }",
        "mutation { pay(input: {amountCents: 12.10}) }",
        "mutation { pay(input: {amountCents: 3000000000}) }",
        "type Query { a: Int }",
        "\ud800",
        "{ viewer { name } } \x00",
    ],
)
def test_explains_an_invalid_query(query: str) -> None:
    errors = reported(DOCUMENTS.prepare(query))
    assert errors
    assert {code for code, _ in errors} == {"BAD_USER_INPUT"}


def test_reports_twenty_errors_and_that_there_are_more() -> None:
    errors = reported(DOCUMENTS.prepare("{ viewer { " + " ".join(f"x{n}" for n in range(300)) + " } }"))
    assert len(errors) == 21
    assert errors[-1][1].startswith("Too many validation errors")


@pytest.mark.parametrize(
    "variables",
    [{"input": {"rows": [{"amountCents": n} for n in range(10_000)]}}, {}, {"a": None, "b": [[[]]], "c": {"d": {}}}],
)
def test_accepts_bulk_input(variables: dict[str, Any]) -> None:
    assert check_variables(variables, {}) == []


def test_bounds_the_depth_and_number_of_values_in_the_variables() -> None:
    deep: Any = 1
    for _ in range(MAX_VALUE_DEPTH - 1):
        deep = [deep]
    assert check_variables({"a": deep}, {}) == []
    (error,) = check_variables({"a": [deep]}, {})
    assert error.message == (
        f"At most {MAX_VALUE_DEPTH} levels of lists and objects in the variables are allowed; this asks for more."
    )
    assert check_variables({"a": [0] * (MAX_VARIABLE_VALUES - 1)}, {}) == []
    (error,) = check_variables({"a": [0] * MAX_VARIABLE_VALUES}, {})
    assert error.extensions == {"code": "QUERY_TOO_COMPLEX", "limit": MAX_VARIABLE_VALUES}


def test_counts_values_of_the_variables_each_time_they_are_used() -> None:
    document = parse("""query Q($ids: [ID!]!, $n: Int) { a: nodes(ids: $ids) { id } ...F ...F }
        fragment F on Query { b: nodes(ids: $ids) { id } ...G }
        fragment G on Query { accounts(first: $n) { totalCount } }
        query Other($n: Int) { accounts(first: $n) { totalCount } }""")
    assert variable_uses(document, fragments_of(document)) == {"Q": {"ids": 3, "n": 2}, "Other": {"n": 1}}
    third = MAX_VARIABLE_VALUES // 3
    assert check_variables({"ids": [0] * (third - 1)}, {"ids": 3}) == []
    (error,) = check_variables({"ids": [0] * third}, {"ids": 3})
    assert error.message == (
        "At most 250,000 values in the variables, counted each time they are used, are allowed; this asks for more."
    )


ALLOWED_OF_THE_SCHEMA = (
    '{ __type(name: "Account") { fields { type { fields { name } } } } a: __type(name: "Query") { name } }',
    "query A { __schema { types { fields { args { name } } } } } query B { a: __schema { types { name } } }",
    "{ __typename a: __typename }",
)


@pytest.mark.parametrize("query", ALLOWED_OF_THE_SCHEMA)
def test_accepts_small_introspection_queries(query: str) -> None:
    assert DOCUMENTS.prepare(query).errors == ()


BEYOND_OF_THE_SCHEMA = {
    "{ a: __schema { types { name } } b: __schema { types { name } } }": "An operation may ask for the whole schema once.",
    "{ __schema { types { ...F } } } fragment F on __Type { f: fields { name } }": (
        "Below __schema no field can have an alias, such as f."
    ),
    '{ __type(name: "Query") { ... { a: name } } }': "Below __type no field can have an alias, such as a.",
    "{ __schema { types { fields { type { ...F } } } } } fragment F on __Type { fields { name } }": (
        "Below __schema, fields cannot be selected within another list. Ask for one type by __type(name:)."
    ),
}


@pytest.mark.parametrize("query", BEYOND_OF_THE_SCHEMA)
def test_refuses_large_introspection_queries(query: str) -> None:
    assert reported(DOCUMENTS.prepare(query)) == [("QUERY_TOO_COMPLEX", BEYOND_OF_THE_SCHEMA[query])]


def test_caches_prepared_queries_and_refusals() -> None:
    kept = Documents(DOCUMENTS.schema)
    for query in ("{ viewer { name } }", "{ nope }", "{"):
        assert kept.prepare(query) is kept.prepare(query)


def test_evicts_the_least_recently_used_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "KEPT_QUERIES", 2)
    kept = Documents(DOCUMENTS.schema)
    first, second = kept.prepare("{ a }"), kept.prepare("{ b }")
    assert kept.prepare("{ a }") is first
    kept.prepare("{ c }")
    assert kept.prepare("{ a }") is first
    assert kept.prepare("{ b }") is not second


def test_caches_no_more_text_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "KEPT_CHARACTERS", 100)
    kept = Documents(DOCUMENTS.schema)
    short = kept.prepare("{ a }")
    kept.prepare("{ b }".ljust(99))
    assert kept.prepare("{ a }") is not short
    assert kept.prepare("{ c }".ljust(500)) is not kept.prepare("{ c }".ljust(500))


@pytest.mark.parametrize(
    ("query", "name", "message"),
    [
        ("query A { a: __typename } query B { b: __typename }", None, "say which in operationName (A, B)"),
        ("query A { __typename } query B { __typename }", "C", 'no operation called "C". It has A, B.'),
        ("{ __typename }", "A", 'no operation called "A". Its operation has no name'),
        ("fragment A on Query { __typename }", None, ""),
    ],
)
def test_lists_the_operations_of_an_ambiguous_document(query: str, name: str | None, message: str) -> None:
    prepared = DOCUMENTS.prepare(query)
    if not message:
        # GraphQL's own rules refuse a fragment that nothing uses.
        assert reported(prepared)[0][0] == "BAD_USER_INPUT"
        return
    with pytest.raises(GraphQLError) as refusal:
        prepared.operation(name)
    assert message in refusal.value.message
    assert refusal.value.extensions == {"code": "BAD_USER_INPUT"}


def test_the_commas_inside_an_imported_file_are_one_value() -> None:
    """A file of ten megabytes is one text; as many separators outside of texts are refused."""
    file = 'INV-1,1001,"noted ""yes, [no], {maybe}""",\\n' * 200_000
    body = orjson.dumps({"query": "{ a }", "variables": {"input": {"csv": file}}})
    assert len(body) > 9 * 2**20
    assert from_body(body).variables["input"]["csv"] == file
    for hostile in (b"{}," * 600_000, b'"a",' * 1_100_000, b"[" * 1_100_000):
        with pytest.raises(GraphQLError, match="more than 1,000,000 values"):
            from_body(hostile)
