"""Level: the page. Query the API as the signed-in visitor: what the page should show, and what to undo."""

import contextlib
import csv
import io
import pathlib
from collections.abc import AsyncIterator
from typing import Any

from tests.support.site import Visitor

UNDO = "mutation ($input: UndoBatchInput!) { done: undoBatch(input: $input) { userErrors { message } } }"


async def graph(visitor: Visitor, query: str, **variables: object) -> dict[str, Any]:
    """The answer's data."""
    answer = await visitor.context.request.post(
        f"{visitor.site.address}/graphql", headers={"X-Tieout": "1"}, data={"query": query, "variables": variables}
    )
    response = await answer.json()
    assert "errors" not in response, response["errors"]
    data: dict[str, Any] = response["data"]
    return data


async def interpreted(visitor: Visitor) -> list[str]:
    """What the server has counted of operations that no compiled function could answer; none, if it stays the same."""
    answer = await visitor.context.request.get(f"{visitor.site.address}/metrics")
    return [line for line in (await answer.text()).splitlines() if line.startswith("tieout_interpreted_total")]


async def all_rows(visitor: Visitor, query: str, *path: str, **variables: object) -> list[dict[str, Any]]:
    """The rows of the connection at ``path``, page by page; the query takes ``$after``."""
    rows: list[dict[str, Any]] = []
    after, more = None, True
    while more:
        found = await graph(visitor, query, **variables, after=after)
        for name in path:
            found = found[name]
        rows += found["nodes"]
        after, more = found["pageInfo"]["endCursor"], found["pageInfo"]["hasNextPage"]
    return rows


class Changes:
    """What a test changes, so that the next one finds the same books."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.batches: list[str] = []

    async def make(self, mutation: str, selection: str, **requested: object) -> dict[str, Any]:
        """One mutation, by its name; the payload."""
        kind = mutation[0].upper() + mutation[1:]
        response = f"userErrors {{ message }} batch {{ id }} {selection}"
        query = f"mutation ($input: {kind}Input!) {{ done: {mutation}(input: $input) {{ {response} }} }}"
        done: dict[str, Any] = (await graph(self.visitor, query, input=requested))["done"]
        assert done["userErrors"] == [], done["userErrors"]
        self.batches.append(done["batch"]["id"])
        return done


@contextlib.asynccontextmanager
async def changes(visitor: Visitor) -> AsyncIterator[Changes]:
    """Takes back what was changed through it, the last first."""
    made = Changes(visitor)
    yield made
    for batch in reversed(made.batches):
        done = (await graph(visitor, UNDO, input={"batchId": batch}))["done"]
        assert done["userErrors"] == [], done["userErrors"]


async def downloaded(visitor: Visitor) -> tuple[str, list[dict[str, str]]]:
    """What the button CSV saves: the file's name, and its rows by their headings."""
    async with visitor.page.expect_download() as downloading:
        await visitor.page.get_by_role("button", name="CSV").click()
    download = await downloading.value
    return download.suggested_filename, _rows(await download.path())


def _rows(path: pathlib.Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
