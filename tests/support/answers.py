"""Level: the GraphQL API. What an answer holds."""

from typing import Any


def texts_of(answer: Any) -> list[str]:
    """The texts of an answer."""
    if isinstance(answer, str):
        return [answer]
    parts = answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else []
    return [text for part in parts for text in texts_of(part)]


def fields_of(answer: Any) -> int:
    """How many fields the objects of an answer have."""
    if isinstance(answer, dict):
        return len(answer) + sum(map(fields_of, answer.values()))
    return sum(map(fields_of, answer)) if isinstance(answer, list) else 0
