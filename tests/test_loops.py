"""The whole bot in one process: a loop that dies or hangs ends it, for a supervisor to see; what merely fails goes on."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import app
from bot.clock import MovableClock
from bot.config import Access, Admission, Database, Health, Host, SecretKey, Settings, Telegram
from bot.config_values import Secret
from bot.dispatch.alarm import Alarm
from bot.dispatch.dispatcher import Dispatcher
from bot.gateway.inbox import Inbox
from bot.gateway.poller import Poller
from bot.gateway.rows import InboxRows
from bot.gateway.unending import LoopEnded
from bot.gateway.waiting import InHand, Waiting
from bot.simulator.server import serve
from bot.simulator.telegram import Telegram as LocalTelegram
from bot.storage.database import DatabaseUnavailable
from bot.storage.store import Store
from bot.watchdog import Patience, Stuck, Watchdog
from tests.chat import SECRET, TOKEN

TEMPO = app.Tempo(long_poll=1, patience=Patience(look_every=0.05, deaf=0.4, stuck=4))
SOON = timedelta(seconds=0.1)
HASTY = app.Tempo(long_poll=0, patience=Patience(look_every=0.05, deaf=0.2, stuck=0.5))


class House:
    """The bot as `app.run` puts it together, beside a local Telegram; its clock is the machine's."""

    def __init__(self, folder: Path, telegram: LocalTelegram, url: str) -> None:
        self.telegram = telegram
        self.store: Store
        self._health = folder / "health.json"
        self._stop = asyncio.Event()
        self._settings = Settings(
            Telegram(Secret(TOKEN), url),
            Host("Ümit Host", "host@example.org"),
            Admission(Access.EVERYONE),
            Database(f"sqlite:///{folder}/goldseam.db"),
            SecretKey(Secret(SECRET), erased_file=folder / "goldseam.erased"),
            health=Health(self._health),
        )

    async def run(self, tempo: app.Tempo = TEMPO) -> None:
        async with asyncio.timeout(60):
            await app.run(self._settings, MovableClock(), self._stop, lambda _: None, tempo=tempo)

    @asynccontextmanager
    async def runs(self, tempo: app.Tempo = TEMPO) -> AsyncIterator[None]:
        """Run until the block ends, then stop in order."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.run(tempo))
            yield
            self._stop.set()

    @property
    def health(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self._health.read_text()) if self._health.exists() else {}
        return told

    async def until(self, is_so: Callable[[], object]) -> None:
        async with asyncio.timeout(60):
            while not is_so():  # noqa: ASYNC110  what stands in a file rings no bell
                await asyncio.sleep(0.01)


@pytest.fixture
async def house(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[House]:
    caplog.set_level(logging.INFO)
    telegram = LocalTelegram(TOKEN, MovableClock().now)
    serving = await serve(telegram, "127.0.0.1", 0)
    built = House(tmp_path, telegram, serving.url)
    opened = app.opened_store

    @asynccontextmanager
    async def noted(settings: Settings) -> AsyncIterator[Store]:
        async with opened(settings) as store:
            built.store = store
            yield store

    monkeypatch.setattr(app, "opened_store", noted)
    yield built
    await serving.close()


async def returns(*_: object) -> None:
    return None


async def is_cancelled(*_: object) -> None:
    raise asyncio.CancelledError


async def fails(*_: object) -> None:
    raise LookupError("canary")


async def hangs(*_: object) -> None:
    await asyncio.get_running_loop().create_future()


@pytest.mark.parametrize(
    ("loop", "method"),
    [
        (Inbox, "run"),
        (InHand, "sweep"),
        (Inbox, "_look_again"),
        (Dispatcher, "run"),
        (Poller, "run"),
        (Alarm, "run"),
        (Watchdog, "run"),
    ],
)
@pytest.mark.parametrize("end", [returns, is_cancelled])
async def test_a_loop_that_ends_without_a_word_ends_the_bot_with_one(  # noqa: PLR0917
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    loop: type,
    method: str,
    end: Callable[..., Any],
) -> None:
    monkeypatch.setattr(loop, method, end)
    with pytest.raises(ExceptionGroup) as caught:
        await house.run()
    assert caught.group_contains(LoopEnded)
    assert "loop_ended" in caplog.messages


@pytest.mark.parametrize(
    ("loop", "method"),
    [
        (Inbox, "run"),
        (InHand, "sweep"),
        (Dispatcher, "run"),
        (Poller, "run"),
        (Alarm, "run"),
        (Watchdog, "look"),
    ],
)
async def test_a_loop_that_fails_ends_the_bot(
    house: House, monkeypatch: pytest.MonkeyPatch, loop: type, method: str
) -> None:
    def break_down(*_: object) -> None:
        raise LookupError("canary")

    monkeypatch.setattr(loop, method, break_down if method == "look" else fails)
    with pytest.raises(ExceptionGroup) as caught:
        await house.run()
    assert caught.group_contains(LookupError)


@pytest.mark.parametrize(
    ("part", "method", "what"),
    [
        (Inbox, "keep", "poll"),
        (Poller, "_poll", "poll"),
        (Dispatcher, "tick", "tick"),
        (Dispatcher, "wake", "tick"),
        (AsyncIOScheduler, "_process_jobs", "tick"),
    ],
)
async def test_one_that_hangs_or_is_never_woken_ends_the_bot(  # noqa: PLR0917
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    part: type,
    method: str,
    what: str,
) -> None:
    house.telegram.join(1, "Ana").says("/start")
    monkeypatch.setattr(part, method, hangs if part is not AsyncIOScheduler else lambda _: None)
    with pytest.raises(ExceptionGroup) as caught:
        await house.run(HASTY)
    assert caught.group_contains(Stuck, match=what)
    assert "stuck" in caplog.messages
    assert not house.health["is_well"]
    assert what in house.health["deaf_since"]


@pytest.mark.parametrize(("part", "method"), [(Inbox, "keep"), (Dispatcher, "tick")])
async def test_what_fails_twice_is_told_and_goes_on(
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    part: type,
    method: str,
) -> None:
    real = getattr(part, method)
    failures = 0

    async def fails_twice(*args: object) -> object:
        nonlocal failures
        if failures < 2:
            failures += 1
            raise LookupError("canary")
        return await real(*args)

    monkeypatch.setattr(part, method, fails_twice)
    monkeypatch.setattr("bot.dispatch.alarm.WAKE_EVERY", SOON)
    ana = house.telegram.join(1, "Ana")
    ana.says("/start")
    async with house.runs():
        await house.until(lambda: len(ana.messages) > 1 and failures == 2)
        await house.until(lambda: house.health.get("is_well"))
    assert {"poll_failed", "tick_failed"} & set(caplog.messages)


async def test_a_database_that_cannot_be_written_is_waited_out(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.dispatch.alarm.WAKE_EVERY", SOON)
    ana = house.telegram.join(1, "Ana")
    async with house.runs():
        await house.until(lambda: house.health.get("is_well"))
        async with read_only(house.store):
            ana.says("/start")
            await house.until(lambda: not house.health["is_well"])
            assert len(ana.messages) == 1
        await house.until(lambda: len(ana.messages) > 1)
        await house.until(lambda: house.health["is_well"])
    assert {"poll_failed", "deaf", "poll_recovered", "well_again"} <= set(caplog.messages)
    assert "stopped_at" in house.health


async def test_an_inbox_that_cannot_be_read_at_the_start_is_waited_for_however_long_it_takes(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.gateway.patience.FIRST_WAIT", 0.1)
    monkeypatch.setattr("bot.gateway.patience.LONGEST_WAIT", 0.1)
    monkeypatch.setattr("bot.dispatch.alarm.WAKE_EVERY", SOON)
    ana = house.telegram.join(1, "Ana")
    ana.says("/start")
    real, tries = InboxRows.all, 0

    async def is_refused(rows: InboxRows) -> Sequence[Waiting]:
        nonlocal tries
        tries += 1
        if tries < 20:
            raise DatabaseUnavailable
        return await real(rows)

    monkeypatch.setattr(InboxRows, "all", is_refused)
    async with house.runs(HASTY):
        await house.until(lambda: house.health.get("deaf_since"))
        await house.until(lambda: len(ana.messages) > 1)
        await house.until(lambda: house.health["is_well"])
    assert {"take_up_failed", "deaf", "well_again"} <= set(caplog.messages)
    assert "stuck" not in caplog.messages


async def test_a_rollback_that_fails_at_the_stop_holds_nothing_up(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Longer than the poller waits after a failure: it tries again, and fails again, before the end.
    monkeypatch.setattr(app, "SECONDS_TO_FINISH", 1.2)
    keeps = asyncio.Event()

    async def is_lost(*_: object) -> None:
        keeps.set()
        try:
            await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError:
            raise DatabaseUnavailable from None

    monkeypatch.setattr(Inbox, "keep", is_lost)
    house.telegram.join(1, "Ana").says("/start")
    async with house.runs():
        await keeps.wait()
    assert "stopped_at" in house.health


def read_only(store: Store) -> AbstractAsyncContextManager[None]:
    async def set_to(value: str) -> None:
        # Past the writer's own `execute`, which would begin a transaction.
        writer: Any = store.db._writer
        await writer._execute(sqlite3.Connection.execute, writer._conn, f"PRAGMA query_only = {value}")

    @asynccontextmanager
    async def lasting() -> AsyncIterator[None]:
        await set_to("ON")
        yield
        await set_to("OFF")

    return lasting()
