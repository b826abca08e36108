"""Level: the GraphQL API. Draw accounts, ledger codes, roles, users and tokens."""

from api.graph.ids import opaque
from domain.errors import NotFound
from domain.permissions import OPERATOR
from domain.services.sign_in import OpenSession
from tests.support.random_commands.draw import Draw, Input, draws


@draws("createAccount")
async def account(draw: Draw) -> Input:
    number = draw.chance.randrange(1000)
    return {
        "number": draw.odd(f"2{number:03}"),
        "ownerName": draw.odd("S\u00e1m Okafor"),
        "currency": "USD",
        "members": ["Ada", "Ben"][: number % 3],
        "addMemberInputs": [{"name": "Cleo", **draw.labels()}],
        **draw.labels(),
    }


@draws("updateAccount")
async def account_update(draw: Draw) -> Input:
    member = await draw.some("members")
    return {
        "id": await draw.some("accounts"),
        "ownerName": draw.chance.choice(("Ana Rivera", "Ann Rivera-Cole")),
        "addMembers": ["Noa"] if draw.maybe(0.5) else [],
        "removeMemberIds": [member] if member and draw.maybe(0.5) else [],
        **draw.labels(),
    }


@draws("createLedgerCode")
async def ledger_code(draw: Draw) -> Input:
    return {"code": draw.odd(f"ART{draw.chance.randrange(5)}"), "title": draw.odd("Art class"), **draw.labels()}


@draws("updateLedgerCode")
async def ledger_code_update(draw: Draw) -> Input:
    title = draw.chance.choice(("Swimming", "Pool"))
    return {"id": await draw.some("ledger_codes"), "title": title, "archived": draw.maybe(0.2)}


PERMISSIONS = ("CLIENT_BILLING", "VIEW_REPORTS", "IMPORT_DATA")


@draws("createRole")
async def role(draw: Draw) -> Input:
    return {"name": draw.odd(f"Desk {draw.chance.randrange(4)}"), "permissions": [draw.chance.choice(PERMISSIONS)]}


@draws("updateRole")
async def role_update(draw: Draw) -> Input | None:
    role = await draw.some("roles")
    return {"id": role, "permissions": [draw.chance.choice(PERMISSIONS)]} if role else None


@draws("createUser")
async def user(draw: Draw) -> Input:
    return {
        "email": f"desk{draw.chance.randrange(5)}@example.org",
        "name": "Desk",
        "password": "swimming pool",
        "permissions": ["CLIENT_BILLING"],
        "roleId": await draw.some("roles") if draw.maybe(0.5) else None,
    }


@draws("updateUser")
async def user_update(draw: Draw) -> Input | None:
    user = await draw.some("users")
    change = {"name": "Relief clerk", "disabled": draw.maybe(0.3), "permissions": ["VIEW_REPORTS"]}
    if draw.maybe(0.3):
        change["roleId"] = await draw.some("roles")
    return {"id": user, **change} if user else None


@draws("createApiToken")
async def token(draw: Draw) -> Input:
    number = draw.chance.randrange(1000)
    return {"name": f"Till {number}", "permissions": [], "expiresInDays": number % 3 or None}


@draws("endApiTokenOverlap")
async def overlap_end(draw: Draw) -> Input | None:
    token = await draw.some("api_tokens")
    return {"id": token} if token else None


async def signed_in(draw: Draw) -> int | None:
    """Sign somebody in who may, and return their id; None if there is nobody, or they were changed meanwhile."""
    rows = await draw.centre.rows(
        "select id, password_hash from users where withdrawn_at is null and not disabled order by id"
    )
    if not rows:
        return None
    user, password_hash = draw.chance.choice(rows)
    try:
        await draw.centre.store.run(OpenSession(user, f"session {draw.chance.random()}", password_hash), OPERATOR)
    except NotFound:
        return None
    return int(user)


@draws("endSession")
async def session_end(draw: Draw) -> Input | None:
    user = await signed_in(draw)
    if user is None:
        return None
    rows = await draw.centre.rows(f"select max(id) from sessions where user_id = {user}")
    return {"id": opaque("Session", rows[0][0])}


@draws("endSessions")
async def sessions_end(draw: Draw) -> Input | None:
    user = await signed_in(draw)
    return None if user is None else {"userId": opaque("User", user)}


@draws("addPasskey")
async def passkey(draw: Draw) -> Input:
    return {"ticket": f"ticket {draw.chance.random()}", "credential": "{}", "name": draw.odd("Laptop")}


@draws("removePasskey")
async def passkey_end(draw: Draw) -> Input:
    return {"id": opaque("Passkey", draw.chance.randrange(1, 100))}


@draws("removeIdentity")
async def identity_end(draw: Draw) -> Input:
    return {"id": opaque("Identity", draw.chance.randrange(1, 100))}


@draws("addAuthenticator")
async def app(draw: Draw) -> Input:
    return {"ticket": f"ticket {draw.chance.random()}", "code": "123456"}


@draws("removeAuthenticator")
async def app_end(_draw: Draw) -> Input:
    return {}


@draws("renewRecoveryCodes")
async def recovery_codes(_draw: Draw) -> Input:
    return {}


@draws("resetSecondFactor")
async def factors_end(draw: Draw) -> Input | None:
    user = await draw.some("users")
    return {"userId": user} if user else None
