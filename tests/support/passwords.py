"""Level: any. Hash passwords by the cheapest parameters; one test holds the real ones."""

from argon2 import PasswordHasher

from domain.services import credentials

OWN_HASHER = credentials._hasher
"""The product's own."""


def hash_quickly() -> None:
    """Makes the hashes of this process as cheap as argon2id can be; they stay different for each password and time."""
    credentials._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
