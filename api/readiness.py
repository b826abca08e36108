"""``/health`` and ``/ready``: whether the process lives, and whether the database can be read and written."""

import asyncio
import time
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.watchdog import Watchdog
from domain.errors import Busy, DatabaseReplaced, Unavailable
from domain.store.backend import Risk
from domain.store.invariants import InvariantMissing, NewerDatabase
from domain.store.store import READY_S, Store

ANSWER_S = 1.8
"""``/ready`` is answered within this time, also where the database hangs."""
RISKS_S = 60.0
"""How long the database's settings are remembered."""


async def health(_request: Request) -> Response:
    """Answer that the process is alive."""
    return JSONResponse({"status": "ok"})


class Readiness:
    """Checks one store. Those who ask at once share one check."""

    def __init__(self, store: Store, watchdog: Watchdog) -> None:
        self._store = store
        self._watchdog = watchdog
        self._checking: asyncio.Task[None] | None = None
        self._risks: Sequence[Risk] = ()
        self._risks_at = -RISKS_S

    async def ready(self, _request: Request) -> Response:
        """Answer 200 if the database can be read and written and has its constraints, else 503 with the reason, in time.

        Only the error's type is sent: its message may name hosts and files, unless it is our own and says what to do.
        Settings of the database that may lose what was acknowledged are warnings of either answer.
        """
        if (stuck := self._watchdog.message) is not None:
            return _unavailable(self._with_warnings({"status": "unavailable", "reason": "Stuck", "message": stuck}))
        try:
            await self._check()
        except Exception as error:  # noqa: BLE001 - any error is answered
            body: dict[str, Any] = {"status": "unavailable", "reason": type(error).__name__}
            ours = isinstance(error, DatabaseReplaced | InvariantMissing | NewerDatabase) or type(error) is Unavailable
            if ours and str(error):
                body["message"] = str(error)
            return _unavailable(self._with_warnings(body))
        body = {"status": "ok", "database": self._store.backend.dialect}
        return JSONResponse(self._with_warnings(body | self._replica()))

    async def risks(self) -> Sequence[Risk]:
        """Return which settings of the database may lose what was acknowledged, as they were a minute ago at most."""
        if time.monotonic() - self._risks_at >= RISKS_S:
            try:
                self._risks = await self._store.backend.risks(READY_S)
            except Busy:  # they are the same as before, or will be reported then
                return self._risks
            self._risks_at = time.monotonic()
        return self._risks

    def _replica(self) -> dict[str, Any]:
        """Return what is known of the standby that reports are read from; nothing if there is none."""
        replica = self._store.replica
        if replica is None:
            return {}
        lag = {"lagMs": round(replica.last.waited_s * 1000), "lagBytes": replica.last.behind_bytes}
        if replica.unfit is not None:
            return {
                "replica": {"status": "unavailable", "message": f"Reports are read at the primary: {replica.unfit}."}
            }
        return {"replica": {"status": "ok"} | lag}

    def _with_warnings(self, body: dict[str, Any]) -> dict[str, Any]:
        return body | ({"warnings": [risk.message for risk in self._risks]} if self._risks else {})

    async def _check(self) -> None:
        """Run a check, or wait for the one that runs; raises what is wrong, and ``Unavailable`` if it takes too long."""
        if self._checking is None:
            self._checking = asyncio.create_task(self._check_once())
            self._checking.add_done_callback(self._checked)
        checking = self._checking
        done, _ = await asyncio.wait({checking}, timeout=ANSWER_S)
        if not done:
            raise Unavailable("The database does not answer.")
        checking.result()

    async def _check_once(self) -> None:
        await self._store.check(READY_S)
        await self.risks()

    def _checked(self, checking: "asyncio.Task[None]") -> None:
        self._checking = None
        if not checking.cancelled():
            checking.exception()  # retrieved, or Python logs it if nobody waited so long


def _unavailable(body: dict[str, Any]) -> Response:
    return JSONResponse(body, HTTPStatus.SERVICE_UNAVAILABLE, {"retry-after": "2"})
