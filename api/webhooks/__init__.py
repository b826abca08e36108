"""Delivering changes to the endpoints of others (domain R47a)."""
