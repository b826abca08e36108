"""The handbook and the schema as a browser and a program get them."""

from collections.abc import AsyncIterator

import httpx
import pytest

from api.app import create_app
from api.schema import schema_text
from api.settings import Settings
from domain.store.store import Store


@pytest.fixture
async def http(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(Settings(), store))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client


async def test_pages_and_the_search_answer(http: httpx.AsyncClient) -> None:
    for address, shown in (
        ("/help", "<h1"),
        ("/help/webhooks", "webhook-signature"),
        ("/help/webhooks.md", "webhook-signature"),
        ("/help/search?q=webhook+secret", 'href="/help/webhooks#'),
        ("/help/search?q=%3Cscript%3E", "&lt;script&gt;"),
        ("/help/search", "<h1"),
    ):
        answer = await http.get(address)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8"), address
        assert shown in answer.text, address
        assert "<script" not in answer.text
        assert "script-src" not in answer.headers["content-security-policy"]
    missing = await http.get("/help/no-such-page")
    assert (missing.status_code, "There is no such page" in missing.text) == (404, True)


async def test_the_schema_is_a_file(http: httpx.AsyncClient) -> None:
    answer = await http.get("/schema.graphql")
    assert (answer.status_code, answer.text) == (200, schema_text())


async def test_the_schema_is_for_those_who_are_signed_in_where_a_setting_says_so(store: Store) -> None:
    transport = httpx.ASGITransport(create_app(Settings(introspection="signed-in"), store))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        for headers in ({}, {"authorization": "Bearer nonsense"}):
            answer = await client.get("/schema.graphql", headers=headers)
            assert (answer.status_code, "enum ErrorCode" in answer.text) == (401, False)
