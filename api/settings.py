"""Settings, read from the environment and from a file ``.env`` in the working directory."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from api.document_files import documents_path
from api.mail_server import MailServer, mail_server
from api.setting_addresses import (
    database_address,
    issuer_address,
    listened_host,
    mail_address,
    mail_domains,
    public_address,
    standby_address,
)
from api.setting_values import (
    BadSettings,
    accounts_of_codes,
    amounts,
    clearing_accounts,
    first_day,
    flag,
    image_or_none,
    lines_of_text,
    networks,
    number,
    one_of,
    path_or_none,
    series,
    setting,
    some_text,
    text_or_none,
    token_or_none,
    values_of,
    whole_number,
    zone,
)
from domain.core.journal import JournalAccounts
from domain.core.kinds import PaymentMethod
from domain.core.mail import MailSender
from domain.core.organisation import Organisation
from domain.core.periods import CALENDAR_YEAR, FiscalYearStart
from domain.texts import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator can set; every name has the prefix ``TIEOUT_`` in the environment."""

    database_url: str = setting(
        "sqlite:///tieout.db", "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE", database_address
    )
    read_database_url: str | None = setting(
        None,
        "A PostgreSQL standby, which reports are read from: postgresql://USER:PASSWORD@HOST/DATABASE; none if empty.",
        standby_address,
    )
    read_max_lag_s: float = setting(
        2.0,
        "Seconds that a report waits for the standby to have all that was acknowledged; then the primary is read.",
        number(0, 60),
    )
    host: str = setting("127.0.0.1", "The address to listen on.", listened_host)
    port: int = setting(8000, "The port to listen on.", whole_number(0, 65_535))
    time_zone: ZoneInfo = setting(
        ZoneInfo("UTC"), "The organisation's time zone, which decides what day is today.", zone
    )
    fiscal_year_start: FiscalYearStart = setting(
        CALENDAR_YEAR, "The first day of the fiscal year, as MM-DD.", first_day
    )
    invoice_series: str | None = setting(
        None,
        "The series that numbers all invoices without gaps, such as F- for F-1, F-2; empty: each account counts its own.",
        series,
    )
    public_url: str | None = setting(
        None,
        "The address that people use, such as https://billing.example.org; https makes cookies secure.",
        public_address,
    )
    trusted_proxies: str = setting(
        "",
        "Addresses or networks of reverse proxies, separated by commas, whose X-Forwarded headers are trusted; none are if "
        "empty.",
        networks,
    )
    support_contact: str | None = setting(None, "Whom to ask for help, as the page shows it.", text_or_none)
    signing_key: Path = setting(
        Path("tieout-signing-key.pem"),
        "The file with the key that signs exported heads; made on first use, readable by its owner alone.",
        Path,
    )
    heads_folder: Path | None = setting(
        None, "The folder to which the server exports signed heads once a day; none if empty.", path_or_none
    )
    write_off_max: Mapping[str, int] | None = setting(
        None,
        "The most that may be written off of one invoice item, by currency, such as USD 5.00, CAD 5.00; writing off is not "
        "offered in any other currency.",
        amounts,
    )
    journal_receivables: str = setting(
        "Accounts receivable", "The ledger's account of what clients owe, which journals are posted to.", some_text
    )
    journal_clearing: Mapping[PaymentMethod, str] | None = setting(
        None,
        "The ledger's clearing account of each payment method, such as CASH=1010; CARD=Card clearing; else Cash clearing "
        "and so on.",
        clearing_accounts,
    )
    journal_codes: Mapping[str, str] | None = setting(
        None,
        "The ledger's account of each ledger code that is called otherwise there, such as SWIM=4010; CAMP=4020.",
        accounts_of_codes,
    )
    journal_tax_rate: str = setting(
        "Tax Exempt", "The tax rate, as Xero calls it, of every line of a journal for Xero.", some_text
    )
    organisation_name: str = setting("Tieout", "The organisation's name on statements and receipts.", some_text)
    organisation_address: tuple[str, ...] = setting(
        (), "Its address on them, lines separated by semicolons, such as 12 River Street; Montreal QC.", lines_of_text
    )
    organisation_tax_numbers: tuple[str, ...] = setting(
        (), "Its tax numbers on them, separated by semicolons, such as GST 123456789 RT0001.", lines_of_text
    )
    organisation_logo: Path | None = setting(
        None, "The file of its logo on them: PNG, JPEG or SVG; none if empty.", image_or_none
    )
    organisation_language: Literal["en", "fr-CA"] = setting(
        "en", "The language of its statements and receipts: en or fr-CA.", one_of("en", "fr-CA")
    )
    paper: Literal["letter", "a4"] = setting(
        "letter", "The size of statements and receipts: letter or a4.", one_of("letter", "a4")
    )
    max_body_bytes: int = setting(16 * 2**20, "The largest request body.", whole_number(1024, 2**31 - 1))
    max_connections: int = setting(
        1000, "The most open connections; fewer if the process may have fewer descriptors.", whole_number(16, 100_000)
    )
    max_connections_from_address: int = setting(
        200, "The most open connections from one address, trusted proxies excepted.", whole_number(8, 100_000)
    )
    max_live_connections: int = setting(
        500,
        "The most live connections (WebSockets) of a process, which count among all connections; 0: none.",
        whole_number(0, 100_000),
    )
    max_live_connections_of_caller: int = setting(
        20, "The most live connections of one user or token for each process.", whole_number(1, 100_000)
    )
    introspection: Literal["all", "signed-in"] = setting(
        "all", "Who may read the schema by introspection: all, or signed-in.", one_of("all", "signed-in")
    )
    trusted_documents: Path | None = setting(
        None,
        "A folder of .graphql files, or a JSON manifest: documents that callers may send by their id (documentId).",
        documents_path,
    )
    trusted_documents_only: bool = setting(
        False,  # noqa: FBT003 - a default
        "1: run only the page's own documents and those of TIEOUT_TRUSTED_DOCUMENTS; 0: run any.",
        flag,
    )
    oidc_issuer: str | None = setting(
        None,
        "The sign-in provider (OpenID Connect), such as https://login.example.org; nobody signs in by one if empty.",
        issuer_address,
    )
    oidc_client_id: str | None = setting(None, "The name that the sign-in provider knows Tieout by.", text_or_none)
    oidc_client_secret: str | None = setting(
        None, "The secret that Tieout shows the sign-in provider; none for a public client.", text_or_none
    )
    oidc_name: str | None = setting(
        None, "What people call the sign-in provider, as its button says; its host if empty.", text_or_none
    )
    oidc_email_claim: str = setting(
        "email", "The claim of the sign-in provider that holds a person's e-mail address.", some_text
    )
    oidc_domains: str = setting(
        "",
        "The domains of e-mail addresses that may sign in by the sign-in provider, separated by commas; all if empty.",
        mail_domains,
    )
    oidc_new_users_role: str | None = setting(
        None,
        "The role of users that are created when they first sign in by the sign-in provider, which needs "
        "TIEOUT_OIDC_DOMAINS; nobody is created if empty.",
        text_or_none,
    )
    requests_per_minute: int = setting(
        0,
        "How many GraphQL requests a caller may send a minute: each user, token and client, and each address that is not "
        "signed in; 0: no limit.",
        whole_number(0, 1_000_000),
    )
    values_per_minute: int = setting(
        0,
        "How many values a caller may be answered with in a minute, as extensions.cost counts them; 0: no limit.",
        whole_number(0, 10**12),
    )
    password_hashes: int = setting(
        2,
        "How many passwords a process hashes at a time; each takes 64 MiB and a core for some 50 ms.",
        whole_number(1, 64),
    )
    wait_s: float = setting(
        10.0, "Seconds that a request waits for its turn, or for a locked account.", number(0, 3600, above_least=True)
    )
    statement_timeout_s: float = setting(
        30.0, "Seconds that one database statement of the server may take; 0: no limit.", number(0, 86_400)
    )
    log_format: Literal["text", "json"] = setting(
        "text", "How the server's log is written: text or json.", one_of("text", "json")
    )
    log_level: Literal["debug", "info", "warning", "error"] = setting(
        "info",
        "From which level on lines are logged; each request has one of level info.",
        one_of("debug", "info", "warning", "error"),
    )
    pooler: Literal["none", "transaction"] = setting(
        "none",
        "What stands before PostgreSQL: none, or transaction for PgBouncer and its like in transaction mode.",
        one_of("none", "transaction"),
    )
    metrics: Literal["off", "open"] = setting(
        "off",
        "Who may read /metrics without a token: off for nobody, open for everybody who reaches the server.",
        one_of("off", "open"),
    )
    metrics_token: str | None = setting(
        None, "The token by which /metrics may be read, sent as Authorization: Bearer TOKEN.", token_or_none
    )
    stuck_after_s: float = setting(
        60.0, "Seconds without progress after which the writer or a pool counts as stuck.", number(1, 3600)
    )
    connections: int = setting(20, "The most connections to PostgreSQL for each process.", whole_number(2, 1000))

    smtp_url: MailServer | None = setting(
        None,
        "The mail server that documents are sent by: smtp://USER:PASSWORD@HOST:587 (STARTTLS), smtps://… (TLS), "
        "smtp+plain://HOST (neither); none if empty.",
        mail_server,
    )
    mail_from: str | None = setting(
        None, "The address that e-mails are from, such as billing@example.org; needed with a mail server.", mail_address
    )
    mail_reply_to: str | None = setting(
        None, "The address that answers to e-mails go to, if it is another one.", mail_address
    )
    webhook_allow: str = setting(
        "",
        "Addresses or networks that webhooks may reach although they are private, also by http, such as 10.0.0.0/8; empty: "
        "none.",
        networks,
    )

    @property
    def journal_accounts(self) -> JournalAccounts:
        """The ledger's accounts, which journals are posted to."""
        return JournalAccounts(
            self.journal_receivables, self.journal_clearing or {}, self.journal_codes or {}, self.journal_tax_rate
        )

    @property
    def mail_sender(self) -> MailSender | None:
        """Who sends documents by e-mail; None if nothing is sent."""
        if self.smtp_url is None or self.mail_from is None:
            return None
        return MailSender(
            self.mail_from, self.organisation_name, self.mail_reply_to, Language(self.organisation_language)
        )

    @property
    def organisation(self) -> Organisation:
        """The organisation as its papers show it."""
        paper = "us-letter" if self.paper == "letter" else self.paper
        lines = (*self.organisation_address, *self.organisation_tax_numbers)
        language = Language(self.organisation_language)
        return Organisation(self.organisation_name, lines, self.organisation_logo, paper, language)

    @property
    def statement_s(self) -> float | None:
        """The most seconds that one statement of the server may take; None for no limit."""
        return self.statement_timeout_s or None

    @property
    def oidc_domain_names(self) -> frozenset[str]:
        """The domains of e-mail addresses that may sign in by the sign-in provider; all may if there are none."""
        return frozenset(self.oidc_domains.split(",")) - {""}

    @property
    def oidc_shown_name(self) -> str:
        """What the sign-in provider is called on the page."""
        return self.oidc_name or urlsplit(self.oidc_issuer or "").hostname or ""

    @property
    def secure(self) -> bool:
        """Whether the page is reached over https, so that its cookie may be bound to it."""
        return urlsplit(self.public_url or "").scheme == "https"


def read_settings(**given: object) -> Settings:
    """Return the settings; those given on the command line win. Raises ``BadSettings`` with a one-line message."""
    settings = Settings(**values_of(Settings, given))
    if settings.oidc_issuer is not None and settings.oidc_client_id is None:
        raise BadSettings("TIEOUT_OIDC_CLIENT_ID: it is missing, and TIEOUT_OIDC_ISSUER needs it")
    if settings.oidc_new_users_role is not None and not settings.oidc_domains:
        raise BadSettings(
            "TIEOUT_OIDC_DOMAINS: it is missing. With TIEOUT_OIDC_NEW_USERS_ROLE, everybody whom the provider knows "
            "would become a user; name the domains of your own e-mail addresses"
        )
    if settings.smtp_url is not None and settings.mail_from is None:
        raise BadSettings("TIEOUT_MAIL_FROM: it is missing, and TIEOUT_SMTP_URL needs it")
    return settings
