"""Level: any. Where the files of a test go: into memory, where there is room for them.

A database is some hundred files on PostgreSQL, made for one test and dropped, and on SQLite a file that every commit waits
for to be on the disk. Neither proves anything of the product.
"""

import os
import pathlib
import shutil

PLACE, ROOM_BYTES = pathlib.Path("/dev/shm"), 1 << 30


def memory() -> str | None:
    """The folder of a file system in memory; None where there is none, or it is small, or runs no programs."""
    if not os.access(PLACE, os.W_OK) or os.statvfs(PLACE).f_flag & os.ST_NOEXEC:
        return None
    return str(PLACE) if shutil.disk_usage(PLACE).free > ROOM_BYTES else None
