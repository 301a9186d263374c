"""The database file: one writer behind a lock and one reader beside it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import aiosqlite

from bot.storage import connection
from bot.storage.connection import DatabaseUnavailable, Params, Reader, Row, Statement, Writer
from bot.storage.schema import Migration, NewerDatabase, migrate, migrations
from bot.storage.transaction import Reads, Transaction
from bot.storage.trips import Trips
from bot.storage.writing import Writing

__all__ = ["Database", "DatabaseUnavailable", "NewerDatabase", "Reads", "Row", "Transaction"]


class Database:
    """An open database. Reads see what was last committed; every write stands in a transaction."""

    def __init__(self, path: Path, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self._path = path
        self._writer = writer
        self._reader = reader
        self._writing = Writing(writer)
        self._reading = Trips[Statement, list[Row]](partial(connection.fetch_each, reader))

    @classmethod
    async def open(cls, path: Path, known: list[Migration] | None = None) -> Database:
        """Open the database at `path`, made if there is none (0600, in a folder of 0700), and bring it up to date.

        Raises `NewerDatabase` for one that a later version wrote, `DatabaseUnavailable` for one that cannot be used.
        `known` stands in for this version's migrations in tests.
        """
        _make_private(path)
        writer = await connection.connect(path, Writer)
        try:
            reader = await connection.connect(path, Reader)
        except BaseException:
            await writer.close()
            raise
        database = cls(path, writer, reader)
        try:
            await migrate(database.transaction, migrations() if known is None else known)
        except BaseException:
            await database.close()
            raise
        return database

    async def rows(self, sql: str, params: Params) -> list[Row]:
        """Return the rows of a query, as of the last commit."""
        return await self._reading.ask((sql, params))

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Open a transaction: kept whole when the block ends, rolled back when it raises or is cancelled.

        Whoever is cancelled while the commit is on its way finds it either done or undone, and the lock free. A task
        that holds a transaction must not open another: it would wait for itself.
        """
        async with self._writing.transaction() as transaction:
            yield transaction

    async def checkpoint(self) -> bool:
        """Empty the write-ahead log into the database file; return False where somebody was still reading from it.

        The reader does it, because the writer's statements all stand in transactions and this one must not.
        Nobody writes meanwhile, so that no two connections ever change the log at once.
        """
        async with self._writing.alone():
            return await self._checkpoint()

    async def vacuum(self) -> bool:
        """Write the whole file anew, so that nothing of what was deleted is left in it, and empty the write-ahead log.

        Overwriting what is deleted is not enough: when pages fill and empty, SQLite moves rows about, and what a moved
        row leaves behind is overwritten by nobody. Nobody writes meanwhile. False as for `checkpoint`.
        """
        async with self._writing.alone():
            await connection.vacuum(self._path)
            return await self._checkpoint()

    async def _checkpoint(self) -> bool:
        rows = await connection.fetch(self._reader, "PRAGMA wal_checkpoint(TRUNCATE)", {})
        return not rows[0]["busy"]

    async def close(self) -> None:
        """Let the open transaction finish, then close both connections."""
        async with self._writing.alone():
            await self._writer.close()
            # The last to close empties the log into the file; where another program holds it, the next start does.
            await connection.fetch(self._reader, "PRAGMA busy_timeout = 0", {})
            await self._reader.close()


def _make_private(path: Path) -> None:
    """Make the file before SQLite does: its log and index files take the mode of the file."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise DatabaseUnavailable(f"{path}: {error.strerror}") from error
