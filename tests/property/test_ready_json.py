"""Random nested queries whose parts the database writes: answered byte for byte as graphql-core answers them.

The long form is run under ``TIEOUT_TEST_PROFILE=long``.
"""

import random
from collections import Counter
from collections.abc import Sequence
from functools import partial

import orjson
from graphql import GraphQLObjectType, get_named_type, is_leaf_type

from api.graph.budget import Budget
from api.graph.engine.sources import Attribute, RowId, source_of
from api.graph.loading import RELATION, FieldPlan, Loading, Rows
from api.graph.ready import NotReady, written
from api.graph.relations import Children, One, Paged
from api.schema import core_schema
from domain.store.program import Program
from domain.store.store import Store
from tests.property.test_random_queries import cursors_of
from tests.support.graphql import Api, interpreting
from tests.support.profile import by_profile
from tests.support.state_machine import StateMachine

QUESTIONS = by_profile(
    suite={"sqlite": 100, "postgres": 50},
    ci={"sqlite": 120, "postgres": 120},
    long={"sqlite": 10_000, "postgres": 10_000},
)
STEPS = by_profile(suite=160, ci=160, long=400)
"""How many questions, the first of the same on either database, and how many random commands before them."""
MANY = 100
"""Of so many, one at least is beyond the budget when the database has written it."""
BUDGETS = [{}, {"long_passes_max": 1, "passed_rows_max": 60}, {"rows_max": 60}, {"values_max": 250}]
"""What differs from the usual limits; the small ones refuse many answers."""
NARROWED = {
    "orderBy": [f"{{ field: {field}, direction: {way} }}" for field in ("DATE", "AMOUNT") for way in ("ASC", "DESC")],
    "filter": ["{ kinds: [INVOICE, PAYMENT] }", "{ statuses: [FULLY_RECONCILED] }", '{ search: "a" }', "{}"],
    "first": ["1", "2", "3", "7", "50"],
    "last": ["1", "2", "3", "7", "50"],
    "includeEnded": ["true"],
}


class NestedQuery:
    """A query of rows below rows, nearly always of what the database writes."""

    def __init__(self, chance: random.Random, cursors: Sequence[str]) -> None:
        self.chance = chance
        self.cursors = cursors
        roots = {"accounts": "Account", "unreconciledItems": "TransactionItem", "plannedPayments": "PlannedPayment"}
        root = chance.choice(list(roots))
        rows = core_schema().type_map[roots[root]]
        assert isinstance(rows, GraphQLObjectType)
        first = chance.choice([1, 3, 10])
        self.text = f"{{ {root}(first: {first}) {{ nodes {{ {self._fields(rows, chance.randint(1, 6))} }} }} }}"

    def _fields(self, parent: GraphQLObjectType, depth: int) -> str:
        plain = [name for name, each in parent.fields.items() if isinstance(source_of(each), Attribute | RowId)]
        leaves = [name for name in plain if is_leaf_type(get_named_type(parent.fields[name].type))]
        below = [
            name
            for name, each in parent.fields.items()
            if isinstance((each.extensions or {}).get(RELATION), Children | One | Paged)
        ]
        chosen = [self._named(name) for name in self.chance.choices(leaves, k=self.chance.randint(1, 5))]
        if depth and below:
            chosen += [
                self._below(parent, name, depth - 1)
                for name in self.chance.choices(below, k=self.chance.choice([1, 1, 2]))
            ]
        if self.chance.random() < 0.1:
            chosen.append("__typename")
        if self.chance.random() < 0.02:
            chosen.append(
                self.chance.choice(
                    [name for name in parent.fields if name not in below and name not in plain] or ["id"]
                )
            )
        self.chance.shuffle(chosen)
        return " ".join(chosen)

    def _named(self, name: str) -> str:
        return f"z{self.chance.randrange(10**6)}: {name}"

    def _below(self, parent: GraphQLObjectType, name: str, depth: int) -> str:
        definition = parent.fields[name]
        named = get_named_type(definition.type)
        assert isinstance(named, GraphQLObjectType)
        given = [
            f"{key}: {self.chance.choice(NARROWED[key])}"
            for key in definition.args
            if key in NARROWED and self.chance.random() < 0.4
        ]
        given += [
            f"{side}: {orjson.dumps(self.chance.choice(self.cursors)).decode()}"
            for side in ("after", "before")
            if side in definition.args and self.chance.random() < 0.1
        ]
        arguments = f"({', '.join(given)})" if given else ""
        fields = self._page(named, depth) if "nodes" in named.fields else self._fields(named, depth)
        return f"{self._named(name)}{arguments} {{ {fields} }}"

    def _page(self, connection: GraphQLObjectType, depth: int) -> str:
        chosen = []
        for name in self.chance.choices(["nodes", "edges"], k=self.chance.choice([1, 1, 2])):
            rows = get_named_type(connection.fields[name].type)
            assert isinstance(rows, GraphQLObjectType)
            if name == "nodes":
                fields = self._fields(rows, depth)
            else:
                ends = self.chance.choices([each for each in ("node", "counterpart") if each in rows.fields], k=2)
                fields = " ".join(self._end(rows, each, depth) for each in ends)
            chosen.append(f"{self._named(name)} {{ {fields} }}")
        if self.chance.random() < 0.1:
            chosen.append(self.chance.choice(["totalCount", "pageInfo { hasNextPage endCursor }"]))
        return " ".join(chosen)

    def _end(self, edge: GraphQLObjectType, name: str, depth: int) -> str:
        rows = get_named_type(edge.fields[name].type)
        assert isinstance(rows, GraphQLObjectType)
        return f"{self._named(name)} {{ {self._fields(rows, depth)} }}"


async def test_what_the_database_writes_is_what_graphql_core_answers(store: Store) -> None:
    machine = await StateMachine.begin(store, checking=False)
    for step in range(STEPS):
        await machine.step(step * 5)
    await machine.api.http.aclose()
    now = store.clock()
    store.clock = lambda: now
    seen: Counter[str] = Counter()

    def write(loading: Loading, plan: FieldPlan, level: Rows) -> Program[bool]:
        try:
            done = yield from written(loading, plan, level)
        except NotReady:
            seen["not ready"] += 1
            raise
        seen["written"] += done
        return done

    budgets = [partial(Budget, **each) for each in BUDGETS]
    apis = [Api(store, budget=each, write=write) for each in budgets]
    oracles = [Api(store, budget=each, compiler=interpreting) for each in budgets]
    cursors = await cursors_of(oracles[0])
    questions = QUESTIONS[store.backend.dialect]
    for seed in range(questions):
        asked = NestedQuery(random.Random(seed), cursors).text
        response, expected = await apis[seed % len(apis)](asked), await oracles[seed % len(apis)](asked)
        assert orjson.dumps(response) == orjson.dumps(expected), (seed, asked, response, expected)
        if "errors" in response:
            seen.update(error["extensions"]["code"] for error in response["errors"])
        else:
            seen["answered"] += 1
    for api in [*apis, *oracles]:
        await api.http.aclose()
    assert seen["answered"] > questions // 4, seen
    assert seen["written"] > questions // 3, seen
    assert seen["QUERY_TOO_COMPLEX"] > 0, seen
    assert seen["not ready"] > 0 or questions < MANY, seen
