"""Statements and receipts as PDF (domain R46c)."""
