"""Level: the store. How a database would run a statement."""

from copy import copy

from domain.store.program import Program, Query, Sql


def plan_of(dialect: str, program: Program[object]) -> Program[list[str]]:
    """Return the plan of a program's first statement, line by line, for tables that are not small."""
    step = next(program)
    assert isinstance(step, Query)
    step.sql = copy(step.sql)
    if dialect == "sqlite":
        step.sql.sqlite, step.sql.sqlite_of_one = f"explain query plan {step.sql.sqlite}", None
        return [str(row[3]) for row in (yield step)]
    for each in ("seqscan", "bitmapscan", "sort"):
        yield Query(Sql(f"set local enable_{each} = off"))
    step.sql.postgres = f"explain (costs off) {step.sql.postgres}"
    return [str(row[0]) for row in (yield step)]
