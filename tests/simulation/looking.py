"""What the laws look at: people, answers and moments as the database has them, and what the clock sent."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.participant import Rhythm
from bot.storage.columns import from_digits
from tests.simulation.ledger import Ledger, NotedRhythm, WireCall

if TYPE_CHECKING:
    from tests.simulation.machine import Machine

Broken = Iterator[tuple[str, str]]
EDGE = timedelta(seconds=90)
ONE_DAY = timedelta(days=1)
EVERY_DAY = frozenset(range(7))


class Somebody(NamedTuple):
    """A participant's row, as far as the laws need it."""

    id: str
    person: int
    rhythm: Rhythm | None
    quiet: tuple[time, time]
    letter_weekday: int
    started_on: date | None
    open_on: date | None
    is_paused: bool
    paused_until_on: date | None
    is_gone: bool


def sent_by_the_clock(ledger: Ledger) -> list[WireCall]:
    """Return the clock's cards that arrived."""
    return [call for call in ledger.calls if call.is_by_the_clock and call.message_id]


def last_before(changes: Sequence[tuple[float, bool]], at: float) -> bool:
    """Tell what was noted last before an instant; False where nothing was."""
    index = bisect_left(changes, (at, False))
    return index > 0 and changes[index - 1][1]


def pause_before(changes: Sequence[tuple[float, bool, date | None]], at: float) -> tuple[bool, date | None]:
    """Return whether somebody was paused right before an instant, and until which day."""
    earlier = [change for change in changes if change[0] < at]
    return earlier[-1][1:] if earlier else (False, None)


def rhythm_before(noted: Sequence[NotedRhythm], at: float) -> NotedRhythm | None:
    """Return what was noted last of when somebody is asked, before an instant; None where nothing was."""
    return next((each for each in reversed(noted) if each.at < at), None)


def find(machine: Machine, person: int) -> Somebody | None:
    rows = machine.rows("SELECT * FROM participants WHERE telegram_id = ?", person)
    return _somebody(rows[0]) if rows else None


def everybody(machine: Machine) -> list[Somebody]:
    return [_somebody(row) for row in machine.rows("SELECT * FROM participants ORDER BY telegram_id")]


def _somebody(row: sqlite3.Row) -> Somebody:
    get = row.__getitem__
    rhythm = None
    if get("zone") and get("ask_time"):
        rhythm = Rhythm(
            ZoneInfo(get("zone")),
            time.fromisoformat(get("ask_time")),
            from_digits(get("weekdays")),
            time.fromisoformat(get("day_end")),
        )
    return Somebody(
        id=get("id"),
        person=get("telegram_id"),
        rhythm=rhythm,
        quiet=(time.fromisoformat(get("quiet_from")), time.fromisoformat(get("quiet_until"))),
        letter_weekday=get("letter_weekday"),
        started_on=date.fromisoformat(get("started_on")) if get("started_on") else None,
        open_on=date.fromisoformat(get("open_on")) if get("open_on") else None,
        is_paused=get("paused_at") is not None,
        paused_until_on=date.fromisoformat(get("paused_until_on")) if get("paused_until_on") else None,
        is_gone=get("gone_at") is not None,
    )


def checkins_of(machine: Machine, participant_id: str) -> dict[date, dict[str, str]]:
    """Return the answers by day; a day that has only moments has none."""
    found: dict[date, dict[str, str]] = {}
    for row in machine.rows("SELECT * FROM checkins WHERE participant_id = ?", participant_id):
        place = f"{participant_id} {row['day_on']}"
        found[date.fromisoformat(row["day_on"])] = {
            question: machine.opened(row[question], f"checkins.{question}", place)
            for question in ("safety", "openness")
        }
    for row in machine.rows("SELECT DISTINCT day_on FROM moments WHERE participant_id = ?", participant_id):
        found.setdefault(date.fromisoformat(row["day_on"]), {"safety": "", "openness": ""})
    return found


def moments_of(machine: Machine, participant_id: str) -> dict[int, str]:
    """Return each moment's text by the message that brought it."""
    return {
        row["message_id"]: machine.moment_text(row["body"], row["id"])
        for row in machine.rows("SELECT * FROM moments WHERE participant_id = ?", participant_id)
    }
