"""Traces of system calls: an answer counts as safe only if the log was written and synced between request and answer."""

from tests.support.traced import calls_of, proven

REQUEST = '7 10.000100 recvfrom(5<socket:[1]>, "POST /graphql HTTP/1.1"..., 262144, 0, NULL, NULL) = 90 <0.000010>'
WRITE = '7 10.000200 pwrite64(9</x/t.db-wal>, "..."..., 4096, 0) = 4096 <0.000010>'
SYNC = "7 10.000300 fdatasync(9</x/t.db-wal>) = 0 <0.000400>"
ANSWER = '7 10.000800 sendto(5<socket:[1]>, "HTTP/1.1 200 OK"..., 300, 0, NULL, 0) = 300 <0.000010>'


def unproven(*lines: str) -> int:
    calls = calls_of(lines)
    proof = proven(calls, calls, "t.db-wal")
    assert proof.answers == 1
    return proof.unproven


def test_an_answer_after_the_sync_of_what_was_written_is_proven() -> None:
    assert unproven(REQUEST, WRITE, SYNC, ANSWER) == 0


def test_a_call_on_two_lines_is_one_call() -> None:
    begun = "7 10.000300 fdatasync(9</x/t.db-wal> <unfinished ...>"
    ended = "7 10.000700 <... fdatasync resumed>) = 0 <0.000400>"
    arriving = "7 10.000050 recvfrom(5<socket:[1]>,  <unfinished ...>"
    arrived = '7 10.000100 <... recvfrom resumed>"POST /graphql HTTP/1.1"..., 262144, 0, NULL, NULL) = 90 <0.000050>'
    assert unproven(arriving, arrived, WRITE, begun, ANSWER.replace("7 ", "8 ", 1), ended) == 0


def test_an_answer_that_comes_too_early_is_not_proven() -> None:
    assert unproven(REQUEST, WRITE, SYNC.replace("0.000400", "0.000600"), ANSWER) == 1, "the sync had not ended"
    assert unproven(REQUEST, SYNC, WRITE.replace("10.000200", "10.000750"), ANSWER) == 1, "it was written afterwards"
    assert unproven(REQUEST, WRITE, SYNC.replace("t.db-wal", "t.db"), ANSWER) == 1, "another file was synced"
    assert unproven(REQUEST, WRITE, SYNC.replace("= 0 ", "= -1 "), ANSWER) == 1, "the sync failed"
    assert unproven(WRITE.replace("10.000200", "10.000010"), SYNC, REQUEST, ANSWER) == 1, "it was another's"
