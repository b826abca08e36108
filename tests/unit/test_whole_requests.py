"""Requests that are taken whole: only what h11 reads in the same way, and nothing that leaves a doubt."""

import asyncio
import random
from typing import Any

import h11
import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from api.protocol.connections import Connections, Limits, guarded_by
from api.protocol.whole_requests import HEAD_BYTES_MAX, WholeRequest, whole_request

HEADS = [
    b"Host: x",
    b"content-LENGTH: 4",
    b"Content-Type:application/json ",
    b"Authorization: Bearer  a b",
    b"X-Empty:",
    b"Connection: Keep-Alive",
    b"X-Text: \xe9 \t\x80",
]
DOUBTS = [
    b"Transfer-Encoding: chunked",
    b"Content-Length: 4",
    b"Content-Length: +4",
    b"Host: y",
    b"Expect: 100-continue",
    b"Upgrade: websocket",
    b"Connection: close",
    b"Connection: upgrade",
    b" folded: x",
    b"Name : x",
    b": x",
    b"X: a\x00b",
    b"X: a\rb",
    b"X: a\nb",
    b"X",
    b"",
]


def request_of(lines: list[bytes], body: bytes = b"body", first: bytes = b"POST /graphql HTTP/1.1") -> bytes:
    return b"\r\n".join([first, *lines, b"", body])


def as_h11_reads(data: bytes) -> WholeRequest:
    connection = h11.Connection(h11.SERVER)
    connection.receive_data(data)
    head, body, end = connection.next_event(), connection.next_event(), connection.next_event()
    assert isinstance(head, h11.Request)
    assert isinstance(body, h11.Data)
    assert isinstance(end, h11.EndOfMessage)
    assert connection.trailing_data[0] == b""
    return WholeRequest(
        bytes(head.target),
        [(bytes(name), bytes(value)) for name, value in head.headers],
        bytes(body.data),
        data[: -len(body.data)],
    )


def test_a_plain_request_is_read_as_h11_reads_it() -> None:
    chance = random.Random(1)
    for _ in range(200):
        lines = [*HEADS[:2], *chance.sample(HEADS[2:], chance.randint(0, len(HEADS) - 2))]
        chance.shuffle(lines)
        found = whole_request(request_of(lines))
        assert found == as_h11_reads(request_of(lines))
        again = request_of(lines, b"BODY")
        assert whole_request(again, found) == as_h11_reads(again)


def test_what_differs_from_the_former_request_is_read_anew() -> None:
    former = whole_request(request_of(HEADS[:2]))
    assert former is not None
    for other in (
        request_of(HEADS[:2], b"bod"),
        request_of(HEADS[:2], b"body!"),
        request_of(HEADS[:2]) + request_of(HEADS[:2]),
        request_of(HEADS[:2])[:-6],
        request_of([*HEADS[:2], DOUBTS[0]]),
    ):
        assert whole_request(other, former) is None
    longer = request_of([HEADS[0], b"Content-Length: 5"], b"body!")
    assert whole_request(longer, former) == as_h11_reads(longer)


@pytest.mark.parametrize("doubt", DOUBTS)
def test_what_leaves_a_doubt_is_left_to_h11(doubt: bytes) -> None:
    for at in range(3):
        lines = HEADS[:2]
        lines.insert(at, doubt)
        assert whole_request(request_of(lines)) is None, lines


@pytest.mark.parametrize(
    "data",
    [
        b"",
        request_of(HEADS[:1]),
        request_of(HEADS[1:2]),
        request_of(HEADS[:2], b"bod"),
        request_of(HEADS[:2], b"body!"),
        request_of(HEADS[:2])[:-6],
        request_of(HEADS[:2], first=b"GET /graphql HTTP/1.1"),
        request_of(HEADS[:2], first=b"POST /graphql HTTP/1.0"),
        request_of(HEADS[:2], first=b"POST /graphql?x HTTP/1.1"),
        request_of(HEADS[:2], first=b"POST /%67raphql HTTP/1.1"),
        request_of(HEADS[:2], first=b"POST http://x/graphql HTTP/1.1"),
        request_of([*HEADS[:2], b"X: " + b"a" * HEAD_BYTES_MAX]),
    ],
)
def test_what_is_not_whole_or_not_plain_is_left_to_h11(data: bytes) -> None:
    assert whole_request(data) is None


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the body that came; in two parts, and without saying how long it is, if that is asked for by the path."""
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message["body"], message["more_body"]
    headers = [] if scope["path"] in {"/parts", "/short"} else [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    if scope["path"] == "/parts":
        await send({"type": "http.response.body", "body": body[:1], "more_body": True})
        body = body[1:]
    await send({"type": "http.response.body", "body": body})


async def answers(*sent: bytes) -> bytes:
    """All that comes back, until the server closes the connection or everything is answered."""
    protocol: Any = guarded_by(Connections(Limits(8, 8)), {})
    config = uvicorn.Config(echo, http=protocol, lifespan="off")
    config.load()
    loop = asyncio.get_running_loop()
    async with await loop.create_server(lambda: protocol(config, ServerState(), {}), "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.sockets[0].getsockname()[1])
        for each in sent:
            writer.write(each)
            await writer.drain()
            for _ in range(5):
                await asyncio.sleep(0)  # the server, in this loop, reads what is there
        writer.write(request_of([b"Host: x", b"Content-Length: 4", b"Connection: close"], b"last"))
        async with asyncio.timeout(20):
            found = await reader.read()
        writer.close()
    return found


def bodies(answered: bytes) -> list[bytes]:
    return [each.partition(b"\r\n\r\n")[2] for each in answered.split(b"HTTP/1.1 200 OK\r\n")[1:]]


async def test_answers_come_in_order_however_the_requests_are_cut() -> None:
    one, two = (request_of([b"Host: x", b"Content-Length: 4"], body) for body in (b"one.", b"two."))
    whole = one + two + one
    for cuts in ([], [len(one)], [5], [len(one) - 2], [len(one) + 3, len(one) + 30], [len(one) + len(two)]):
        pieces = [whole[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
        assert bodies(await answers(*pieces)) == [b"one.", b"two.", b"one.", b"last"], cuts


async def test_an_answer_whose_length_nobody_says_gets_one() -> None:
    short = request_of([b"Host: x", b"Content-Length: 4"], b"abcd", b"POST /short HTTP/1.1")
    answered = await answers(short)
    assert b"content-length: 4\r\n" in answered
    assert bodies(answered) == [b"abcd", b"last"]


async def test_an_answer_in_parts_whose_length_nobody_knows_ends_with_the_connection() -> None:
    parts = request_of([b"Host: x", b"Content-Length: 4"], b"abcd", b"POST /parts HTTP/1.1")
    answered = await answers(parts)
    assert b"connection: close\r\n" in answered
    assert bodies(answered) == [b"abcd"]
