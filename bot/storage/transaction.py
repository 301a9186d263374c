"""What may be done inside one transaction: statements, one at a time, until one fails or it ends."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from typing import Any, Protocol, TypeVar

import aiosqlite

from bot.storage import connection
from bot.storage.connection import Params, Row

T = TypeVar("T")


class Reads(Protocol):
    """Whatever rows can be read through: the database (what was last committed) or an open transaction."""

    async def rows(self, sql: str, params: Params) -> list[Row]:
        """Return the rows of a query, each readable by column name."""


class Transaction:
    """An open transaction. After a failed or abandoned statement it can only be rolled back.

    That is PostgreSQL's rule. SQLite leaves it to each kind of failure whether what came before still stands,
    so whoever caught the failure and went on could commit one half.
    """

    def __init__(self, writer: aiosqlite.Connection) -> None:
        self._writer = writer
        self._is_usable = True

    async def rows(self, sql: str, params: Params) -> list[Row]:
        """Return the rows of a query, or of a change that says RETURNING."""
        return await self._do(connection.fetch(self._writer, sql, params))

    async def run(self, sql: str, params: Params) -> int:
        """Make a change; return how many rows it touched."""
        return await self._do(connection.run(self._writer, sql, params))

    async def run_each(self, sql: str, many: Sequence[Params]) -> int:
        """Make one change for each of `many`; return how many rows were touched."""
        return await self._do(connection.run_each(self._writer, sql, many))

    def end(self) -> None:
        """Take no more statements; raise RuntimeError where one failed and that was passed over."""
        if not self._is_usable:
            raise RuntimeError(
                "a statement of this transaction failed or was abandoned: nothing of it is kept"
            )
        self._is_usable = False

    def abandon(self) -> None:
        """Take no more statements."""
        self._is_usable = False

    async def _do(self, statement: Coroutine[Any, Any, T]) -> T:
        if not self._is_usable:
            statement.close()
            raise RuntimeError(
                "this transaction is over, or one of its statements failed or is still running"
            )
        # Until the statement has succeeded: failing and being cancelled come to the same.
        self._is_usable = False
        result = await statement
        self._is_usable = True
        return result
