"""A database without a thread of its own: the table opens it once and asks it a hundred thousand things."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.storage import connection


class AtOnce:
    """What the store asks of a connection, done at once in the thread that asks."""

    def __init__(
        self, path: Path, kind: type[connection.Reader | connection.Writer | connection.Keeper]
    ) -> None:
        self._connection = sqlite3.connect(path, factory=kind, isolation_level=None)

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    async def execute(self, sql: str, parameters: Any = ()) -> Any:
        return self._connection.execute(sql, parameters)

    async def execute_fetchall(self, sql: str, parameters: Any = ()) -> list[Any]:
        return self._connection.execute(sql, parameters).fetchall()

    async def commit(self) -> None:
        self._connection.commit()

    async def rollback(self) -> None:
        self._connection.rollback()

    async def close(self) -> None:
        self._connection.close()


@contextmanager
def databases_at_once() -> Iterator[None]:
    """Have databases opened without threads."""

    async def connect(
        path: Path, kind: type[connection.Reader | connection.Writer | connection.Keeper]
    ) -> Any:
        return AtOnce(path, kind)

    opened, connection.connect = connection.connect, connect
    try:
        yield
    finally:
        connection.connect = opened
