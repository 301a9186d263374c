"""What may be done inside one transaction: statements, one at a time, until one fails or it ends."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import Protocol, TypeVar

import aiosqlite

from bot.storage import connection
from bot.storage.connection import BEGIN_MEMBER, Params, Row, Statement

T_co = TypeVar("T_co", covariant=True)


class Reads(Protocol):
    """Whatever rows can be read through: the database (what was last committed) or an open transaction."""

    async def rows(self, sql: str, params: Params) -> list[Row]:
        """Return the rows of a query, each readable by column name."""


class _Doing(Protocol[T_co]):
    """One of the ways to run a statement, behind others that waited for it."""

    def __call__(
        self, connection: aiosqlite.Connection, sql: str, params: Params, *, behind: Sequence[Statement]
    ) -> Awaitable[T_co]: ...


class Transaction:
    """An open transaction. After a failed or abandoned statement it can only be rolled back.

    That is PostgreSQL's rule. SQLite leaves it to each kind of failure whether what came before still stands,
    so whoever caught the failure and went on could commit one half.
    """

    def __init__(self, writer: aiosqlite.Connection, *, has_company: bool = False) -> None:
        """Begin with the first statement; as a savepoint where others have work in the same transaction."""
        self._writer = writer
        self._is_usable = True
        self._waiting: list[Statement] = [BEGIN_MEMBER] if has_company else []
        self._has_company = has_company
        self.is_begun = False

    async def rows(self, sql: str, params: Params) -> list[Row]:
        """Return the rows of a query, or of a change that says RETURNING."""
        return await self._do(connection.fetch, sql, params)

    async def run(self, sql: str, params: Params) -> int:
        """Make a change; return how many rows it touched."""
        return await self._do(connection.run, sql, params)

    def write(self, sql: str, params: Params) -> None:
        """Make a change whose count nobody needs: it goes along with the next statement, or with the commit."""
        self._require_usable()
        self._waiting.append((sql, params))

    def end(self) -> list[Statement]:
        """Take no more statements; return what is to go along with the commit.

        Raises RuntimeError where a statement failed and that was passed over.
        """
        if not self._is_usable:
            raise RuntimeError(
                "a statement of this transaction failed or was abandoned: nothing of it is kept"
            )
        self._is_usable = False
        is_idle = not self.is_begun and len(self._waiting) == self._has_company
        return [] if is_idle else self._taken()

    def abandon(self) -> None:
        """Take no more statements."""
        self._is_usable = False

    def _taken(self) -> list[Statement]:
        waiting, self._waiting = self._waiting, []
        self.is_begun = True
        return waiting

    def _require_usable(self) -> None:
        if not self._is_usable:
            raise RuntimeError(
                "this transaction is over, or one of its statements failed or is still running"
            )

    async def _do(self, how: _Doing[T_co], sql: str, params: Params) -> T_co:
        self._require_usable()
        # Until the statement has succeeded: failing and being cancelled come to the same.
        self._is_usable = False
        result = await how(self._writer, sql, params, behind=self._taken())
        self._is_usable = True
        return result
