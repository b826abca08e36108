"""Work that is done again and again: after its pause or when woken, and in step with all else."""

import asyncio
import itertools

from domain.jobs.repeating import Repeating, end_of_pause


class Counting(Repeating):
    """Counts its works, and tells each."""

    least_s = 0.01

    def __init__(self, pause_s: float) -> None:
        super().__init__()
        self.done: asyncio.Queue[float] = asyncio.Queue()
        self.pause_s = pause_s

    async def _once(self) -> float:
        await self.done.put(asyncio.get_running_loop().time())
        return self.pause_s


async def test_works_at_once_and_when_woken_but_not_too_often() -> None:
    counting = Counting(3_600)
    counting.start()
    async with asyncio.timeout(20):
        began = [await counting.done.get()]
        for _ in range(2):
            counting.wake()
            began.append(await counting.done.get())
        await counting.stop()
    assert all(after - before > counting.least_s / 2 for before, after in itertools.pairwise(began))
    assert counting.done.empty()


async def test_works_again_after_its_pause() -> None:
    counting = Counting(0)
    counting.start()
    async with asyncio.timeout(20):
        for _ in range(3):
            await counting.done.get()
        await counting.stop()


async def test_long_pauses_end_in_step_and_no_later_than_asked() -> None:
    now = asyncio.get_running_loop().time()
    for pause_s, step in ((1.0, 1.0), (2.0, 1.0), (0.5, 0.5), (600.0, 1.0)):
        end = end_of_pause(pause_s)
        assert end % step == 0
        assert now + pause_s - step - 0.1 < end < now + pause_s + 0.1
    assert now + 0.25 <= end_of_pause(0.25) < now + 0.35
