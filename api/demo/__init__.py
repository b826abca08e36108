"""An invented recreation centre to try everything on: deterministic, recognisable, made through the real services."""

from api.demo.story import DemoSummary, demo_admin, fill_demo, may_hold_the_demo

__all__ = ["DemoSummary", "demo_admin", "fill_demo", "may_hold_the_demo"]
