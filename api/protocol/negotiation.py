"""The media types of a request and of its answer (GraphQL over HTTP, RFC 9110)."""

import re
from collections.abc import Iterator
from functools import lru_cache

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"

HEADER_LENGTH_MAX = 1_000
"""Characters that are looked at; a browser's Accept header has some 150. What is longer says nothing."""

KNOWN_MAX = 64
"""How many different headers are remembered: clients are of few kinds."""

_QUALITY = re.compile(r"0(\.\d{0,3})?|1(\.0{0,3})?")


@lru_cache(maxsize=KNOWN_MAX)
def is_json(content_type: str | None) -> bool:
    """Return whether a Content-Type header says JSON in UTF-8; other parameters than the charset are ignored."""
    if content_type is None or len(content_type) > HEADER_LENGTH_MAX:
        return False
    values = list(_values(content_type))
    if len(values) != 1:
        return False
    name, parameters = values[0]
    return name == JSON and parameters.get("charset", "utf-8").lower() == "utf-8"


@lru_cache(maxsize=KNOWN_MAX)
def chosen_type(accept: str | None) -> str | None:
    """Return the media type for the answer; None if the caller accepts neither of the two.

    The one with the higher q wins; then the one that is named over one that matches a wildcard; then
    application/graphql-response+json. Without a header, or with ``*/*``, the answer is application/json.
    """
    if accept is None or not accept.strip():
        return JSON
    if len(accept) > HEADER_LENGTH_MAX:
        return None
    ranges = list(_values(accept))
    ours = [(_preference(ranges, JSON), 0, JSON), (_preference(ranges, GRAPHQL), 1, GRAPHQL)]
    liked = [
        # If only a wildcard matches, plain JSON is what every client can read.
        (quality, exactness, order if exactness == _EXACT else -order, name)
        for (quality, exactness), order, name in ours
        if quality > 0
    ]
    return max(liked)[-1] if liked else None


_EXACT = 2


def _preference(ranges: list[tuple[str, dict[str, str]]], name: str) -> tuple[float, int]:
    """Return how much a type is liked (q, 0 to 1) by the most exact range that covers it, and how exact that range is."""
    covering = {name: _EXACT, "application/*": 1, "*/*": 0}
    exactness, quality = max(
        ((covering[one], _quality(parameters)) for one, parameters in ranges if one in covering), default=(0, 0.0)
    )
    return quality, exactness


def _quality(parameters: dict[str, str]) -> float:
    """Return the q of a range, 1 when it has none; what is not a number between 0 and 1 counts as 0."""
    text = parameters.get("q", "1")
    return float(text) if _QUALITY.fullmatch(text) else 0.0


def _values(header: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield a header's values in order, each with its parameters; names in lower case, quotes taken off."""
    parts: list[str] = []
    for part, end in _parts(header):
        parts.append(part)
        if end != ";":
            if parts[0]:
                yield parts[0].lower(), dict(_parameter(part) for part in parts[1:] if part)
            parts = []


def _parts(header: str) -> Iterator[tuple[str, str]]:
    """Yield the parts between a header's semicolons and commas, each with the sign that ends it, "" at the header's end.

    Signs within quotes end nothing. One look at each character, whatever was sent: this is done before anybody is asked
    who they are. A part whose quotes never close is left out, and with it the value that it belongs to.
    """
    begin, quoted, escaped = 0, False, False
    for at, sign in enumerate(header):
        if escaped:
            escaped = False
        elif quoted:
            escaped, quoted = sign == "\\", sign != '"'
        elif sign == '"':
            quoted = True
        elif sign in ";,":
            yield header[begin:at].strip(), sign
            begin = at + 1
    if not quoted:
        yield header[begin:].strip(), ""


def _parameter(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    value = value.strip()
    if value.startswith('"'):
        value = re.sub(r"\\(.)", r"\1", value[1:-1])
    return name.strip().lower(), value
