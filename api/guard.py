"""The permission guard: what an operation asks for is compared with what the caller holds before anything runs.

Once for each query a walk notes what it touches (``api.asked``); for each request only sets are compared. Nothing is
spent per value of the answer, and no mutation runs by half (domain R33, R34).

A field that returns an interface says nothing about the type it will meet: ``node`` and its like answer null for
objects that the caller may not see, by ``Rules.types``.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import GraphQLError, Node, OperationDefinitionNode

from api.asked import Asked, Reach, Touch, name_of
from api.errors import MAX_ERRORS, Code, failure
from api.rules import NONE, Permissions, Rules
from domain.permissions import Principal, PrincipalKind

__all__ = ["Asked", "Rules", "check"]

_SIGN_IN = "Sign in first, or send a token in the header Authorization: Bearer <token>."


def check(
    asked: Asked, operation: OperationDefinitionNode, principal: Principal | None, variables: Mapping[str, Any]
) -> list[GraphQLError]:
    """What the caller lacks for this operation with these variables (as sent); empty when it may run.

    Nobody (None) may ask only for ``__typename`` and the schema: UNAUTHENTICATED. Clients may use only what is open to
    them, staff and tokens what their permissions allow: FORBIDDEN, with ``extensions.missing`` for the latter. All that
    is lacking is told at once, at most 20 errors.
    """
    reach = asked.reaches[name_of(operation)]
    if principal is None:
        return [failure(Code.UNAUTHENTICATED, _SIGN_IN)] if reach.touches_data else []
    if principal.kind is PrincipalKind.CLIENT:
        closed = {
            one.name: one.node for one in reversed(list(_touched(asked.rules, reach, variables))) if not one.is_open
        }
        return _bounded(
            [
                failure(Code.FORBIDDEN, f"{name} is not open to clients.", node)
                for name, node in reversed(closed.items())
            ]
        )
    if reach.permissions <= principal.permissions:
        return []
    lacking: dict[str, tuple[Node, Permissions]] = {}
    for one in _touched(asked.rules, reach, variables):
        if missing := one.permissions - principal.permissions:
            node, before = lacking.get(one.name, (one.node, NONE))
            lacking[one.name] = (node, before | missing)
    return _bounded([_lacking(name, node, missing) for name, (node, missing) in lacking.items()])


def _lacking(name: str, node: Node, missing: Permissions) -> GraphQLError:
    names = sorted(missing)
    them = "it" if len(names) == 1 else "them"
    message = f"{name} needs {' and '.join(names)}, which you do not hold. An administrator can grant {them}."
    return failure(Code.FORBIDDEN, message, node, missing=names)


def _bounded(errors: list[GraphQLError]) -> list[GraphQLError]:
    """The errors, or the first 19 and how many more there are."""
    if len(errors) <= MAX_ERRORS:
        return errors
    kept = errors[: MAX_ERRORS - 1]
    return [*kept, failure(Code.FORBIDDEN, f"{len(errors) - len(kept)} more are refused for the like reason.")]


def _touched(rules: Rules, reach: Reach, variables: Mapping[str, Any]) -> Iterator[Touch]:
    """What counts with these variables: the query's own touches, then those in the variables' values."""
    for one in reach.touches:
        if one.given_by is not None and not _is_given(reach, variables, one.given_by):
            continue
        if one.default_of is not None and one.default_of in variables:
            continue
        yield one
    for name, (node, input_type) in reach.variables.items():
        seen = set()
        for touched in rules.in_value(input_type, variables.get(name)):
            # Ten thousand rows name the same few fields.
            if touched not in seen:
                seen.add(touched)
                yield Touch(touched[0], node, touched[1], touched[2])


def _is_given(reach: Reach, variables: Mapping[str, Any], name: str) -> bool:
    """Whether a variable has any value but null; its default counts when it is not sent."""
    return variables[name] is not None if name in variables else name in reach.defaults
