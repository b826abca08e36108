"""Settings, read from the environment and from a file ``.env`` in the folder where the program runs."""

from ipaddress import ip_network
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.store.url import BadDatabaseUrl, parse_url


class BadSettings(Exception):
    """A setting that cannot be meant; the message names it."""


def _host(host: str) -> str:
    """An address; an empty one would mean every address of the machine, which nobody shall listen on unawares."""
    if not host.strip():
        msg = "it is empty. Name an address such as 127.0.0.1, or 0.0.0.0 for all of this machine"
        raise ValueError(msg)
    return host.strip()


def _said(text: str | None) -> str | None:
    """A text, or nothing for an empty one."""
    return (text or "").strip() or None


def _zone_name(name: str) -> str:
    """A zone that browsers know too: no file of this machine alone, and none that counts leap seconds."""
    msg = f"{name!r} is no time zone, such as America/Toronto"
    if name in {"localtime", "posixrules"} or name.startswith(("posix/", "right/")):
        raise ValueError(msg)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # the last for a folder of zones, such as America
        raise ValueError(msg) from None
    return name


def _database_url(url: str) -> str:
    try:
        parse_url(url)
    except BadDatabaseUrl as bad:
        raise ValueError(str(bad)) from None
    return url


def _public_url(url: str | None) -> str | None:
    """An address as a browser writes it, its scheme in small letters and no slash at its end; nothing for none."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        whole = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:  # a port beyond all, half an IPv6 address
        whole = False
    if not whole or parts.query or parts.fragment or len(url.split()) > 1:
        msg = f"{url!r} is no address such as https://billing.example.org"
        raise ValueError(msg)
    return parts.geturl().rstrip("/")


def _networks(text: str) -> str:
    named = [each.strip() for each in text.split(",") if each.strip()]
    for each in named:
        try:
            ip_network(each)
        except ValueError:
            msg = f"{each!r} is no address or network, such as 127.0.0.1 or 10.0.0.0/8"
            raise ValueError(msg) from None
    return ",".join(named)


class Settings(BaseSettings):
    """What an operator can set; every name has the prefix ``TIEOUT_`` in the environment."""

    model_config = SettingsConfigDict(env_prefix="TIEOUT_", env_file=".env", extra="ignore")

    database_url: Annotated[str, AfterValidator(_database_url)] = Field(
        "sqlite:///tieout.db", description="sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE"
    )
    host: Annotated[str, AfterValidator(_host)] = Field("127.0.0.1", description="The address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="The port to listen on.")
    time_zone: Annotated[str, AfterValidator(_zone_name)] = Field(
        "UTC", description="The organisation's time zone: what day it is today."
    )
    public_url: Annotated[str | None, AfterValidator(_public_url)] = Field(
        None,
        description="The address that people use, such as https://billing.example.org; https makes cookies secure.",
    )
    trusted_proxies: Annotated[str, AfterValidator(_networks)] = Field(
        "",
        description="Addresses or networks of reverse proxies, with commas, whose X-Forwarded headers are believed; "
        "nobody's are if empty.",
    )
    support_contact: Annotated[str | None, AfterValidator(_said)] = Field(
        None, description="Whom the page names when something needs help."
    )
    max_body_bytes: int = Field(16 * 2**20, ge=1024, lt=2**31, description="The largest request body.")
    wait_s: float = Field(
        10, gt=0, le=3600, description="How long a request waits for its turn, or for an account that others work on."
    )
    statement_timeout_s: float = Field(
        30, ge=0, le=86_400, description="How long the database may take over one question of the server; 0: no limit."
    )
    connections: int = Field(20, ge=2, le=1000, description="The most connections to PostgreSQL, of each process.")

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def statement_s(self) -> float | None:
        """How long one statement of the server may take, None for no limit."""
        return self.statement_timeout_s or None

    @property
    def secure(self) -> bool:
        """Whether the page is reached over https, so that its cookie may be bound to it."""
        return urlsplit(self.public_url or "").scheme == "https"


def read_settings(**given: object) -> Settings:
    """The settings, those given on the command line first; raises ``BadSettings`` in one line."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]  # checked by pydantic
    except ValidationError as invalid:
        first = invalid.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        reason = first["msg"].removeprefix("Value error, ")
        msg = f"TIEOUT_{name.removeprefix('TIEOUT_')}: {reason}"
        raise BadSettings(msg) from None
    except UnicodeDecodeError:
        msg = f"{Settings.model_config['env_file']} is not in UTF-8. Save it in UTF-8."
        raise BadSettings(msg) from None
