"""Sending documents by e-mail, each once (domain R46e)."""
