"""Where the database is: ``sqlite:///relative.db``, ``sqlite:////absolute.db`` or ``postgresql://…``.

Tortoise reads ``sqlite:///x.db`` as ``/x.db`` and leaves percent-encoded names as they are, so it is read here.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit


class BadDatabaseUrl(ValueError):
    """The address cannot be meant; the message says what is allowed."""


@dataclass(frozen=True, slots=True)
class DatabaseUrl:
    """A parsed address: ``path`` for SQLite, ``dsn`` for PostgreSQL, the other None."""

    path: Path | None = None
    dsn: str | None = None

    @property
    def shown(self) -> str:
        """The address without a password, for a person."""
        if self.path is not None:
            return f"SQLite file {self.path}"
        parts = urlsplit(self.dsn or "")
        where = parts.hostname or parts.query.removeprefix("host=") or "local socket"
        return f"PostgreSQL database {parts.path.lstrip('/')} at {where}"


def parse_url(url: str) -> DatabaseUrl:
    """Reads an address; raises ``BadDatabaseUrl`` where it is none of the allowed ones. No message shows a password."""
    scheme, known, rest = url.partition("://")
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return DatabaseUrl(path=Path(rest[1:]))
    if scheme in {"postgresql", "postgres"} and urlsplit(url).path.strip("/"):
        return DatabaseUrl(dsn=url)
    if not url:
        fault = "It is empty."
    elif scheme == "sqlite":
        fault = "It names no file."
    elif scheme in {"postgresql", "postgres"}:
        fault = "It names no database."
    else:
        fault = f"{scheme}:// is not known here." if known else "It is no database address."
    msg = (
        f"{fault} Use sqlite:///FILE (three slashes: relative to the folder you are in, four: absolute) or "
        "postgresql://USER:PASSWORD@HOST/DATABASE."
    )
    raise BadDatabaseUrl(msg)


def split_password(dsn: str) -> tuple[str, str | None]:
    """A PostgreSQL address without its password, and the password: a command line is seen by everybody on a machine."""
    netloc = urlsplit(dsn).netloc
    user, at, host = netloc.rpartition("@")
    name, colon, password = user.partition(":")
    if not colon:
        return dsn, None
    return dsn.replace(netloc, f"{name}{at}{host}", 1), unquote(password)
