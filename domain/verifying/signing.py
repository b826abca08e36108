"""The key with which an installation signs the heads of its audit chains: Ed25519, in a file of its own (domain R16b).

The library is imported where it is used, because it takes longer to load than most commands run.
"""

import base64
import binascii
import os
import stat
from dataclasses import dataclass
from pathlib import Path

PRIVATE = stat.S_IRWXG | stat.S_IRWXO
"""What nobody but the file's owner may have."""


class BadKey(Exception):
    """A key cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key: 32 bytes, of which ``public_key`` follows."""

    secret: bytes

    @property
    def public_key(self) -> bytes:
        """Return the key by which anybody can check a signature: 32 bytes."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - see the module

        return Ed25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message: 64 bytes."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - see the module

        return Ed25519PrivateKey.from_private_bytes(self.secret).sign(message)


def key_at(path: Path) -> SigningKey:
    """Return the key in a file; the first use makes it, readable only by its owner. Raises ``BadKey`` and ``OSError``."""
    if not path.exists():
        _make(path)
    return existing_key(path)


def existing_key(path: Path) -> SigningKey:
    """Return the key in a file that exists. Raises ``BadKey`` and ``OSError``."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - see the module
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415 - see the module

    if path.stat().st_mode & PRIVATE:
        raise BadKey(f"Others may read or change the signing key {path}. Run `chmod 600 {path}`.")
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise BadKey(f"{path} holds no signing key. Restore it, or name another file by TIEOUT_SIGNING_KEY.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey(f"{path} holds a key of another kind than Ed25519. Name another file by TIEOUT_SIGNING_KEY.")
    return SigningKey(key.private_bytes_raw())


def is_signed_by(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Return True if the holder of a public key's private key has signed a message."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - see the module
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - see the module

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def as_pem(public_key: bytes) -> str:
    """Return a public key in the form that other programs read, such as openssl."""
    from cryptography.hazmat.primitives import serialization as form  # noqa: PLC0415 - see the module
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - see the module

    key = Ed25519PublicKey.from_public_bytes(public_key)
    return key.public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo).decode()


def text_of(value: bytes) -> str:
    """Return bytes as base64."""
    return base64.b64encode(value).decode()


def bytes_of(text: str) -> bytes:
    """Return what base64 stands for. Raises ``ValueError``."""
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error


def _make(path: Path) -> None:
    """Write a new key, whole or not at all; another process that does so at the same time may come first."""
    from cryptography.hazmat.primitives import serialization as form  # noqa: PLC0415 - see the module
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - see the module

    key = Ed25519PrivateKey.generate()
    made = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123 - of a descriptor
        file.write(made)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(new, path)
    except FileExistsError:  # the other process's key is as good
        pass
    finally:
        new.unlink()
