"""Codes that work once: those of an authenticator app (TOTP, RFC 6238), and recovery codes."""

import hmac
import re
import secrets

from domain.services.credentials import hash_secret

TIME_STEP_S = 30
DRIFT_TIME_STEPS = 1
"""How many time steps, of half a minute each, a phone's clock may be ahead or behind."""
RECOVERY_CODES = 10
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without characters that look alike, such as 0 and o."""
_CODE_LENGTH, _GROUP = 16, 4


def new_app_secret() -> str:
    """Return a new secret for an authenticator app, in base 32."""
    import pyotp  # noqa: PLC0415 - few need it, and it would delay a server's start

    return str(pyotp.random_base32())


def app_address(secret: str, account: str, issuer: str) -> str:
    """Return the address that an app reads as a QR code."""
    import pyotp  # noqa: PLC0415 - as above

    return str(pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer))


def time_step_of_code(secret: str, code: str, now_us: int, after: int) -> int | None:
    """Return the time step of a code; None if it is none of now's, or not later than ``after``."""
    import pyotp  # noqa: PLC0415 - as above

    digits = re.sub(r"\s", "", code)
    if not re.fullmatch(r"[0-9]{6}", digits):
        return None
    totp, now = pyotp.TOTP(secret), now_us // 1_000_000 // TIME_STEP_S
    found = None
    for step in range(
        now - DRIFT_TIME_STEPS, now + DRIFT_TIME_STEPS + 1
    ):  # all of them, so that how long it takes reveals nothing
        if hmac.compare_digest(totp.generate_otp(step), digits) and step > after:
            found = step
    return found


def new_recovery_codes() -> list[str]:
    """Return codes of some 79 bits each, in groups that people can copy."""
    return ["".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH)) for _ in range(RECOVERY_CODES)]


def shown_code(code: str) -> str:
    """Return a recovery code as people read it."""
    return "-".join(code[at : at + _GROUP] for at in range(0, _CODE_LENGTH, _GROUP))


def hash_recovery_code(user_id: int, typed: str) -> str:
    """Return the stored hash of a recovery code, however it was typed; it is random enough for SHA-256."""
    return hash_secret(f"{user_id} {re.sub(r'[^a-z0-9]', '', typed.lower())}")
