"""The machine on which the real bot runs: `bot.app.run` as it stands, on virtual time, a line and a disk that fail."""

from __future__ import annotations

import asyncio
import json
import logging
import random
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NoReturn
from unittest.mock import patch

from bot import app
from bot.config import Access, Admission, Database, Delivery, Host, SecretKey, Settings
from bot.config import Telegram as TelegramSettings
from bot.config_values import Secret
from bot.content.catalogue import Content
from bot.dispatch.delivering import Courier
from bot.domain.participant import Participant
from bot.domain.schedule import Planned
from bot.gateway import inbox
from bot.gateway.outcome import DeliveryError, Gone
from bot.gateway.updates import person_of
from bot.gateway.waiting import Waiting
from bot.simulator import updates
from bot.simulator.limits import UPDATES_KEPT_FOR
from bot.simulator.telegram import Telegram
from bot.storage import planning
from bot.storage.columns import to_ms
from bot.storage.database import DatabaseUnavailable
from bot.storage.deliveries import Delivery as Due
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from bot.storage.vault import Vault
from bot.watchdog import Patience
from tests.painting import Dots
from tests.simulation.ledger import ByTheClock, Handled, Ledger
from tests.simulation.line import DELIVERY, Line, NotedWire
from tests.simulation.virtual_time import Statement, statements_in_virtual_time

TOKEN = "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
SECRET = "a secret that is only for simulations, long enough"
CONTENT = Content.load()
# Nothing happens in most of a simulated night: it is slept through in long breaths, so that a seed stays cheap.
POLL_SECONDS = 1800
TEMPO = app.Tempo(POLL_SECONDS, Patience(look_every=1200, deaf=6000, stuck=20_000))
LOOK_AGAIN_SECONDS = 900.0
WAKE_SECONDS = 900.0
STOPS_WITHIN = 10.0


class VirtualClock:
    """The bot's wall clock: it goes with the loop's time, and can be moved against it; Telegram's `true_now` cannot."""

    def __init__(self, at: datetime) -> None:
        self._starts_at = at
        self._loop_started = asyncio.get_running_loop().time()
        self.moved = timedelta()

    def now(self) -> datetime:
        return self.true_now() + self.moved

    def true_now(self) -> datetime:
        elapsed = asyncio.get_running_loop().time() - self._loop_started
        return self._starts_at + timedelta(seconds=elapsed)


class Disk:
    """The disk under the database: how long it takes, when it fails, and that a dead process writes nothing more."""

    def __init__(self, ledger: Ledger, rng: random.Random) -> None:
        self.trouble: int | None = None
        self.fails_at: dict[int, int] = {}
        self.statements = 0
        self.is_dead = False
        self.dies_after: int | None = None
        self.die: Callable[[], None] = _nothing
        self._ledger = ledger
        self._rng = rng

    def seconds(self) -> float:
        return self._rng.uniform(0.0001, 0.002)

    def is_lost(self, trip: Statement) -> bool:
        if _kind_of(trip) not in ("execute", "_execute_fetchall", "commit"):
            return False  # whatever dies may still close its connections
        if str(next(iter(getattr(trip, "args", ())), "")).startswith("PRAGMA busy_timeout"):
            return False  # a part of closing them
        if not self.is_dead and self.dies_after is not None:
            self.dies_after -= 1
            if self.dies_after < 0:
                self.dies_after = None
                self.die()
        return self.is_dead

    def touch(self, sql: str, *, is_writer: bool) -> None:
        if sql.startswith("PRAGMA"):
            return
        self.statements += 1
        code = self.fails_at.get(self.statements, self.trouble)
        if self.statements in self.fails_at and not is_writer:
            code = sqlite3.SQLITE_IOERR
        if code is not None and (code == sqlite3.SQLITE_IOERR or is_writer):
            self._ledger.counts["fault database"] += 1
            raise broken_disk(code)


def _nothing() -> None:
    """Nobody dies yet."""


def broken_disk(code: int) -> sqlite3.OperationalError:
    """Return what sqlite3 raises for a result code."""
    names = {
        sqlite3.SQLITE_BUSY: ("SQLITE_BUSY", "database is locked"),
        sqlite3.SQLITE_FULL: ("SQLITE_FULL", "database or disk is full"),
        sqlite3.SQLITE_READONLY: ("SQLITE_READONLY", "attempt to write a readonly database"),
        sqlite3.SQLITE_IOERR: ("SQLITE_IOERR", "disk I/O error"),
    }
    name, text = names[code]
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode, error.sqlite_errorname = code, name
    return error


def _kind_of(trip: Statement) -> str:
    return getattr(getattr(trip, "func", None), "__name__", "")


