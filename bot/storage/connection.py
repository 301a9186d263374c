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
Statement = tuple[str, Params]

_LOG_AHEAD = "PRAGMA journal_mode = WAL"  # the reader goes on while the writer writes
_WAITS = (0.01, 0.05, 0.2, 1.0)  # seconds
_PRAGMAS = (
    "PRAGMA busy_timeout = 5000",  # milliseconds; a backup or another command of ours may hold the lock
    "PRAGMA synchronous = FULL",  # what was confirmed survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten in the file
    "PRAGMA temp_store = MEMORY",  # nothing of anybody's in stray files
)
# A transaction within one that others have work in. Only the commit ends it for good: whoever is cancelled in its last
# statement could not undo it any more if that had released it.
BEGIN_MEMBER: Statement = ("SAVEPOINT member", {})
UNDO_MEMBER: tuple[Statement, ...] = (("ROLLBACK TO member", {}), ("RELEASE member", {}))
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


class Together(tuple[Statement, ...]):
    """Statements that go to the thread in one trip, in the place of one statement's parameters."""

    __slots__ = ()


class Reader(sqlite3.Connection):
    """A connection that never changes anything; each of its statements sees the last commit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _prepare(self, super().execute)
        super().execute("PRAGMA query_only = ON")

    def execute(self, sql: str, parameters: Any = (), /) -> Any:
        """Run one statement; given `Together`, return what holds the rows, or the error, of each."""
        if isinstance(parameters, Together):
            return _Held([self._rows_or_error(statement) for statement in parameters])
        return super().execute(sql, parameters)

    def _rows_or_error(self, statement: Statement) -> list[Row] | sqlite3.Error:
        try:
            return super().execute(*statement).fetchall()
        except sqlite3.Error as error:
            return error


class _Held:
    """What a cursor is asked for, once it is there."""

    def __init__(self, rows: list[list[Row] | sqlite3.Error]) -> None:
        self._rows = rows

    def fetchall(self) -> list[list[Row] | sqlite3.Error]:
        return self._rows


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
        """Run one statement; given `Together`, run all of those before it, the last of them with `sql`'s parameters."""
        self._begin()
        if isinstance(parameters, Together):
            *before, (_, parameters) = parameters
            for statement in before:
                super().execute(*statement)
        return super().execute(sql, parameters)

    def _begin(self) -> None:
        if not self.in_transaction:
            super().execute("BEGIN IMMEDIATE")


class Keeper(sqlite3.Connection):
    """A connection for what must stand in no transaction, opened for that alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _prepare(self, super().execute)
        super().execute(
            "PRAGMA temp_store = FILE"
        )  # a copy of all rows, as they stand sealed: too much for memory


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


async def connect(path: Path, kind: type[Reader | Writer | Keeper]) -> aiosqlite.Connection:
    """Open `path` in a thread of its own; raise `DatabaseUnavailable` where that cannot be."""
    try:
        # No isolation level: Python's own guesses about when to begin stay out of it.
        return await aiosqlite.connect(path, factory=kind, isolation_level=None)
    except sqlite3.Error as error:
        raise told(error) from error


async def vacuum(path: Path) -> None:
    """Write the file at `path` anew, with no byte of what was deleted."""
    keeper = await connect(path, Keeper)
    try:
        await fetch(keeper, "VACUUM", {})
    finally:
        await keeper.close()


async def fetch(
    connection: aiosqlite.Connection, sql: str, params: Params, *, behind: Sequence[Statement] = ()
) -> list[Row]:
    """Run one statement, behind others whose rows nobody needs, and return its rows: one trip to the thread."""
    try:
        return list(await connection.execute_fetchall(sql, _behind(behind, sql, params)))
    except sqlite3.Error as error:
        raise told(error) from error


async def fetch_each(
    connection: aiosqlite.Connection, statements: Sequence[Statement]
) -> list[list[Row] | Exception]:
    """Run statements of a `Reader`; return the rows of each, or why there are none: one trip to the thread."""
    answers: Any = await connection.execute_fetchall("", Together(statements))
    return [told(answer) if isinstance(answer, sqlite3.Error) else answer for answer in answers]


async def run(
    connection: aiosqlite.Connection, sql: str, params: Params, *, behind: Sequence[Statement] = ()
) -> int:
    """Run one statement that returns no rows; return how many it changed: one trip to the thread.

    Its cursor needs no closing trip: a statement without rows is finished, and let go, once it has run.
    """
    try:
        return (await connection.execute(sql, _behind(behind, sql, params))).rowcount
    except sqlite3.Error as error:
        raise told(error) from error


async def run_all(connection: aiosqlite.Connection, statements: Sequence[Statement]) -> None:
    """Run statements whose rows and counts nobody needs: one trip to the thread."""
    if statements:
        *before, (sql, params) = statements
        await run(connection, sql, params, behind=before)


async def commit(connection: aiosqlite.Connection, *, behind: Sequence[Statement] = ()) -> None:
    """Make what the open transaction did last, with what is still to be done in it; do nothing where none is open."""
    if behind:
        await run(connection, "COMMIT", {}, behind=behind)
    elif connection.in_transaction:
        try:
            await connection.commit()
        except sqlite3.Error as error:
            raise told(error) from error


def _behind(before: Sequence[Statement], sql: str, params: Params) -> Any:
    return Together((*before, (sql, params))) if before else params


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
            raise (cancelled or told(error)) from error
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
