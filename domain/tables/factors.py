"""Second factors: passkeys, authenticator apps, recovery codes; how they were used; identities; steps of sign-ins."""

from domain.core.kinds import SignInPurpose
from domain.tables.record import Record, table
from domain.tables.references import UserId


@table("passkeys", noun="passkey", personal=("name",))
class PasskeyRow(Record):
    """A user's passkey: its public key; the private one never leaves their device (domain R33d)."""

    user_id: UserId
    name: str
    credential_id: str
    public_key: str
    rp_id: str
    recorded_at: int
    withdrawn_at: int | None = None


@table("authenticators", noun="authenticator", secret={"secret"})
class AuthenticatorRow(Record):
    """A user's authenticator app (TOTP). The server computes the same codes, so the secret is stored as it is."""

    user_id: UserId
    secret: str
    recorded_at: int
    withdrawn_at: int | None = None


@table("identities", noun="identity", personal=("subject", "email"))
class IdentityRow(Record):
    """A person as the sign-in provider knows them, linked to a user (domain R33e).

    ``issuer`` and ``subject`` tell who it is, for good; ``email`` is the address that the provider gave when it was linked.
    """

    user_id: UserId
    issuer: str
    subject: str
    email: str
    recorded_at: int
    withdrawn_at: int | None = None


@table("factor_uses", noun="factorUse")
class FactorUseRow(Record):
    """The last use of a passkey or an app, by its counter or time step: nothing that it gave lets in twice."""

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
    """A step of a sign-in, or of adding a factor, between two requests; only a hash of its ticket is stored.

    ``challenge`` is what a passkey must sign, or a new app's secret. ``password_set_at`` tells which password was right.
    """

    purpose: SignInPurpose
    user_id: UserId | None
    secret_hash: str
    challenge: str
    rp_id: str
    origin: str
    password_set_at: int | None
    expires_at: int
