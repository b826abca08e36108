"""Identities at the sign-in provider, and the users that they are linked to (domain R33e)."""

from collections.abc import Collection

from domain.core.text import storable
from domain.store.program import Program, Query, Sql
from domain.tables import IdentityRow

_OF_USERS = Sql(f"{IdentityRow.select('x')} where x.user_id in :ids and x.withdrawn_at is null order by x.id")
_BY_SUBJECT = Sql(
    f"{IdentityRow.select('x')} where x.issuer = :issuer and x.subject in :subjects and x.withdrawn_at is null"
)
_EVER = Sql("select x.id from identities x where x.user_id = :id and x.issuer = :issuer limit 1")


def identities_of(user_ids: Collection[int]) -> Program[list[IdentityRow]]:
    """Return the identities that are linked to users, oldest first."""
    return IdentityRow.load_all((yield Query(_OF_USERS, ids=sorted(user_ids))))


def identity_by_subject(issuer: str, subject: str) -> Program[IdentityRow | None]:
    """Return the linked identity that a provider knows by this subject."""
    rows = yield Query(_BY_SUBJECT, issuer=issuer, subjects=storable([subject]))
    return IdentityRow.load(rows[0]) if rows else None


def was_ever_linked(user_id: int, issuer: str) -> Program[bool]:
    """Return whether a user has, or once had, an identity at a provider."""
    return bool((yield Query(_EVER, id=user_id, issuer=issuer)))
