"""The subscription root: what is sent as it happens."""

import strawberry
from strawberry import UNSET

from api.types.changes import Change, ChangeKinds, Fingerprint
from api.types.fields import loaded_by
from api.types.live import Follow, FollowAfter
from domain.permissions import BILLING


@strawberry.type
class Subscription:
    """What is sent as it happens, over a WebSocket at /graphql by the protocol graphql-transport-ws."""

    @loaded_by(Follow(), BILLING)
    def changes(
        self, after: FollowAfter = UNSET, kinds: ChangeKinds = UNSET, fingerprint: Fingerprint = UNSET
    ) -> Change:
        """Each change of the feed as it comes, in the feed's order, each once.

        After a lost connection, subscribe again with the position of the last change that came: nothing is missed. `kinds`
        of users and tokens need MANAGE_ACCESS; without it they are left out.
        """
