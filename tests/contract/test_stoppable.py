"""Requests that never arrive whole, and a server that stops: each is answered, none is a crash."""

import asyncio
from typing import Any

import orjson
import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from api.stoppable import Stoppable

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

    def told(self) -> tuple[int, Any]:
        start, body = self.answer
        return start["status"], orjson.loads(body["body"])["errors"][0]["message"]


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the body; says nothing to a caller who has gone."""
    try:
        body = await Request(scope, receive).body()
    except ClientDisconnect:
        return
    await PlainTextResponse(body)(scope, receive, send)


async def test_a_request_that_stalls_is_turned_away_when_the_server_stops() -> None:
    app, caller = Stoppable(echo), Caller(FIRST_BYTE)
    served = asyncio.create_task(app(SCOPE, caller.receive, caller.send))
    await caller.waiting.wait()
    app.stop()
    await served
    assert caller.told() == (408, "The request did not arrive whole. Send it again.")


async def test_a_request_that_stalls_is_turned_away_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.stoppable.PATIENCE_S", 0.01)
    caller = Caller(FIRST_BYTE)
    await Stoppable(echo)(SCOPE, caller.receive, caller.send)
    assert caller.told()[0] == 408


async def test_what_has_arrived_is_served_though_the_server_stops() -> None:
    app, caller = Stoppable(echo), Caller(FIRST_BYTE, THE_REST)
    app.stop()
    await app(SCOPE, caller.receive, caller.send)
    assert [caller.answer[0]["status"], caller.answer[1]["body"]] == [200, b"{}"]


async def test_what_takes_too_long_is_told_that_the_server_stops() -> None:
    began = asyncio.Event()

    async def endless(scope: Scope, receive: Receive, send: Send) -> None:
        began.set()
        await asyncio.Event().wait()

    caller = Caller(THE_REST)
    served = asyncio.create_task(Stoppable(endless)(SCOPE, caller.receive, caller.send))
    await began.wait()
    served.cancel()
    await served
    assert caller.told()[0] == 503
    assert "same idempotency key" in caller.told()[1]
