"""The context that an operation's resolvers share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graphql import GraphQLError

from api.graph.atomic import AtomicOperation
from api.graph.loading import Loading
from domain.permissions import Principal
from domain.store.store import Database


@dataclass(slots=True)
class Context:
    """One operation: its principal, today's date, its database (the store, or a preview), and its loading.

    ``job_queued`` wakes whatever runs jobs. ``answered`` counts the mutations answered so far. ``errors`` belong
    to values that are returned all the same. ``atomic`` is there while the operation's mutations are one unit of work.
    ``performed`` are the payloads of an operation whose mutations have run, by their names in the answer.
    """

    principal: Principal
    today: date
    database: Database
    loading: Loading
    job_queued: Callable[[], None]
    atomic: AtomicOperation | None = None
    answered: int = 0
    performed: dict[str, Any] | None = None
    errors: list[GraphQLError] = field(default_factory=list)
