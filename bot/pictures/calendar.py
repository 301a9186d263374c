"""The calendar of the last weeks: a row for each, and how each day stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.domain.day import State
from bot.pictures.painter import Drawing

WEEKS = 6


def first_of(last_on: date) -> date:
    """Return the Monday that the calendar begins with."""
    return last_on - timedelta(days=last_on.weekday(), weeks=WEEKS - 1)


def drawing(
    states: Mapping[date, State],
    last_on: date,
    texts: Mapping[str, str],
    weekdays: Sequence[str],
    months: Mapping[date, str],
) -> Drawing:
    """Return the weeks to the last day, from Monday to Sunday.

    Args:
        states: how days stand; one that has no state is no day yet, or none any more.
        last_on: the last day, in the last row.
        texts: title, kept, missed, rest.
        weekdays: the names over the columns, from Monday on.
        months: the names beside rows, by the Monday of each.
    """
    first_on = first_of(last_on)
    rows = []
    for week in range(WEEKS):
        monday = first_on + timedelta(weeks=week)
        days = [monday + timedelta(days=at) for at in range(7)]
        rows.append(
            {
                "month": months.get(monday, ""),
                "days": [
                    {"number": on.day, "state": states.get(on), "is_last": on == last_on} for on in days
                ],
            }
        )
    return Drawing("calendar", {"texts": dict(texts), "weekdays": list(weekdays), "rows": rows})
