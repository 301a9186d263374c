"""What tended to go together, as letters tell it: seldom, and only where nothing about it presses."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.patterns import Pattern, pattern
from bot.letters.week import Week
from bot.storage.patterns import ToldPattern
from bot.storage.store import Store

TOLD_AGAIN_AFTER = timedelta(days=31)
"""At most once a month, whichever month that is."""


async def pattern_of(store: Store, week: Week) -> Pattern | None:
    """Return the pattern that a week's letter tells, the same in all letters of that week; None where there is none.

    Under the guard nothing is said of when openness was higher, nor in a week that has too few answers for a trend.
    """
    courses = (week.past.week.safety, week.past.week.openness)
    if week.reader.is_guard_up or all(course.trend is None for course in courses):
        return None
    told = await store.patterns.told(store.db, week.reader.participant_id)
    for each in told:
        if each.week == week.name:
            return each.pattern
    if any(abs(week.last_on - each.on) < TOLD_AGAIN_AFTER for each in told):
        return None
    found = pattern(week.past.days)
    if found is None:
        return None
    async with store.db.transaction() as tx:
        await store.patterns.tell(tx, week.reader.participant_id, ToldPattern(week.name, week.last_on, found))
    return found
