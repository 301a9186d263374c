"""The one writer: transactions in turn, and one commit for all that ended while others were waiting already."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import aiosqlite

from bot.storage import connection
from bot.storage.connection import DatabaseUnavailable
from bot.storage.transaction import Transaction


@dataclass(slots=True)
class _Group:
    """Transactions that are kept, or not, by the same commit; `members` have ended and wait for it."""

    members: int = 0
    is_over: bool = False
    trouble: Exception | None = None

    def end(self, trouble: Exception | None = None) -> None:
        self.is_over = True
        self.trouble = trouble


class Writing:
    """Gives the writer to one transaction at a time.

    A commit waits for the disk, longer than all its statements took. So whoever ends while others wait lets them go first,
    and stands in line again for the commit, which then is everybody's: under load many share one wait. A member's own
    failure undoes no more than its own savepoint. Nobody goes on before what they did is kept.
    """

    def __init__(self, writer: aiosqlite.Connection) -> None:
        self._writer = writer
        # Every coroutine shares the writer: without the lock one would join, and end, another's transaction.
        self._lock = asyncio.Lock()
        self._queued = 0
        self._open: _Group | None = None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Open a transaction; see `Database.transaction`."""
        await self._take_turn()
        try:
            group = await self._joined()
            transaction = Transaction(self._writer, has_company=group.members > 0)
            try:
                yield transaction
                await self._end(transaction, group)
            except asyncio.CancelledError:
                transaction.abandon()
                with suppress(
                    DatabaseUnavailable, sqlite3.Error
                ):  # cancelled is cancelled, whatever the disk does
                    await self._undo(transaction, group)
                raise
            except BaseException:
                transaction.abandon()
                await self._undo(transaction, group)
                raise
        finally:
            self._lock.release()
        await self._until_over(group)

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Keep everybody from writing, with no transaction open."""
        async with self._lock:
            if self._open is not None:
                await _to_the_end(self._commit(self._open))
            yield

    async def _take_turn(self) -> None:
        self._queued += 1
        try:
            await self._lock.acquire()
        finally:
            self._queued -= 1

    async def _joined(self) -> _Group:
        """Return the group whose transaction is open; a new one where none is."""
        if self._open is None:
            if self._writer.in_transaction:  # a rollback had failed, on a full or broken disk
                await connection.roll_back(self._writer)
            self._open = _Group()
        return self._open

    async def _end(self, transaction: Transaction, group: _Group) -> None:
        """Have a transaction kept at once where nobody waits; else let the others go first."""
        behind = transaction.end()
        if not self._queued and not group.members:
            await connection.commit(self._writer, behind=behind)
            self._open = None
            group.end()
            return
        await connection.run_all(self._writer, behind)
        group.members += 1
        if not self._queued:
            await _to_the_end(self._commit(group))

    async def _commit(self, group: _Group) -> None:
        """Keep what all members did, or nothing of it."""
        trouble: Exception | None = DatabaseUnavailable("the commit did not come to an end")
        try:
            await connection.commit(self._writer)
            trouble = None
        except (DatabaseUnavailable, sqlite3.Error) as error:
            trouble = error
            with suppress(
                DatabaseUnavailable, sqlite3.Error
            ):  # then it is rolled back before the next one begins
                await connection.roll_back(self._writer)
        finally:
            self._open = None
            group.end(trouble)

    async def _undo(self, transaction: Transaction, group: _Group) -> None:
        """Undo one member; where the trouble was such that SQLite undid all of them, say so to all."""
        if group.is_over:  # cancelled while the commit was made
            return
        if not group.members:
            self._open = None
            group.end()
            await connection.roll_back(self._writer)
        elif transaction.is_begun:
            await _to_the_end(self._undo_member(group))

    async def _undo_member(self, group: _Group) -> None:
        try:
            await connection.run_all(self._writer, connection.UNDO_MEMBER)
        except (DatabaseUnavailable, sqlite3.Error):
            self._open = None
            group.end(DatabaseUnavailable("undone together with another transaction"))
            await connection.roll_back(self._writer)

    async def _until_over(self, group: _Group) -> None:
        """Stand in line for the group's commit, however often cancelled meanwhile: somebody has to make it."""
        cancelled: asyncio.CancelledError | None = None
        while not group.is_over:
            try:
                async with self._lock:
                    if not group.is_over:
                        await _to_the_end(self._commit(group))
            except asyncio.CancelledError as error:
                cancelled = error
        # Before the trouble: whoever caught that instead would go on as if never cancelled.
        if cancelled is not None:
            raise cancelled
        if group.trouble is not None:
            raise DatabaseUnavailable(str(group.trouble)) from group.trouble


async def _to_the_end(work: Coroutine[Any, Any, None]) -> None:
    """Do work to its end, however often cancelled meanwhile; then be cancelled."""
    doing = asyncio.ensure_future(work)  # noqa: TID251  whoever begins it waits here for its end
    cancelled: asyncio.CancelledError | None = None
    while not doing.done():
        try:
            await asyncio.wait([doing])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled
    doing.result()
