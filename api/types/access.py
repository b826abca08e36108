"""Who may come in: users, API tokens, and the one who asks, in the graph."""

from typing import Any

import orjson
import strawberry

from api.graph.relations import One
from api.scalars import Date, DateTime
from api.types.accounts import Account
from api.types.connections import Node
from api.types.fields import ACCESS, computed, described, directives, plain, related
from api.types.kinds import PrincipalKind
from api.types.transactions import accounts
from domain.permissions import Permission


def stored_permissions(row: Any, _context: object) -> list[Permission]:
    """The permissions that a row holds, by name."""
    return sorted(Permission(name) for name in orjson.loads(row.permissions))


@strawberry.type(
    description=described("A person who signs in: a member of staff, or a client on their own account.", ACCESS),
    directives=directives(ACCESS),
)
class User(Node):
    """A person who signs in."""

    email: str = plain("What they sign in with.")
    name: str = plain("How they are shown.")
    permissions: list[Permission] = computed("What they may do; a client holds none.", stored_permissions)
    disabled: bool = plain("Disabled users cannot sign in.")
    password_set_at: DateTime = plain("When their password was set last; the password itself is in no log.")
    client: bool = computed(
        "Whether they are a client, who sees their own account and nothing else.",
        lambda user, _: user.account_id is not None,
    )
    account: Account | None = related(
        One(accounts, lambda user: user.account_id), "A client's own account; null for staff."
    )


@strawberry.type(
    description=described("A program's way in. The token itself is shown once, when it is created.", ACCESS),
    directives=directives(ACCESS),
)
class ApiToken(Node):
    """A program's way in."""

    name: str = plain("What it is for.")
    prefix: str = plain("How the token begins, to tell tokens apart.")
    permissions: list[Permission] = computed("What it may do.", stored_permissions)
    expires_on: Date | None = plain("The last day on which it works; null: it does not expire.")
    last_used_at: DateTime | None = plain("When it was last used, to the minute.")
    revoked: bool = computed("Whether it was revoked.", lambda token, _: not token.lets_in)


@strawberry.type(description="The one who asks.")
class Viewer:
    """The one who asks."""

    kind: PrincipalKind = plain("A member of staff, a program, or a client.", client=True)
    name: str = plain("How they are shown.", client=True)
    principal: str = plain(
        "Who it is, beyond doubt: the id of the user or API token, as batches name them.", client=True
    )
    permissions: list[Permission] = plain("What they may do; a client holds none.", client=True)
    support_contact: str | None = plain("Whom to ask for help; null where the operator named nobody.", client=True)
    time_zone: str = plain(
        "The organisation's time zone, such as America/Toronto: there it is decided what day is today, so what is due, how "
        "old something is, and where periods end.",
        client=True,
    )
    max_body_bytes: int = plain("The largest request body that the server takes, which bounds a file to be imported.")
    account: Account | None = related(
        One(accounts, lambda viewer: viewer.account_id), "A client's own account (domain R34).", client=True
    )
