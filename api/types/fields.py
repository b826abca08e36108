"""How fields are declared: description, permissions, whether clients may use them, and where their values come from."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Annotated, Any, TypeAlias

import strawberry
from strawberry import UNSET

from api.graph.loading import Relation
from api.graph.relations import ByIds, One
from api.permissions.directives import OpenToClient, needs
from domain.core.money import EXPONENTS
from domain.permissions import Permission

NULL_CLEARS = "null_clears"
"""Marks an input field in which null clears the value."""

VIEW = (Permission.VIEW_CLIENT_ACCOUNTS,)
ACCESS = (Permission.MANAGE_ACCESS,)
REPORTS = (Permission.VIEW_REPORTS,)


def description_of(documented: object) -> str:
    """Return the docstring of a type or method as its description: one paragraph, however its lines are broken."""
    return " ".join((documented.__doc__ or "").split())


def described(text: str, permissions: Sequence[Permission] = ()) -> str:
    """Return a description whose last line names the needed permissions."""
    if not permissions:
        return text
    return f"{text}\n\nNeeds {', '.join(permissions)}."


def directives(permissions: Sequence[Permission] = (), *, client: bool = False) -> list[object]:
    """Return the directives of a field or type."""
    return [*([needs(*permissions)] if permissions else []), *([OpenToClient()] if client else [])]


def _field(text: str, permissions: Sequence[Permission] = (), *, client: bool = False, **options: Any) -> Any:
    return strawberry.field(
        description=described(text, permissions), directives=directives(permissions, client=client), **options
    )


def required(text: str, *, client: bool = False, of: str | None = None, to: str | None = None) -> Any:
    """Declare an input field that must be given: ids ``of`` a type, passed on as ``to`` (``mutations/inputs.py``)."""
    return _field(text, client=client, metadata={"of": of, "to": to})


def optional(
    text: str,
    permissions: Sequence[Permission] = (),
    *,
    client: bool = False,
    default: object = UNSET,
    of: str | None = None,
    to: str | None = None,
    convert: Callable[[Any], Any] | None = None,
) -> Any:
    """Declare an input field that may be left out, otherwise as ``required``; ``convert`` makes what is passed on."""
    metadata = {"of": of, "to": to, "convert": convert}
    return _field(text, permissions, client=client, default=default, metadata=metadata)


def clearable(text: str, *, of: str | None = None) -> Any:
    """Declare an input field in which null clears the value; elsewhere null and absent mean the same."""
    return _field(text, default=UNSET, metadata={"of": of, NULL_CLEARS: True})


def plain(text: str, permissions: Sequence[Permission] = (), *, client: bool = False, name: str | None = None) -> Any:
    """Declare a field that is an attribute of its row."""
    return _field(text, permissions, client=client, name=name)


def computed(
    text: str, compute: Callable[[Any, Any], Any], permissions: Sequence[Permission] = (), *, client: bool = False
) -> Any:
    """Declare a field computed from its row and the operation's context."""
    return _field(text, permissions, client=client, metadata={"computed": compute})


def exponent_beside(*, client: bool = False) -> Any:
    """Declare the exponent of a row's ``currency``, so that callers need no table of currencies."""
    return computed(
        "The number of decimal places of its amounts, by ISO 4217: 1250 minor units are 12.50 if it is 2, 1250 if it is 0, "
        "1.250 if it is 3. Other tables of currencies may differ; amounts are stored with this one.",
        lambda row, _: EXPONENTS[row.currency],
        client=client,
    )


def related(relation: Relation, text: str, permissions: Sequence[Permission] = (), *, client: bool = False) -> Any:
    """Declare a field that a relation loads for all rows of a level at once."""
    return _field(text, permissions, client=client, metadata={"relation": relation})


def referenced(
    rows: ByIds, key: str, text: str, permissions: Sequence[Permission] = (), *, client: bool = False
) -> Any:
    """Declare a field that is the row, or null, whose id is the attribute ``key`` of its parent."""
    return related(One(rows, attrgetter(key)), text, permissions, client=client)


def loaded_by(
    relation: Relation, permissions: Sequence[Permission] = (), *, client: bool = False
) -> Callable[[Callable[..., Any]], Any]:
    """Declare a related field that takes arguments.

    The method below declares them and has no body but its docstring, which is the field's description: the relation reads
    the arguments, and ``wiring.py`` puts what it loaded in the method's place.
    """
    return lambda method: related(relation, description_of(method), permissions, client=client)(method)


def loaded(text: str, *, client: bool = True) -> Any:
    """Declare a field of a connection, filled by the connection's own relation."""
    return _field(text, client=client, metadata={"loaded": True})


First: TypeAlias = Annotated[
    int | None,
    strawberry.argument(
        description="The page's length, 1 to 1,000; 50 if neither `first` nor `last` is given. All rows of an answer count "
        "against its limit of rows.",
        directives=[OpenToClient()],
    ),
]
FirstSuggestions: TypeAlias = Annotated[
    int | None,
    strawberry.argument(
        description="How many suggestions to return, 1 to 1,000; there is no next page.", directives=[OpenToClient()]
    ),
]
After: TypeAlias = Annotated[
    str | None,
    strawberry.argument(
        description="The `endCursor` of the previous page: only the rows after it.", directives=[OpenToClient()]
    ),
]
Last: TypeAlias = Annotated[
    int | None,
    strawberry.argument(
        description="Reads a page from the end, 1 to 1,000 rows, in the same order as ever. With `first` too, the last of "
        "those first rows, all of which count.",
        directives=[OpenToClient()],
    ),
]
Before: TypeAlias = Annotated[
    str | None,
    strawberry.argument(
        description="The `startCursor` of the page after it: only the rows before it.", directives=[OpenToClient()]
    ),
]
