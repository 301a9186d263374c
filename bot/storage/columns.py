"""How values stand in columns: instants as milliseconds, days and wall times as text, answers as short words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TypeVar
from uuid import uuid4
from zoneinfo import ZoneInfo

A = TypeVar("A")
B = TypeVar("B")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def maybe(convert: Callable[[A], B], value: A | None) -> B | None:
    """Convert what is there; leave None alone."""
    return None if value is None else convert(value)


def new_id() -> str:
    """Return an id for a new row; made here, so that a row's fields can be sealed before it is written."""
    return uuid4().hex


def to_ms(at: datetime) -> int:
    """Return an aware instant as whole milliseconds since 1970 in UTC; what is finer is cut off."""
    return (at - _EPOCH) // _MILLISECOND


def from_ms(ms: int) -> datetime:
    """Return the aware UTC instant of `to_ms`."""
    return _EPOCH + ms * _MILLISECOND


def to_clock(wall_time: time) -> str:
    """Return a wall time as HH:MM."""
    return wall_time.isoformat(timespec="minutes")


def to_digits(weekdays: frozenset[int]) -> str:
    """Return weekdays (0 is Monday) as their digits in order."""
    return "".join(str(weekday) for weekday in sorted(weekdays))


def from_digits(digits: str) -> frozenset[int]:
    """Return the weekdays of `to_digits`."""
    return frozenset(map(int, digits))


@lru_cache(maxsize=128)
def zone_of(name: str) -> ZoneInfo:
    """Return the zone of a name; kept, because ZoneInfo itself remembers eight and reads the others anew."""
    return ZoneInfo(name)


day = date.fromisoformat
clock = time.fromisoformat
