"""The demo: an invented recreation centre that a person would recognise."""

from api.demo.filling import demo_admin, fill_demo, may_hold_the_demo

__all__ = ["demo_admin", "fill_demo", "may_hold_the_demo"]
