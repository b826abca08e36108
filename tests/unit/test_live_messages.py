"""The messages of graphql-transport-ws: what a client may send, and what closes the connection."""

import json

import pytest

from api.live.messages import (
    CloseCode,
    Complete,
    ConnectionInit,
    Ping,
    Pong,
    SocketClosing,
    Subscribe,
    parsed,
    reason_of,
    written,
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"type": "connection_init"}', ConnectionInit()),
        ('{"type": "connection_init", "payload": {"A": "Bearer x"}}', ConnectionInit({"A": "Bearer x"})),
        ('{"type": "ping", "payload": null, "more": 1}', Ping()),
        ('{"type": "ping", "payload": {"a": 1}}', Ping({"a": 1})),
        ('{"type": "pong", "payload": {"a": 1}}', Pong()),
        ('{"type": "complete", "id": "7"}', Complete("7")),
        ('{"type": "subscribe", "id": "7", "payload": {"query": "{ a }"}}', Subscribe("7", {"query": "{ a }"})),
    ],
)
def test_a_message_of_the_protocol_is_taken(text: str, message: object) -> None:
    assert parsed(text) == message


@pytest.mark.parametrize(
    "text",
    [
        *(None, "", "{", "1", "null", "[]", "{}", '{"type": 1}', '{"type": "start"}', '{"type": "next", "id": "1"}'),
        *('{"type": "connection_ack"}', '{"type": "connection_init", "payload": []}', '{"type": "ping", "payload": 1}'),
        *('{"type": "pong", "payload": "a"}', '{"type": "complete"}', '{"type": "complete", "id": ""}'),
        *('{"type": "complete", "id": 7}', '{"type": "subscribe", "id": "7"}'),
        *('{"type": "subscribe", "payload": {"query": "{ a }"}}', '{"type": "subscribe", "id": "7", "payload": {}}'),
        '{"type": "subscribe", "id": "7", "payload": {"query": 1}}',
        json.dumps({"type": "subscribe", "id": "x" * 101, "payload": {"query": "{ a }"}}),
        "[" * 5_000,
    ],
)
def test_anything_else_is_an_invalid_message(text: str | None) -> None:
    with pytest.raises(SocketClosing) as closing:
        parsed(text)
    assert closing.value.code is CloseCode.INVALID_MESSAGE
    assert closing.value.reason == reason_of(closing.value.reason)


def test_what_the_server_says_has_only_what_it_must() -> None:
    assert json.loads(written("pong")) == {"type": "pong"}
    assert json.loads(written("next", "7", {"data": None})) == {"type": "next", "id": "7", "payload": {"data": None}}


def test_a_reason_fits_into_a_closing_frame() -> None:
    assert len(reason_of("é" * 200).encode()) <= 123
    assert reason_of("short") == "short"
