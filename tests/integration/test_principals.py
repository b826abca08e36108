"""Who did what: names may be alike, the principal beside them never is (domain R16)."""

from collections.abc import AsyncIterator

import pytest

from api.ids import opaque
from api.types.principals import principal_key, shown_principal
from domain.errors import InvalidValue
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.services.access import CreateUser
from domain.services.accounts import CreateAccount
from domain.store.audit import hash_of
from domain.store.replay import read_log
from domain.store.store import Store
from tests.support.billing import Centre, run
from tests.support.graphql import Api

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


async def test_two_users_of_one_name_are_told_apart(api: Api) -> None:
    both = (await api.data(LOG, f={"recordedBy": "Kim Lee"}))["auditLog"]["nodes"]
    assert [each["principal"] for each in both] == [opaque("User", 18), opaque("User", 17)]
    for twin in TWINS:
        shown = shown_principal(twin.key)
        own = (await api.data(LOG, f={"principal": shown}))["auditLog"]["nodes"]
        assert own == [{"recordedBy": "Kim Lee", "principal": shown, "batch": {"principal": shown}}]
    operators = (await api.data(LOG, f={"principal": "operator"}))["auditLog"]["nodes"]
    assert {each["recordedBy"] for each in operators} == {"command line"}


async def test_an_events_hash_says_who_it_was(api: Api) -> None:
    _, events = await api.store.read(read_log())
    last = events[-1]
    assert last.principal == "user:18"
    assert hash_of(last) == last.hash
    assert hash_of(last.copy(principal="user:17")) != last.hash


@pytest.mark.parametrize(
    "name",
    ["command line", " Command  Line", "\uff43ommand line", "command\u200b line", "token Shop", "Token x", "TOKEN"],
)
async def test_nobody_is_named_as_the_command_line_or_a_token(store: Store, name: str) -> None:
    with pytest.raises(InvalidValue, match="Choose another name"):
        await run(store, CreateUser("x@example.org", name, "hash", [Permission.VIEW_REPORTS]))
    await run(store, CreateUser("x@example.org", "Tokenia Commander", "hash"))


@pytest.mark.parametrize("key", ["user:17", "token:3", "operator", "demo:desk", "user:x"])
def test_a_principal_is_read_back_as_it_was_shown(key: str) -> None:
    assert principal_key(shown_principal(key)) == key
