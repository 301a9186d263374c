"""The lock beside the database: who holds it is alone with the file, and whoever dies lets it go."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.storage.connection import DatabaseUnavailable


class InUse(Exception):  # noqa: N818 -- what was found, not what went wrong
    """Somebody else is at work on this database."""


@contextmanager
def held(database: Path) -> Iterator[None]:
    """Hold the lock of a database, made beside it; raise `InUse` at once where another process has it."""
    path = database.resolve()
    path = path.with_name(f"{path.name}.lock")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise DatabaseUnavailable(f"{path}: {error.strerror}") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise InUse(
                "the database is in use: stop the bot (or wait for the command that is at work on it) and try again"
            ) from error
        yield
    finally:
        os.close(descriptor)
