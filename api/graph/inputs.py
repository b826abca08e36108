"""Inputs from the values that were sent: a function for each input class, made once.

Strawberry's own conversion looks at every field's type again for each value.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING
from functools import cache
from typing import Any, TypeAlias

from strawberry import Schema
from strawberry.types.base import StrawberryList, StrawberryMaybe, StrawberryOptional, has_object_definition

Convert: TypeAlias = Callable[[Any], Any]


@cache
def converter(schema: Schema, declared: Any) -> Convert | None:
    """Return what makes an argument of its value, which is never null; None if the value is the argument already."""
    assert not isinstance(declared, StrawberryMaybe), "an input says by `optional` what may be left out"
    if isinstance(declared, StrawberryOptional):
        return converter(schema, declared.of_type)
    if isinstance(declared, StrawberryList):
        # a default is one list for all requests, so each gets its own
        convert = converter(schema, declared.of_type)
        return list if convert is None else lambda values: [None if each is None else convert(each) for each in values]
    return _input_converter(schema, declared) if has_object_definition(declared) else None


def _input_converter(schema: Schema, input_class: Any) -> Convert:
    definition = input_class.__strawberry_definition__
    assert definition.from_input is None, "inputs are made of their fields"
    name_of = schema.config.name_converter.from_field
    fields = {name_of(each): (each.python_name, converter(schema, each.resolve_type())) for each in definition.fields}
    absent = {
        each.python_name: None
        for each in definition.fields
        if each.default_value is MISSING and each.default_factory is MISSING
    }

    def convert(values: Mapping[str, Any]) -> Any:
        given: dict[str, Any] = dict(absent)
        for sent, value in values.items():
            name, below = fields[sent]
            given[name] = value if below is None or value is None else below(value)
        return input_class(**given)

    return convert
