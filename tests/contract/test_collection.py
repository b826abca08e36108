"""The collection of requests for partners: it is current, has each root field, and the server takes every request."""

import json
from collections.abc import Iterator
from typing import Any

import httpx

from api.app import create_app
from api.settings import Settings
from domain.store.store import Store
from tests.support.centre import Centre
from tests.support.graphql import Api
from tests.support.root_fields import root_operations
from tests.tools.collection import PATH, VARIABLE, collection


def requests() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The name, document and variables of each request, with texts for the collection's own variables."""
    for half in json.loads(collection())["item"]:
        for folder in half["item"]:
            for each in folder["item"]:
                sent = each["request"]["body"]["graphql"]
                yield each["name"], sent["query"], json.loads(VARIABLE.sub("unknown", sent["variables"]))


def test_is_current_and_has_each_root_field_once() -> None:
    assert PATH.read_text(encoding="utf-8") == collection(), "run: python -m tests.tools.page_types"
    names = [name for name, *_ in requests()]
    assert sorted(names) == sorted(root_operations())
    known = {each["key"] for each in json.loads(collection())["variable"]}
    assert set(VARIABLE.findall(collection())) <= known


async def test_the_server_takes_every_request_and_changes_nothing(sqlite_store: Store) -> None:
    await Centre.open(sqlite_store)
    async with Api(sqlite_store) as api:
        before = (await api.data("{ auditLog(first: 1) { totalCount } }"))["auditLog"]
        wrong = {}
        for name, query, variables in requests():
            answer = await api(query, **variables)
            if "errors" in answer:
                wrong[name] = answer["errors"]
        assert wrong.keys() == {"bankReconciliationReport"}, wrong  # of a bank account that is not there
        assert (await api.data("{ auditLog(first: 1) { totalCount } }"))["auditLog"] == before


async def test_is_served_beside_the_handbook(sqlite_store: Store) -> None:
    transport = httpx.ASGITransport(create_app(Settings(), sqlite_store))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.get(f"/help/{PATH.name}")
    assert (answer.status_code, answer.json()) == (200, json.loads(collection()))
    assert "attachment" in answer.headers["content-disposition"]
