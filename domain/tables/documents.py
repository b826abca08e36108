"""Papers for families that a job has made, kept for some days."""

import base64
import datetime
import zlib

from domain.core.kinds import DocumentKind
from domain.tables.record import Record, table
from domain.tables.references import AccountId, JobId, MemberId


@table("documents", noun="document")
class DocumentRow(Record):
    """A statement or receipt as PDF, kept until ``expires_at`` (domain R46d).

    ``name`` is its file's, without the ending. ``content`` is the PDF, compressed and in base64; ``size`` is how many bytes
    the PDF has. A yearly receipt is of one member, or with None of the account's own items.
    """

    job_id: JobId
    account_id: AccountId
    member_id: MemberId | None
    kind: DocumentKind
    first_day: datetime.date
    last_day: datetime.date
    name: str
    size: int
    content: str
    recorded_at: int
    expires_at: int

    @property
    def pdf(self) -> bytes:
        """Return the PDF."""
        return zlib.decompress(base64.b64decode(self.content))


def document_content(pdf: bytes) -> str:
    """Return a PDF as a document's ``content``."""
    return base64.b64encode(zlib.compress(pdf)).decode()
