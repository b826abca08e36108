"""Servers that are killed while clients send random mutations: what was answered is what is stored (domain R36)."""

import pathlib

from tests.stress.killed_servers import Answers, compare, killed

CLIENTS = 4


async def test_what_killed_servers_answered_is_what_is_stored(database_url: str, tmp_path: pathlib.Path) -> None:
    outcome = await killed(database_url, tmp_path, kills=1, clients=CLIENTS)
    assert outcome.answers.codes["done"], str(outcome)
    assert outcome.violations == 0, str(outcome)


def test_an_acknowledged_batch_that_is_not_stored_is_noticed() -> None:
    answers = Answers()
    answers.note("kept", 1)
    answers.note("lost", 2)
    answers.note("of another", 3)
    assert compare(answers, {"kept": 1, "of another": 4}) == (["lost", "of another"], [])


def test_what_queued_a_job_is_answered_with_the_jobs_batch() -> None:
    answers = Answers()
    answers.note("queued", 1)
    answers.note("another's", 2)
    assert compare(answers, {"queued": None, "another's": None}, {"queued": 1, "another's": 3}) == (["another's"], [])


def test_a_refusal_that_is_stored_is_noticed() -> None:
    answers = Answers()
    answers.note("refused", None)
    answers.note("stored", None)
    assert compare(answers, {"refused": None, "stored": 5}) == ([], ["stored"])


def test_a_key_that_is_acknowledged_with_two_batches_is_noticed() -> None:
    answers = Answers()
    for batch in (1, 1, 2):
        answers.note("again", batch)
    assert answers.twice == ["again"]
