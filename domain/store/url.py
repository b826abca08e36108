"""The address of the database: ``sqlite:///relative.db``, ``sqlite:////absolute.db`` or ``postgresql://…``.

One of PostgreSQL may name several hosts, separated by commas, of which one can be written at a time.

Tortoise reads ``sqlite:///x.db`` as ``/x.db`` and leaves percent-encoded names as they are, so it is read here.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

ANY_HOST = "target_session_attrs"
"""The part of an address that says which of its hosts will do."""
WRITABLE, STANDBY = "read-write", "standby"
_ADDRESS = re.compile(r"(?P<scheme>\w*://)?(?P<netloc>[^/?#]*)(?P<rest>.*)", re.DOTALL)


class BadDatabaseUrl(ValueError):
    """An address that cannot be read; the message says what is allowed."""


@dataclass(frozen=True, slots=True)
class DatabaseUrl:
    """A parsed address: ``path`` for SQLite or ``dsn`` for PostgreSQL; the other is None."""

    path: Path | None = None
    dsn: str | None = None

    @property
    def shown(self) -> str:
        """Return the address for a person, without a password."""
        if self.path is not None:
            return f"SQLite file {self.path}"
        hosts = [urlsplit(each) for each in each_host(self.dsn or "")]
        named = [each.hostname or dict(parse_qsl(each.query)).get("host") or "local socket" for each in hosts]
        return f"PostgreSQL database {hosts[0].path.lstrip('/')} at {', '.join(named)}"


def parse_url(url: str) -> DatabaseUrl:
    """Return a parsed address; raise ``BadDatabaseUrl`` for any that is not allowed. No message holds a password."""
    scheme, separator, rest = url.partition("://")
    if scheme == "sqlite":
        if rest.startswith("/") and len(rest) > 1:
            return DatabaseUrl(path=Path(rest[1:]))
        fault = "It names no file."
    elif scheme in {"postgresql", "postgres"} and separator:
        fault = _postgres_fault(url)
        if not fault:
            return DatabaseUrl(dsn=url)
    elif not url:
        fault = "It is empty."
    else:
        fault = f"{scheme}:// is not supported." if separator else "It is not a database address."
    raise BadDatabaseUrl(
        f"{fault} Use sqlite:///FILE (three slashes: relative to the folder you are in, four: absolute) or "
        "postgresql://USER:PASSWORD@HOST/DATABASE."
    )


def _postgres_fault(url: str) -> str:
    """Return what is wrong with a PostgreSQL address, or "". It may name several hosts."""
    unreadable = "It cannot be read. In a password write @ as %40, / as %2F, : as %3A."
    try:
        parts = urlsplit(_with_host(url, ""))
        hosts = [urlsplit(_with_host(url, host)).netloc.rpartition("@")[2] for host in _hosts(url).split(",")]
    except ValueError:
        return unreadable
    ports = [host.rpartition("]")[2].partition(":")[2] for host in hosts]
    if any(port and not port.isdecimal() for port in ports):
        return unreadable
    query = dict(parse_qsl(parts.query))
    named, of_query = query.get("host", "").split(","), query.get("port", "").split(",")
    if len(of_query) not in {1, len(named)}:
        return "It names as many ports as hosts, or one."
    return "" if parts.path.strip("/") else "It names no database."


def each_host(dsn: str, wanted: str = WRITABLE) -> list[str]:
    """Return an address for each host that a PostgreSQL address names, in order.

    Of several, only one that is what is ``wanted`` will do, unless the address says otherwise (``target_session_attrs``).
    """
    hosts = _hosts(dsn).split(",")
    query = dict(parse_qsl(urlsplit(_with_host(dsn, hosts[0])).query, keep_blank_values=True))
    several = {ANY_HOST: wanted} | query
    if len(hosts) > 1:
        return [_with_query(_with_host(dsn, host), several) for host in hosts]
    named, ports = query.get("host", "").split(","), query.get("port", "").split(",")
    if len(named) == 1:
        return [dsn]
    if len(ports) == 1:
        ports *= len(named)
    of_each = [{"host": host} | ({"port": port} if port else {}) for host, port in zip(named, ports, strict=True)]
    return [_with_query(dsn, several | each) for each in of_each]


def of_database(dsn: str, name: str) -> str:
    """Return the address of another database of the same server."""
    scheme, user, hosts, rest = _taken_apart(dsn)
    return f"{scheme}{user}{hosts}{urlsplit(rest)._replace(path=f'/{quote(name)}').geturl()}"


def split_password(dsn: str) -> tuple[str, str | None]:
    """Return an address without its password, and the password: everyone on a machine can see its command lines."""
    scheme, user, hosts, rest = _taken_apart(dsn)
    name, colon, password = user.removesuffix("@").partition(":")
    if not colon:
        return dsn, None
    return f"{scheme}{name}@{hosts}{rest}", unquote(password)


def _hosts(dsn: str) -> str:
    return _taken_apart(dsn)[2]


def _with_host(dsn: str, host: str) -> str:
    """Return an address with one host, or none, in place of all."""
    scheme, user, _, rest = _taken_apart(dsn)
    return f"{scheme}{user}{host}{rest}"


def _with_query(dsn: str, query: dict[str, str]) -> str:
    """Return an address with another query; ``urlunsplit`` would take ``//`` from one without a host."""
    scheme, user, hosts, rest = _taken_apart(dsn)
    return f"{scheme}{user}{hosts}{urlsplit(rest)._replace(query=urlencode(query)).geturl()}"


def _taken_apart(dsn: str) -> tuple[str, str, str, str]:
    """Return an address as four texts: its scheme, user and password, hosts, and what follows these.

    ``urlsplit`` takes an address with several hosts for a wrong one where a later host is one of IPv6, in brackets.
    """
    found = _ADDRESS.match(dsn)
    assert found is not None, "any text matches"
    user, at, hosts = found["netloc"].rpartition("@")
    return found["scheme"], user + at, hosts, found["rest"]
