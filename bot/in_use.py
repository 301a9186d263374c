"""Who may write to a database: one process alone, told by a lock on a file beside it that ends with the process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class InUse(Exception):  # noqa: N818  what was found, not what went wrong
    """Another process of this bot has the database."""


@contextmanager
def alone(database: Path) -> Iterator[None]:
    """Have the database for oneself; raise `InUse` where another process has it, or the lock cannot be made."""
    path = database.with_name(f"{database.name}.lock")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise InUse(f"The database cannot be used: {path} cannot be made ({error.strerror}).") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise InUse(f"Another process of this bot is using {database}: stop it first.") from error
        yield
    finally:
        os.close(descriptor)
