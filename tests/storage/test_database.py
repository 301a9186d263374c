from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import stat
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.storage.database import Database, DatabaseUnavailable, Transaction

MAKE = "CREATE TABLE jar (name TEXT NOT NULL PRIMARY KEY, coins INTEGER NOT NULL)"
PUT = "INSERT INTO jar (name, coins) VALUES (:name, :coins)"
SET = "UPDATE jar SET coins = :coins"
SEE = "SELECT coins FROM jar"


@pytest.fixture(autouse=True)
async def jar(db: Database) -> AsyncIterator[None]:
    async with db.transaction() as tx:
        await tx.run(MAKE, {})
        await tx.run(PUT, {"name": "jar", "coins": 0})
    yield
    async with asyncio.timeout(60), db.transaction() as tx:
        assert await coins(db) in {row["coins"] for row in await tx.rows(SEE, {})}, "the lock is free"


async def coins(db: Database) -> int:
    number: int = (await db.rows(SEE, {}))[0]["coins"]
    return number


AT_MOST = 20.0  # seconds


class Thread:
    """The writer's thread, which can be held: what is asked of it meanwhile waits in its queue."""

    def __init__(self, db: Database) -> None:
        self._queue = db._writer._tx
        self._is_held = threading.Event()
        self._may_go_on = threading.Event()

    def hold(self) -> None:
        self._queue.put_nowait((None, self._wait))
        assert self._is_held.wait(AT_MOST)

    def let_go(self) -> None:
        self._may_go_on.set()

    async def is_asked(self, times: int) -> None:
        while not (self._is_held.is_set() and self._queue.qsize() >= times):  # noqa: ASYNC110 -- a thread's queue
            await asyncio.sleep(0)

    def _wait(self) -> None:
        self._is_held.set()
        self._may_go_on.wait(AT_MOST)  # a test that ran out of time must not leave its database held for ever


@pytest.fixture
def thread(db: Database) -> Iterator[Thread]:
    thread = Thread(db)
    yield thread
    thread.let_go()


async def cancelled(thread: Thread, work: Coroutine[Any, Any, None], *, times: int = 1) -> bool:
    """Cancel work each time it has asked something of the held thread, let the thread go on; was it cancelled?"""
    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        task = group.create_task(work)
        for asked in range(1, times + 1):
            await thread.is_asked(asked)
            task.cancel()
        thread.let_go()
    return task.cancelled()


async def test_a_transaction_is_kept_whole_when_its_block_ends(db: Database) -> None:
    async with db.transaction() as tx:
        await tx.run(SET, {"coins": 1})
        await tx.run(PUT, {"name": "other", "coins": 5})
        assert await coins(db) == 0, "until then, readers see what was there before"
    assert [row["coins"] for row in await db.rows(SEE + " ORDER BY coins", {})] == [1, 5]


async def test_an_error_undoes_a_transaction_and_frees_the_lock(db: Database) -> None:
    async def write() -> None:
        async with db.transaction() as tx:
            await tx.run(SET, {"coins": 1})
            raise LookupError

    with pytest.raises(LookupError):
        await write()
    assert await coins(db) == 0


async def test_two_tasks_that_count_at_once_lose_nothing(db: Database) -> None:
    async def count() -> None:
        for _ in range(50):
            async with db.transaction() as tx:
                seen = (await tx.rows(SEE, {}))[0]["coins"]
                await tx.run(SET, {"coins": seen + 1})

    await asyncio.gather(count(), count())
    assert await coins(db) == 100


async def test_cancelled_between_two_statements_it_keeps_nothing(db: Database) -> None:
    has_written = asyncio.Event()

    async def write() -> None:
        async with db.transaction() as tx:
            await tx.run(SET, {"coins": 1})
            has_written.set()
            await asyncio.Event().wait()

    async with asyncio.TaskGroup() as group:
        task = group.create_task(write())
        await has_written.wait()
        task.cancel()
    assert await coins(db) == 0


@pytest.mark.parametrize("times", [1, 2, 5])
async def test_cancelled_while_it_begins_it_keeps_nothing(db: Database, thread: Thread, times: int) -> None:
    """However often: while its first statement is on its way, and again while that is rolled back."""

    async def write() -> None:
        async with db.transaction() as tx:
            thread.hold()
            await tx.run(SET, {"coins": 1})

    assert await cancelled(thread, write(), times=times)
    assert await coins(db) == 0


