"""What a participant's day is: which day an instant belongs to, when a day ends, and what became of it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LATE_FOR = timedelta(hours=48)

_ONE_DAY = timedelta(days=1)
_ONE_SECOND = timedelta(seconds=1)


class Standing(StrEnum):
    """How a day stands: going on, over but still taking answers, or closed for good."""

    OPEN = "open"
    LATE = "late"
    CLOSED = "closed"


class State(StrEnum):
    """What became of a day."""

    KEPT = "kept"
    MISSED = "missed"
    REST = "rest"


class Reason(StrEnum):
    """Why a day was a rest day."""

    PAUSED = "paused"
    SKIPPED = "skipped"
    NOT_CHOSEN = "not_chosen"
    DROPPED = "dropped"
    UNSENT = "unsent"


@dataclass(frozen=True, slots=True)
class Closing:
    """The final state of a day; the reason says why it was a rest day, and is None for the others."""

    state: State
    reason: Reason | None = None


def day_of(at: datetime, zone: ZoneInfo, day_end: time) -> date:
    """Return the day that an instant belongs to.

    A date that the zone never had is no day at all: the hours that would fall on it (Apia went from the 29th of
    December 2011 to the 31st, and at two in the morning it was still "yesterday") belong to the day before.
    """
    on = (_wall(at, zone) - _since_midnight(day_end)).date()
    return on if is_real(on, zone) else _last_real_before(on, zone)


def instant_of(on: date, wall_time: time, zone: ZoneInfo) -> datetime:
    """Return the instant (UTC) at which a wall time is read on a calendar date.

    A wall time that comes twice is its first; one that the clocks skip is read with the offset from before the gap
    (RFC 5545, 3.3.5), and where that would leave the date, it is the last whole minute before the gap.
    """
    wall = datetime.combine(on, wall_time)
    at = _first(wall, zone)
    if _wall(at, zone).date() == on:
        return at
    last_moment = _wall(_end_of_gap(wall, zone) - timedelta.resolution, zone)
    return _last(last_moment.replace(second=0, microsecond=0), zone)


def is_real(on: date, zone: ZoneInfo) -> bool:
    """Tell whether a zone ever had this date; some skipped one when they crossed the date line.

    A gap that leaves anything of a date leaves its first or its last moment.
    """
    edges = (datetime.combine(on, time.min), datetime.combine(on, time.max))
    return any(_wall(_first(edge, zone), zone).date() == on for edge in edges)


def day_ends_at(on: date, zone: ZoneInfo, day_end: time) -> datetime:
    """Return the instant (UTC) from which `day_of` is a later day for good.

    When the day's end stands in an hour that comes twice, the day comes back with it, so its last end counts; when
    the clocks skip it, the day ends with the jump.
    """
    wall = datetime.combine(_next_real_after(on, zone), day_end)
    first, last = _first(wall, zone), _last(wall, zone)
    if last < first:
        return _end_of_gap(wall, zone)
    comes_back = _wall(last - timedelta.resolution, zone) < wall
    return last if comes_back else first


def standing(now: datetime, ends_at: datetime) -> Standing:
    """Say how a day stands that ends at an instant: its card takes answers for 48 hours more."""
    if now < ends_at:
        return Standing.OPEN
    return Standing.LATE if now < ends_at + LATE_FOR else Standing.CLOSED


def final_state(
    *,
    is_answered: bool,
    is_asked: bool,
    is_skipped: bool,
    is_paused: bool,
    is_chosen: bool,
    is_unsent: bool,
) -> Closing:
    """Say what becomes of a day when it ends.

    `is_unsent` means that the bot failed, or cannot know whether it asked: that outweighs `is_asked`, because the
    bot's own failures cost nobody anything. A day that was neither asked nor unsent was dropped by a change.
    """
    if is_answered:
        return Closing(State.KEPT)
    if is_skipped:
        return Closing(State.REST, Reason.SKIPPED)
    if is_paused:
        return Closing(State.REST, Reason.PAUSED)
    if not is_chosen:
        return Closing(State.REST, Reason.NOT_CHOSEN)
    if is_unsent:
        return Closing(State.REST, Reason.UNSENT)
    return Closing(State.MISSED) if is_asked else Closing(State.REST, Reason.DROPPED)


def _since_midnight(wall_time: time) -> timedelta:
    return datetime.combine(date.min, wall_time) - datetime.combine(date.min, time.min)


def _wall(at: datetime, zone: ZoneInfo) -> datetime:
    """What the clocks on the wall show at an instant, with no zone attached, so that it compares as they do."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def _first(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant at which the clocks show a wall time; in a gap: read with the offset from before it."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def _last(wall: datetime, zone: ZoneInfo) -> datetime:
    """The last instant at which the clocks show a wall time; in a gap: read with the offset from after it."""
    return wall.replace(tzinfo=zone, fold=1).astimezone(UTC)


def _end_of_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant of the jump that skips a wall time; zone data keep jumps in whole seconds.

    Read with the later offset, a skipped time lies before the jump, and with the earlier offset at or after it.
    """
    wall = wall.replace(microsecond=0)
    before, after = _last(wall, zone), _first(wall, zone)
    seconds = range(int((after - before).total_seconds()))
    jump = bisect_left(seconds, True, key=lambda second: _wall(before + second * _ONE_SECOND, zone) > wall)
    return before + jump * _ONE_SECOND


def _next_real_after(on: date, zone: ZoneInfo) -> date:
    following = on + _ONE_DAY
    return following if is_real(following, zone) else _next_real_after(following, zone)


def _last_real_before(on: date, zone: ZoneInfo) -> date:
    previous = on - _ONE_DAY
    return previous if is_real(previous, zone) else _last_real_before(previous, zone)
