from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from bot.storage import connection
from bot.storage.database import Database, DatabaseUnavailable, Transaction

MAKE = "CREATE TABLE kept (name TEXT NOT NULL PRIMARY KEY)"
KEEP = "INSERT INTO kept (name) VALUES (:name)"
ALL = "SELECT name FROM kept"


@pytest.fixture(autouse=True)
async def table(db: Database) -> AsyncIterator[None]:
    async with db.transaction() as tx:
        await tx.run(MAKE, {})
    yield
    async with asyncio.timeout(60), db.transaction() as tx:
        await tx.rows(ALL, {})  # the lock is free
    assert not db._writer.in_transaction


@pytest.fixture
async def commits(db: Database) -> list[str]:
    """Every commit, and every rollback of a whole transaction, from here on."""
    ends: list[str] = []

    def note(statement: str) -> None:
        if statement in ("COMMIT", "ROLLBACK"):
            ends.append(statement)

    await db._writer.set_trace_callback(note)
    return ends


async def kept(db: Database) -> set[str]:
    return {row["name"] for row in await db.rows(ALL, {})}


async def keep(db: Database, name: str, *more: str) -> None:
    async with db.transaction() as tx:
        await tx.run(KEEP, {"name": name})
        for each in more:
            tx.write(KEEP, {"name": each})
    assert {name, *more} <= await kept(db), "whoever goes on can rely on it"


async def test_those_who_wait_for_each_other_are_kept_by_one_commit(db: Database, commits: list[str]) -> None:
    names = [f"{number}" for number in range(20)]
    async with asyncio.TaskGroup() as group:
        for name in names:
            group.create_task(keep(db, name))
    assert await kept(db) == set(names)
    assert commits == ["COMMIT"]


async def test_whoever_writes_alone_is_kept_at_once(db: Database, commits: list[str]) -> None:
    await keep(db, "one", "two")
    await keep(db, "three")
    assert commits == ["COMMIT", "COMMIT"]


async def test_one_that_fails_undoes_only_its_own(db: Database) -> None:
    async def fail(name: str) -> None:
        async with db.transaction() as tx:
            await tx.run(KEEP, {"name": name})
            raise ValueError(name)

    async def fail_late(name: str) -> None:
        async with db.transaction() as tx:
            await tx.run(KEEP, {"name": name})
            tx.write(KEEP, {"name": name})

    ends = await asyncio.gather(
        keep(db, "a"), fail("b"), keep(db, "c", "d"), fail_late("e"), keep(db, "f"), return_exceptions=True
    )
    assert await kept(db) == {"a", "c", "d", "f"}
    assert [type(end) for end in ends] == [
        type(None),
        ValueError,
        type(None),
        sqlite3.IntegrityError,
        type(None),
    ]


async def test_one_that_only_looks_shares_the_commit_as_well(db: Database, commits: list[str]) -> None:
    async def look() -> None:
        async with db.transaction() as tx:
            await tx.rows(ALL, {})

    async def idle() -> None:
        async with db.transaction():
            pass

    await asyncio.gather(idle(), keep(db, "a"), look(), idle(), keep(db, "b"), look())
    assert await kept(db) == {"a", "b"}
    assert commits == ["COMMIT"]


