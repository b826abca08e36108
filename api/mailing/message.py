"""An e-mail as it is handed over: text, and PDFs attached."""

from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import NamedTuple

from domain.core.mail import MailSender, ascii_email, body_of
from domain.store.clock import to_datetime
from domain.tables import MailRow


class Attachment(NamedTuple):
    """A PDF and its file's name."""

    name: str
    pdf: bytes


def message_of(mail: MailRow, sender: MailSender, attachments: Sequence[Attachment]) -> bytes:
    """Return an e-mail in its form on the wire. Of the same e-mail, ``Message-ID`` and ``Date`` are the same each time.

    A name or subject cannot add a header: texts have no line breaks, and the library refuses any.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = formataddr((sender.name, sender.email))
    message["To"] = ascii_email(mail.to_email)
    if sender.reply_to is not None:
        message["Reply-To"] = sender.reply_to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(to_datetime(mail.recorded_at))
    message["Message-ID"] = mail.message_id
    message.set_content(body_of(mail.message, sender), cte="quoted-printable")
    for each in attachments:
        message.add_attachment(each.pdf, maintype="application", subtype="pdf", filename=f"{each.name}.pdf")
    return message.as_bytes()
