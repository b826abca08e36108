"""Somebody who sends requests to the endpoint in this process, and how what it refuses is read."""

import httpx

from api.protocol.endpoint import GraphQLEndpoint
from api.protocol.negotiation import GRAPHQL, JSON

ADMINISTRATOR = {"authorization": "Bearer administrator"}


def talk(endpoint: GraphQLEndpoint) -> httpx.AsyncClient:
    """Someone who sends JSON to an endpoint in this process, and whom an exception would reach."""
    transport = httpx.ASGITransport(app=endpoint)
    headers = {"content-type": JSON, "accept": GRAPHQL}
    return httpx.AsyncClient(transport=transport, base_url="http://tieout.test", headers=headers)


def refusal(answer: httpx.Response) -> tuple[int, str, str]:
    """Status, first code and first message of an answer without data."""
    response = answer.json()
    assert "data" not in response
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    first = response["errors"][0]
    return answer.status_code, first["extensions"]["code"], first["message"]
