"""Loaded by schemathesis, in an environment of its own: how our scalars look, and what no answer may have."""

import os
import pathlib

import schemathesis
from hypothesis import strategies as st
from schemathesis.graphql import nodes, scalar

scalar("Cents", st.integers(-(2**53), 2**53).map(nodes.Int))
scalar("Date", st.dates().map(lambda day: nodes.String(day.isoformat())))
scalar("DateTime", st.datetimes(timezones=st.timezones()).map(lambda at: nodes.String(at.isoformat())))
scalar("JSON", st.text().map(nodes.String))
_REACHED = pathlib.Path(os.environ["REACHED"])


@schemathesis.check
def no_fault_of_ours(_context: object, response: schemathesis.Response, case: schemathesis.Case) -> None:
    """Refuse answers with INTERNAL, a traceback, or without an answer's form; note the root field that was asked."""
    with _REACHED.open("a") as reached:
        reached.write(f"{case.operation.label}\n")
    answer = response.json()
    codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
    assert "INTERNAL" not in codes, response.text[:2_000]
    assert "Traceback" not in response.text
    assert response.status_code < 500 or codes <= {"BUSY", "TIMEOUT", "STORAGE_FULL"}, response.text[:2_000]
