"""What e-mails say unless somebody writes something else, and which addresses a mail server takes (domain R46e)."""

from datetime import date

import pytest

from domain.core.kinds import DocumentKind
from domain.core.mail import MailSender, ascii_email, body_of, usual_message, usual_subject
from domain.core.periods import Period
from domain.texts import Language

CENTRE = MailSender("office@swim.example.org", "Rivera Swim Centre")
FRENCH = MailSender("bureau@natation.example.org", "Natation Rivera", language=Language.FRENCH)
PERIOD = Period(date(2025, 1, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("kind", "subject", "message"),
    [
        (
            DocumentKind.STATEMENT,
            "Your statement from Rivera Swim Centre, Jan 1, 2025 to Mar 31, 2026",
            "Your statement is attached: what was charged, what was paid, and which payment paid for what.",
        ),
        (DocumentKind.RECEIPT, "Your receipt from Rivera Swim Centre", "The receipt of your payment is attached."),
        (
            DocumentKind.YEARLY_RECEIPT,
            "Your receipts for 2025 from Rivera Swim Centre",
            "Your receipts of the year are attached: what was paid, by the date of payment.",
        ),
    ],
)
def test_an_e_mail_says_which_document_is_attached(kind: DocumentKind, subject: str, message: str) -> None:
    assert (usual_subject(kind, CENTRE, PERIOD), usual_message(kind, CENTRE)) == (subject, message)
    assert FRENCH.name in usual_subject(kind, FRENCH, PERIOD)
    assert usual_message(kind, FRENCH) != message


def test_a_french_subject_begins_with_the_sender_and_has_french_dates() -> None:
    subject = usual_subject(DocumentKind.STATEMENT, FRENCH, PERIOD)
    assert subject == "Natation Rivera\N{NO-BREAK SPACE}: votre relevé de compte du 1er janv. 2025 au 31 mars 2026"


def test_a_message_stands_between_greeting_and_name() -> None:
    assert body_of("The receipt is attached.", CENTRE) == (
        "Hello,\n\nThe receipt is attached.\n\nIf anything looks wrong, please answer this e-mail.\n\nRivera Swim Centre\n"
    )
    assert body_of("Voici.", FRENCH).startswith("Bonjour")
    assert body_of("Voici.", FRENCH).endswith("\n\nNatation Rivera\n")


def test_message_ids_end_with_the_senders_domain() -> None:
    assert CENTRE.domain == "swim.example.org"


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("ann.o'neil+swim@example.org", "ann.o'neil+swim@example.org"),
        ("ann@zürich.example", "ann@xn--zrich-kva.example"),
        (f"{'a' * 64}@example.org", f"{'a' * 64}@example.org"),
        (f"{'a' * 65}@example.org", None),
        ("änn@example.org", None),
        ('"ann rivera"@example.org', None),
        ("@example.org", None),
        ("ann@localhost", None),
        ("ann@example..org", None),
        ("ann@exa_mple.org", None),
        ("ann", None),
    ],
)
def test_a_mail_server_takes_ascii_alone(address: str, taken: str | None) -> None:
    assert ascii_email(address) == taken
