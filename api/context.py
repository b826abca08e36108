"""What an operation's resolvers share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from graphql import GraphQLError

from api.graph.loading import Loading
from domain.permissions import Principal
from domain.store.store import Database


@dataclass(slots=True)
class Context:
    """One operation: who asks, what day it is, which database answers (the store, or a preview), and its loading.

    ``job_queued`` tells whoever runs jobs that there may be one. ``answered`` tells how many of its mutations have been
    answered, ``errors`` what is said beside values that stand.
    """

    principal: Principal
    today: date
    database: Database
    loading: Loading
    job_queued: Callable[[], None]
    answered: int = 0
    errors: list[GraphQLError] = field(default_factory=list)