class LoggedErrors(logging.Handler):
    """An error in the log that no trouble explains is a broken law."""

    def __init__(self, ledger: Ledger, disk: Disk) -> None:
        super().__init__(logging.INFO)
        self._ledger = ledger
        self._disk = disk

    def emit(self, record: logging.LogRecord) -> None:
        if self._disk.is_dead:  # a dead process says nothing: it is only being cleared away
            return
        fields = getattr(record, "fields", {})
        self._ledger.counts[f"log {record.msg}"] += 1
        told = " ".join(f"{key}={value}" for key, value in fields.items())
        self._ledger.note_plain(f"    log {record.levelname} {record.msg} {told}")
        error = record.exc_info[1] if record.exc_info else None
        if record.levelno >= logging.ERROR and record.msg != "deaf" and not _is_trouble(error):
            self._ledger.breaks("no errors", f"{record.msg} {told} {error!r}")


def _is_trouble(error: BaseException | None) -> bool:
    if isinstance(error, BaseExceptionGroup):
        return all(_is_trouble(each) for each in error.exceptions)
    return isinstance(error, DatabaseUnavailable | DeliveryError)


class Machine:
    """Starts the bot, kills it, stops it; the database file and Telegram outlive each of its lives."""

    def __init__(self, folder: Path, at: datetime, rng: random.Random, *, per_second: int = 30) -> None:
        self.ledger = Ledger()
        self.clock = VirtualClock(at)
        self.telegram = Telegram(TOKEN, self.clock.true_now, is_paced=True)
        self.line = Line(self.telegram, self.clock, self.ledger, rng)
        self.disk = Disk(self.ledger, rng)
        self.line.die = self.disk.die = self.dies
        self.path = folder / "goldseam.db"
        self.rng = rng
        self.vault = Vault([SECRET])
        self.settings = Settings(
            telegram=TelegramSettings(Secret(TOKEN), "http://telegram"),
            host=Host("Ümit Host", "host@example.org"),
            access=Admission(Access.EVERYONE),
            database=Database(f"sqlite:///{self.path}"),
            secret=SecretKey(Secret(SECRET), erased_file=folder / "goldseam.erased"),
            delivery=Delivery(per_second),
        )
        self.content = CONTENT
        self.announced: list[str] = []
        self.repeats = 0.0
        """The share of updates that come a second time."""
        self.limits = app.wire_of(self.settings)._lanes._limits
        self._stop = asyncio.Event()
        self._life: asyncio.Task[None] | None = None
        self._eye: sqlite3.Connection | None = None
        self._note_queued()

    @cached_property
    def tables_of_participants(self) -> list[tuple[str, str]]:
        """Return each table that holds something of somebody, with the column of their id."""
        found = self.rows(
            "SELECT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c "
            "ON c.name = 'participant_id' WHERE t.type = 'table' ORDER BY t.name"
        )
        return [("participants", "id"), *((row["name"], "participant_id") for row in found)]

    @cached_property
    def withheld(self) -> frozenset[str]:
        """Return what the guard withholds, sentence by sentence."""
        from tests.simulation.laws_of_letters import withheld  # noqa: PLC0415

        return withheld(self.content)

    @property
    def is_alive(self) -> bool:
        return self._life is not None and not self._life.done()

    async def starts(self) -> None:
        """Start the process; where the database cannot be used, it ends, and is started again a little later."""
        if self.line.life:
            left = self.rows("SELECT participant_id, day_on FROM deliveries WHERE status = 'claimed'")
            self.ledger.left_claimed |= {
                (row["participant_id"], date.fromisoformat(row["day_on"])) for row in left
            }
        while True:
            self.line.life += 1
            self.line.dies_after = self.disk.dies_after = None
            self.disk.is_dead = False
            self.ledger.in_hand.clear()
            self._stop = asyncio.Event()
            self._life = asyncio.get_running_loop().create_task(self._lives(), name=f"life {self.line.life}")
            await asyncio.wait([self._life], timeout=1)
            if not self._life.done():
                self.ledger.note(self.clock.now(), f"started, life {self.line.life}")
                return
            if self._life.cancelled():  # killed while it started
                return
            self._life.result()
            self.ledger.counts["starts that failed"] += 1
            await asyncio.sleep(120)

    async def _lives(self) -> None:
        try:
            await app.run(self.settings, self.clock, self._stop, self.announced.append, tempo=TEMPO)
        except DatabaseUnavailable:
            self.ledger.counts["lives ended by the disk"] += 1
        except BaseExceptionGroup as group:
            if not self.disk.is_dead and not _is_trouble(group):
                self.ledger.breaks(
                    "it never runs on deaf", f"the bot ended by itself: {group!r} {group.exceptions!r}"
                )

    def dies(self) -> None:
        """Kill -9: from this instant nothing that it still does reaches the disk or the line."""
        if self.is_alive and self._life is not None and not self.disk.is_dead:
            self.ledger.counts["crashes"] += 1
            self.ledger.note(self.clock.now(), "KILLED")
            self.line.life += 1
            self.disk.is_dead = True
            self._life.cancel()

    async def is_killed(self) -> None:
        self.dies()
        await self.is_over()

    async def is_over(self) -> None:
        """Wait until nothing of the process is left."""
        if self._life is not None:
            await asyncio.wait([self._life])

    async def stops(self) -> None:
        """Send SIGTERM: it has to end within ten seconds."""
        if not self.is_alive or self._life is None:
            return
        self.ledger.counts["clean stops"] += 1
        self.ledger.note(self.clock.now(), "SIGTERM")
        self._stop.set()
        _, late = await asyncio.wait([self._life], timeout=STOPS_WITHIN)
        if late:
            self.ledger.breaks("stops within 10 s", f"life {self.line.life} went on after SIGTERM")
            await self.is_killed()

    def rows(self, sql: str, *params: Any) -> list[sqlite3.Row]:
        """Look at what is committed, with an eye of our own."""
        if self._eye is None:
            self._eye = sqlite3.connect(self.path, isolation_level=None)
            self._eye.row_factory = sqlite3.Row
            self._eye.execute("PRAGMA query_only = ON")
        return self._eye.execute(sql, params).fetchall()

    def opened(self, blob: bytes, of: str, row: str) -> str:
        """Return what stands in a sealed column."""
        return self.vault.open(blob, of=of, row=row)

    def moment_text(self, blob: bytes, row: str) -> str:
        """Return the words of a kept moment."""
        told: dict[str, str] = json.loads(self.opened(blob, "moments.body", row))
        return told["text"]

    def loop_time_of(self, at: datetime) -> float:
        """Return when an instant of the bot's clock, as it goes now, is in the loop's time."""
        return asyncio.get_running_loop().time() + (at - self.clock.now()).total_seconds()

    def next_due_at(self) -> int | None:
        """Return the earliest instant (ms) at which the dispatcher has something to do."""
        row = self.rows(
            "SELECT min(at) AS at FROM (SELECT min(try_at) AS at FROM deliveries WHERE status = 'due' "
            "UNION ALL SELECT min(day_ends_at) FROM participants)"
        )[0]
        at: int | None = row["at"]
        return at

    def is_behind(self) -> bool:
        """Tell whether an update waits in the inbox, or a day that is over to be closed."""
        ended = self.rows(
            "SELECT 1 FROM participants WHERE day_ends_at <= ? LIMIT 1", to_ms(self.clock.now())
        )
        return bool(ended or self.rows("SELECT 1 FROM inbox LIMIT 1"))

    def close(self) -> None:
        if self._eye is not None:
            self._eye.close()

    def _repeats(self, update_id: int) -> None:
        """Have Telegram give out an update once more, if it did already."""
        queue = self.telegram.world.updates
        if update_id in queue._given:
            self.ledger.counts["updates given twice"] += 1
            queue.repeat(update_id)

    def _note_queued(self) -> None:
        """Write down every update that Telegram makes, in its order."""
        queue = self.telegram.world.updates
        add = queue.add

        def noted(kind: str, payload: dict[str, Any]) -> None:
            before = queue._next_id
            add(kind, payload)
            if queue._next_id != before:
                update_id = queue._next_id - 1  # after a quiet week no number that was known before
                person = person_of({"update_id": update_id, kind: payload})
                if person is not None:
                    self.ledger.queued.setdefault(person, []).append(update_id)
                if self.rng.random() < self.repeats:
                    loop = asyncio.get_running_loop()
                    loop.call_later(self.rng.choice((0.2, 2, 20)), self._repeats, update_id)

        queue.add = noted  # type: ignore[method-assign]
        expire = queue._expire

        def expired() -> None:
            before = list(queue._queue) if _is_old(queue, self.clock.true_now()) else []
            expire()
            kept = {update["update_id"] for _, update in queue._queue}
            self.ledger.forgotten |= {update["update_id"] for _, update in before} - kept

        queue._expire = expired  # type: ignore[method-assign]


