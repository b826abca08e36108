"""Users, API tokens and the viewer in the graph."""

from typing import Any

import orjson
import strawberry

from api.graph.loaders import accounts
from api.graph.scalars import Date, DateTime
from api.types.accounts import Account
from api.types.connections import Node
from api.types.fields import ACCESS, computed, directives, plain, referenced
from api.types.kinds import PrincipalKind
from domain.permissions import Permission


def stored_permissions(row: Any, _context: object) -> list[Permission]:
    """Return the permissions that a row holds, by name."""
    return sorted(Permission(name) for name in orjson.loads(row.permissions))


@strawberry.type(directives=directives(ACCESS))
class User(Node):
    """A person who signs in: a member of staff, or a client on their own account."""

    email: str = plain("The e-mail address they sign in with.")
    name: str = plain("Their name as the page and the log show it, such as Dana Whitfield.")
    permissions: list[Permission] = computed("Their permissions; a client has none.", stored_permissions)
    disabled: bool = plain("Disabled users cannot sign in.")
    password_set_at: DateTime = plain("When their password was last set; no log has the password itself.")
    client: bool = computed(
        "Whether they are a client, who sees only their own account.", lambda user, _: user.account_id is not None
    )
    account: Account | None = referenced(accounts, "account_id", "A client's own account; null for staff.")


@strawberry.type(directives=directives(ACCESS))
class ApiToken(Node):
    """A credential for a program. The token itself is shown once, when it is created."""

    name: str = plain("What the token is for, such as Web shop; the log names it.")
    prefix: str = plain("The token's first characters, to tell tokens apart.")
    permissions: list[Permission] = computed("What it may do; with an empty list, nothing.", stored_permissions)
    expires_on: Date | None = plain("The last day on which it is valid; null if it does not expire.")
    last_used_at: DateTime | None = plain("When it was last used, to the minute.")
    revoked: bool = computed("Whether it was revoked.", lambda token, _: not token.lets_in)


@strawberry.type
class Viewer:
    """The user, API token or client that sends the request."""

    kind: PrincipalKind = plain("A member of staff, a program, or a client.", client=True)
    name: str = plain("Their name as the page and the log show it, such as Dana Whitfield.", client=True)
    principal: str = plain("Who it is, unambiguously: the id of the user or API token, as in batches.", client=True)
    permissions: list[Permission] = plain("Their permissions; a client has none.", client=True)
    support_contact: str | None = plain("Whom to ask for help; null if the operator named nobody.", client=True)
    time_zone: str = plain(
        "The organisation's time zone, such as America/Toronto: it decides which day is today, and so what is due, how "
        "old items are, and where periods end.",
        client=True,
    )
    max_body_bytes: int = plain(
        "The largest request body in bytes that the server accepts, which also limits imported files."
    )
    account: Account | None = referenced(
        accounts, "account_id", "The client's own account; null for staff and tokens.", client=True
    )
