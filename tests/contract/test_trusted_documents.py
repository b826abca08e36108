"""Documents by their ids, and a server that runs none but those it trusts (domain R48c)."""

import pathlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from graphql import GraphQLError

from api.app import create_app
from api.document_files import id_of, read_documents
from api.errors import Code, code_of
from api.graph.request import Caller
from api.page_files import own_documents
from api.protocol.endpoint import GraphQLEndpoint
from api.protocol.negotiation import GRAPHQL, JSON
from api.protocol.parameters import parameters_of
from api.protocol.trusted import TrustedDocuments
from api.setting_values import BadSettings
from api.settings import read_settings
from domain.permissions import ALL_PERMISSIONS
from domain.services.credentials import new_token
from domain.services.tokens import CreateApiToken
from domain.store.store import Store
from tests.contract import miniature
from tests.contract.caller import refusal
from tests.support.centre import run
from tests.tools.page_types import QUERY, WEB

VIEWER = "query Named { viewer { name } }"
SCHEMA = "{ __schema { queryType { name } } }"
GIVEN = "{ ledgerCodes { code } }"


@pytest.fixture
def given(tmp_path: pathlib.Path) -> pathlib.Path:
    (tmp_path / "codes.graphql").write_text(f"{GIVEN}\n")
    (tmp_path / "named.graphql").write_text(VIEWER)
    return tmp_path


@asynccontextmanager
async def served(store: Store, **settings: object) -> AsyncIterator[httpx.AsyncClient]:
    secret = new_token()
    await run(store, CreateApiToken("shop", sorted(ALL_PERMISSIONS), secret))
    transport = httpx.ASGITransport(create_app(read_settings(**settings), store))
    headers = {"authorization": f"Bearer {secret}", "content-type": JSON, "accept": GRAPHQL}
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", headers=headers) as client:
        yield client


def test_the_page_s_own_queries_are_known_as_written_and_as_sent() -> None:
    written = [text for path in (WEB / "js/queries").glob("*.js") for _, text in QUERY.findall(path.read_text())]
    assert len(written) > 100
    assert [text for text in written if id_of(text) not in own_documents()] == []
    assert all(id_of(text) == each for each, text in own_documents().items())


async def test_runs_a_document_by_its_id(sqlite_store: Store, given: pathlib.Path) -> None:
    async with served(sqlite_store, trusted_documents=given) as client:
        for document in (GIVEN, f"{GIVEN}\n"):
            answer = await client.post("/graphql", json={"documentId": id_of(document), "variables": None})
            assert answer.json()["data"] == {"ledgerCodes": []}
        body = {"documentId": id_of(VIEWER), "operationName": "Named"}
        assert (await client.post("/graphql", json=body)).json()["data"]["viewer"]["name"] == "token shop"
        body = {"documentId": id_of(VIEWER), "operationName": "Other"}
        assert refusal(await client.post("/graphql", json=body))[:2] == (400, "BAD_USER_INPUT")
        body = {"documentId": id_of("{ viewer { kind } }"), "query": GIVEN}
        assert (await client.post("/graphql", json=body)).json()["data"] == {"ledgerCodes": []}
        assert (await client.post("/graphql", json={"query": SCHEMA})).status_code == 200


async def test_an_unknown_id_is_refused_with_what_to_do(sqlite_store: Store) -> None:
    async with served(sqlite_store) as client:
        status, code, message = refusal(await client.post("/graphql", json={"documentId": id_of(GIVEN)}))
        assert (status, code) == (404, "UNKNOWN_DOCUMENT")
        assert id_of(GIVEN) in message
        assert "Send its text" in message
        old = await client.post("/graphql", json={"documentId": "x"}, headers={"accept": JSON})
        assert refusal(old)[:2] == (200, "UNKNOWN_DOCUMENT")
        assert refusal(await client.post("/graphql", json={"documentId": 1}))[:2] == (400, "BAD_USER_INPUT")
        assert refusal(await client.post("/graphql", json={"documentId": None}))[:2] == (400, "BAD_USER_INPUT")


async def test_an_id_grants_nothing(sqlite_store: Store, given: pathlib.Path) -> None:
    async with served(sqlite_store, trusted_documents=given) as client:
        answer = await client.post("/graphql", json={"documentId": id_of(GIVEN)}, headers={"authorization": ""})
        assert refusal(answer)[:2] == (401, "UNAUTHENTICATED")


async def test_a_server_may_run_trusted_documents_alone(sqlite_store: Store, given: pathlib.Path) -> None:
    async with served(sqlite_store, trusted_documents=given, trusted_documents_only="1") as client:
        assert (await client.post("/graphql", json={"documentId": id_of(GIVEN)})).status_code == 200
        assert (await client.post("/graphql", json={"query": GIVEN})).status_code == 200
        own = next(text for text in own_documents().values() if "query Viewer" in text)
        assert (await client.post("/graphql", json={"query": own})).status_code == 200
        for query in (SCHEMA, "{ viewer { name } }", "{ __typename }", "{ not valid"):
            assert refusal(await client.post("/graphql", json={"query": query}))[:2] == (403, "DOCUMENT_NOT_TRUSTED")
            answer = await client.get("/graphql", params={"query": query})
            assert refusal(answer)[1] == "DOCUMENT_NOT_TRUSTED"
        assert refusal(await client.post("/graphql", json={"documentId": "x"}))[:2] == (404, "UNKNOWN_DOCUMENT")


def test_a_subscription_needs_a_trusted_document_too(given: pathlib.Path) -> None:
    trusted = TrustedDocuments(dict, read_documents(given), only=True)
    endpoint = GraphQLEndpoint(miniature.DOCUMENTS, miniature.run, miniature.authenticate, trusted=trusted)
    sent = parameters_of({"query": "subscription { changes { position } }"})
    with pytest.raises(GraphQLError) as refused:
        endpoint.checked(sent, Caller(miniature.ADMINISTRATOR), subscribes=True)
    assert code_of(refused.value) is Code.DOCUMENT_NOT_TRUSTED


@pytest.mark.parametrize("wrong", [{"trusted_documents": "/nowhere"}, {"trusted_documents_only": "yes"}])
def test_settings_that_cannot_hold_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(BadSettings, match="TIEOUT_TRUSTED_DOCUMENTS"):
        read_settings(**wrong)
