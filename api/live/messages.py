"""The messages of graphql-transport-ws, and the codes with which a connection is closed."""

import enum
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import orjson

from api.languages import json_of

SUBPROTOCOL = "graphql-transport-ws"
ID_MAX = 100
"""The most characters of a subscription's id; the protocol's own clients send 36."""
_REASON_BYTES_MAX = 123


class CloseCode(enum.IntEnum):
    """Why a connection is closed: the protocol's own codes, and those of WebSockets."""

    NORMAL = 1000
    INTERNAL = 1011
    TRY_AGAIN_LATER = 1013
    INVALID_MESSAGE = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    SUBPROTOCOL_NOT_ACCEPTABLE = 4406
    INITIALISATION_TIMEOUT = 4408
    SUBSCRIBER_EXISTS = 4409
    TOO_MANY_INITIALISATIONS = 4429


class SocketClosing(Exception):
    """The connection must be closed with a code and a reason for whoever writes the client."""

    def __init__(self, code: CloseCode, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ConnectionInit:
    """The first message, with what the client shows to be let in."""

    payload: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Subscribe:
    """An operation under an id; ``payload`` has the parameters of GraphQL over HTTP, their types not checked yet."""

    id: str
    payload: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Complete:
    """The client wants nothing more of a subscription."""

    id: str


@dataclass(frozen=True, slots=True)
class Ping:
    """To be answered by a pong with the same payload."""

    payload: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Pong:
    """An answer, which may also come unasked."""


Received: TypeAlias = ConnectionInit | Subscribe | Complete | Ping | Pong


def parsed(text: str | None) -> Received:
    """Return a client's message; raises ``SocketClosing`` for anything else, such as a binary one (None)."""
    if text is None:
        raise _invalid("Send messages as text.")
    try:
        message = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise _invalid("The message is not JSON.") from None
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise _invalid("A message is an object with a type.")
    match message["type"]:
        case "connection_init":
            return ConnectionInit(_optional_payload(message))
        case "ping":
            return Ping(_optional_payload(message))
        case "pong":
            _optional_payload(message)
            return Pong()
        case "subscribe":
            payload = message.get("payload")
            if not isinstance(payload, dict) or not isinstance(payload.get("query"), str):
                raise _invalid("The payload of subscribe is an object with a query.")
            return Subscribe(_id_of(message), payload)
        case "complete":
            return Complete(_id_of(message))
        case _:
            raise _invalid("Clients send connection_init, subscribe, complete, ping and pong.")


def written(kind: str, id_: str | None = None, payload: Any = None) -> str:
    """Return a message of the server."""
    message: dict[str, Any] = {"type": kind}
    if id_ is not None:
        message["id"] = id_
    if payload is not None:
        message["payload"] = payload
    return json_of(message).decode()


def reason_of(text: str) -> str:
    """Return a reason that fits into a closing frame."""
    return text.encode()[:_REASON_BYTES_MAX].decode(errors="ignore")


def _invalid(reason: str) -> SocketClosing:
    return SocketClosing(CloseCode.INVALID_MESSAGE, reason)


def _optional_payload(message: dict[str, Any]) -> dict[str, Any] | None:
    payload = message.get("payload")
    if not isinstance(payload, dict | None):
        raise _invalid(f"The payload of {message['type']} is an object, or left out.")
    return payload


def _id_of(message: dict[str, Any]) -> str:
    id_ = message.get("id")
    if not isinstance(id_, str) or not 1 <= len(id_) <= ID_MAX:
        raise _invalid(f"An id is a text of 1 to {ID_MAX} characters.")
    return id_
