"""Who did what: names may be equal, the principal of an event is unique (domain R16)."""

from collections.abc import AsyncIterator

import pytest

from api.graph.ids import opaque
from api.types.principals import principal_key, shown_principal
from domain.errors import InvalidValue
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.services.access import CreateUser
from domain.services.accounts import CreateAccount
from domain.store.audit import seal_of
from domain.store.store import Store
from tests.support.centre import Centre, run
from tests.support.graphql import Api
from tests.support.replay import read_log

TWINS = [Principal(PrincipalKind.USER, f"user:{number}", "Kim Lee", ALL_PERMISSIONS) for number in (17, 18)]
LOG = "query ($f: AuditFilter) { auditLog(filter: $f) { nodes { recordedBy principal batch { principal } } } }"


@pytest.fixture
async def api(store: Store) -> AsyncIterator[Api]:
    await Centre.open(store)
    for twin in TWINS:
        await run(store, CreateAccount(twin.key, "Bo", "USD"), twin)
    api = Api(store)
    yield api
    await api.http.aclose()


async def test_distinguishes_two_users_of_one_name(api: Api) -> None:
    both = (await api.data(LOG, f={"recordedBy": "Kim Lee"}))["auditLog"]["nodes"]
    assert [each["principal"] for each in both] == [opaque("User", 18), opaque("User", 17)]
    for twin in TWINS:
        shown = shown_principal(twin.key)
        own = (await api.data(LOG, f={"principal": shown}))["auditLog"]["nodes"]
        assert own == [{"recordedBy": "Kim Lee", "principal": shown, "batch": {"principal": shown}}]
    operators = (await api.data(LOG, f={"principal": "operator"}))["auditLog"]["nodes"]
    assert {each["recordedBy"] for each in operators} == {"command line"}


async def test_the_hash_of_an_event_covers_its_principal(api: Api) -> None:
    batches, events = await api.store.read(read_log())
    last, batch = events[-1], batches[-1]
    assert (last.batch_id, batch.principal) == (batch.id, "user:18")
    assert seal_of("", batch, [last]) == last.hash
    assert seal_of("", batch.copy(principal="user:17"), [last]) != last.hash


@pytest.mark.parametrize(
    "name",
    ["command line", " Command  Line", "\uff43ommand line", "command\u200b line", "token Shop", "Token x", "TOKEN"],
)
async def test_no_user_may_be_named_like_the_command_line_or_a_token(store: Store, name: str) -> None:
    with pytest.raises(InvalidValue, match="Choose another name"):
        await run(store, CreateUser("x@example.org", name, "hash", [Permission.VIEW_REPORTS]))
    await run(store, CreateUser("x@example.org", "Tokenia Commander", "hash"))


@pytest.mark.parametrize("key", ["user:17", "token:3", "operator", "demo:desk", "user:x"])
def test_a_principal_id_round_trips(key: str) -> None:
    assert principal_key(shown_principal(key)) == key