async def test_cancelled_while_it_commits_it_is_kept_whole(db: Database, thread: Thread) -> None:
    """The commit is on its way, and nobody can call it back; what matters is that it is all or nothing."""

    async def write() -> None:
        async with db.transaction() as tx:
            await tx.run(SET, {"coins": 1})
            await tx.run(PUT, {"name": "other", "coins": 1})
            thread.hold()

    assert await cancelled(thread, write())
    assert [row["coins"] for row in await db.rows(SEE, {})] == [1, 1]


async def test_cancelled_while_an_error_rolls_back_it_is_cancelled(db: Database, thread: Thread) -> None:
    """Or whoever cancelled it would wait for a task that goes on."""

    async def write() -> None:
        async with db.transaction() as tx:
            await tx.run(SET, {"coins": 1})
            thread.hold()
            raise LookupError

    assert await cancelled(thread, write())
    assert await coins(db) == 0


async def test_what_a_failed_rollback_left_is_undone_before_the_next_transaction(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing() -> None:
        raise sqlite3.OperationalError

    async def write() -> None:
        async with db.transaction() as tx:
            await tx.run(PUT, {"name": "half-done", "coins": 1})
            raise LookupError

    with monkeypatch.context() as patched:
        patched.setattr(db._writer, "rollback", failing)
        with pytest.raises(sqlite3.OperationalError):
            await write()
    async with db.transaction() as tx:
        await tx.run(SET, {"coins": 3})
    assert [row["coins"] for row in await db.rows(SEE, {})] == [3]


async def test_a_time_limit_that_is_passed_over_undoes_the_whole(db: Database, thread: Thread) -> None:
    async def write() -> None:
        async with db.transaction() as tx:
            thread.hold()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0):
                    await tx.run(SET, {"coins": 1})
            thread.let_go()

    with pytest.raises(RuntimeError, match="nothing of it is kept"):
        await write()
    assert await coins(db) == 0


async def test_waiting_for_the_lock_can_be_cancelled(db: Database) -> None:
    async def write() -> None:
        async with db.transaction() as tx:
            await tx.run(SET, {"coins": 2})

    async with asyncio.TaskGroup() as group, db.transaction() as tx:
        await tx.run(SET, {"coins": 1})
        task = group.create_task(write())
        await asyncio.sleep(0)
        task.cancel()
    assert await coins(db) == 1


async def test_a_failed_statement_that_is_passed_over_undoes_the_whole(db: Database) -> None:
    async def write() -> None:
        async with db.transaction() as tx:
            await tx.run(SET, {"coins": 1})
            with pytest.raises(Exception, match="UNIQUE"):
                await tx.run(PUT, {"name": "jar", "coins": 2})

    with pytest.raises(RuntimeError, match="nothing of it is kept"):
        await write()
    assert await coins(db) == 0


async def test_after_a_failed_statement_no_other_runs(db: Database) -> None:
    async def write() -> None:
        async with db.transaction() as tx:
            with pytest.raises(Exception, match="syntax"):
                await tx.run("no SQL", {})
            await tx.run(SET, {"coins": 1})

    with pytest.raises(RuntimeError):
        await write()
    assert await coins(db) == 0


async def test_a_transaction_that_is_over_takes_nothing_more(db: Database) -> None:
    async with db.transaction() as tx:
        await tx.run(SET, {"coins": 1})
    with pytest.raises(RuntimeError, match="over"):
        await tx.run(SET, {"coins": 2})
    assert await coins(db) == 1


async def test_what_nobody_waits_for_goes_along_with_the_next_statement(db: Database) -> None:
    async with db.transaction() as tx:
        tx.write(SET, {"coins": 1})
        tx.write(SET, {"coins": 2})
        assert [row["coins"] for row in await tx.rows(SEE, {})] == [2]
        tx.write(SET, {"coins": 3})
        assert await tx.run(SET, {"coins": 4}) == 1
    assert await coins(db) == 4


async def test_what_nobody_waits_for_is_kept_with_the_commit_in_one_trip(
    db: Database, thread: Thread
) -> None:
    async def write() -> None:
        async with db.transaction() as tx:
            tx.write(SET, {"coins": 5})
            tx.write(SET, {"coins": 6})

    thread.hold()
    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        group.create_task(write())
        await thread.is_asked(1)
        thread.let_go()
    assert await coins(db) == 6


