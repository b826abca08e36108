"""Packages whose modules declare something: a report is found because its module stands there."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def load_modules(package: ModuleType) -> None:
    """Import every module of a package, so that what each declares is registered."""
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
