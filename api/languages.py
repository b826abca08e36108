"""In which language whoever asks reads what the server says: English, unless they ask for another one that we have."""

from contextvars import ContextVar
from typing import Any

import orjson

from domain.texts import Language, Text

reading: ContextVar[Language] = ContextVar("reading", default=Language.ENGLISH)
"""The language of the request that is answered, or of the connection."""


def shown(text: Text | str) -> str:
    """Return a text as the reader of the answer reads it."""
    return text.in_language(reading.get()) if isinstance(text, Text) else text


def json_of(payload: Any) -> bytes:
    """Return an answer as JSON, its texts as the reader reads them; raises ``TypeError`` for what JSON does not know."""
    return orjson.dumps(payload, default=_text_in, option=orjson.OPT_PASSTHROUGH_DATACLASS)


def _text_in(value: object) -> str:
    if isinstance(value, Text):
        return shown(value)
    raise TypeError(f"an answer has a {type(value).__name__}, which JSON does not know")
