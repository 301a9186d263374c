"""What is called deaf and stuck, what is said of it, and what the health file holds."""

from __future__ import annotations

import asyncio
import faulthandler
import json
import logging
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import cli
from bot.clock import MovableClock
from bot.health_file import HealthFile
from bot.watchdog import Patience, Record, State, Stuck, Watchdog, Watched, seen, silence_after, state_of

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PATIENCE = Patience(look_every=5, deaf=100, stuck=300, frozen=120)


# the rules


def record(*, good_at: float = 0, tried_at: float = 0) -> Record:
    return Record(0, 0, good_at, tried_at, PATIENCE.deaf)


@pytest.mark.parametrize(
    ("good_at", "tried_at", "state"),
    [
        (0, 0, State.STUCK),
        (699, 699, State.STUCK),
        (700, 700, State.DEAF),
        (0, 999, State.DEAF),
        (899, 999, State.DEAF),
        (900, 900, State.WELL),
        (1000, 1000, State.WELL),
    ],
)
def test_deaf_is_long_without_success_and_stuck_is_longer_without_a_try(
    good_at: float, tried_at: float, state: State
) -> None:
    assert state_of(record(good_at=good_at, tried_at=tried_at), 1000, PATIENCE) is state


def test_a_success_is_a_try_and_a_try_is_no_success() -> None:
    tried = seen(record(), 0, 1, 50)
    assert (tried.good_at, tried.tried_at, tried.has_been_good) == (0, 50, False)
    good = seen(tried, 1, 2, 60)
    assert (good.good_at, good.tried_at, good.has_been_good) == (60, 60, True)
    assert seen(good, 1, 2, 70) == good


@given(
    looks=st.lists(st.tuples(st.booleans(), st.booleans(), st.floats(0.1, 1000)), max_size=50),
    rest=st.floats(0, 2000),
)
def test_a_loop_is_well_exactly_while_its_last_success_is_young(
    looks: list[tuple[bool, bool, float]], rest: float
) -> None:
    now, successes, efforts, last_good, last_tried = 0.0, 0, 0, 0.0, 0.0
    found = record()
    for is_good, is_tried, gap in looks:
        now += gap
        successes += is_good
        efforts += is_good or is_tried
        last_good = now if is_good else last_good
        last_tried = now if is_good or is_tried else last_tried
        found = seen(found, successes, efforts, now)
    state = state_of(found, now + rest, PATIENCE)
    assert (state is State.WELL) == (now + rest - last_good <= PATIENCE.deaf)
    assert (state is State.STUCK) == (now + rest - last_tried > PATIENCE.stuck)


def test_silence_is_said_at_growing_intervals_and_then_hourly() -> None:
    said = [100.0]
    while len(said) < 10:
        said.append(silence_after(said[-1]))
    assert said == [100, 200, 400, 800, 1600, 3200, 6400, 10000, 13600, 17200]


# the watchdog


class Loop:
    """A loop that does as the test says."""

    def __init__(self) -> None:
        self.successes = 0
        self.efforts = 0

    def succeeds(self) -> None:
        self.successes += 1
        self.efforts += 1

    def fails(self) -> None:
        self.efforts += 1


class House:
    """A watchdog over two loops; its own seconds pass apart from the wall clock."""

    def __init__(self, folder: Path) -> None:
        self.clock = MovableClock.fixed(NOON)
        self.now = 1000.0
        self.poll, self.tick = Loop(), Loop()
        self.path = folder / "health.json"
        self.ends: list[float] = []
        self.watchdog = Watchdog(
            [
                Watched("poll", lambda: self.poll.successes, lambda: self.poll.efforts),
                Watched("tick", lambda: self.tick.successes, lambda: self.tick.efforts),
            ],
            HealthFile(self.path),
            self.clock,
            PATIENCE,
            self.ends.append,
            seconds=lambda: self.now,
        )

    def passes(self, seconds: float, *, poll: bool = True, tick: bool = True) -> None:
        """Let time pass, a look every five seconds, and each loop succeed or merely try."""
        for _ in range(int(seconds / 5)):
            self.now += 5
            self.clock.move(timedelta(seconds=5))
            for loop, is_good in ((self.poll, poll), (self.tick, tick)):
                loop.succeeds() if is_good else loop.fails()
            self.watchdog.look()

    @property
    def health(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.path.read_text())
        return told


