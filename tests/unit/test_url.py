"""Addresses of databases: what is allowed, what is shown, and where a password goes."""

import pytest

from domain.store.url import BadDatabaseUrl, each_host, of_database, parse_url, split_password


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
        ("postgresql://ann:secret@one,[host/db", "It cannot be read"),
        ("postgresql://ann:secret@/db?host=a,b,c&port=1,2", "It names as many ports as hosts"),
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
    several = "postgresql://ann:secret@one:5432,two,[::1]:5433/billing"
    assert parse_url(several).shown == "PostgreSQL database billing at one, two, ::1"


def test_an_address_with_several_hosts_is_one_address_for_each() -> None:
    assert each_host("postgresql://ann:a%40b@one:5432,two/billing?sslmode=require") == [
        "postgresql://ann:a%40b@one:5432/billing?target_session_attrs=read-write&sslmode=require",
        "postgresql://ann:a%40b@two/billing?target_session_attrs=read-write&sslmode=require",
    ]
    assert each_host("postgresql://ann@/billing?host=/a,/b&port=1,2&target_session_attrs=any") == [
        "postgresql://ann@/billing?target_session_attrs=any&host=%2Fa&port=1",
        "postgresql://ann@/billing?target_session_attrs=any&host=%2Fb&port=2",
    ]
    one = "postgresql://ann@one/billing?host=x"
    assert each_host(one) == [one]
    assert each_host("postgresql://ann@[::1],[::2]:5433/billing?target_session_attrs=any") == [
        "postgresql://ann@[::1]/billing?target_session_attrs=any",
        "postgresql://ann@[::2]:5433/billing?target_session_attrs=any",
    ]


def test_another_database_of_the_same_server() -> None:
    several = "postgresql://ann:secret@one,[::1]:5433/billing?sslmode=require"
    assert of_database(several, "a b") == "postgresql://ann:secret@one,[::1]:5433/a%20b?sslmode=require"
    assert of_database("postgresql:///billing?host=/run", "x") == "postgresql:///x?host=/run"
