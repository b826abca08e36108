"""Random questions about a centre to which random things happened: answered or refused, and never our mistake.

The long form is run under ``TIEOUT_TEST_PROFILE=long``.
"""

import os
import random
import re
from collections import Counter
from typing import Any

from api.graph.budget import CHARACTERS_A_VALUE
from api.ids import opaque
from api.schema import core_schema
from api.types.nodes import TYPE_OF_ROW, WORKED_OUT
from domain.store.store import Store
from tests.support.graphql import Api
from tests.support.random_queries import RandomQuery
from tests.support.story import Story

QUESTIONS, STEPS = (4_000, 400) if os.environ.get("TIEOUT_TEST_PROFILE") == "long" else (160, 30)
WHOLE_ROWS = re.compile(r"\bbefore\b|\bafter\b(?!:)")
EXPECTED = {"BAD_USER_INPUT", "QUERY_TOO_COMPLEX"}


async def what_there_is(story: Story) -> list[str]:
    """Ids of everything, released and withdrawn rows too."""
    found = []
    for row_class, type_name in TYPE_OF_ROW.items():
        if type_name in WORKED_OUT:
            continue
        rows = await story.centre.rows(f"select id from {row_class.TABLE} order by id limit 40")
        found += [opaque(type_name, row[0]) for row in rows]
    said = await story.api.data("{ accounts { nodes { suggestions { id } } } }")
    return found + texts_of(said)


async def cursors_of(api: Api) -> list[str]:
    """Cursors of some lists."""
    page = "(first: 1) { pageInfo { endCursor } }"
    said = await api.data(
        f"{{ accounts{page} unreconciledItems{page} plannedPayments{page} auditLog{page} "
        f"first: accounts(first: 1) {{ nodes {{ transactions{page} history{page} }} }} }}"
    )
    return [text for text in texts_of(said) if len(text) > 12]


def texts_of(answer: Any) -> list[str]:
    if isinstance(answer, str):
        return [answer]
    parts = answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else []
    return [text for part in parts for text in texts_of(part)]


def fields_of(answer: Any) -> int:
    if isinstance(answer, dict):
        return len(answer) + sum(map(fields_of, answer.values()))
    return sum(map(fields_of, answer)) if isinstance(answer, list) else 0


async def test_no_question_is_our_mistake_and_each_is_answered_alike_twice(store: Store) -> None:
    story = await Story.begin(store)
    for step in range(STEPS):
        await story.step(step * 7)
    ids = await what_there_is(story)
    await story.api.http.aclose()
    now = store.clock()
    store.clock = lambda: now  # an answer may tell when it was reckoned
    api = Api(store)
    cursors = await cursors_of(api)
    seen: Counter[str] = Counter()
    for seed in range(QUESTIONS):
        asked = RandomQuery(core_schema(), random.Random(seed), ids, cursors)
        said = await api(asked.text, **asked.variables)
        assert said == await api(asked.text, **asked.variables), (seed, asked.text, asked.variables)
        if "errors" in said:
            codes = {error["extensions"]["code"] for error in said["errors"]}
            assert codes <= EXPECTED, (seed, asked.text, asked.variables, said["errors"])
            seen.update(codes)
            continue
        seen["answered"] += 1
        if not WHOLE_ROWS.search(asked.text):
            # what is told to have been used is what stands in the answer, long texts a little more
            used = said["extensions"]["cost"]["values"]
            fields = sum(fields_of(value) for value in said["data"].values())
            longer = sum(len(text) for text in texts_of(said["data"])) // CHARACTERS_A_VALUE
            assert 0 <= used - fields <= longer, (seed, asked.text, used, fields, longer)
    await api.http.aclose()
    assert seen["answered"] > QUESTIONS // 5, seen
    assert seen["BAD_USER_INPUT"] > 0, seen
