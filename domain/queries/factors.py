"""Second factors of users: passkeys, authenticator apps and recovery codes; and steps of sign-ins."""

from collections.abc import Collection
from typing import NamedTuple

from domain.core.text import storable
from domain.store.program import Program, Query, Sql
from domain.tables import AuthenticatorRow, FactorUseRow, PasskeyRow, RecoveryCodeRow

_PASSKEYS = Sql(f"{PasskeyRow.select('p')} where p.user_id in :ids and p.withdrawn_at is null order by p.id")
_APPS = Sql(f"{AuthenticatorRow.select('a')} where a.user_id in :ids and a.withdrawn_at is null order by a.id")
_CODES = Sql(f"{RecoveryCodeRow.select('c')} where c.user_id = :id and c.used_at is null order by c.id")
_COUNTED_CODES = Sql(
    "select c.user_id, count(*) from recovery_codes c where c.user_id in :ids and c.used_at is null group by c.user_id"
)
_BY_CREDENTIAL = Sql(f"{PasskeyRow.select('p')} where p.credential_id in :ids and p.withdrawn_at is null")
_USES = Sql(f"{FactorUseRow.select('f')} where f.factor_id in :ids")


class Factors(NamedTuple):
    """The second factors of a user."""

    passkeys: list[PasskeyRow]
    app: AuthenticatorRow | None
    codes_left: int

    def __bool__(self) -> bool:
        """Return True if a password alone does not let the user in."""
        return bool(self.passkeys) or self.app is not None


def factors_of(user_ids: Collection[int]) -> Program[dict[int, Factors]]:
    """Return the factors of users, by user."""
    ids = sorted(user_ids)
    passkeys = PasskeyRow.load_all((yield Query(_PASSKEYS, ids=ids)))
    apps = {app.user_id: app for app in AuthenticatorRow.load_all((yield Query(_APPS, ids=ids)))}
    codes = {row[0]: row[1] for row in (yield Query(_COUNTED_CODES, ids=ids))}
    return {
        each: Factors([key for key in passkeys if key.user_id == each], apps.get(each), codes.get(each, 0))
        for each in ids
    }


def factors_of_user(user_id: int) -> Program[Factors]:
    """Return the factors of one user."""
    return (yield from factors_of([user_id]))[user_id]


def recovery_codes_of(user_id: int) -> Program[list[RecoveryCodeRow]]:
    """Return a user's recovery codes that were not used."""
    return RecoveryCodeRow.load_all((yield Query(_CODES, id=user_id)))


def passkey_by_credential(credential_id: str) -> Program[PasskeyRow | None]:
    """Return the passkey with this id of WebAuthn."""
    rows = yield Query(_BY_CREDENTIAL, ids=storable([credential_id]))
    return PasskeyRow.load(rows[0]) if rows else None


def uses_of_factors(ids: Collection[int]) -> Program[dict[int, FactorUseRow]]:
    """Return how factors were last used, by the factor."""
    return {row.factor_id: row for row in FactorUseRow.load_all((yield Query(_USES, ids=sorted(ids))))}
