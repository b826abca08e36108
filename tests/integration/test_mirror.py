"""Tables built from the feed alone equal the database, though their reader and the server are killed (domain R47)."""

import contextlib
import pathlib

from domain.store.store import Store
from tests.stress.mirror import mirrored
from tests.support.api_centre import ApiCentre
from tests.support.feed_reader import FEED, Mirror
from tests.support.mirrored import (
    arrivals_in,
    differences,
    faults_in,
    objects_in,
    objects_of,
    out_of_order,
    position_in,
)


async def test_a_mirror_is_the_database_whoever_is_killed(sqlite_url: str, tmp_path: pathlib.Path) -> None:
    outcome = await mirrored(sqlite_url, tmp_path, mutations=40, clients=3, reader_kills=2, server_kills=1)
    assert outcome.answers["done"], str(outcome)
    assert outcome.lags_s, str(outcome)
    assert outcome.violations == 0, str(outcome)


async def test_what_is_wrong_with_a_mirror_is_noticed(store: Store, tmp_path: pathlib.Path) -> None:
    centre = await ApiCentre.open(store)
    invoice = await centre.invoice(100, 200)
    await centre.pay(100, "CASH", {"itemId": invoice["items"][0]["id"]})
    page = (await centre.api.data(FEED, after=None))["changes"]
    path = tmp_path / "mirror.db"
    with contextlib.closing(Mirror(path)) as mirror:
        mirror.take(page)
    assert position_in(path) == page["pageInfo"]["endCursor"]

    stored, mirrored_objects = await objects_of(store), objects_in(path)
    assert {key.partition("_")[0] for key in stored} >= {"ac", "me", "lc", "tr", "re"}
    assert differences(mirrored_objects, stored) == []
    assert differences({**mirrored_objects, "tr_1": {}}, stored) == ["tr_1 is in the mirror alone"]
    account = centre.account
    assert differences({key: mirrored_objects[key] for key in mirrored_objects if key != account}, stored) == [
        f"{account} is not in the mirror"
    ]
    lines = [{**each, "amountCents": 1} for each in mirrored_objects[invoice["id"]]["items"]]
    changed = {**mirrored_objects, invoice["id"]: {**mirrored_objects[invoice["id"]], "items": lines}}
    assert [each.partition(":")[0] for each in differences(changed, stored)] == [invoice["id"]]

    came = arrivals_in(path)
    assert (await out_of_order(store, came), faults_in(path)) == ([], [])
    for wrong in (
        came[:-1],
        [*came, came[-1]],
        [*came[:-2], came[-1], came[-2]],
        [(*came[0][:1], "ac_1", *came[0][2:])],
    ):
        assert await out_of_order(store, wrong)
    with contextlib.closing(Mirror(path)) as mirror:
        page["pageInfo"]["endCursor"] += "0"
        mirror.take(page)
    assert len(faults_in(path)) == 1
    await centre.close()
