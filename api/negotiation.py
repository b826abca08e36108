"""Which media type a request is in and which its answer shall have (GraphQL over HTTP, RFC 9110)."""

import re
from collections.abc import Iterator

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"

LONGEST_HEADER = 1_000
"""Characters that are looked at; a browser's Accept header has some 150. What is longer says nothing."""

_QUALITY = re.compile(r"0(\.\d{0,3})?|1(\.0{0,3})?")


def is_json(content_type: str | None) -> bool:
    """Whether a Content-Type header says JSON in UTF-8; other parameters than the charset are ignored."""
    if content_type is None or len(content_type) > LONGEST_HEADER:
        return False
    values = list(_values(content_type))
    if len(values) != 1:
        return False
    name, parameters = values[0]
    return name == JSON and parameters.get("charset", "utf-8").lower() == "utf-8"


def chosen_type(accept: str | None) -> str | None:
    """The media type for the answer, None when the caller takes neither of ours.

    The better liked one wins (q); then the one asked for by name over one that a wildcard lets in; then
    application/graphql-response+json. Without a header, or with ``*/*``, the answer is application/json.
    """
    if accept is None or not accept.strip():
        return JSON
    if len(accept) > LONGEST_HEADER:
        return None
    ranges = list(_values(accept))
    ours = [(_liking(ranges, JSON), 0, JSON), (_liking(ranges, GRAPHQL), 1, GRAPHQL)]
    liked = [
        # Let in by a wildcard alone, plain JSON is what everybody can read.
        (quality, exactness, order if exactness == _EXACT else -order, name)
        for (quality, exactness), order, name in ours
        if quality > 0
    ]
    return max(liked)[-1] if liked else None


_EXACT = 2


def _liking(ranges: list[tuple[str, dict[str, str]]], name: str) -> tuple[float, int]:
    """How much a type is liked (q, 0 to 1) by the most exact range that covers it, and how exact that range is."""
    covering = {name: _EXACT, "application/*": 1, "*/*": 0}
    exactness, quality = max(
        ((covering[one], _quality(parameters)) for one, parameters in ranges if one in covering), default=(0, 0.0)
    )
    return quality, exactness


def _quality(parameters: dict[str, str]) -> float:
    """The q of a range, 1 when it has none; what is no number between 0 and 1 counts as 0."""
    text = parameters.get("q", "1")
    return float(text) if _QUALITY.fullmatch(text) else 0.0


def _values(header: str) -> Iterator[tuple[str, dict[str, str]]]:
    """A header's values in order, each with its parameters; names in lower case, quotes taken off."""
    parts: list[str] = []
    for part, end in _parts(header):
        parts.append(part)
        if end != ";":
            if parts[0]:
                yield parts[0].lower(), dict(_parameter(part) for part in parts[1:] if part)
            parts = []


def _parts(header: str) -> Iterator[tuple[str, str]]:
    """The parts between a header's semicolons and commas, each with the sign that ends it, "" at the header's end.

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
