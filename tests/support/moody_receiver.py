"""Level: HTTP. An endpoint that often fails, and keeps what it was sent and how it answered."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from standardwebhooks import Webhook, WebhookVerificationError

from tests.support.receiver import Received, Receiver

QUICK = ("close", 500, 503, 404, "redirect")
"""Failures that take no time."""
LONG = ("hang", "drip")
"""Those that last until the sender gives up."""
ODD = ("slow", "flood")
"""Answers that take their time, or are far too long, and still say that it has the change."""


class Got(NamedTuple):
    """A request that was sent: its position in the feed, and whether it was answered as delivered."""

    position: int
    accepted: bool


@dataclass(frozen=True, slots=True)
class Moods:
    """How often it fails at once, hangs, and answers oddly."""

    quick: float
    long: float
    odd: float


@dataclass(slots=True, eq=False)
class MoodyReceiver(Receiver):
    """Answers at random. It checks every signature by the one secret that it has, and answers 401 where that is wrong."""

    moods: Moods = field(kw_only=True)
    draw: random.Random = field(kw_only=True)
    secret: str = ""
    got: list[Got] = field(default_factory=list)
    answered: Counter[int | str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    """Why signatures were wrong."""
    accepted: set[int] = field(default_factory=set)

    def answer_to(self, request: Received) -> int | str:
        """Check and note a request, and draw its answer."""
        answer = self._drawn()
        try:
            Webhook(self.secret).verify(request.body, request.headers)
        except WebhookVerificationError as error:
            self.refused.append(str(error))
            answer = 401
        position = int(request.data["position"])
        self.got.append(Got(position, answer in {200, *ODD}))
        if self.got[-1].accepted:
            self.accepted.add(position)
        self.answered[answer] += 1
        return answer

    def _drawn(self) -> int | str:
        at = self.draw.random()
        for share, answers in ((self.moods.quick, QUICK), (self.moods.long, LONG), (self.moods.odd, ODD)):
            if at < share:
                return self.draw.choice(answers)
            at -= share
        return 200


def out_of_order(got: Sequence[Got], feed: Sequence[int]) -> list[str]:
    """Where something came before what precedes it in the feed was accepted, or came that the feed has not, in words.

    What was accepted may come again, and then all after it in order.
    """
    places = {position: place for place, position in enumerate(feed)}
    found = []
    accepted = before = -1
    for each in got:
        place = places.get(each.position)
        if place is None:
            found.append(f"{each.position} is not in the feed")
            continue
        if place > min(accepted, before) + 1:
            found.append(f"{each.position} came after {feed[before] if before >= 0 else 'nothing'}")
        before = place
        if each.accepted:
            accepted = max(accepted, place)
    return found
