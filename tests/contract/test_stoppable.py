"""Incomplete requests, and a server that stops: each request is answered, none crashes."""

import asyncio
from typing import Any

import orjson
import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from api.protocol.arrival import Arrival

SCOPE: Scope = {"type": "http", "method": "POST", "path": "/", "headers": [], "query_string": b""}
FIRST_BYTE: Message = {"type": "http.request", "body": b"{", "more_body": True}
THE_REST: Message = {"type": "http.request", "body": b"}", "more_body": False}


class Caller:
    """A caller who sends these messages and then nothing more, and keeps what is answered."""

    def __init__(self, *messages: Message) -> None:
        self._messages = list(messages)
        self.waiting = asyncio.Event()
        self.answer: list[Message] = []

    async def receive(self) -> Message:
        if self._messages:
            return self._messages.pop(0)
        self.waiting.set()
        await asyncio.Event().wait()
        raise AssertionError

    async def send(self, message: Message) -> None:
        self.answer.append(message)

    def refusal(self) -> tuple[int, Any]:
        start, body = self.answer
        return start["status"], orjson.loads(body["body"])["errors"][0]["message"]


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the body; says nothing to a caller who has gone."""
    try:
        body = await Request(scope, receive).body()
    except ClientDisconnect:
        return
    await PlainTextResponse(body)(scope, receive, send)


async def test_a_stalled_request_is_refused_when_the_server_stops() -> None:
    app, caller = Arrival(echo), Caller(FIRST_BYTE)
    served = asyncio.create_task(app(SCOPE, caller.receive, caller.send))
    await caller.waiting.wait()
    app.stop()
    await served
    assert caller.refusal() == (408, "The request did not arrive whole. Send it again.")


async def test_a_stalled_request_times_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.protocol.arrival.ARRIVAL_GAP_S_MAX", 0.01)
    caller = Caller(FIRST_BYTE)
    await Arrival(echo)(SCOPE, caller.receive, caller.send)
    assert caller.refusal()[0] == 408


async def test_a_request_that_arrives_too_slowly_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.protocol.arrival.ARRIVAL_GAP_S_MAX", 0.05)
    taken = 0

    class Slow(Caller):
        async def receive(self) -> Message:
            nonlocal taken
            await asyncio.sleep(0.01)
            taken += 1
            return FIRST_BYTE

    caller = Slow()
    await Arrival(echo)(SCOPE, caller.receive, caller.send)
    assert caller.refusal()[0] == 408
    assert 0 < taken < 10  # on a busy machine the first is late already


async def test_what_nobody_wants_of_a_body_is_taken_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.protocol.arrival.DRAIN_BYTES_MAX", 100)
    scope = {**SCOPE, "headers": [(b"content-length", b"1000")]}

    async def refusing(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("No.", 404)(scope, receive, send)

    for length, closes in ((50, False), (300, True)):
        caller = Caller(*[FIRST_BYTE] * length, THE_REST)
        await Arrival(refusing)(scope, caller.receive, caller.send)
        assert caller.answer[0]["status"] == 404
        assert ((b"connection", b"close") in caller.answer[0]["headers"]) == closes


async def test_a_complete_request_is_served_although_the_server_stops() -> None:
    app, caller = Arrival(echo), Caller(FIRST_BYTE, THE_REST)
    app.stop()
    await app(SCOPE, caller.receive, caller.send)
    assert [caller.answer[0]["status"], caller.answer[1]["body"]] == [200, b"{}"]


async def test_a_slow_request_learns_that_the_server_stops() -> None:
    began = asyncio.Event()

    async def endless(scope: Scope, receive: Receive, send: Send) -> None:
        began.set()
        await asyncio.Event().wait()

    caller = Caller(THE_REST)
    served = asyncio.create_task(Arrival(endless)(SCOPE, caller.receive, caller.send))
    await began.wait()
    served.cancel()
    await served
    assert caller.refusal()[0] == 503
    assert "same idempotency key" in caller.refusal()[1]
