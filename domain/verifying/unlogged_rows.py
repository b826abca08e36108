"""Rows that no audit event holds: the organisation, migrations, batches, idempotency keys, jobs, imported rows."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence

from domain.store.audit import ERASING_ACTIONS
from domain.store.idempotency import is_erased, is_sealed_by
from domain.store.invariants import known_migrations
from domain.store.program import Program, Query, Sql
from domain.tables import BatchRow, IdempotencyKeyRow
from domain.tables.columns import APP
from domain.texts import Text, say
from domain.verifying.checks import RESTORE
from domain.verifying.findings import Finding, Findings

ROWS_AT_ONCE = 1_000
_ORGANISATIONS = Sql("select o.id, o.bank_secret, o.last_worker, o.unsealed_until from organisations o order by o.id")
_MIGRATIONS = Sql("select m.app, m.name from tortoise_migrations m")
_WITHOUT_EVENTS = Sql(
    "select b.id from batches b where b.id > :after "
    "and not exists (select 1 from audit_events e where e.batch_id = b.id) order by b.id limit :most"
)
_SEALED_BATCHES = Sql(
    f"{BatchRow.select('b')} where b.id > :after and b.key_seal is not null order by b.id limit :most"
)
_KEYS_OF = Sql(f"{IdempotencyKeyRow.select('k')} where k.batch_id in :ids order by k.id")
_UNSEALED_KEYS = Sql(
    "select k.id from idempotency_keys k left join batches b on b.id = k.batch_id where k.id > :after "
    "and k.batch_id is not null and (b.id is null or b.key_seal is null and b.undoes_id is null and b.id > :until) "
    "order by k.id limit :most"
)
_ERASED = Sql(
    "select distinct e.batch_id from audit_events e join audit_events x "
    "on x.account_id = e.account_id or x.entity_id = e.entity_id or x.entity_id = e.account_id "
    "where e.batch_id in :ids and x.action in :actions"
)
_ERRORS_LISTED = "(select count(*) from job_errors e where e.job_id = j.id)"
_JOBS_TEXTS = {
    "found-job-other-person": "select j.id from jobs j join batches b on b.id = j.batch_id "
    "where b.principal <> j.principal or b.recorded_by <> j.recorded_by",
    "found-job-no-batch": "select j.id from jobs j left join batches b on b.id = j.batch_id "
    "left join batches u on u.id = j.undoes_id where j.batch_id is not null and b.id is null "
    "or j.undoes_id is not null and u.id is null",
    # an account counts once it is through; a job that has not come so far, or gave up there, may list its error already
    "found-job-errors": f"select j.id from jobs j where j.error_count <> {_ERRORS_LISTED} "
    f"and (j.state = 'DONE' or j.error_count <> {_ERRORS_LISTED} - 1)",
}
_JOBS = {what: Sql(f"{text} order by j.id limit :most") for what, text in _JOBS_TEXTS.items()}
_IMPORTED = Sql(
    "select r.id from imported_rows r left join transactions t on t.id = r.transaction_id "
    "where t.account_id is distinct from r.account_id order by r.id limit :most"
)
FOUND_AT_ONCE = 100


def check_unlogged_rows(found: Findings, between_pages: Callable[[], None]) -> Program[None]:
    """Note what is wrong with rows whose changes the audit log does not hold."""
    between_pages()
    unsealed_until = yield from _check_organisation(found)
    yield from _check_migrations(found)
    yield from _check_batches(found, between_pages)
    yield from _check_keys(found, between_pages, unsealed_until)
    for what, statement in _JOBS.items():
        between_pages()
        for (row_id,) in (yield Query(statement, most=FOUND_AT_ONCE)):
            found.add(Finding("R24", say(what, job=str(row_id)), RESTORE))
    for (row_id,) in (yield Query(_IMPORTED, most=FOUND_AT_ONCE)):
        found.add(Finding("R41a", say("found-imported-row", row=str(row_id)), RESTORE))


def _check_organisation(found: Findings) -> Program[int]:
    """Check that there is one row for the organisation; return up to which batch no key is sealed."""
    rows = yield Query(_ORGANISATIONS)
    if [row[0] for row in rows] != [1]:
        found.add(Finding("R16", say("found-organisation"), RESTORE))
    until: int = next((row[3] for row in rows if row[0] == 1), 0)
    return until


def _check_migrations(found: Findings) -> Program[None]:
    """Compare the applied migrations with those of this version: each once, and no other."""
    applied = Counter(tuple(row) for row in (yield Query(_MIGRATIONS)))
    known = Counter((APP, name) for name in known_migrations())
    for app, name in sorted((known - applied).elements()):
        found.add(Finding("R16", say("found-migration-missing", name=name, app=app), RESTORE))
    for app, name in sorted((applied - known).elements(), key=str):
        found.add(Finding("R16", say("found-migration-strange", name=str(name), app=str(app)), RESTORE))


def _check_batches(found: Findings, between_pages: Callable[[], None]) -> Program[None]:
    after = 0
    while rows := (yield Query(_WITHOUT_EVENTS, after=after, most=ROWS_AT_ONCE)):
        between_pages()
        for (row_id,) in rows:
            found.add(Finding("R16", say("found-batch-no-event", batch=str(row_id)), RESTORE))
        after = rows[-1][0]


def _check_keys(found: Findings, between_pages: Callable[[], None], unsealed_until: int) -> Program[None]:
    """Compare batches with the idempotency keys that they were sealed with, and note keys of none (domain R36).

    A key that changed nothing has no batch. An undo may go on under another key than it began with.
    """
    after = 0
    while batches := BatchRow.load_all((yield Query(_SEALED_BATCHES, after=after, most=ROWS_AT_ONCE))):
        between_pages()
        after = batches[-1].id
        keys: defaultdict[int | None, list[IdempotencyKeyRow]] = defaultdict(list)
        for key in IdempotencyKeyRow.load_all((yield Query(_KEYS_OF, ids=[each.id for each in batches]))):
            keys[key.batch_id].append(key)
        erased: list[IdempotencyKeyRow] = []
        for batch in batches:
            sealed = [key for key in keys[batch.id] if is_sealed_by(key, batch.key_seal)]
            erased += [key for key in sealed if is_erased(key)]
            if not sealed:
                found.add(_wrong_key(say("found-key-gone", batch=str(batch.id))))
            elif batch.undoes_id is None:
                strange = [key for key in keys[batch.id] if key not in sealed]
                for key in strange:
                    found.add(_wrong_key(say("found-key-other", key=str(key.id))))
        for key in (yield from _not_erased(erased)):
            found.add(_wrong_key(say("found-key-answer-gone", key=str(key.id))))
    after = 0
    while rows := (yield Query(_UNSEALED_KEYS, after=after, until=unsealed_until, most=ROWS_AT_ONCE)):
        between_pages()
        for (row_id,) in rows:
            found.add(_wrong_key(say("found-key-other", key=str(row_id))))
        after = rows[-1][0]


def _wrong_key(text: Text) -> Finding:
    return Finding("R36", text, RESTORE)


def _not_erased(keys: Sequence[IdempotencyKeyRow]) -> Program[list[IdempotencyKeyRow]]:
    """Return those keys without an answer whose batches concern nobody who was erased."""
    ids: Collection[int] = sorted({each.batch_id for each in keys if each.batch_id is not None})
    if not ids:
        return []
    erased = {row[0] for row in (yield Query(_ERASED, ids=ids, actions=list(ERASING_ACTIONS)))}
    return [each for each in keys if each.batch_id not in erased]