@pytest.fixture
def house(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> House:
    caplog.set_level(logging.INFO)
    return House(tmp_path)


def told(caplog: pytest.LogCaptureFixture) -> list[tuple[str, dict[str, Any]]]:
    return [(each.message, each.fields) for each in caplog.records]  # type: ignore[attr-defined]


def test_while_all_goes_well_nothing_is_said(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.passes(3600)
    assert told(caplog) == []
    assert house.health == {
        "is_well": True,
        "deaf_since": {},
        "poll_at": "2026-11-23T13:00:00+00:00",
        "tick_at": "2026-11-23T13:00:00+00:00",
        "written_at": "2026-11-23T13:00:00+00:00",
        "started_at": "2026-11-23T12:00:00+00:00",
        "pid": os.getpid(),
    }


def test_a_start_without_a_first_success_is_not_well_yet(house: House) -> None:
    house.passes(5, poll=False)
    assert (house.health["is_well"], house.health["poll_at"]) == (False, None)
    house.passes(5)
    assert house.health["is_well"]


def test_deafness_is_said_once_then_ever_more_rarely_and_its_end_once(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.passes(60)
    house.passes(1000, poll=False)
    assert not house.health["is_well"]
    assert house.health["deaf_since"] == {"poll": "2026-11-23T12:01:00+00:00"}
    assert house.health["poll_at"] == "2026-11-23T12:01:00+00:00"
    house.passes(60)
    assert house.health["is_well"]
    house.passes(105, tick=False)
    assert told(caplog) == [
        ("deaf", {"what": "poll", "for_s": 105}),
        ("deaf", {"what": "poll", "for_s": 215}),
        ("deaf", {"what": "poll", "for_s": 435}),
        ("deaf", {"what": "poll", "for_s": 875}),
        ("well_again", {"what": "poll"}),
        ("deaf", {"what": "tick", "for_s": 105}),
    ]


@pytest.mark.parametrize("delta", [timedelta(days=400), timedelta(days=-400)], ids=["on", "back"])
def test_a_moved_wall_clock_makes_nobody_deaf_and_hides_no_deafness(
    house: House, caplog: pytest.LogCaptureFixture, delta: timedelta
) -> None:
    house.passes(60)
    house.clock.move(delta)
    house.passes(60)
    assert told(caplog) == []
    assert house.health["is_well"]
    house.passes(60, poll=False)
    house.clock.move(-delta)
    house.passes(45, poll=False)
    assert told(caplog) == [("deaf", {"what": "poll", "for_s": 105})]


def test_one_that_tries_is_waited_for_for_ever_and_one_that_does_not_ends_the_process(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.passes(7200, poll=False)
    house.now += 301
    house.poll.fails()
    with pytest.raises(Stuck, match="tick"):
        house.watchdog.look()
    assert told(caplog)[-1] == ("stuck", {"what": "tick"})
    assert house.ends == [10.0]
    assert list(house.health["deaf_since"]) == ["poll", "tick"]


def test_the_end_is_told(house: House) -> None:
    house.passes(10)
    house.watchdog.stopped()
    assert not house.health["is_well"]
    assert house.health["stopped_at"] == "2026-11-23T12:00:10+00:00"


# the health file


def test_the_file_is_for_its_owner_only_and_always_whole(house: House) -> None:
    house.path.with_name(".health.json.new").write_text("of a process that was killed")
    house.passes(5)
    assert house.path.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in house.path.parent.iterdir()] == ["health.json"]
    with house.path.open() as before:
        house.passes(5)
        assert json.load(before)["written_at"] == "2026-11-23T12:00:05+00:00"


def test_without_a_file_nothing_is_written(tmp_path: Path) -> None:
    HealthFile(None).write({"is_well": True})
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_stops_nothing_and_leaves_no_old_news(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.passes(5)
    blocker = house.path.with_name(".health.json.new")
    blocker.mkdir()
    (blocker / "file").touch()
    house.passes(100)
    assert not house.path.exists()
    assert [name for name, _ in told(caplog)] == ["health_not_written"]
    (blocker / "file").unlink()
    blocker.rmdir()
    house.passes(5)
    assert house.health["is_well"]


# the process


FROZEN = """
import asyncio, faulthandler, time
from bot.clock import SystemClock
from bot.health_file import HealthFile
from bot.watchdog import Patience, Watchdog
from bot import cli

async def main():
    watchdog = Watchdog([], HealthFile(None), SystemClock(), Patience(look_every=0.05, frozen=3), cli._end_unless_again)
    async with asyncio.TaskGroup() as group:
        group.create_task(watchdog.run())
        await asyncio.sleep(0.6)
        print("alive", flush=True)
        time.sleep(60)

asyncio.run(main())
"""


def test_a_step_that_holds_up_all_others_ends_the_process_and_shows_where_it_stood() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FROZEN], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 1
    assert ended.stdout == "alive\n"
    assert "in main" in ended.stderr


async def test_once_asked_to_stop_the_watchdog_puts_the_end_off_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ends: list[float] = []
    monkeypatch.setattr(faulthandler, "dump_traceback_later", lambda seconds, **_: ends.append(seconds))
    before = {number: signal.getsignal(number) for number in cli.STOPPING}
    try:
        stop = cli._stop_signal()
        cli._end_unless_again(120)
        assert ends == [120]
        signal.raise_signal(signal.SIGTERM)
        cli._end_unless_again(120)  # the loop has not heard of it yet
        assert ends[-1] == cli.SECONDS_TO_STOP
        await stop.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def test_it_looks_for_as_long_as_it_runs(house: House) -> None:
    looks: list[float] = []

    async def pause(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) == 3:
            raise asyncio.CancelledError

    house.watchdog._pause = pause
    with pytest.raises(asyncio.CancelledError):
        await house.watchdog.run()
    assert looks == [5, 5, 5]
    assert house.ends == [120] * 3
