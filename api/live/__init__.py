"""Live updates: the feed's changes as they come, over WebSockets (domain R47b)."""
