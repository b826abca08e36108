"""Trusted documents: queries that may be sent by their id, and those that a server may be restricted to (domain R48c).

The page's own are trusted, and what the operator lists. Anybody may send such an id in place of the text: it is a name and
grants nothing, since the permissions are checked as always (GraphQL over HTTP, appendix A).
"""

from collections.abc import Callable, Mapping
from functools import cached_property

from graphql import GraphQLError

from api.errors import Code, failure
from api.protocol.parameters import Parameters

_UNKNOWN = (
    "This server has no document {id}. Send its text as `query` instead, or ask the operator to add it to "
    "TIEOUT_TRUSTED_DOCUMENTS."
)
_UNKNOWN_WHERE_ONLY = (
    "This server has no document {id}, and runs only documents that it trusts. Ask the operator to add it to "
    "TIEOUT_TRUSTED_DOCUMENTS; reload the page if this is about the page itself."
)
_NOT_TRUSTED = (
    "This server runs only documents that it trusts, and this is none of them. Ask the operator to add it to "
    "TIEOUT_TRUSTED_DOCUMENTS; reload the page if this is about the page itself."
)


class TrustedDocuments:
    """The documents that may be sent by id. ``only``: whether no other may run.

    ``own`` returns the page's texts, ``added`` are the operator's by their ids. Nothing is read before the first request
    that needs it.
    """

    def __init__(
        self, own: Callable[[], Mapping[str, str]], added: Mapping[str, str] | None = None, *, only: bool = False
    ) -> None:
        self._own = own
        self._added = added or {}
        self.only = only

    @cached_property
    def _by_id(self) -> Mapping[str, str]:
        return {**self._own(), **self._added}

    @cached_property
    def _texts(self) -> frozenset[str]:
        return frozenset(self._by_id.values())

    def text_of(self, parameters: Parameters) -> str:
        """Return the text that a request asks to run; raises UNKNOWN_DOCUMENT and DOCUMENT_NOT_TRUSTED."""
        if parameters.document_id is None:
            if self.only and parameters.query not in self._texts:
                raise failure(Code.DOCUMENT_NOT_TRUSTED, _NOT_TRUSTED)
            return parameters.query
        text = self._by_id.get(parameters.document_id)
        if text is None:
            message = _UNKNOWN_WHERE_ONLY if self.only else _UNKNOWN
            raise failure(Code.UNKNOWN_DOCUMENT, message.format(id=repr(parameters.document_id[:80])))
        return text


NO_DOCUMENTS = TrustedDocuments(dict)
"""None at all: texts run, ids do not."""


def is_about_trust(error: GraphQLError) -> bool:
    """Return whether an error is that a document is unknown or not trusted."""
    return (error.extensions or {}).get("code") in {Code.UNKNOWN_DOCUMENT, Code.DOCUMENT_NOT_TRUSTED}
