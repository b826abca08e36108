"""Importing a bank's file with very many movements: planned in a snapshot, which nobody waits for, then staged (R24b)."""

from dataclasses import replace

from domain.errors import Refusal
from domain.importing.statements import staged
from domain.importing.statements.service import ImportBankStatement
from domain.importing.statements.staged import plan_import
from domain.store.store import Store


async def planned_import(store: Store, cmd: ImportBankStatement, *, own: bool = False) -> ImportBankStatement:
    """Return the command that imports a file: for a large one it stages the rows, which are planned here.

    What planning refuses, the command will; of a dry run nothing is staged. ``own``: the caller runs the job too.
    """
    if sum(len(each.movements) for each in cmd.statements) <= staged.UNSTAGED_LINES_MAX:
        return cmd
    try:
        async with store.long_snapshot() as view:
            plan = await view.run(plan_import(store.context.new_id, cmd.bank_account_id, cmd.statements, cmd.source))
    except Refusal:
        return cmd  # which refuses before it changes anything
    return replace(cmd, statements=(), plan=replace(plan, own=own))
