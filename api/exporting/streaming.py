"""Answers that are sent part by part while they are read, from one view of the database."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Mapping

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from domain.errors import Busy, Conflict
from domain.store.backend import Reader
from domain.store.program import Program
from domain.store.store import Store

IDLE_S = 60.0
"""How long a caller may take no part of an export until it is ended: it holds a view of the database meanwhile."""
_log = logging.getLogger("tieout")


class Stream(Response):
    """An export that is being sent. Its first part is read before the status is, so that a busy database is reported."""

    def __init__(self, stack: contextlib.AsyncExitStack, left: AsyncIterator[bytes], first: bytes) -> None:
        super().__init__()
        self._stack, self._left, self._first = stack, left, first

    @classmethod
    async def begin(
        cls,
        store: Store,
        parts: Callable[[Reader], AsyncIterator[bytes]],
        headers: Mapping[str, str],
        more: Program[Mapping[str, str]] | None = None,
    ) -> "Stream":
        """Return the answer, which holds a view of the database until it is sent; ``more`` reads more headers in it."""
        async with contextlib.AsyncExitStack() as stack:
            reader = await stack.enter_async_context(store.long_snapshot())
            headers = {**headers, **(await reader.run(more))} if more is not None else headers
            left = parts(reader)
            answer = cls(stack.pop_all(), left, await anext(left, b""))
        answer.headers.update(headers)
        del answer.headers["content-length"]
        return answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's
        """Send part by part; an export that cannot be read to its end, or that nobody takes, breaks off unfinished."""
        gone = asyncio.create_task(_until_gone(receive))
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            part = self._first
            while part and not gone.done():
                async with asyncio.timeout(IDLE_S):
                    await send({"type": "http.response.body", "body": part, "more_body": True})
                part = await anext(self._left, b"")
            if not gone.done():
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        except TimeoutError:
            _log.warning("an export was ended: its caller took nothing for %.0f s", IDLE_S)
        except (Busy, Conflict) as error:
            _log.warning("an export was ended: %s", str(error) or "the database cannot be read")
        finally:
            gone.cancel()
            await self._stack.aclose()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
