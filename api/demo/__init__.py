"""The demo: an invented recreation centre that a person would recognise."""

from api.demo.filling import ADMIN_EMAIL, demo_admin, fill_demo, may_hold_the_demo, new_demo_password

__all__ = ["ADMIN_EMAIL", "demo_admin", "fill_demo", "may_hold_the_demo", "new_demo_password"]
