"""Random queries on random books: answered or refused, never an internal error, and compiled as graphql-core executes them.

The long form is run under ``TIEOUT_TEST_PROFILE=long``.
"""

import random
import re
from collections import Counter

import orjson

from api.graph.budget import CHARACTERS_A_VALUE
from api.graph.ids import opaque
from api.schema import core_schema
from api.types.nodes import COMPUTED_NODES, TYPE_OF_ROW
from domain.store.store import Store
from tests.support.answers import fields_of, texts_of
from tests.support.graphql import Api, interpreting
from tests.support.profile import by_profile
from tests.support.random_queries import RandomQuery
from tests.support.state_machine import StateMachine

QUESTIONS = by_profile(
    suite={"sqlite": 60, "postgres": 20},
    ci={"sqlite": 160, "postgres": 80},
    long={"sqlite": 10_000, "postgres": 10_000},
)
STEPS = by_profile(suite=30, ci=30, long=400)
"""How many questions, the first of the same on either database, and how many random commands before them."""
SNAPSHOT_COLUMNS = re.compile(r"\bbefore\b|\bafter\b(?!:)|\bdata\b")
EXPECTED = {"BAD_USER_INPUT", "QUERY_TOO_COMPLEX"}


async def what_there_is(machine: StateMachine) -> list[str]:
    """Ids of everything, released and withdrawn rows too."""
    found = []
    for row_class, type_name in TYPE_OF_ROW.items():
        if type_name in COMPUTED_NODES:
            continue
        rows = await machine.centre.rows(f"select id from {row_class.TABLE} order by id limit 40")
        found += [opaque(type_name, row[0]) for row in rows]
    response = await machine.api.data("{ accounts { nodes { suggestions { id } } } }")
    return found + texts_of(response)


async def cursors_of(api: Api) -> list[str]:
    """Cursors of some lists."""
    page = "(first: 1) { pageInfo { endCursor } }"
    response = await api.data(
        f"{{ accounts{page} unreconciledItems{page} plannedPayments{page} auditLog{page} "
        f"first: accounts(first: 1) {{ nodes {{ transactions{page} history{page} }} }} }}"
    )
    return [text for text in texts_of(response) if len(text) > 12]


async def test_random_queries_are_answered_as_graphql_core_answers_them(store: Store) -> None:
    machine = await StateMachine.begin(store, checking=False)
    for step in range(STEPS):
        await machine.step(step * 7)
    ids = await what_there_is(machine)
    await machine.api.http.aclose()
    now = store.clock()
    store.clock = lambda: now  # an answer may tell when it was computed
    seen: Counter[str] = Counter()
    api = Api(store, interpreted=lambda reason: seen.update([reason]))
    oracle = Api(store, compiler=interpreting)
    cursors = await cursors_of(api)
    questions = QUESTIONS[store.backend.dialect]
    for seed in range(questions):
        asked = RandomQuery(core_schema(), random.Random(seed), ids, cursors)
        response = await api(asked.text, **asked.variables)
        expected = await oracle(asked.text, **asked.variables)
        assert orjson.dumps(response) == orjson.dumps(expected), (seed, asked.text, asked.variables, response, expected)
        if "errors" in response:
            codes = {error["extensions"]["code"] for error in response["errors"]}
            assert codes <= EXPECTED, (seed, asked.text, asked.variables, response["errors"])
            seen.update(codes)
            continue
        seen["answered"] += 1
        if not SNAPSHOT_COLUMNS.search(asked.text):
            # the reported values are the answer's fields, and a little more for long texts
            used = response["extensions"]["cost"]["values"]
            fields = sum(fields_of(value) for value in response["data"].values())
            longer = sum(len(text) for text in texts_of(response["data"])) // CHARACTERS_A_VALUE
            assert 0 <= used - fields <= longer, (seed, asked.text, used, fields, longer)
    await api.http.aclose()
    await oracle.http.aclose()
    assert not seen["unusual"] + seen["not compiled"], seen
    assert seen["answered"] > questions // 5, seen
    assert seen["BAD_USER_INPUT"] > 0, seen
