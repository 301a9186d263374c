"""Copies of the database: made while the bot runs, checked before they count, and put in its place."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from bot.storage.connection import told
from bot.storage.key_file import sync_folder
from bot.storage.lock_file import held
from bot.storage.queries import load
from bot.storage.schema import NewerDatabase, migrations
from bot.storage.vault import Vault

NAME = re.compile(r"goldseam-\d{8}-\d{6}\.db")
_BESIDE = ("-wal", "-shm", "-journal")
_queries = load("copies")


class CopyError(Exception):
    """There is nothing to copy, or what is there is no whole database of this bot."""


class InTheWay(Exception):  # noqa: N818 -- what was found, not what went wrong
    """A file stands where another one was to go, and is not written over."""


class Counts(NamedTuple):
    """How much a copy holds."""

    participants: int
    checkins: int
    moments: int


def copy_online(database: Path, to: Path, vault: Vault) -> Counts:
    """Copy a database that may be in use to `to` (0600): checked first, and there as a whole or not at all."""
    if not database.is_file():
        raise CopyError(f"there is no database at {database}")
    beside = to.with_name(f".{to.name}.new")
    with held(beside), _told():
        if to.exists():
            raise InTheWay(f"{to} is there already, and is not written over")
        try:
            _clear(beside)
            os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            with (
                closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=rw", uri=True)) as source,
                closing(sqlite3.connect(beside, isolation_level=None)) as copy,
            ):
                copy.execute("PRAGMA journal_mode = MEMORY")
                source.backup(copy)
            counts = check(beside, vault)
            if to.exists():
                raise InTheWay(f"{to} is there already, and is not written over")
            put_in_place(beside, to)
        finally:
            _clear(beside)
            beside.with_name(f"{beside.name}.lock").unlink(missing_ok=True)
    return counts


def check(path: Path, vault: Vault) -> Counts:
    """Make sure that a closed copy is whole, of this bot, of a version that it knows, and opens with the vault's keys.

    Raises `CopyError`, `NewerDatabase` or `WrongKey`. Afterwards all of it stands in the one file.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise CopyError(f"{path.name} is damaged")
            if copy.execute("PRAGMA foreign_key_check").fetchall():
                raise CopyError(f"{path.name} is damaged")
            newest = copy.execute(_queries.newest.sql).fetchone()[0]
            if newest is None or newest > len(migrations()):
                raise NewerDatabase(
                    f"it has migration {newest}, this version of the bot knows {len(migrations())}: "
                    "use the version that wrote it, or a later one"
                )
            proofs = copy.execute(_queries.proofs.sql).fetchall()
            for key_id, proof in proofs:
                vault.check_proof(key_id, proof)
            counts = Counts(*copy.execute(_queries.counts.sql).fetchone())
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        raise CopyError(f"{path.name} is damaged, or no database of this bot") from error
    return counts


def take_copy(source: Path, database: Path) -> Path:
    """Copy a backup, with the log that may stand beside it, to a new file next to `database`; `source` stays as it is."""
    beside = database.with_name(f".{database.name}.restoring")
    with _told():
        _clear(beside)
        for end in ("", "-wal"):
            if (part := source.with_name(f"{source.name}{end}")).is_file():
                _copy(part, beside.with_name(f"{beside.name}{end}"))
    return beside


def move_aside(database: Path, to: Path) -> None:
    """Keep what stands at `database`, and its log, under another name as well; no other program may be using it."""
    with _told():
        for end in ("-wal", ""):
            if (part := database.with_name(f"{database.name}{end}")).is_file():
                _copy(part, to.with_name(f"{to.name}{end}"))
        sync_folder(to.parent)
        for end in _BESIDE:
            database.with_name(f"{database.name}{end}").unlink(missing_ok=True)


def put_in_place(beside: Path, to: Path) -> None:
    """Have `beside` stand at `to` from one moment to the next, for good."""
    with beside.open("rb") as file:
        os.fsync(file.fileno())
    beside.replace(to)
    sync_folder(to.parent)


def drop_oldest(folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest `keep` backups, known by their names; return those that are gone."""
    found = sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name) and path.is_file())
    for path in found[:-keep]:
        path.unlink()
    return found[:-keep]


def clear(path: Path) -> None:
    """Take away a copy that is not needed, with what stands beside it."""
    with suppress(OSError):
        _clear(path)


def _copy(source: Path, to: Path) -> None:
    descriptor = os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with source.open("rb") as read, os.fdopen(descriptor, "wb") as write:
        shutil.copyfileobj(read, write, 1 << 20)
        write.flush()
        os.fsync(write.fileno())


def _clear(path: Path) -> None:
    for end in ("", *_BESIDE):
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CopyError(f"{error.filename or 'a file'} cannot be used: {error.strerror}") from error
    except sqlite3.DatabaseError as error:
        raise told(error) from error
