"""Tables of who may come in: users, API tokens, sessions, sign-in links."""

from tortoise import fields
from tortoise.models import Model


class User(Model):
    """A person who signs in: a member of staff, or a client on their own account (domain R33, R34)."""

    id = fields.BigIntField(primary_key=True, generated=False)
    email = fields.TextField()
    name = fields.TextField()
    password_hash = fields.TextField(null=True)
    permissions = fields.TextField()
    disabled = fields.BooleanField()
    account = fields.ForeignKeyField("tieout.Account", null=True, on_delete=fields.RESTRICT, related_name="users")
    recorded_at = fields.BigIntField()
    password_set_at = fields.BigIntField()
    withdrawn_at = fields.BigIntField(null=True)

    class Meta:
        table = "users"


class ApiToken(Model):
    """A program's way in; of the token itself only a hash is kept."""

    id = fields.BigIntField(primary_key=True, generated=False)
    name = fields.TextField()
    prefix = fields.TextField()
    secret_hash = fields.TextField()
    permissions = fields.TextField()
    expires_on = fields.DateField(null=True)
    last_used_at = fields.BigIntField(null=True)
    revoked_at = fields.BigIntField(null=True)
    recorded_at = fields.BigIntField()
    withdrawn_at = fields.BigIntField(null=True)

    class Meta:
        table = "api_tokens"


class Session(Model):
    """A signed-in browser; of the cookie only a hash is kept."""

    id = fields.BigIntField(primary_key=True, generated=False)
    user = fields.ForeignKeyField("tieout.User", on_delete=fields.RESTRICT, related_name="sessions")
    secret_hash = fields.TextField()
    recorded_at = fields.BigIntField()
    expires_at = fields.BigIntField()

    class Meta:
        table = "sessions"


class SignInCode(Model):
    """A one-time link that signs its user in."""

    id = fields.BigIntField(primary_key=True, generated=False)
    user = fields.ForeignKeyField("tieout.User", on_delete=fields.RESTRICT, related_name="sign_in_codes")
    secret_hash = fields.TextField()
    expires_at = fields.BigIntField()
    used_at = fields.BigIntField(null=True)

    class Meta:
        table = "sign_in_codes"
