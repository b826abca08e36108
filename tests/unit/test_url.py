"""Addresses of databases: what is allowed, what is shown, and where a password goes."""

import pytest

from domain.store.url import BadDatabaseUrl, parse_url, split_password


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("mysql://ann:secret@x/y", "mysql:// is not supported"),
        ("sqlite://x.db", "It names no file"),
        ("sqlite:///", "It names no file"),
        ("postgresql://ann:secret@host", "It names no database"),
        ("postgresql://ann:secret/x@host/db", "It cannot be read"),
        ("postgresql://ann:secret@host:port/db", "It cannot be read"),
        ("postgresql://ann:secret@[host/db", "It cannot be read"),
        ("ann:secret@host", "It is not a database address"),
        ("", "It is empty"),
    ],
)
def test_a_bad_address_says_why_and_what_is_allowed(url: str, fault: str) -> None:
    with pytest.raises(BadDatabaseUrl, match=f"^{fault}.* Use sqlite:///FILE") as bad:
        parse_url(url)
    assert "secret" not in str(bad.value)


def test_another_program_is_given_an_address_without_its_password() -> None:
    assert split_password("postgresql://ann:a%20b@db.example/x?sslmode=require") == (
        "postgresql://ann@db.example/x?sslmode=require",
        "a b",
    )
    for plain in ("postgresql://ann@/x?host=/run", "postgresql:///x", "postgresql://db.example:5433/x"):
        assert split_password(plain) == (plain, None)


def test_an_address_is_shown_without_its_password() -> None:
    assert parse_url("postgresql://ann:secret@db.example/billing").shown == "PostgreSQL database billing at db.example"
    assert parse_url("sqlite:////srv/x.db").shown == "SQLite file /srv/x.db"
    assert str(parse_url("sqlite:///x.db").path) == "x.db"
