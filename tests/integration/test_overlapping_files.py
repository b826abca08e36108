"""Files of a bank that overlap, in any order, at once or by a job: each movement once (domain R42a): the short form.

``tests.stress.overlapping_files`` takes 200 ways.
"""

from tests.stress.overlapping_files import ways


async def test_each_movement_is_there_once(sqlite_url: str) -> None:
    done = await ways(sqlite_url, 12)
    assert done["by a job"] > 0


async def test_the_same_holds_on_postgresql(postgres_url: str) -> None:
    done = await ways(postgres_url, 4)
    assert done["by a job"] > 0
