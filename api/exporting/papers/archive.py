"""``GET /documents/batch.zip``: all papers that a job has made, as one archive that is streamed (domain R46d)."""

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from http import HTTPStatus
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.auth.answers import or_busy, refused
from api.auth.signed_in import Authenticate
from api.errors import Code
from api.exporting.callers import Callers
from api.exporting.streaming import Stream
from api.graph.ids import row_id
from api.logs import ACCESS
from api.protocol.allowances import Allowances
from domain.core.kinds import JobKind
from domain.queries.documents import documents_of_job
from domain.queries.records import by_ids
from domain.store.backend import Reader
from domain.store.store import Store
from domain.tables import DocumentRow, JobRow
from domain.texts import say

PATH = "/documents/batch.zip"


class Archives:
    """Answers requests for the papers of a job; ``allowances`` are those of the API, an archive is a request."""

    def __init__(self, store: Store, authenticate: Authenticate, allowances: Allowances) -> None:
        self._store = store
        self._callers = Callers(authenticate, allowances)

    def routes(self) -> list[Route]:
        """Return the route."""
        return [Route(PATH, or_busy(self.answer), methods=["GET"])]

    async def answer(self, request: Request) -> Response:
        """Answer with the archive of ``jobId``: 404 for a job that is not there, 400 while it runs or if it has no paper."""
        principal = await self._callers.permitted(request, "documents")
        if isinstance(principal, Response):
            return principal
        note = request.scope.get(ACCESS)
        if note is not None:
            note.principal, note.operation = principal.key, "document:batch"
        job_id = row_id(request.query_params.get("jobId", ""), "Job")
        job: JobRow | None = (await self._store.read(by_ids(JobRow, [job_id]))).get(job_id)
        if job is None or job.kind is not JobKind.DOCUMENTS:
            return refused(HTTPStatus.NOT_FOUND, Code.BAD_USER_INPUT, say("papers-job-not-found"))
        if not job.ended:
            return refused(HTTPStatus.BAD_REQUEST, Code.BAD_USER_INPUT, say("papers-job-runs"))
        if not await self._store.read(documents_of_job(job_id, None, 1)):
            return refused(HTTPStatus.BAD_REQUEST, Code.BAD_USER_INPUT, say("papers-job-has-none"))
        headers = {
            "content-type": "application/zip",
            "content-disposition": 'attachment; filename="documents.zip"',
            "cache-control": "no-store",
        }
        return await Stream.begin(self._store, lambda reader: zipped(reader, job_id), headers)


async def zipped(reader: Reader, job_id: int) -> AsyncIterator[bytes]:
    """Yield the archive of a job's papers by account, part by part: in memory are some papers, and the names of all."""
    written = _Written()
    archive = ZipFile(written, "w", ZIP_DEFLATED)
    after: DocumentRow | None = None
    while rows := await reader.run(documents_of_job(job_id, after)):
        await asyncio.to_thread(_add_all, archive, rows)
        yield written.taken()
        after = rows[-1]
    archive.close()
    yield written.taken()


def _add_all(archive: ZipFile, rows: list[DocumentRow]) -> None:
    for row in rows:
        made = datetime.fromtimestamp(row.recorded_at / 1_000_000, UTC)
        info = ZipInfo(_free_name(archive, row.name), made.timetuple()[:6])
        info.compress_type = ZIP_DEFLATED
        archive.writestr(info, row.pdf)


def _free_name(archive: ZipFile, name: str) -> str:
    """Return a name that no paper of the archive has; numbers of accounts may differ in signs that no name has."""
    number, free = 1, f"{name}.pdf"
    while free in archive.NameToInfo:
        number += 1
        free = f"{name}-{number}.pdf"
    return free


class _Written(io.RawIOBase):
    """What an archive has written and nobody has taken; it cannot be sought in."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]  # of any buffer
        self._parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """Return what was written since, and forget it."""
        written, self._parts = b"".join(self._parts), []
        return written
