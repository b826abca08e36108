"""The context that an operation's resolvers share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graphql import GraphQLError

from api.graph.atomic import AtomicOperation
from api.graph.loading import Loading
from api.graph.request import Confirm
from domain.permissions import Principal
from domain.store.store import Database, Store


@dataclass(slots=True)
class Context:
    """One operation: its principal, today's date, its database (the store, or a preview), and its loading.

    ``job_queued`` wakes whatever runs jobs. ``answered`` counts the mutations answered so far. ``errors`` belong
    to values that are returned all the same. ``atomic`` is there while the operation's mutations are one unit of work.
    ``performed`` are the payloads of an operation whose mutations have run, by their names in the answer. ``confirm`` is set
    while a mutation's remembered caller is still to be confirmed, which its unit of work does first.
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
    confirm: Confirm | None = None

    def take_confirm(self) -> Confirm | None:
        """Return what confirms the caller, for the unit of work that now does so; None where that is done."""
        confirm, self.confirm = self.confirm, None
        return confirm

    async def confirmed(self) -> None:
        """Confirm the caller, unless that is done. Raises ``AccessChanged``."""
        confirm = self.take_confirm()
        if confirm is not None:
            assert isinstance(self.database, Store), "a preview's caller is confirmed before it"
            await self.database.read(confirm(), single=True)
