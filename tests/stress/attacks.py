"""How long the front door is held up by the worst requests known: run ``python -m tests.stress.attacks``.

Each line is one attack: the milliseconds until it is refused or ready to run (the best of five, nothing kept), and
what became of it. The aim is 20 ms each. No test asserts a time.
"""

import asyncio
import sys
import time
from collections.abc import Callable, MutableMapping
from functools import partial
from typing import Any

import orjson
from graphql import ExecutionResult, get_introspection_query

from api.graph.request import GraphQLRequest
from api.protocol.documents import Documents
from api.protocol.endpoint import GraphQLEndpoint
from tests.contract.miniature import DOCUMENTS, authenticate


def _rows(count: int, row: str, between: str = " ") -> str:
    return between.join(row.replace("%", str(n)) for n in range(count))


def _chain(count: int, inner: str) -> str:
    """Fragments F0 to Fcount, each with ``inner`` for the next."""
    return " ".join(f"fragment F{n} on Account {{ {inner.replace('%', f'F{n + 1}')} }}" for n in range(count)) + (
        f" fragment F{count} on Account {{ number }}"
    )


def _in_account(selections: str) -> str:
    return "{ viewer { account { " + selections + " } } }"


QUERIES = {
    "introspection (no attack)": get_introspection_query(),
    "49 aliases below __schema": "{ __schema { types { " + _rows(49, "a%: fields { name args { name } }") + " } } }",
    "the schema 20 times": "{ " + _rows(20, "a%: __schema { types { fields { name } } }") + " }",
    "fragments doubling 45 times": f"{_in_account('...F0')} {_chain(45, '...% ...%')}",
    "fragments doubling, nested": f"{_in_account('...F0')} {_chain(45, 'parent { ...% } p: parent { ...% }')}",
    "a chain of 48 fragments": f"{_in_account('...F0')} {_chain(48, '...%')}",
    "a cycle of 48 fragments": f"{_in_account('...F0')} {_chain(48, '...%').replace('{ number }', '{ ...F0 }')}",
    "one field 990 times": _in_account("number " * 990),
    "one field with arguments 100 times": _in_account("transactions(first: 1) { id } " * 100),
    "990 unknown fields": _in_account(_rows(990, "f%")),
    "an unknown field of 49,000 letters": _in_account("a" * 49_000),
    "330 aliases": _in_account(_rows(330, "a%: number")),
    "the same alias for 330 fields": _in_account("a: number " * 330),
    "49 aliases of one nested field": _in_account(_rows(49, "a%: parent { number }")),
    "one nested field 240 times": _in_account("parent { number } " * 240),
    "one doubly nested field 140 times": _in_account("parent { parent { number } } " * 140),
    "one nested field 26 times, just allowed": _in_account("parent { parent { number } } " * 26),
    "44 fields with arguments, just allowed": _in_account("transactions(first: 1) { id } " * 31),
    "a nested field in 48 fragments": _in_account(_rows(48, "...F%"))
    + _rows(48, " fragment F% on Account { parent { number } }"),
    "a nested field in 31 fragments, just allowed": _in_account(_rows(31, "...F%"))
    + _rows(31, " fragment F% on Account { parent { number } }"),
    "48 fragments, each with the next, all spread": _in_account(_rows(48, "...F%")) + _chain(48, "...% number"),
    "240 inline fragments": _in_account("... { number } " * 240),
    "490 different fields": _in_account(_rows(490, "f%")),
    "nested 190 times": "{ a" * 190 + " }" * 190,
    "nested 330 times": "{ a" * 330 + " }" * 330,
    "inline fragments nested 150 times": "{ ... " * 150 + "{ a }" + " }" * 150,
    "a list nested 190 times": "{ viewer(a: " + "[" * 190 + "]" * 190 + ") { name } }",
    "490 empty objects in a list": "mutation { payMany(inputs: [" + "{}" * 490 + "]) }",
    "190 inputs that lack a field": "mutation { payMany(inputs: [" + "{dryRun: true}" * 190 + "]) }",
    "48 operations": _rows(48, "query Q% { viewer { name } }"),
    "an object nested 190 times": "mutation { pay(input: " + "{then: " * 190 + "null" + "}" * 190 + ") }",
    "110 operations": _rows(110, "query Q% { viewer { name } }"),
    "24 operations, each with a chain of 24 fragments": _rows(25, "query Q% { viewer { account { ...F0 } } }")
    + _chain(24, "...% number"),
    "160 variables": "query (" + _rows(160, "$v%: Int") + ") { viewer { name } }",
    "a field with 140 directives": "{ viewer { name " + "@skip(if: true) " * 140 + "} }",
    "49,000 blanks": "{ viewer { name } }".ljust(49_000),
    "24,000 comments": "#\n" * 24_000 + "{ viewer { name } }",
    "a text of 49,000 letters": '{ account(number: "' + "x" * 49_000 + '") { number } }',
}