async def test_what_fails_on_its_way_to_the_commit_undoes_the_whole(db: Database) -> None:
    async def fail() -> None:
        async with db.transaction() as tx:
            await tx.run(SET, {"coins": 7})
            tx.write(PUT, {"name": "jar", "coins": 8})
            tx.write(SET, {"coins": 9})

    with pytest.raises(sqlite3.IntegrityError):
        await fail()
    assert await coins(db) == 0


async def test_reads_that_are_asked_at_once_are_answered_each_with_its_own(db: Database) -> None:
    wrong = "SELECT nothing FROM nowhere"
    answers = await asyncio.gather(
        *(db.rows(sql, {}) for sql in (SEE, SEE, wrong, SEE)), return_exceptions=True
    )
    assert isinstance(answers[2], sqlite3.OperationalError)
    assert [row[0]["coins"] for row in answers if isinstance(row, list)] == [0, 0, 0]


async def test_one_statement_of_a_transaction_runs_at_a_time(db: Database) -> None:
    async def both(tx: Transaction) -> None:
        await asyncio.gather(tx.run(SET, {"coins": 1}), tx.run(SET, {"coins": 2}))

    async def write() -> None:
        async with db.transaction() as tx:
            await both(tx)

    with pytest.raises(RuntimeError):
        await write()
    assert await coins(db) == 0


async def test_the_reader_cannot_write(db: Database) -> None:
    with pytest.raises(DatabaseUnavailable, match="READONLY"):
        await db.rows(SET, {"coins": 1})


async def test_a_lock_held_by_another_command_is_trouble_that_passes(db: Database, path: Path) -> None:
    async with db.transaction() as tx:
        await tx.rows("PRAGMA busy_timeout = 1", {})
    other = await Database.open(path)
    async with other.transaction() as theirs:
        await theirs.run(SET, {"coins": 1})
        with pytest.raises(DatabaseUnavailable, match="BUSY"):
            async with db.transaction() as tx:
                await tx.run(SET, {"coins": 2})
    async with db.transaction() as tx:
        await tx.run(SET, {"coins": 3})
    await other.close()
    assert await coins(db) == 3


async def test_a_full_disk_undoes_the_whole_and_passes(db: Database) -> None:
    async def page_count(pages: int) -> None:
        async with db.transaction() as tx:
            await tx.rows(f"PRAGMA max_page_count = {pages}", {})

    await page_count(1)  # which means: as large as it is now

    async def write() -> None:
        async with db.transaction() as tx:
            await tx.run(SET, {"coins": 1})
            for number in range(100):
                await tx.run(PUT, {"name": f"{number}" + 10_000 * " ", "coins": 1})

    with pytest.raises(DatabaseUnavailable, match="FULL"):
        await write()
    assert await coins(db) == 0
    await page_count(100_000)
    async with db.transaction() as tx:
        await tx.run(SET, {"coins": 1})
    assert await coins(db) == 1


async def test_a_checkpoint_empties_the_log(db: Database, path: Path) -> None:
    log = path.with_name(path.name + "-wal")
    assert log.stat().st_size > 0
    assert await db.checkpoint()
    assert log.stat().st_size == 0


async def test_only_the_owner_can_read_the_files(db: Database, path: Path) -> None:
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in [path.parent, *path.parent.iterdir()]}
    assert modes == {
        "data": 0o700,
        "goldseam.db": 0o600,
        "goldseam.db-wal": 0o600,
        "goldseam.db-shm": 0o600,
    }


async def test_what_was_kept_is_there_after_opening_again(db: Database, path: Path) -> None:
    async with db.transaction() as tx:
        await tx.run(SET, {"coins": 7})
    again = await Database.open(path)
    assert await coins(again) == 7
    await again.close()


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    letter = tmp_path / "letter.db"
    letter.write_text("dear diary, " * 100)
    with pytest.raises(DatabaseUnavailable, match="NOTADB"):
        await Database.open(letter)


async def test_a_path_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseUnavailable, match=r"goldseam\.db"):
        await Database.open(tmp_path / "file" / "goldseam.db")


async def test_every_connection_keeps_the_habits(db: Database) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 5000,
    }
    async with db.transaction() as tx:
        for reads in (db, tx):
            found = {name: (await reads.rows(f"PRAGMA {name}", {}))[0][0] for name in expected}
            assert found == expected
