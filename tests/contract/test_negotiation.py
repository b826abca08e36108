"""The media types of a request and of its answer, whatever the headers are."""

from collections.abc import Iterator

import httpx
import pytest

from api.protocol.negotiation import GRAPHQL, JSON, chosen_type, is_json
from tests.contract.caller import refusal


@pytest.mark.parametrize(
    ("content_type", "good"),
    [
        (JSON, True),
        ("Application/JSON", True),
        ("application/json; charset=utf-8", True),
        ('application/json ; Charset="UTF-8"', True),
        ("application/json; profile=x", True),
        ("application/json; charset=utf-16", False),
        ("application/json; charset=iso-8859-1", False),
        ("application/json, text/plain", False),
        ("application/jsonp", False),
        ("text/plain; application/json", False),
        ('text/plain; x="application/json"', False),
        ("application/graphql", False),
        ("multipart/form-data; boundary=x", False),
        ("application/x-www-form-urlencoded", False),
        ("text/plain", False),
        ("", False),
        (";;,,\x00", False),
        (None, False),
        ('application/json; x="a;b,c\\""', True),
        ('application/json; charset="utf-8', False),
        ("application/json;" + " " * 1_000, False),
    ],
)
def test_knows_json_by_its_content_type(content_type: str | None, good: bool) -> None:
    assert is_json(content_type) is good


@pytest.mark.asyncio
async def test_refuses_other_bodies_than_json(client: httpx.AsyncClient) -> None:
    for headers in ({"content-type": "text/plain"}, {"content-encoding": "gzip"}):
        answer = await client.post("/graphql", content=b'{"query": "{ __typename }"}', headers=headers)
        assert refusal(answer)[:2] == (415, "BAD_USER_INPUT")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{JSON};q=0.9, {GRAPHQL};q=0.95", GRAPHQL),
        (f"{GRAPHQL};q=0.5, {JSON}", JSON),
        (f"{JSON}, {GRAPHQL}", GRAPHQL),
        (f"{GRAPHQL}, */*;q=0.1", GRAPHQL),
        (f"{GRAPHQL};q=0.4, */*", JSON),
        (f"{JSON};q=0, */*", GRAPHQL),
        ("APPLICATION/JSON; charset=utf-8", JSON),
        (f"text/html, {GRAPHQL};charset=utf-8;q=0.3", GRAPHQL),
        ("text/html", None),
        (f"{JSON};q=0", None),
        (f"{JSON};q=nan", None),
        (f"{JSON};q=2", None),
        ("application/xml, image/*", None),
        (",;,;=,", None),
        (f'text/html;x="\\",{GRAPHQL}", {JSON}', JSON),
        (f'text/html;x=", {JSON}', None),
        (f"{JSON}, " + "text/html, " * 100, None),
    ],
)
def test_chooses_the_media_type_of_the_answer(accept: str | None, chosen: str | None) -> None:
    assert chosen_type(accept) == chosen


class Watched(str):
    """A header that counts the looks at its characters."""

    __slots__ = ("looks",)

    def __iter__(self) -> Iterator[str]:
        for sign in str(self):
            self.looks = getattr(self, "looks", 0) + 1
            yield sign


@pytest.mark.parametrize("text", ['"' + '\\"' * 400, JSON + ';x="' + '\\"' * 400, ",;" * 450, '"\\' * 400])
def test_parses_headers_in_linear_time(text: str) -> None:
    for read in (is_json, chosen_type):
        header = Watched(text)
        read(header)
        assert header.looks == len(header)


@pytest.mark.asyncio
async def test_refuses_overlong_headers(client: httpx.AsyncClient) -> None:
    unclosed = '"' + '\\"' * 30_000
    for header, status in (("accept", 406), ("content-type", 415)):
        answer = await client.post(
            "/graphql", content=b'{"query": "{ __typename }"}', headers={"content-type": JSON, header: unclosed}
        )
        assert refusal(answer)[:2] == (status, "BAD_USER_INPUT")


@pytest.mark.asyncio
async def test_refuses_media_types_the_caller_does_not_accept(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json={"query": "{ __typename }"}, headers={"accept": "text/html"})
    assert refusal(answer)[:2] == (406, "BAD_USER_INPUT")
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
