"""Builders, clients and checks that tests share. Each file names the level it serves in its first line."""
