"""Exports of whole tables, over HTTP and on the command line (domain R48b)."""