def _is_old(queue: updates.Updates, now: datetime) -> bool:
    return bool(queue._queue) and queue._queue[0][0] < now - UPDATES_KEPT_FOR


class _Alarm:
    """In the place of the one scheduled job: wakes soon after something is due, and now and then besides."""

    def __init__(self, machine: Machine, wake: Any, _clock: object, *_: object, **__: object) -> None:
        self._machine = machine
        self._wake = wake

    async def run(self) -> NoReturn:
        while True:
            await self._wake()
            await asyncio.sleep(self._rest())

    def _rest(self) -> float:
        rng = self._machine.rng
        due_at = self._machine.next_due_at()
        longest = WAKE_SECONDS * rng.uniform(0.5, 1)
        if due_at is None:
            return longest
        seconds = (due_at - to_ms(self._machine.clock.now())) / 1000
        if seconds <= 0:  # it waits: for quiet hours, or for a trouble to end
            return rng.uniform(3, 120)
        return min(longest, seconds + rng.uniform(0, 3))


@contextmanager
def rigged(machine: Machine) -> Iterator[None]:
    """Put the machine under `bot.app`: its line for HTTP, its alarm for APScheduler, its eyes round the handlers."""

    class Watched(app.Goldseam):
        async def handle(self, row: Waiting) -> bool:
            return await watched(machine, row.update, partial(super().handle, row))

    class Tagging(Courier):
        async def deliver(
            self, delivery: Due, participant: Participant, claimed_at: datetime
        ) -> DeliveryError | None:
            tag = ByTheClock(
                delivery.id,
                delivery.participant_id,
                delivery.kind.value,
                delivery.on,
                delivery.due_at,
                claimed_at,
                asyncio.get_running_loop().time() - (machine.clock.now() - claimed_at).total_seconds(),
            )
            DELIVERY.set(tag)  # this delivery's task ends with it
            with said_under_the_guard(machine, participant.telegram_id):
                return await super().deliver(delivery, participant, claimed_at)

    async def plan_letter(
        store: Store, tx: Transaction, participant: Participant, now: datetime
    ) -> Planned | None:
        """Note a pause where it takes effect: an answer that does not get through leaves it as it is."""
        if participant.paused_at is not None:
            at = asyncio.get_running_loop().time()
            machine.ledger.unplanned.setdefault(participant.id, []).append(at)
        return await planned_letter(store, tx, participant, now)

    planned_letter = planning.plan_letter
    log = logging.getLogger("bot")
    heard = LoggedErrors(machine.ledger, machine.disk)
    level = log.level
    log.addHandler(heard)
    log.setLevel(logging.INFO)
    try:
        with (
            statements_in_virtual_time(machine.disk),
            patch.object(app, "Wire", partial(NotedWire, line=machine.line)),
            patch.object(app, "Alarm", partial(_Alarm, machine)),
            patch.object(app, "Goldseam", Watched),
            patch.object(app, "Courier", Tagging),
            patch.object(app, "Content", _Loaded),
            patch.object(planning, "plan_letter", plan_letter),
            patch.object(app, "_studio", _no_studio),
            patch.object(inbox, "LOOK_AGAIN_SECONDS", LOOK_AGAIN_SECONDS),
            patch.object(updates, "LONGEST_POLL", POLL_SECONDS),
        ):
            yield
    finally:
        log.removeHandler(heard)
        log.setLevel(level)
        machine.close()


