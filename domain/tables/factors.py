"""What lets people in beside a password: passkeys, authenticator apps, recovery codes, and sign-ins that are under way."""

from domain.core.kinds import SignInPurpose
from domain.tables.record import Record, table
from domain.tables.references import UserId


@table("passkeys", noun="passkey", personal=("name",))
class PasskeyRow(Record):
    """A user's passkey: the public key of what an authenticator keeps (domain R33d)."""

    user_id: UserId
    name: str
    credential_id: str
    public_key: str
    rp_id: str
    recorded_at: int
    withdrawn_at: int | None = None


@table("authenticators", noun="authenticator", secret={"secret"})
class AuthenticatorRow(Record):
    """An app that gives a user's codes by the time (TOTP); it needs the secret itself, no hash of it."""

    user_id: UserId
    secret: str
    recorded_at: int
    withdrawn_at: int | None = None


@table("factor_uses", noun="factorUse")
class FactorUseRow(Record):
    """How often or when a passkey or an app was last used, so that nothing it gave lets in twice."""

    factor_id: int
    counter: int
    last_used_at: int | None = None


@table("recovery_codes", noun="recoveryCode")
class RecoveryCodeRow(Record):
    """A code that lets a user in once where their second factor is lost; only a hash of it is stored."""

    user_id: UserId
    secret_hash: str
    recorded_at: int
    used_at: int | None = None


@table("sign_in_steps", noun="signInStep")
class SignInStepRow(Record):
    """A sign-in, or a new factor, between two requests: what was asked, and of whom; only a hash of its ticket is stored.

    ``challenge`` is what a passkey must sign, or a new app's secret. ``password_set_at`` is that of the password that was
    right.
    """

    purpose: SignInPurpose
    user_id: UserId | None
    secret_hash: str
    challenge: str
    rp_id: str
    origin: str
    password_set_at: int | None
    expires_at: int
