"""Following the feed: each change as it comes (domain R47b)."""

from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

import strawberry

from api.graph.loading import FieldPlan, Loading, Rows
from api.permissions.directives import OpenToClient
from api.types.changes import another_feed, fill_changes, position_from
from domain.core.change_kinds import ChangeKind
from domain.permissions import Permission
from domain.queries.feed import AnotherFeed, BeyondTheEnd, FeedPage, check_fingerprint, feed_page, kinds_seen_by
from domain.store.feed import end_of_feed
from domain.store.program import Program

CHARACTERS_MAX = 400_000
"""One reading ends after so many characters of logged rows: so much is held in memory for each that follows."""


@dataclass(frozen=True, slots=True)
class Tail:
    """The newest part of the feed, with changes of all kinds, which a process reads once for all that follow it."""

    after: int
    page: FeedPage

    def has_from(self, position: int) -> bool:
        """Return whether it has what comes next after a position."""
        return self.after <= position < self.page.last


@dataclass(frozen=True, slots=True)
class Follow:
    """The relation of the subscription, which finds the next changes after its place.

    They come from the ``Tail`` if that has them, which is where all stand that read as fast as changes are made.
    """

    def load(self, loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        """Leave the next changes in the loading's place, with what is selected of them. Raises BAD_USER_INPUT."""
        place = loading.place
        assert place is not None, "only a subscription follows the feed"
        assert len(level.rows) == 1, "it has one root"
        seen = kinds_seen_by(manages_access=loading.principal.may(Permission.MANAGE_ACCESS))
        asked: Collection[ChangeKind] | None = plan.arguments.get("kinds")
        kinds = seen if asked is None else seen & set(asked)
        after = place.after
        if after is None:
            after = yield from _first_position(plan.arguments)
        tail: Tail | None = place.known
        if tail is not None and tail.has_from(after):
            newer = [each for each in tail.page.changes if each.position > after and each.kind in kinds]
            found = newer[: place.most]
            place.last = found[-1].position if len(newer) > len(found) else tail.page.last
        else:
            page = yield from feed_page(after, place.most, kinds, CHARACTERS_MAX)
            found, place.last = list(page.changes), page.last
        place.rows = [copy(each) for each in found]
        rows = Rows(place.rows)
        loading.count_rows(rows)
        yield from fill_changes(loading, plan.named_type, plan.below, rows)


def _first_position(arguments: Mapping[str, Any]) -> Program[int]:
    """Return where to begin: after the position that was asked for, or after all that has one.

    Raises BAD_USER_INPUT for what is no position, FEED_RESTORED for one that is not of this feed.
    """
    text, fingerprint = arguments.get("after"), arguments.get("fingerprint")
    end = yield from end_of_feed()
    if text is None:
        return end
    after = position_from(text)
    try:
        if after > end:
            raise BeyondTheEnd
        if fingerprint is not None:
            yield from check_fingerprint(after, fingerprint)
    except AnotherFeed as error:
        raise another_feed(error, after) from None
    return after


FollowAfter: TypeAlias = Annotated[
    str | None,
    strawberry.argument(
        description="The position after which to begin, that of the last change you have got. Null: only what comes "
        "from now on.",
        directives=[OpenToClient()],
    ),
]
