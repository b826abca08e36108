"""``/metrics``: who may read it, and the figures that an operator needs; every one of them is in the handbook."""

import pathlib
import re

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from api.app import create_app
from api.setting_values import BadSettings
from api.settings import Settings, read_settings
from domain.permissions import ALL_PERMISSIONS
from domain.services.credentials import new_token
from domain.services.jobs import ReconcileAllAccounts
from domain.services.tokens import CreateApiToken
from domain.store.store import Store
from tests.support.centre import Centre, execute, run

OPERATING = (pathlib.Path(__file__).parents[2] / "web/help/operating.md").read_text(encoding="utf-8")
TOKEN = "0123456789abcdef"
BEARER = {"authorization": f"Bearer {TOKEN}"}


def client(store: Store, **given: object) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(create_app(Settings(**given), store))
    return httpx.AsyncClient(transport=transport, base_url="http://tieout.test")


async def figures(http: httpx.AsyncClient) -> dict[tuple[str, ...], float]:
    """Each sample by its name and the values of its labels."""
    text = (await http.get("/metrics")).text
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_nobody_reads_the_figures_unless_the_settings_say_so(sqlite_store: Store) -> None:
    async with client(sqlite_store) as http:
        assert (await http.get("/metrics", headers=BEARER)).status_code == 404
    async with client(sqlite_store, metrics="open") as http:
        assert (await http.get("/metrics")).status_code == 200


@pytest.mark.parametrize("metrics", ["off", "open"])
async def test_with_a_token_only_those_who_have_it_read_the_figures(sqlite_store: Store, metrics: str) -> None:
    async with client(sqlite_store, metrics=metrics, metrics_token=TOKEN) as http:
        for headers in ({}, {"authorization": "Bearer 0123456789abcdeF"}, {"authorization": f"Basic {TOKEN}"}):
            refused = await http.get("/metrics", headers=headers)
            assert (refused.status_code, refused.headers["www-authenticate"], refused.text) == (401, "Bearer", "")
        assert (await http.get("/metrics", headers=BEARER)).status_code == 200


@pytest.mark.parametrize("token", ["short", "with a blank in it, though long", "0123456789abcdéf"])
def test_a_token_that_could_be_guessed_is_refused(token: str) -> None:
    with pytest.raises(BadSettings, match="TIEOUT_METRICS_TOKEN: it needs at least 16"):
        read_settings(metrics_token=token)
    assert read_settings(metrics_token=" ").metrics_token is None


async def test_figures_tell_of_commits_refusals_and_what_is_busy(store: Store) -> None:
    centre = await Centre.open(store)
    async with client(store, metrics="open") as http:
        before = await figures(http)
        secret = new_token()
        await run(store, CreateApiToken("shop", sorted(ALL_PERMISSIONS), secret))
        headers = {"authorization": f"Bearer {secret}"}
        await http.post("/graphql", json={"query": "{ nothing }"}, headers=headers)
        refused = 'mutation { createLedgerCode(input: {code: "", title: ""}) { userErrors { code } } }'
        codes = (await http.post("/graphql", json={"query": refused}, headers=headers)).json()
        (code,) = {each["code"] for each in codes["data"]["createLedgerCode"]["userErrors"]}
        await centre.payment(100)
        after = await figures(http)
        await store.drain()
    gained = {key: after[key] - before.get(key, 0) for key in after}
    assert gained["tieout_commit_seconds_count",] >= 2
    assert after["tieout_commit_seconds_bucket", "+Inf"] == after["tieout_commit_seconds_count",]
    assert after["tieout_commit_seconds_sum",] > 0
    assert gained["tieout_refusals_total", "BAD_USER_INPUT"] == 1
    assert gained["tieout_refusals_total", code] == len(codes["data"]["createLedgerCode"]["userErrors"])
    parts = {key[1] for key in after if key[0] == "tieout_in_use"}
    sqlite, postgres = {"writer", "readers"}, {"connections", "writing connections", "groups"}
    assert parts == (sqlite if store.backend.dialect == "sqlite" else postgres)
    for part in parts:
        assert 0 <= after["tieout_in_use", part] <= after["tieout_limit", part]
        assert (after["tieout_waiting", part], after["tieout_stuck", part]) == (0, 0)
    assert after["tieout_wal_bytes",] > 0


async def test_figures_tell_of_jobs_that_nobody_runs(store: Store) -> None:
    await Centre.open(store)
    await run(store, ReconcileAllAccounts())
    await execute(store, "update jobs set recorded_at = recorded_at - 60000000")
    async with client(store, metrics="open") as http:
        found = await figures(http)
    assert found["tieout_jobs_waiting",] == 1
    assert 60 <= found["tieout_jobs_waiting_seconds",] < 120


async def test_figures_tell_when_heads_were_last_exported(sqlite_store: Store, tmp_path: pathlib.Path) -> None:
    async with client(sqlite_store, metrics="open", heads_folder=tmp_path) as http:
        assert (await figures(http))["tieout_heads_exported_timestamp_seconds",] == 0
        written = tmp_path / "heads-2026-11-30T083323Z.jsonl"
        written.touch()
        assert (await figures(http))["tieout_heads_exported_timestamp_seconds",] == written.stat().st_mtime


async def test_the_handbook_names_each_figure_and_cures_each_alarm(store: Store, tmp_path: pathlib.Path) -> None:
    await Centre.open(store)
    async with client(store, metrics="open", heads_folder=tmp_path) as http:
        await http.post("/graphql", json={"query": "{ nothing }"})
        families = list(text_string_to_metric_families((await http.get("/metrics")).text))
    section = OPERATING.partition("## Figures and alarms")[2].partition("\n## ")[0]
    names = {each.name for each in families if each.name.startswith("tieout_") and not each.name.endswith("_created")}
    for name in names:
        assert re.search(rf"`{name}(_total|_count)?[`{{ ]", section), name
    alarms = re.findall(r"^\| `([^`]+)` \| [^|]+ \| ([^|]+) \|$", section.partition("### Alarms")[2], re.MULTILINE)
    assert len(alarms) > 10
    assert len(names) > 15
    for expression, cure in alarms:
        assert any(each.name in expression for each in families) or "up ==" in expression, expression
        assert len(cure) > 10