@contextmanager
def said_under_the_guard(machine: Machine, person: int) -> Iterator[None]:
    """Hold what is said to somebody meanwhile against their guard, if it is up before and after."""
    from tests.simulation import laws_of_letters  # noqa: PLC0415

    first_call = len(machine.ledger.calls)
    was_guarded = laws_of_letters.is_guarded(machine, person)
    yield
    if was_guarded and laws_of_letters.is_guarded(machine, person):
        laws_of_letters.check_guarded(machine, person, first_call)


@asynccontextmanager
async def _no_studio() -> AsyncIterator[Dots]:
    """In the place of the room where pictures are drawn: a thread has no place in virtual time."""
    yield Dots()


class _Loaded:
    @staticmethod
    def load(**_: object) -> Content:
        return CONTENT


async def watched(machine: Machine, update: dict[str, Any], handle: Callable[[], Awaitable[bool]]) -> bool:
    """Handle an update, and look at once whether what it caused stands in the database."""
    from tests.simulation import laws_at_once  # noqa: PLC0415

    ledger = machine.ledger
    person = person_of(update) or 0
    life = machine.line.life
    ledger.begins(person, update["update_id"], machine.telegram.world.updates.given)
    step = laws_at_once.step_of(machine, person)
    if "callback_query" in update:
        data = update["callback_query"].get("data", "")
        ledger.tried.setdefault(person, []).append(data)
        if data == "d:yes":
            ledger.erasing.add(update["update_id"])
    try:
        with said_under_the_guard(machine, person):
            waits = await handle()
    except Gone:
        ledger.done.add(update["update_id"])
        laws_at_once.note_gone(machine, person)
        raise
    finally:
        laws_at_once.check_step(machine, person, update["update_id"], step)
        if life == machine.line.life:
            ledger.in_hand.discard(person)
    if life != machine.line.life:
        return waits
    ledger.done.add(update["update_id"])
    noted = Handled(asyncio.get_running_loop().time(), machine.clock.now(), person, update)
    ledger.handled.append(noted)
    laws_at_once.check_handled(machine, noted)
    if update.get("callback_query", {}).get("data") == "d:yes":
        laws_at_once.check_erased(machine, noted)
    return waits
