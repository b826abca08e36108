"""The permission check: what an operation uses is compared with what the caller holds before anything runs.

One walk for each query text notes what it uses (``usage.py``); each request only compares sets. Nothing is checked for
each value of the answer, and no mutation runs by half (domain R33, R34).

A field that returns an interface does not say which type it will return: ``node`` and ``nodes`` return null for
objects that the caller may not see (``api/types/nodes.py``).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphql import GraphQLError, Node, OperationDefinitionNode

from api.errors import MAX_ERRORS, Code, failure
from api.permissions.rules import NONE, Permissions, Rules
from api.permissions.usage import DocumentUsage, OperationUsage, Usage, name_of
from domain.core.text import all_of
from domain.permissions import Permission, Principal, PrincipalKind
from domain.texts import say

__all__ = ["DocumentUsage", "Rules", "check"]

_SIGN_IN = say("permission-sign-in")


def check(
    usage: DocumentUsage, operation: OperationDefinitionNode, principal: Principal | None, variables: Mapping[str, Any]
) -> list[GraphQLError]:
    """Return what the caller lacks for this operation with these variables (as sent); empty when it may run.

    UNAUTHENTICATED: without credentials (None) a caller may read only ``__typename`` and the schema. FORBIDDEN: clients
    may use only what is open to them, staff and tokens only what their permissions allow; for these
    ``extensions.missing`` of each error names all that they lack for the operation, so that they need not ask twice.
    """
    used = usage.by_operation[name_of(operation)]
    if principal is None:
        return [failure(Code.UNAUTHENTICATED, _SIGN_IN)] if used.touches_data else []
    if principal.kind is PrincipalKind.CLIENT:
        closed = {
            one.name: one.node for one in reversed(list(_usages_with(usage.rules, used, variables))) if not one.is_open
        }
        return _bounded(
            [
                failure(Code.FORBIDDEN, say("permission-not-for-clients", name=name), node)
                for name, node in reversed(closed.items())
            ]
        )
    if used.permissions <= principal.permissions:
        return []
    lacking: dict[str, tuple[Node, Permissions]] = {}
    for one in _usages_with(usage.rules, used, variables):
        if missing := one.permissions - principal.permissions:
            node, before = lacking.get(one.name, (one.node, NONE))
            lacking[one.name] = (node, before | missing)
    all_missing = sorted(NONE.union(*(missing for _, missing in lacking.values())))
    return _bounded(
        [_lacking(name, node, missing, all_missing) for name, (node, missing) in lacking.items()], all_missing
    )


def _lacking(name: str, node: Node, missing: Permissions, all_missing: Sequence[Permission]) -> GraphQLError:
    names = sorted(missing)
    message = say("permission-lacking", name=name, missing=all_of(names), count=len(names))
    return failure(Code.FORBIDDEN, message, node, missing=all_missing)


def _bounded(errors: list[GraphQLError], missing: Sequence[Permission] = ()) -> list[GraphQLError]:
    """Return the errors, or the first 19 and how many more there are."""
    if len(errors) <= MAX_ERRORS:
        return errors
    kept = errors[: MAX_ERRORS - 1]
    message = say("permission-more-refused", more=len(errors) - len(kept))
    return [*kept, failure(Code.FORBIDDEN, message, missing=missing) if missing else failure(Code.FORBIDDEN, message)]


def _usages_with(rules: Rules, used: OperationUsage, variables: Mapping[str, Any]) -> Iterator[Usage]:
    """Yield the usages that count with these variables: the query's own, then those in the variables' values."""
    for one in used.usages:
        if one.given_by is not None and not _is_given(used, variables, one.given_by):
            continue
        if one.default_of is not None and one.default_of in variables:
            continue
        yield one
    for name, (node, input_type) in used.variables.items():
        seen = set()
        for touched in rules.in_value(input_type, variables.get(name)):
            # Ten thousand rows name the same few fields.
            if touched not in seen:
                seen.add(touched)
                yield Usage(touched[0], node, touched[1], touched[2])


def _is_given(used: OperationUsage, variables: Mapping[str, Any], name: str) -> bool:
    """Return whether a variable has any value but null; its default counts when it is not sent."""
    return variables[name] is not None if name in variables else name in used.defaults
