"""Addresses of databases: what is allowed, what is shown, and where a password goes."""

import pytest

from domain.store.url import STANDBY, BadDatabaseUrl, each_host, of_database, parse_url, split_password

UNREADABLE = "It cannot be read. In a password write @ as %40, / as %2F, : as %3A."
ALLOWED = (
    "Use sqlite:///FILE (three slashes: relative to the folder you are in, four: absolute) or "
    "postgresql://USER:PASSWORD@HOST/DATABASE."
)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("mysql://ann:secret@x/y", "mysql:// is not supported."),
        ("sqlite://x.db", "It names no file."),
        ("sqlite:///", "It names no file."),
        ("postgresql://ann:secret@host", "It names no database."),
        ("postgresql://ann:secret/x@host/db", UNREADABLE),
        ("postgresql://ann:secret@host:port/db", UNREADABLE),
        ("postgresql://ann:secret@one:5432,two:port/db", UNREADABLE),
        ("postgresql://ann:secret@[host/db", UNREADABLE),
        ("postgresql://ann:secret@one,[host/db", UNREADABLE),
        ("postgresql://ann:secret@/db?host=a,b,c&port=1,2", "It names as many ports as hosts, or one."),
        ("ann:secret@host", "It is not a database address."),
        ("", "It is empty."),
    ],
)
def test_a_bad_address_says_why_and_what_is_allowed(url: str, fault: str) -> None:
    with pytest.raises(BadDatabaseUrl) as bad:
        parse_url(url)
    assert str(bad.value) == f"{fault} {ALLOWED}"
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
    assert str(parse_url("sqlite:///x").path) == "x"
    assert parse_url("postgres:///billing").shown == "PostgreSQL database billing at local socket"
    assert parse_url("postgresql:///billing?host=/run").shown == "PostgreSQL database billing at /run"
    assert parse_url("postgresql:///billing?host=/a,/b&port=1,2").shown == "PostgreSQL database billing at /a, /b"
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
    assert each_host("postgresql:///billing?host=/a,/b&port=5433") == [
        "postgresql:///billing?target_session_attrs=read-write&host=%2Fa&port=5433",
        "postgresql:///billing?target_session_attrs=read-write&host=%2Fb&port=5433",
    ]
    assert each_host("postgresql:///billing?host=/a,/b", STANDBY) == [
        "postgresql:///billing?target_session_attrs=standby&host=%2Fa",
        "postgresql:///billing?target_session_attrs=standby&host=%2Fb",
    ]
    assert each_host("postgresql://one,two/billing?application_name=")[1] == (
        "postgresql://two/billing?target_session_attrs=read-write&application_name="
    )
    with pytest.raises(ValueError, match="shorter"):
        each_host("postgresql:///billing?host=/a,/b,/c&port=1,2")
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
