"""Roles, users, API tokens and the viewer in the graph."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import strawberry

from api.graph.ids import opaque
from api.graph.loaders import accounts, roles
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import By, attach, attach_each
from api.graph.scalars import Date, DateTime
from api.types.accounts import Account
from api.types.connections import Node
from api.types.fields import ACCESS, computed, directives, plain, referenced, related
from api.types.kinds import PrincipalKind
from domain import permission_templates
from domain.core.kinds import SignInMethod
from domain.permissions import Permission, permissions_of
from domain.queries.access import sessions_of
from domain.queries.factors import factors_of
from domain.queries.identities import identities_of
from domain.store.program import Program


def stored_permissions(row: Any, _context: object) -> list[Permission]:
    """Return the permissions that a row holds itself, by name."""
    return sorted(permissions_of(row.permissions))


def held_permissions(user: Any, _context: object) -> list[Permission]:
    """Return the permissions that a user holds by their role and in addition to it, by name."""
    return sorted(permissions_of(user.permissions, user.role_permissions))


@strawberry.type(directives=directives(ACCESS))
class Role(Node):
    """A named set of permissions. Whoever has the role holds them, from the moment the role is changed."""

    name: str = plain("What it is called, such as Desk; no two roles have the same name.")
    permissions: list[Permission] = computed("What it grants; with an empty list, nothing.", stored_permissions)
    user_count: int = plain("How many users have it, disabled ones too.")


@strawberry.type
class Session:
    """A browser in which somebody is signed in. It ends by itself twelve hours after signing in."""

    id: strawberry.ID = computed("Its opaque id, which `endSession` takes.", lambda row, _: opaque("Session", row.id))
    browser: str = plain("The browser, such as Firefox on Windows; empty where it did not say.")
    address: str = plain("The network address from which they signed in; empty where none is known.")
    method: SignInMethod | None = plain("How they signed in; null if that was not noted.")
    signed_in_at: DateTime = computed("When they signed in.", lambda row, _: row.recorded_at)
    last_used_at: DateTime = plain("When it was last used, to the minute.")
    expires_at: DateTime = plain("When it ends by itself.")
    current: bool = computed(
        "Whether it is the one that sends this request.", lambda row, context: row.id == context.principal.session_id
    )


def load_passkeys(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Attach the passkeys that came with the rows."""
    yield from attach_each(loading, plan, level, lambda row: row.passkeys)


@strawberry.type
class Passkey:
    """A passkey of the user. Its private key stays in their device."""

    id: strawberry.ID = computed(
        "Its opaque id, which `removePasskey` takes.", lambda row, _: opaque("Passkey", row.id)
    )
    name: str = plain("What its owner calls it, such as Laptop.")
    recorded_at: DateTime = plain("When it was added.")


@strawberry.type
class SecondFactor:
    """What a user is asked for after their password."""

    passkeys: list[Passkey] = related(
        By(load_passkeys), "Their passkeys, oldest first; each also lets them in by itself."
    )
    app: bool = computed("Whether they have an authenticator app.", lambda row, _: row.app is not None)
    recovery_codes_left: int = computed(
        "How many recovery codes they have not used yet.", lambda row, _: row.codes_left
    )


@strawberry.type
class Identity:
    """A person as the organisation's sign-in provider knows them, who signs in as this user."""

    id: strawberry.ID = computed(
        "Its opaque id, which `removeIdentity` takes.", lambda row, _: opaque("Identity", row.id)
    )
    issuer: str = plain("The provider, such as https://login.example.org.")
    email: str = plain("The e-mail address that the provider gave when it was linked.")
    recorded_at: DateTime = plain("When it was linked.")


