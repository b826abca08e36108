"""Reads: keys or filters in, one set-based statement a level, slotted rows out. All are ``Program``."""
