"""In which language whoever asks reads what the server says: English, unless they ask for another one that we have."""

from contextvars import ContextVar

from domain.texts import Language, Text

reading: ContextVar[Language] = ContextVar("reading", default=Language.ENGLISH)
"""The language of the request that is answered, or of the connection."""


def shown(text: Text | str) -> str:
    """Return a text as the reader of the answer reads it."""
    return text.in_language(reading.get()) if isinstance(text, Text) else text
