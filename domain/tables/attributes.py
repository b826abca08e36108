"""Which attributes of its first argument a function reads, so that a statement selects only the columns that are needed."""

import dis
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from types import FunctionType
from typing import Any


@cache
def attributes_read(function: Callable[..., Any]) -> frozenset[str] | None:
    """Return the attributes that a function reads of its first argument; None if its code does not show that they are all.

    Reads the bytecode: an argument that is only ever followed by a dot shows what is read of it.
    """
    if isinstance(function, attrgetter):
        return frozenset(name.partition(".")[0] for name in function.__reduce__()[1])
    if not isinstance(function, FunctionType) or not function.__code__.co_argcount:
        return None
    code = function.__code__
    row = code.co_varnames[0]
    if row in code.co_cellvars:
        return None
    found = set()
    instructions = list(dis.get_instructions(code))
    for each, following in zip(instructions, [*instructions[1:], None], strict=True):
        if each.argval == row or (isinstance(each.argval, tuple) and row in each.argval):
            if following is None or following.opname != "LOAD_ATTR" or not each.opname.startswith("LOAD_FAST"):
                return None
            found.add(str(following.argval))
    return frozenset(found)