async def test_when_the_commit_fails_everybody_is_told_and_nothing_is_kept(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full() -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(db._writer, "commit", full)
        ends = await asyncio.gather(*(keep(db, f"{number}") for number in range(3)), return_exceptions=True)
    assert [type(end) for end in ends] == [DatabaseUnavailable] * 3
    assert await kept(db) == set()
    await keep(db, "later")
    assert await kept(db) == {"later"}


async def test_a_commit_that_breaks_in_a_way_nobody_foresaw_is_taken_for_kept_by_nobody(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(*_: object, **__: object) -> None:
        raise ValueError("no active connection")

    with monkeypatch.context() as patched:
        patched.setattr("bot.storage.connection.commit", breaks)
        ends = await asyncio.gather(*(keep(db, name) for name in "abc"), return_exceptions=True)
    assert {type(end) for end in ends} == {DatabaseUnavailable, ValueError}
    assert await kept(db) == set()
    await keep(db, "d")
    assert await kept(db) == {"d"}


async def test_who_is_cancelled_while_waiting_for_the_commit_holds_up_nobody(db: Database) -> None:
    is_first_in, may_second_end = asyncio.Event(), asyncio.Event()

    async def second() -> None:
        async with db.transaction() as tx:
            await tx.run(KEEP, {"name": "second"})
            is_first_in.set()
            await may_second_end.wait()

    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        first = group.create_task(keep(db, "first"))
        group.create_task(second())
        await is_first_in.wait()  # the first has ended, and waits for its commit behind the second
        first.cancel()
        may_second_end.set()
    assert await kept(db) == {"first", "second"}
    assert first.cancelled()


async def test_who_is_cancelled_is_cancelled_though_the_commit_fails_as_well(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_first_in, may_second_end = asyncio.Event(), asyncio.Event()

    async def fails(*_: object, **__: object) -> None:
        raise DatabaseUnavailable("SQLITE_FULL")

    async def second() -> None:
        with suppress(DatabaseUnavailable):
            async with db.transaction() as tx:
                await tx.run(KEEP, {"name": "second"})
                is_first_in.set()
                await may_second_end.wait()

    with monkeypatch.context() as disk:
        disk.setattr(connection, "commit", fails)
        async with asyncio.timeout(60), asyncio.TaskGroup() as group:
            first = group.create_task(keep(db, "first"))
            group.create_task(second())
            await is_first_in.wait()
            first.cancel()
            may_second_end.set()
    assert first.cancelled()
    assert await kept(db) == set()


async def test_who_is_cancelled_is_cancelled_though_the_commit_or_the_rollback_fails(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_in, may_end = asyncio.Event(), asyncio.Event()

    async def full() -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    async def second() -> None:
        async with db.transaction() as tx:
            await tx.run(KEEP, {"name": "second"})
            is_in.set()
            await may_end.wait()

    with monkeypatch.context() as patched:
        patched.setattr(db._writer, "commit", full)
        patched.setattr(db._writer, "rollback", full)
        async with asyncio.timeout(60):
            first = asyncio.ensure_future(keep(db, "first"))  # noqa: TID251
            other = asyncio.ensure_future(second())  # noqa: TID251
            await is_in.wait()
            first.cancel()
            other.cancel()
            ends = await asyncio.gather(first, other, return_exceptions=True)
    assert [type(end) for end in ends] == [asyncio.CancelledError] * 2
    assert await kept(db) == set()


async def test_closing_keeps_what_was_done(db: Database, path: object) -> None:
    del path
    async with asyncio.timeout(60):
        await asyncio.gather(keep(db, "a"), keep(db, "b"), db.checkpoint(), keep(db, "c"))
    assert await kept(db) == {"a", "b", "c"}


class Crowd:
    """Many who write at once: some fail, some are cancelled anywhere, some meet a full disk. What was each told?"""

    def __init__(self, db: Database, seed: int) -> None:
        self.rng = random.Random(seed)
        self.told: dict[str, str] = {}
        self._db = db

    async def one(self, name: str) -> None:
        try:
            async with self._db.transaction() as tx:
                await self._write(name, tx)
        except asyncio.CancelledError:
            self.told[name] = "perhaps"
            raise
        except (ValueError, sqlite3.IntegrityError) as error:
            self.told[name] = type(error).__name__
        except DatabaseUnavailable as error:
            self.told[name] = str(error)
        else:
            self.told[name] = "kept"

    async def _write(self, name: str, tx: Transaction) -> None:
        for part in range(self.rng.randrange(3)):
            await tx.run(KEEP, {"name": f"{name} {part}" + self.rng.choice((0, 0, 3000)) * "."})
            if self.rng.random() < 0.2:
                await asyncio.sleep(0)
        match self.rng.randrange(8):
            case 0:
                raise ValueError
            case 1:
                tx.write(KEEP, {"name": name})
        tx.write(KEEP, {"name": name})

    async def write(self) -> None:
        tasks = []
        async with asyncio.timeout(60), asyncio.TaskGroup() as group:
            for number in range(40):
                tasks.append(group.create_task(self.one(f"{number}")))
                if self.rng.random() < 0.3:
                    await asyncio.sleep(self.rng.choice((0, 0, 0.001)))
                if self.rng.random() < 0.2:
                    self.rng.choice(tasks).cancel()


@pytest.mark.parametrize("seed", range(30))
async def test_what_is_kept_is_what_was_told_to_be_kept(db: Database, seed: int) -> None:
    async def limit(pages: int) -> None:
        async with db.transaction() as tx:
            await tx.rows(f"PRAGMA max_page_count = {pages}", {})

    is_disk_small = seed % 3 == 0
    if is_disk_small:
        await limit(8)
    crowd = Crowd(db, seed)
    await crowd.write()
    await limit(100_000)
    names = {name for name in await kept(db) if name.isdecimal()}
    ends = crowd.told.items()
    assert {name for name, end in ends if end == "kept"} <= names
    assert not names & {name for name, end in ends if end not in ("kept", "perhaps")}
    assert {name.split()[0] for name in await kept(db)} <= names, "each is kept whole or not at all"
    assert set(crowd.told.values()) <= {
        "kept",
        "perhaps",
        "ValueError",
        "IntegrityError",
        *(("SQLITE_FULL", "undone together with another transaction") if is_disk_small else ()),
    }
