"""Settings, read from the environment and from a file ``.env`` in the working directory."""

from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.core.money import known_currency, parse_decimal
from domain.core.periods import FiscalYearStart, parse_first_day
from domain.core.text import number_form
from domain.errors import InvalidDate, Refusal
from domain.store.url import BadDatabaseUrl, parse_url

SERIES_LONGEST = 30


class BadSettings(Exception):
    """A setting is invalid; the message names it."""


def _host(host: str) -> str:
    """Return the host; refuse an empty one, which would silently mean every address of the machine."""
    if not host.strip():
        raise ValueError("it is empty. Name an address such as 127.0.0.1, or 0.0.0.0 for all of this machine")
    return host.strip()


def _text_or_none(text: str | None) -> str | None:
    """Return the text without surrounding blanks; None if it is empty."""
    return (text or "").strip() or None


def _series(text: str | None) -> str | None:
    """Return the name of a series in its one form; None if it is empty."""
    series = number_form(text or "")
    if len(series) > SERIES_LONGEST or "\0" in series:
        raise ValueError(f"it is longer than {SERIES_LONGEST} characters, too long to begin a number")
    return series or None


def _first_day(text: str) -> str:
    """Return a month and day that every year has."""
    try:
        parse_first_day(text)
    except InvalidDate as invalid:
        raise ValueError(invalid.message) from None
    return text.strip()


def _zone_name(name: str) -> str:
    """Return the name of a zone that browsers know too: no file of this machine only, and none with leap seconds."""
    msg = f"{name!r} is not a time zone such as America/Toronto"
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
    """Return an address as a browser writes it: scheme in lower case, no slash at the end; None if it is empty."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        whole = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:  # a port beyond all, half an IPv6 address
        whole = False
    if not whole or parts.query or parts.fragment or len(url.split()) > 1:
        raise ValueError(f"{url!r} is not an address such as https://billing.example.org")
    return parts.geturl().rstrip("/")


def _networks(text: str) -> str:
    named = [each.strip() for each in text.split(",") if each.strip()]
    for each in named:
        try:
            ip_network(each)
        except ValueError:
            raise ValueError(f"{each!r} is not an address or network such as 127.0.0.1 or 10.0.0.0/8") from None
    return ",".join(named)


def _amounts(text: str) -> dict[str, int]:
    """Return amounts by currency in minor units, from a text such as "USD 5.00, CAD 5.00"."""
    amounts: dict[str, int] = {}
    for each in (part.strip() for part in text.split(",") if part.strip()):
        code, _, amount = each.partition(" ")
        try:
            currency = known_currency(code)
            cents = parse_decimal(amount, currency)
        except Refusal:
            raise ValueError(f"{each!r} is not a currency and an amount such as USD 5.00") from None
        if currency in amounts:
            raise ValueError(f"it names {currency} twice")
        amounts[currency] = cents
    return amounts


def _amounts_text(text: str) -> str:
    _amounts(text)
    return text


class Settings(BaseSettings):
    """What an operator can set; every name has the prefix ``TIEOUT_`` in the environment."""

    model_config = SettingsConfigDict(env_prefix="TIEOUT_", env_file=".env", extra="ignore")

    database_url: Annotated[str, AfterValidator(_database_url)] = Field(
        "sqlite:///tieout.db", description="sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE"
    )
    host: Annotated[str, AfterValidator(_host)] = Field("127.0.0.1", description="The address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="The port to listen on.")
    time_zone: Annotated[str, AfterValidator(_zone_name)] = Field(
        "UTC", description="The organisation's time zone, which decides what day is today."
    )
    fiscal_year_start: Annotated[str, AfterValidator(_first_day)] = Field(
        "01-01", description="The first day of the fiscal year, as MM-DD."
    )
    invoice_series: Annotated[str | None, AfterValidator(_series)] = Field(
        None,
        description="The series that numbers all invoices without gaps, such as F- for F-1, F-2; empty: each account "
        "counts its own.",
    )
    public_url: Annotated[str | None, AfterValidator(_public_url)] = Field(
        None,
        description="The address that people use, such as https://billing.example.org; https makes cookies secure.",
    )
    trusted_proxies: Annotated[str, AfterValidator(_networks)] = Field(
        "",
        description="Addresses or networks of reverse proxies, separated by commas, whose X-Forwarded headers are trusted; "
        "none are if empty.",
    )
    support_contact: Annotated[str | None, AfterValidator(_text_or_none)] = Field(
        None, description="Whom to ask for help, as the page shows it."
    )
    signing_key: Path = Field(
        Path("tieout-signing-key.pem"),
        description="The file with the key that signs exported heads; made on first use, readable by its owner alone.",
    )
    heads_folder: Annotated[Path | None, BeforeValidator(_text_or_none)] = Field(
        None, description="The folder to which the server exports signed heads once a day; none if empty."
    )
    write_off_max: Annotated[str, AfterValidator(_amounts_text)] = Field(
        "",
        description="The most that may be written off of one invoice item, by currency, such as USD 5.00, CAD 5.00; writing "
        "off is not offered in any other currency.",
    )
    max_body_bytes: int = Field(16 * 2**20, ge=1024, lt=2**31, description="The largest request body.")
    max_connections: int = Field(
        1000,
        ge=16,
        le=100_000,
        description="The most open connections; fewer if the process may have fewer descriptors.",
    )
    max_connections_from_address: int = Field(
        200, ge=8, le=100_000, description="The most open connections from one address, trusted proxies excepted."
    )
    wait_s: float = Field(
        10, gt=0, le=3600, description="Seconds that a request waits for its turn, or for a locked account."
    )
    statement_timeout_s: float = Field(
        30, ge=0, le=86_400, description="Seconds that one database statement of the server may take; 0: no limit."
    )
    log_format: Literal["text", "json"] = Field("text", description="How the server's log is written: text or json.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="From which level on lines are logged; each request has one of level info."
    )
    connections: int = Field(20, ge=2, le=1000, description="The most connections to PostgreSQL for each process.")

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def write_off_max_cents(self) -> dict[str, int]:
        """The most that may be written off of one invoice item, in minor units by currency."""
        return {currency: cents for currency, cents in _amounts(self.write_off_max).items() if cents}

    @property
    def fiscal_year(self) -> FiscalYearStart:
        """The month and day on which the fiscal year begins."""
        return parse_first_day(self.fiscal_year_start)

    @property
    def statement_s(self) -> float | None:
        """The most seconds that one statement of the server may take; None for no limit."""
        return self.statement_timeout_s or None

    @property
    def secure(self) -> bool:
        """Whether the page is reached over https, so that its cookie may be bound to it."""
        return urlsplit(self.public_url or "").scheme == "https"


def read_settings(**given: object) -> Settings:
    """Return the settings; those given on the command line win. Raises ``BadSettings`` with a one-line message."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]  # checked by pydantic
    except ValidationError as invalid:
        first = invalid.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        reason = first["msg"].removeprefix("Value error, ")
        raise BadSettings(f"TIEOUT_{name.removeprefix('TIEOUT_')}: {reason}") from None
    except UnicodeDecodeError:
        raise BadSettings(f"{Settings.model_config['env_file']} is not in UTF-8. Save it in UTF-8.") from None
