"""``GET /documents/statement.pdf``, ``receipt.pdf`` and ``yearly-receipt.pdf``: an account's papers (domain R46c)."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.auth.answers import or_busy, refused
from api.auth.signed_in import Authenticate
from api.errors import Code
from api.exporting.callers import Callers
from api.exporting.papers.making import Content, Maker
from api.exporting.papers.typesetting import Typesetter
from api.graph.ids import row_id
from api.languages import reading
from api.logs import ACCESS
from api.page_languages import language_of
from api.protocol.allowances import Allowances
from domain.core.kinds import RECEIVED
from domain.core.periods import CALENDAR_YEAR, FiscalYearStart, parse_period
from domain.errors import InvalidValue, NotFound, Refusal
from domain.queries import graph
from domain.queries.records import by_ids
from domain.store.program import Program
from domain.store.store import Store
from domain.tables import AccountRow, MemberRow, TransactionRow
from domain.texts import Language, say

Asked: TypeAlias = Mapping[str, str]


class Papers:
    """Answers requests for documents; ``allowances`` are those of the API, a document is a request."""

    def __init__(
        self,
        store: Store,
        authenticate: Authenticate,
        allowances: Allowances,
        maker: Maker,
        typesetter: Typesetter,
        fiscal_year: FiscalYearStart = CALENDAR_YEAR,
    ) -> None:
        self._store = store
        self._callers = Callers(authenticate, allowances)
        self._maker = maker
        self._typesetter = typesetter
        self._fiscal_year = fiscal_year
        self._kinds: dict[str, Callable[[Asked, Maker], Program[Content]]] = {
            "statement": self._statement,
            "receipt": self._receipt,
            "yearly-receipt": self._yearly,
        }

    def routes(self) -> list[Route]:
        """Return the routes of all documents."""
        return [Route("/documents/{name}.pdf", or_busy(self.answer), methods=["GET"])]

    async def answer(self, request: Request) -> Response:
        """Answer with a PDF, or with why not: 404 for what is not there, 400 for what cannot be asked."""
        principal = await self._callers.permitted(request, "documents")
        if isinstance(principal, Response):
            return principal
        kind = self._kinds.get(request.path_params["name"])
        if kind is None:
            message = say("papers-known", documents=", ".join(f"{each}.pdf" for each in self._kinds))
            return refused(HTTPStatus.NOT_FOUND, Code.BAD_USER_INPUT, message)
        note = request.scope.get(ACCESS)
        if note is not None:
            note.principal, note.operation = principal.key, f"document:{request.path_params['name']}"
        language = self._language(request)
        try:
            content = await self._store.read(kind(dict(request.query_params), self._maker.in_language(language)))
        except NotFound as missing_row:
            return refused(HTTPStatus.NOT_FOUND, Code.BAD_USER_INPUT, missing_row.text)
        except Refusal as refusal:
            return refused(HTTPStatus.BAD_REQUEST, Code.BAD_USER_INPUT, refusal.text)
        made = await self._typesetter.pdf(content.data, self._maker.organisation.logo)
        return Response(
            made,
            media_type="application/pdf",
            headers={
                "content-disposition": f'inline; filename="{content.name}.pdf"',
                "cache-control": "no-store",
                "content-language": language,
                "vary": "accept-language",
            },
        )

    def _language(self, request: Request) -> Language:
        """Return the language of ``language``, else what the caller reads, else the organisation's."""
        asked = request.query_params.get("language")
        if asked:
            return Language(language_of(asked))
        return reading.get() if "accept-language" in request.headers else self._maker.organisation.language

    def _statement(self, asked: Asked, maker: Maker) -> Program[Content]:
        account = yield from _account(asked)
        today = maker.paper(account).made_on
        period = parse_period(_given(asked, "period", "2026-01"), today, self._fiscal_year)
        return (yield from maker.statement(account, period))

    def _receipt(self, asked: Asked, maker: Maker) -> Program[Content]:
        return (yield from maker.receipt((yield from _payment(asked))))

    def _yearly(self, asked: Asked, maker: Maker) -> Program[Content]:
        account = yield from _account(asked)
        year = _year(asked)
        return (yield from maker.yearly_receipt(account, year, (yield from _member(asked, account))))


def _account(asked: Asked) -> Program[AccountRow]:
    """Return the account of ``accountId`` or of ``account``, its number; raises ``NotFound``."""
    found: Mapping[Any, AccountRow]
    if asked.get("account"):
        found = yield from graph.accounts_by_number([asked["account"]])
    else:
        found = yield from graph.accounts([row_id(asked.get("accountId", ""), "Account")])
    for account in found.values():
        return account
    raise NotFound(say("paper-account-not-found"), "accountId")


def _payment(asked: Asked) -> Program[TransactionRow]:
    """Return the payment or deposit of ``transactionId`` or ``number``; raises ``NotFound``."""
    found: Mapping[Any, TransactionRow]
    if asked.get("number"):
        found = yield from graph.transactions_by_number([asked["number"]])
    else:
        found = yield from graph.transactions([row_id(asked.get("transactionId", ""), "Transaction")])
    for payment in found.values():
        if payment.kind in RECEIVED:
            return payment
    raise NotFound(say("paper-payment-not-found"), "transactionId")


def _member(asked: Asked, account: AccountRow) -> Program[MemberRow | None]:
    """Return the account's member of ``memberId``, None if none is asked for; raises ``NotFound``."""
    if not asked.get("memberId"):
        return None
    member_id = row_id(asked["memberId"], "Member")
    member: MemberRow | None = (yield from by_ids(MemberRow, [member_id])).get(member_id)
    if member is None or member.account_id != account.id:
        raise NotFound(say("paper-member-not-found"), "memberId")
    return member


def _year(asked: Asked) -> int:
    text = _given(asked, "year", "2026")
    if not (text.isascii() and text.isdigit()):
        raise InvalidValue(say("paper-year-invalid", text=text[:40]), "year")
    return int(text[:5])  # no year has more than four digits; so many show that


def _given(asked: Asked, name: str, example: str) -> str:
    if not asked.get(name):
        raise InvalidValue(say("paper-value-missing", name=name, example=example), name)
    return asked[name]
