"""Who asks for an export or a document, and may."""

from http import HTTPStatus
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from api.auth.answers import refused
from api.auth.signed_in import Authenticate, answer_to, signed_in
from api.errors import Code, RequestRefused
from api.protocol.allowances import Allowances
from domain.permissions import BILLING, Principal
from domain.texts import say


class Callers:
    """Lets those in who may see billing; ``allowances`` are those of the API, each request counts."""

    def __init__(self, authenticate: Authenticate, allowances: Allowances) -> None:
        self._authenticate = authenticate
        self._allowances = allowances

    async def permitted(self, request: Request, what: Literal["documents", "exports"]) -> Principal | Response:
        """Return who asks, or the answer: 401 without a sign-in, 403 without the permissions, 429 beyond the allowance."""
        try:
            principal = await signed_in(request, self._authenticate)
            self._allowances.take(principal.key)
        except RequestRefused as error:
            return answer_to(error)
        missing = [each for each in BILLING if not principal.may(each)]
        if missing:
            message = say("files-need-permissions", what=what, needed=", ".join(BILLING), missing=", ".join(missing))
            return refused(HTTPStatus.FORBIDDEN, Code.FORBIDDEN, message, missing=missing)
        return principal
