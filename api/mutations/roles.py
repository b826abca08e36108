"""Mutations of roles."""

import strawberry

from api.graph.loaders import roles
from api.mutations.inputs import MutationInput
from api.mutations.payloads import MutationPayload, result_row
from api.mutations.perform import mutation
from api.types.access import Role
from api.types.fields import optional, required
from domain.permissions import Permission
from domain.queries import graph
from domain.services.roles import CreateRole, DeleteRole, UpdateRole


@strawberry.input
class CreateRoleInput(MutationInput):
    """A new role, for one kind of work."""

    makes = CreateRole

    name: str = required("What it is called, such as Desk.")
    permissions: list[Permission] = required("What it grants; you can only grant permissions that you hold.")


@strawberry.type
class CreateRolePayload(MutationPayload):
    """The role that was created."""

    role: Role | None = result_row(graph.roles, "role", "The new role; null when refused.")


@strawberry.input
class UpdateRoleInput(MutationInput):
    """The changes to a role; fields that are not given stay unchanged."""

    makes = UpdateRole

    id: strawberry.ID = required("The id of the role to change.", of="Role", to="role_id")
    name: str | None = optional("Its new name, which no other role has.")
    permissions: list[Permission] | None = optional(
        "All that it grants from now on, to everybody who has it. You must hold what it granted and what it will grant."
    )


@strawberry.type
class UpdateRolePayload(MutationPayload):
    """The role as it now is."""

    role: Role | None = result_row(graph.roles, "role", "The role; null when refused.")


@strawberry.input
class DeleteRoleInput(MutationInput):
    """The role to delete."""

    makes = DeleteRole

    id: strawberry.ID = required("The role to delete, which no user may have.", of="Role", to="role_id")


@strawberry.type
class DeleteRolePayload(MutationPayload):
    """The role that was deleted."""

    role: Role | None = result_row(roles, "role", "The role as it was; null when refused.")


@strawberry.type
class RoleMutations:
    """Roles."""

    create_role = mutation(CreateRoleInput, CreateRolePayload, "Creates a role, a named set of permissions.")
    update_role = mutation(
        UpdateRoleInput,
        UpdateRolePayload,
        "Renames a role, or changes what it grants, for everybody who has it and at once.",
    )
    delete_role = mutation(DeleteRoleInput, DeleteRolePayload, "Deletes a role that no user has.")
