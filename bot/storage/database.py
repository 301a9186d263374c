"""The database file: one writer behind a lock and one reader beside it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiosqlite

from bot.storage import connection
from bot.storage.connection import DatabaseUnavailable, Params, Reader, Row, Writer
from bot.storage.schema import Migration, NewerDatabase, migrate, migrations
from bot.storage.transaction import Reads, Transaction

__all__ = ["Database", "DatabaseUnavailable", "NewerDatabase", "Reads", "Row", "Transaction"]


class Database:
    """An open database. Reads see what was last committed; every write stands in a transaction."""

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self._writer = writer
        self._reader = reader
        # Every coroutine shares the writer: without the lock one would join, and end, another's transaction.
        self._lock = asyncio.Lock()

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
        database = cls(writer, reader)
        try:
            await migrate(database.transaction, migrations() if known is None else known)
        except BaseException:
            await database.close()
            raise
        return database

    async def rows(self, sql: str, params: Params) -> list[Row]:
        """Return the rows of a query, as of the last commit."""
        return await connection.fetch(self._reader, sql, params)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Open a transaction: kept whole when the block ends, rolled back when it raises or is cancelled.

        Whoever is cancelled while the commit is on its way finds it either done or undone, and the lock free. A task
        that holds a transaction must not open another: it would wait for itself.
        """
        async with self._lock:
            if self._writer.in_transaction:  # a rollback had failed, on a full or broken disk
                await connection.roll_back(self._writer)
            transaction = Transaction(self._writer)
            try:
                yield transaction
                transaction.end()
                await connection.commit(self._writer)
            except BaseException:
                transaction.abandon()
                await connection.roll_back(self._writer)
                raise

    async def checkpoint(self) -> bool:
        """Empty the write-ahead log into the database file; return False where somebody was still reading from it.

        The reader does it, because the writer's statements all stand in transactions and this one must not.
        Nobody writes meanwhile, so that no two connections ever change the log at once.
        """
        async with self._lock:
            rows = await connection.fetch(self._reader, "PRAGMA wal_checkpoint(TRUNCATE)", {})
        return not rows[0]["busy"]

    async def close(self) -> None:
        """Let the open transaction finish, then close both connections."""
        async with self._lock:
            await self._reader.close()
            await self._writer.close()


def _make_private(path: Path) -> None:
    """Make the file before SQLite does: its log and index files take the mode of the file."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise DatabaseUnavailable(f"{path}: {error.strerror}") from error