def _best(work: Callable[[], object], runs: int = 5) -> float:
    """Milliseconds of the quickest run."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times) * 1_000


def _line(name: str, milliseconds: float, result: str) -> None:
    sys.stdout.write(f"{milliseconds:8.2f} ms  {name}: {result[:110]}\n")


def queries() -> None:
    """Times the query texts."""
    for name, query in QUERIES.items():
        prepared = DOCUMENTS.prepare(query)
        result = f"{prepared.errors[0].extensions} {prepared.errors[0].message}" if prepared.errors else "would run"
        _line(name, _best(partial(_afresh, query)), result)


def _afresh(query: str) -> None:
    """Prepares a query that nobody has sent before."""
    Documents(DOCUMENTS.schema, DOCUMENTS.rules).prepare(query)


ROWS = [{"amountCents": n, "parts": [{"amountCents": n}]} for n in range(10_000)]
PAY_MANY = "mutation ($rows: [PaymentInput!]!) { payMany(inputs: $rows) }"
BODIES: dict[str, tuple[bytes, str | None]] = {
    "50 MB announced": (b"", str(50 * 1024 * 1024)),
    "16 MB of numbers": (b'{"query": "{__typename}", "variables": {"a": [' + b"0," * 8_000_000 + b"0]}}", None),
    "16 MB of empty objects": (b'{"query": "{__typename}", "variables": {"a": [' + b"{}," * 5_000_000 + b"{}]}}", None),
    "16 MB of text": (b'{"query": "{__typename}", "variables": {"a": "' + b"x" * 16_000_000 + b'"}}', None),
    "5,000 nested lists": (b"[" * 5_000, None),
    "10,000 rows (no attack, but the largest bulk input)": (
        orjson.dumps({"query": PAY_MANY, "variables": {"rows": ROWS}}), None,
    ),
    "10,000 bad rows": (
        orjson.dumps({"query": PAY_MANY, "variables": {"rows": [{"amountCents": "x"}] * 10_000}}), None,
    ),
}  # fmt: skip


async def _nothing(_: GraphQLRequest) -> ExecutionResult:
    return ExecutionResult(data={})


async def bodies() -> None:
    """Times whole requests, from the first byte of the body to the answer, by one who has signed in and by nobody."""
    endpoint = GraphQLEndpoint(DOCUMENTS, _nothing, authenticate)
    for name, (body, announced) in BODIES.items():
        for who in ("administrator", None):
            times, result = [], b""
            for _ in range(3):
                start = time.perf_counter()
                result = await _post(endpoint, body, announced or str(len(body)), who)
                times.append(time.perf_counter() - start)
            _line(f"{name}, from {who or 'nobody'}", min(times) * 1_000, result.decode())


async def _post(endpoint: GraphQLEndpoint, body: bytes, announced: str, who: str | None) -> bytes:
    """One request in this process, its body in the pieces a server would hand on."""
    pieces = [body[at : at + 65_536] for at in range(0, len(body), 65_536)] or [b""]
    answer = bytearray()

    async def receive() -> dict[str, object]:
        piece = pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    async def send(message: MutableMapping[str, Any]) -> None:
        answer.extend(message.get("body", b""))

    headers = [(b"content-type", b"application/json"), (b"content-length", announced.encode())]
    if who:
        headers.append((b"authorization", f"Bearer {who}".encode()))
    scope = {"type": "http", "method": "POST", "path": "/graphql", "query_string": b"", "headers": headers}
    await endpoint(scope, receive, send)
    return bytes(answer)


if __name__ == "__main__":
    queries()
    asyncio.run(bodies())
