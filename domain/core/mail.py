"""E-mails with documents: who sends them, and what they say unless somebody writes something else (domain R46e)."""

import re
from dataclasses import dataclass

from domain.core.kinds import DocumentKind
from domain.core.periods import Period
from domain.texts import Language, say
from domain.texts.numbers import day


@dataclass(frozen=True, slots=True)
class MailSender:
    """Who sends: the address, the organisation's name and language, and where answers go if that is another address."""

    email: str
    name: str
    reply_to: str | None = None
    language: Language = Language.ENGLISH

    @property
    def domain(self) -> str:
        """Return the domain of the address, which message ids end with."""
        return self.email.rpartition("@")[2]


def usual_subject(kind: DocumentKind, sender: MailSender, period: Period) -> str:
    """Return the subject of an e-mail with such a document."""
    named = sender.name
    if kind is DocumentKind.RECEIPT:
        return say("mail-subject-receipt", organisation=named).in_language(sender.language)
    if kind is DocumentKind.YEARLY_RECEIPT:
        year = str(period.first.year)
        return say("mail-subject-yearly", organisation=named, year=year).in_language(sender.language)
    first, last = (day(sender.language, each) for each in (period.first, period.last))
    return say("mail-subject-statement", organisation=named, first=first, last=last).in_language(sender.language)


_MESSAGES = {
    DocumentKind.STATEMENT: say("mail-message-statement"),
    DocumentKind.RECEIPT: say("mail-message-receipt"),
    DocumentKind.YEARLY_RECEIPT: say("mail-message-yearly"),
}


def usual_message(kind: DocumentKind, sender: MailSender) -> str:
    """Return what an e-mail with such a document says."""
    return _MESSAGES[kind].in_language(sender.language)


def body_of(message: str, sender: MailSender) -> str:
    """Return the text of an e-mail."""
    greeting, closing = (each.in_language(sender.language) for each in (say("mail-greeting"), say("mail-closing")))
    return f"{greeting}\n\n{message}\n\n{closing}\n\n{sender.name}\n"


_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def ascii_email(email: str) -> str | None:
    """Return an address as every mail server takes it, its domain by IDNA; None if there is no such form."""
    local, _, domain = email.rpartition("@")
    try:
        encoded = domain.encode("idna").decode()
    except UnicodeError:  # a label that is empty or too long
        return None
    return f"{local}@{encoded}" if _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(encoded) else None