def load_identities(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the identities that are linked to users, or to the viewer, oldest first."""
    ids = {row.id for row in level.rows if row.id is not None}
    found: dict[int, list[Any]] = {}
    for identity in (yield from identities_of(ids)) if ids else ():
        found.setdefault(identity.user_id, []).append(identity)
    yield from attach_each(loading, plan, level, lambda row: found.get(row.id, []))


def load_sessions(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the open sessions of users, or of the viewer, those that were used last first."""
    ids = {row.id for row in level.rows if row.id is not None}
    found: dict[int, list[Any]] = {}
    if ids:
        for session in (yield from sessions_of(ids, loading.request_info.now, loading.left_rows + 1)):
            found.setdefault(session.user_id, []).append(session)
    yield from attach_each(loading, plan, level, lambda row: found.get(row.id, []))


def load_second_factors(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the second factors of users, or of the viewer; null for whoever has none."""
    ids = {row.id for row in level.rows if row.id is not None}
    found = (yield from factors_of(ids)) if ids else {}
    shown = {each: SimpleNamespace(**factors._asdict(), related={}) for each, factors in found.items() if factors}
    yield from attach_each(loading, plan, level, lambda row: shown.get(row.id))


@strawberry.type(directives=directives(ACCESS))
class PermissionTemplate:
    """Permissions that usually go together: a start for a role or an API token, which keeps no link to it."""

    name: str = computed("What it is for, such as Web shop.", lambda template, _: template.name)
    description: str = computed(
        "What a person or program with these permissions can do, and what not.",
        lambda template, _: template.description,
    )
    permissions: list[Permission] = plain("The fewest that suffice for it.")


def load_templates(
    templates: Mapping[str, permission_templates.PermissionTemplate],
) -> Callable[[Loading, FieldPlan, Rows], Program[None]]:
    """Return what loads templates, which stand in the program."""
    return lambda loading, plan, level: attach(loading, plan, level, list(templates.values()))


@strawberry.type(directives=directives(ACCESS))
class User(Node):
    """A person who signs in: a member of staff, or a client on their own account."""

    email: str = plain("The e-mail address they sign in with.")
    name: str = plain("Their name as the page and the log show it, such as Dana Whitfield.")
    permissions: list[Permission] = computed(
        "All that they hold, by their role and in addition to it; a client has none.", held_permissions
    )
    own_permissions: list[Permission] = computed(
        "Those that they hold in addition to their role: what `updateUser` sets.", stored_permissions
    )
    role: Role | None = referenced(roles, "role_id", "Their role; null if they have none. A client has none.")
    disabled: bool = plain("Disabled users cannot sign in.")
    password_set_at: DateTime = plain("When their password was last set; no log has the password itself.")
    client: bool = computed(
        "Whether they are a client, who sees only their own account.", lambda user, _: user.account_id is not None
    )
    account: Account | None = referenced(accounts, "account_id", "A client's own account; null for staff.")
    sessions: list[Session] = related(By(load_sessions), "Where they are signed in, last used first.")
    second_factor: SecondFactor | None = related(
        By(load_second_factors), "What they are asked for after their password; null if nothing."
    )
    identities: list[Identity] = related(
        By(load_identities), "Their identities at the sign-in provider, each of which lets them in; oldest first."
    )


@strawberry.type(directives=directives(ACCESS))
class ApiToken(Node):
    """A credential for a program. The token itself is shown once, when it is created."""

    name: str = plain("What the token is for, such as Web shop; the log names it.")
    prefix: str = plain("The token's first characters, to tell tokens apart.")
    permissions: list[Permission] = computed("What it may do; with an empty list, nothing.", stored_permissions)
    expires_on: Date | None = plain("The last day on which it is valid; null if it does not expire.")
    last_used_at: DateTime | None = plain("When it was last used, to the minute.")
    revoked: bool = computed("Whether it was revoked.", lambda token, _: not token.lets_in)
    rotated_at: DateTime | None = plain("When it last got a new secret; null if it still has its first.")
    former_until: DateTime | None = plain(
        "Until when the former secret works too, or worked; null if it stopped with the rotation, or there is none."
    )
    former_used_at: DateTime | None = plain("When the former secret was last used, to the minute.")


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
    mail_from: str | None = plain(
        "The address that documents are sent from by e-mail; null if the operator has set up no mail server."
    )
    max_body_bytes: int = plain(
        "The largest request body in bytes that the server accepts, which also limits imported files."
    )
    sessions: list[Session] = related(
        By(load_sessions), "Where they are signed in, last used first; empty for tokens. Not open to clients."
    )
    second_factor: SecondFactor | None = related(
        By(load_second_factors), "What is asked for after the password; null if nothing. Not open to clients."
    )
    identities: list[Identity] = related(
        By(load_identities), "Their identities at the sign-in provider, oldest first. Not open to clients."
    )
    account: Account | None = referenced(
        accounts, "account_id", "The client's own account; null for staff and tokens.", client=True
    )
