"""One SQLite connection in its own thread: its pragmas, its statements, and how its failures are told."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import aiosqlite

Value = int | str | bytes | None
Columns = dict[str, Value]
Params = Mapping[str, Value]
Row = sqlite3.Row

_LOG_AHEAD = "PRAGMA journal_mode = WAL"  # the reader goes on while the writer writes
_WAITS = (0.01, 0.05, 0.2, 1.0)  # seconds
_PRAGMAS = (
    "PRAGMA busy_timeout = 5000",  # milliseconds; a backup or another command of ours may hold the lock
    "PRAGMA synchronous = FULL",  # what was confirmed survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten in the file
    "PRAGMA temp_store = MEMORY",  # nothing of anybody's in stray files
)
_TROUBLE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)


class DatabaseUnavailable(Exception):  # noqa: N818 -- a state of the world, not a mistake
    """The database cannot be read or written now (locked, full, read-only, gone); what was asked is not done."""


class Reader(sqlite3.Connection):
    """A connection that never changes anything; each of its statements sees the last commit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _prepare(self, super().execute)
        super().execute("PRAGMA query_only = ON")


class Writer(sqlite3.Connection):
    """A connection whose every statement stands in a transaction.

    The first statement brings its BEGIN along, which saves each transaction one trip to the thread and back.
    It is IMMEDIATE: a transaction that starts by reading and writes later could otherwise fail half-way,
    because somebody else wrote in between.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _prepare(self, super().execute)

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        self._begin()
        return super().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor:
        self._begin()
        return super().executemany(sql, parameters)

    def _begin(self) -> None:
        if not self.in_transaction:
            super().execute("BEGIN IMMEDIATE")


def _prepare(connection: sqlite3.Connection, execute: Callable[[str], sqlite3.Cursor]) -> None:
    """Give a new connection our habits, through the `execute` that begins no transaction; in its own thread."""
    connection.row_factory = sqlite3.Row
    for pragma in _PRAGMAS:
        execute(pragma)
    # Two commands that make a new database at once get in each other's way, and here SQLite does not wait by itself.
    for seconds in _WAITS:
        try:
            execute(_LOG_AHEAD)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(seconds)
        else:
            return
    execute(_LOG_AHEAD)


async def connect(path: Path, kind: type[Reader | Writer]) -> aiosqlite.Connection:
    """Open `path` in a thread of its own; raise `DatabaseUnavailable` where that cannot be."""
    try:
        # No isolation level: Python's own guesses about when to begin stay out of it.
        return await aiosqlite.connect(path, factory=kind, isolation_level=None)
    except sqlite3.Error as error:
        raise told(error) from error


async def fetch(connection: aiosqlite.Connection, sql: str, params: Params) -> list[Row]:
    """Run one statement and return its rows: one trip to the thread."""
    try:
        return list(await connection.execute_fetchall(sql, params))
    except sqlite3.Error as error:
        raise told(error) from error


async def run(connection: aiosqlite.Connection, sql: str, params: Params) -> int:
    """Run one statement that returns no rows; return how many it changed: one trip to the thread.

    Its cursor needs no closing trip: a statement without rows is finished, and let go, once it has run.
    """
    try:
        return (await connection.execute(sql, params)).rowcount
    except sqlite3.Error as error:
        raise told(error) from error


async def run_each(connection: aiosqlite.Connection, sql: str, many: Sequence[Params]) -> int:
    """Run one statement once for each of `many`; return how many rows it changed: one trip to the thread."""
    try:
        return (await connection.executemany(sql, many)).rowcount
    except sqlite3.Error as error:
        raise told(error) from error


async def commit(connection: aiosqlite.Connection) -> None:
    """Make what the open transaction did last; do nothing where none is open."""
    if not connection.in_transaction:
        return
    try:
        await connection.commit()
    except sqlite3.Error as error:
        raise told(error) from error


async def roll_back(connection: aiosqlite.Connection) -> None:
    """Undo the open transaction, if one is, however often the task is cancelled meanwhile.

    Whoever is cancelled leaves its statement to the thread, which runs it all the same: a BEGIN or a COMMIT may
    still be on its way. The thread takes things in turn, so when this ROLLBACK has run, none of them is left.
    """
    cancelled: asyncio.CancelledError | None = None
    while True:
        try:
            await connection.rollback()
        except asyncio.CancelledError as error:
            cancelled = error
        except sqlite3.Error as error:
            raise told(error) from error
        else:
            break
    if cancelled is not None:
        raise cancelled


def told(error: sqlite3.Error) -> Exception:
    """Return `error` as the rest of the bot knows it: trouble that passes, or itself where it is our mistake."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None or code & 0xFF not in _TROUBLE:  # the low byte is the kind, the rest its details
        return error
    return DatabaseUnavailable(error.sqlite_errorname)
