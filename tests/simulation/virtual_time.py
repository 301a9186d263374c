"""Time that jumps to the next thing to do, and SQLite run in that time: one seed is one course of events.

aiosqlite hands each statement to a thread. Here a connection's statements wait in the event loop instead, in their order
and each for a little virtual time, and run there: no thread is ever ahead or behind, so a seed repeats itself exactly.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from unittest.mock import patch

import aiosqlite
from aiosqlite import core

from bot.storage.connection import Keeper, Reader, Writer

Statement = Callable[[], Any]


class Disk(Protocol):
    """What happens to statements on their way."""

    def seconds(self) -> float:
        """Return how long the next trip to the database takes."""

    def is_lost(self, trip: Statement) -> bool:
        """Tell whether nobody makes this trip any more, the process being dead."""

    def touch(self, sql: str, *, is_writer: bool) -> None:
        """Have one statement reach the disk; raise what SQLite raises where it fails."""


@contextmanager
def statements_in_virtual_time(disk: Disk) -> Iterator[None]:
    """Have every database connection that is opened meanwhile run its statements in the loop, through `disk`."""

    class OnDisk(sqlite3.Connection):
        """What stands between the bot's connections and SQLite: each statement of its own may fail here."""

        def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
            disk.touch(sql, is_writer=not isinstance(self, Reader))
            return super().execute(sql, parameters)

        def commit(self) -> None:
            disk.touch("COMMIT", is_writer=not isinstance(self, Reader))
            super().commit()

    class FailingReader(Reader, OnDisk):
        """The bot's reader, standing on it."""

    class FailingWriter(Writer, OnDisk):
        """The bot's writer, standing on it."""

    class FailingKeeper(Keeper, OnDisk):
        """The connection that writes the file anew, standing on it."""

    kinds: dict[type[sqlite3.Connection], type[sqlite3.Connection]] = {
        Reader: FailingReader,
        Writer: FailingWriter,
        Keeper: FailingKeeper,
    }
    connect = aiosqlite.connect

    def connect_on_disk(path: Path, *, factory: type[sqlite3.Connection], **others: Any) -> Any:
        return connect(path, factory=kinds[factory], **others)

    with (
        patch.object(core, "SimpleQueue", lambda: _Statements(disk)),
        patch.object(core, "Thread", _NoThread),
        patch.object(aiosqlite, "connect", connect_on_disk),
    ):
        yield


class _NoThread:
    def __init__(self, **_: Any) -> None:
        """Nothing to start."""

    def start(self) -> None:
        """Nothing to start."""


class _Statements:
    """One connection's statements, run in their order."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._waiting: deque[tuple[asyncio.Future[Any] | None, Statement]] = deque()
        self._free_at = 0.0

    def put_nowait(self, item: tuple[asyncio.Future[Any] | None, Statement]) -> None:
        if item[0] is None:  # the loop is gone, and a forgotten connection with it
            item[1]()
            return
        loop = item[0].get_loop()
        self._free_at = max(self._free_at, loop.time()) + self._disk.seconds()
        self._waiting.append(item)
        loop.call_at(self._free_at, self._run_next)

    def _run_next(self) -> None:
        future, statement = self._waiting.popleft()
        try:
            if self._disk.is_lost(statement):
                if future is not None:
                    future.cancel()
                return
            result = statement()
        except Exception as error:  # noqa: BLE001  whatever a statement raises is its caller's
            if future is not None and not future.done():
                future.set_exception(error)
        else:
            if future is not None and not future.done():
                future.set_result(result)
