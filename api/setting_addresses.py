"""Settings that are addresses: of databases, of this server, of the sign-in provider, of people's e-mail."""

from urllib.parse import urlsplit

from domain.core.mail import ascii_email
from domain.store.url import BadDatabaseUrl, parse_url

OWN_PORTS = {"http": 80, "https": 443}
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def listened_host(host: str) -> str:
    """Return the host; refuse an empty one, which would silently mean every address of the machine."""
    if not host.strip():
        raise ValueError("it is empty. Name an address such as 127.0.0.1, or 0.0.0.0 for all of this machine")
    return host.strip()


def database_address(url: str) -> str:
    """Return the address of a database that can be opened."""
    try:
        parse_url(url)
    except BadDatabaseUrl as bad:
        raise ValueError(str(bad)) from None
    return url


def standby_address(url: str) -> str | None:
    """Return the address of a PostgreSQL standby; None if it is empty."""
    if not url.strip():
        return None
    if parse_url(database_address(url)).dsn is None:
        raise ValueError("it is no address of a PostgreSQL standby")
    return url


def public_address(url: str) -> str | None:
    """Return an address as a browser writes it, None if it is empty.

    Scheme and host are in lower case and ASCII, without the scheme's own port and without a slash at the end: passkeys
    name the page's origin in exactly this form.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
        whole = parts.scheme in OWN_PORTS and host and port != 0 and parts.username is None
    except ValueError:  # a port beyond all, half an IPv6 address, what is no host's name
        whole = False
    if not whole or parts.query or parts.fragment or len(url.split()) > 1:
        raise ValueError(f"{url!r} is not an address such as https://billing.example.org")
    place = f"[{host}]" if ":" in host else host
    beside = "" if port in {None, OWN_PORTS[parts.scheme]} else f":{port}"
    return parts._replace(netloc=place + beside).geturl().rstrip("/")


def issuer_address(url: str) -> str | None:
    """Return the issuer of a sign-in provider exactly as it is written, since tokens name it so; None if it is empty."""
    issuer = url.strip()
    if not issuer:
        return None
    try:
        parts = urlsplit(issuer)
        whole = parts.port != 0 and parts.hostname and parts.username is None
    except ValueError:
        whole = False
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK) if whole else False
    if not safe or parts.query or parts.fragment or len(issuer.split()) > 1:
        raise ValueError(f"{url!r} is not an address such as https://login.example.org")
    return issuer


def mail_domains(text: str) -> str:
    """Return domains of e-mail addresses, separated by commas."""
    named = [each.strip().lower() for each in text.split(",") if each.strip()]
    for each in named:
        if "@" in each or "." not in each or len(each.split()) > 1:
            raise ValueError(f"{each!r} is not a domain such as example.org")
    return ",".join(named)


def mail_address(text: str) -> str | None:
    """Return an e-mail address in the form in which mail servers take it; None if it is empty."""
    if not text.strip():
        return None
    address = ascii_email(text.strip())
    if address is None:
        raise ValueError(f"{text!r} is not an address such as billing@example.org")
    return address
