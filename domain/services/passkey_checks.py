"""Checks passkeys that browsers make and what they sign, by py_webauthn (W3C WebAuthn, level 3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from domain.errors import InvalidValue
from domain.texts import say

if TYPE_CHECKING:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

LONGEST_ANSWER = 16_384
TIMEOUT_MS = 300_000


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What is kept of a new passkey."""

    credential_id: str
    public_key: str
    counter: int


def creation_options(
    rp_id: str, name: str, email: str, user_id: int, known: Sequence[str]
) -> tuple[str, dict[str, Any]]:
    """Return a challenge, and the options of a new passkey: it checks who holds it, and a device makes one at most."""
    import webauthn  # noqa: PLC0415 - few need it, and it would delay a server's start
    from webauthn.helpers import bytes_to_base64url, options_to_json_dict  # noqa: PLC0415 - as above
    from webauthn.helpers.structs import (  # noqa: PLC0415 - as above
        AuthenticatorSelectionCriteria,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = webauthn.generate_registration_options(
        rp_id=rp_id,
        rp_name="Tieout",
        user_name=email,
        user_display_name=name,
        user_id=str(user_id).encode(),
        timeout=TIMEOUT_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=_descriptors(known),
    )
    return bytes_to_base64url(options.challenge), options_to_json_dict(options)


def request_options(rp_id: str, known: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """Return a challenge, and the options for signing it: by one of these passkeys, or by any if none is named."""
    import webauthn  # noqa: PLC0415 - as above
    from webauthn.helpers import bytes_to_base64url, options_to_json_dict  # noqa: PLC0415 - as above
    from webauthn.helpers.structs import UserVerificationRequirement  # noqa: PLC0415 - as above

    options = webauthn.generate_authentication_options(
        rp_id=rp_id,
        timeout=TIMEOUT_MS,
        allow_credentials=_descriptors(known),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return bytes_to_base64url(options.challenge), options_to_json_dict(options)


def verified_new(answer: str, challenge: str, rp_id: str, origin: str) -> NewPasskey:
    """Return the new passkey of a browser's answer; raises ``InvalidValue`` unless it answers this challenge."""
    import webauthn  # noqa: PLC0415 - as above
    from webauthn.helpers import base64url_to_bytes, bytes_to_base64url  # noqa: PLC0415 - as above

    try:
        made = webauthn.verify_registration_response(
            credential=_parsed(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=rp_id,
            expected_origin=origin,
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001 - the library raises many classes for what strangers send
        raise InvalidValue(say("passkey-not-verified"), "credential") from None
    return NewPasskey(
        bytes_to_base64url(made.credential_id), bytes_to_base64url(made.credential_public_key), made.sign_count
    )


def credential_of(answer: str) -> str | None:
    """Return the id of the passkey that an answer names; None if it names none."""
    parsed = _parsed(answer)
    found = parsed.get("id") if parsed is not None else None
    return found if isinstance(found, str) else None


def verified_counter(answer: str, challenge: str, rp_id: str, origin: str, public_key: str, counter: int) -> int | None:
    """Return a passkey's new counter; None if it did not sign the challenge, or its counter went back: it was copied."""
    import webauthn  # noqa: PLC0415 - as above
    from webauthn.helpers import base64url_to_bytes  # noqa: PLC0415 - as above

    try:
        verified = webauthn.verify_authentication_response(
            credential=_parsed(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=rp_id,
            expected_origin=origin,
            credential_public_key=base64url_to_bytes(public_key),
            credential_current_sign_count=counter,
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001 - as above
        return None
    return int(verified.new_sign_count)


def _descriptors(known: Sequence[str]) -> "list[PublicKeyCredentialDescriptor]":
    from webauthn.helpers import base64url_to_bytes  # noqa: PLC0415 - as above
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor  # noqa: PLC0415 - as above

    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known]


def _parsed(answer: str) -> Any:
    """Return the object that a browser sent as JSON; None for anything else."""
    if len(answer) > LONGEST_ANSWER:
        return None
    try:
        parsed = orjson.loads(answer)
    except orjson.JSONDecodeError:
        return None
    return parsed if isinstance(parsed, dict) else None
