"""Passwords that are hashed in a moment: that it takes long is tested once, and waited for nowhere else."""

from argon2 import PasswordHasher

from domain.services import access

OWN_HASHER = access._hasher
"""The product's own."""


def hash_quickly() -> None:
    """Makes the hashes of this process as cheap as argon2id can be; they stay different for each password and time."""
    access._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
