"""Undoing batches: what may be taken back, in which order, and how (domain R25 to R25c)."""
