"""The positions of the feed against the audit log (domain R47)."""

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from domain.queries.audit_snapshots import account_page, chain_heads
from domain.store.program import Program, Query, Sql
from domain.texts import Text, say
from domain.verifying.chains import ACCOUNTS_AT_ONCE
from domain.verifying.checks import RESTORE
from domain.verifying.findings import Finding, Findings

RANGES_AT_ONCE = 10_000

_RANGES = Sql(
    "select r.id, r.last_seq - r.first_seq + 1 from feed_ranges r where r.id > :after order by r.id limit :most"
)
_OF_CHAINS = Sql(
    "select r.account_id, r.first_seq, r.last_seq, r.id, r.shown_at from feed_ranges r "
    "where r.account_id > :low and r.account_id <= :high union all "
    "select w.account_id, w.first_seq, w.last_seq, null, null from feed_waiting w "
    "where w.account_id > :low and w.account_id <= :high order by 1, 2"
)
_FIRST_SEQS = Sql(
    "select e.account_id, min(e.seq) from audit_events e where e.account_id > :low and e.account_id <= :high "
    "group by e.account_id union all select 0, min(o.seq) from audit_events o where o.account_id is null and :low < 0 "
    "having min(o.seq) is not null"
)
_STRANGERS = Sql(
    "select x.account_id from (select r.account_id from feed_ranges r union select w.account_id from feed_waiting w) x "
    "where x.account_id <> 0 and not exists (select 1 from accounts a where a.id = x.account_id) order by 1 limit :most"
)


class _Range(NamedTuple):
    """Events of one chain, with the first one's position, None if they wait for it."""

    account_id: int
    first_seq: int
    last_seq: int
    position: int | None
    shown_at: int | None


def check_feed(found: Findings, between_pages: Callable[[], None]) -> Program[None]:
    """Note gaps between positions, and events that are not once in the feed or not in the order of their chain."""
    yield from _check_positions(found, between_pages)
    between_pages()
    yield from _check_chains_between(found, -1, 0)
    low = 0
    while accounts := (yield from account_page(low, ACCOUNTS_AT_ONCE)):
        between_pages()
        yield from _check_chains_between(found, low, accounts[-1])
        low = accounts[-1]
    for (account_id,) in (yield Query(_STRANGERS, most=RANGES_AT_ONCE)):
        found.add(Finding("R47", say("found-feed-stranger", account=str(account_id)), RESTORE))


def _check_positions(found: Findings, between_pages: Callable[[], None]) -> Program[None]:
    expected, after = 1, -(2**63)
    while rows := (yield Query(_RANGES, after=after, most=RANGES_AT_ONCE)):
        between_pages()
        for position, count in rows:
            if position != expected:
                found.add(Finding("R47", say("found-feed-gap", position=str(expected)), RESTORE))
            expected = position + count
        after = rows[-1][0]


def _check_chains_between(found: Findings, low: int, high: int) -> Program[None]:
    """Check the chains of accounts after ``low`` up to ``high``; that of the organisation is account 0."""
    of_chain: defaultdict[int, list[_Range]] = defaultdict(list)
    for row in (yield Query(_OF_CHAINS, low=low, high=high)):
        of_chain[row[0]].append(_Range(*row))
    firsts = {row[0]: row[1] for row in (yield Query(_FIRST_SEQS, low=low, high=high))}
    heads = yield from chain_heads(low, high)
    for account_id in sorted(heads.keys() | of_chain.keys()):
        last_seq = heads[account_id][0] if account_id in firsts and account_id in heads else None
        problem = _problem_of(of_chain[account_id], firsts.get(account_id, 1), last_seq)
        if problem is not None:
            found.add(Finding("R47", problem, RESTORE, account_id or None))


def _problem_of(ranges: list[_Range], first_seq: int, last_seq: int | None) -> Text | None:
    """Return what is wrong with the ranges of one chain, which are in its order; None if nothing is."""
    expected, position = first_seq, 0
    for each in ranges:
        if each.first_seq != expected or each.last_seq < each.first_seq:
            return say("found-feed-not-once", event=str(min(expected, each.first_seq)))
        expected = each.last_seq + 1
        if each.position is not None and each.shown_at is None:
            if each.position < position:
                return say("found-feed-order", event=str(each.first_seq))
            position = each.position
    if expected == (first_seq if last_seq is None else last_seq + 1):
        return None
    return say("found-feed-lacks", event=str(expected))
