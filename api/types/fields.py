"""How fields are declared: description, permission, openness to clients, and what they are in the database."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeAlias

import strawberry
from strawberry import UNSET

from api.directives import OpenToClient, needs
from api.graph.loading import Relation
from domain.core.money import exponent_of
from domain.permissions import BILLING, Permission

VIEW = (Permission.VIEW_CLIENT_ACCOUNTS,)
ACCESS = (Permission.MANAGE_ACCESS,)
REPORTS = (Permission.VIEW_REPORTS,)


def described(text: str, permissions: Sequence[Permission] = ()) -> str:
    """A description whose last line names the needed permissions."""
    if not permissions:
        return text
    return f"{text}\n\nNeeds {', '.join(permissions)}."


def directives(permissions: Sequence[Permission] = (), *, client: bool = False) -> list[object]:
    """The directives of a field or type."""
    return [*([needs(*permissions)] if permissions else []), *([OpenToClient()] if client else [])]


def plain(text: str, permissions: Sequence[Permission] = (), *, client: bool = False, name: str | None = None) -> Any:
    """A field that is an attribute of its row."""
    return strawberry.field(
        name=name, description=described(text, permissions), directives=directives(permissions, client=client)
    )


def computed(
    text: str, compute: Callable[[Any, Any], Any], permissions: Sequence[Permission] = (), *, client: bool = False
) -> Any:
    """A field that follows from its row and the operation's context."""
    return strawberry.field(
        description=described(text, permissions),
        directives=directives(permissions, client=client),
        metadata={"computed": compute},
    )


def exponent_beside(*, client: bool = False) -> Any:
    """How the amounts beside a row's ``currency`` are written: nobody who shows them needs a table of currencies."""
    return computed(
        "How many digits of its amounts stand behind the point, by ISO 4217: 1250 minor units are 12.50 where it is 2, "
        "1250 where it is 0, 1.250 where it is 3. Other tables of currencies may differ; this is how amounts are kept.",
        lambda row, _: exponent_of(row.currency),
        client=client,
    )


def related(relation: Relation, text: str, permissions: Sequence[Permission] = (), *, client: bool = False) -> Any:
    """A field that one statement loads for a whole level; also a decorator of a resolver that declares arguments."""
    return strawberry.field(
        description=described(text, permissions),
        directives=directives(permissions, client=client),
        metadata={"relation": relation},
    )


def loaded(text: str, *, client: bool = True) -> Any:
    """A field of a connection, filled by the connection's own relation."""
    return strawberry.field(description=text, directives=directives(client=client), metadata={"loaded": True})


First: TypeAlias = Annotated[
    int | None,
    strawberry.argument(
        description="How many, 1 to 1,000; the row budget decides on the product.", directives=[OpenToClient()]
    ),
]
After: TypeAlias = Annotated[
    str | None, strawberry.argument(description="The `endCursor` of the page before.", directives=[OpenToClient()])
]

__all__ = [
    "ACCESS",
    "BILLING",
    "REPORTS",
    "UNSET",
    "VIEW",
    "After",
    "First",
    "computed",
    "described",
    "directives",
    "exponent_beside",
    "loaded",
    "plain",
    "related",
]
