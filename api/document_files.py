"""Documents by their ids: those of the page's scripts, and those in an operator's files (domain R48c)."""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

PREFIX = "sha256:"
FILES = (".graphql", ".gql")
"""Endings of a folder's files that are documents."""
MANIFEST_BYTES = 64 * 2**20
_QUERY = re.compile(r"`(\s*(?:query|mutation|subscription)\b[^`\\$]*(?:\$(?!\{)[^`\\$]*)*)`")
"""A query in a script: a template without substitutions."""


def id_of(text: str) -> str:
    """Return the SHA-256 hex document identifier of a text."""
    return PREFIX + hashlib.sha256(text.encode()).hexdigest()


def documents_in_scripts(scripts: Mapping[str, str]) -> dict[str, str]:
    """Return the queries of scripts, exactly as these send them, by their ids."""
    return {id_of(text): text for script in scripts.values() for text in _QUERY.findall(script)}


def read_documents(path: Path) -> dict[str, str]:
    """Return the documents of a folder or of a manifest by their ids, each also by its SHA-256.

    In a folder, each file of ``FILES`` is a document, with and without its last line break. A manifest is a JSON object of
    texts by id, as code generators write it, or Apollo's with a list of ``operations``. Raises ``ValueError``, also for an
    id of SHA-256 that is not its text's.
    """
    try:
        found = _folder(path) if path.is_dir() else _manifest(path)
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read: {error}") from None
    for given, text in found.items():
        if given.startswith(PREFIX) and given != id_of(text):
            raise ValueError(f"{path}: {given} is not the SHA-256 of its document; write the manifest anew")
    return {**{id_of(text): text for text in found.values()}, **found}


def documents_path(text: str) -> Path | None:
    """Return the path of documents after reading them once; None if it is empty. Raises as ``read_documents`` does."""
    path = Path(text.strip()) if text.strip() else None
    if path is not None:
        read_documents(path)
    return path


def _folder(path: Path) -> dict[str, str]:
    texts = [each.read_bytes().decode() for each in sorted(path.rglob("*")) if each.suffix in FILES]
    if not texts:
        raise ValueError(f"{path} has no files that end with {' or '.join(FILES)}")
    return {id_of(form): form for text in texts for form in (text, text.removesuffix("\n").removesuffix("\r"))}


def _manifest(path: Path) -> dict[str, str]:
    if path.stat().st_size > MANIFEST_BYTES:
        raise ValueError(f"{path} has more than {MANIFEST_BYTES:,} bytes")
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ValueError(f"{path} is not JSON: {error}") from None
    if isinstance(values, dict) and isinstance(values.get("operations"), list):
        try:
            values = {each["id"]: each["body"] for each in values["operations"]}
        except (TypeError, KeyError):
            raise ValueError(f"{path}: each of its operations needs an id and a body") from None
    if not isinstance(values, dict) or not all(isinstance(text, str) for pair in values.items() for text in pair):
        raise ValueError(f"{path} must be a JSON object of documents by their ids")
    return values
