"""What an archive adds to what is here: nothing twice, and nothing that is here is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.domain.checkin import CheckIn, Said
from bot.domain.day import State
from bot.storage.belongings import Past, is_empty
from bot.storage.checkins import KeptCheckIn
from bot.storage.days import ClosedDay
from bot.storage.moments import KeptMoment, Moment


def additions(here: Past, brought: Past, open_on: date) -> Past:
    """Return what is to be written: brought in once more, the same archive adds nothing.

    Answers that are here stand, and only what is open in a check-in is filled. A moment comes as often as the archive
    has it, less as often as it is here. Days from `open_on` on are not over: they get answers and no state.
    """
    checkins = tuple(_checkins(here, brought, open_on))
    moments = tuple(_moments(here, brought))
    added = Past(checkins, moments)
    return replace(added, days=tuple(_days(here, brought, added, open_on)))


def filled(here: CheckIn, brought: CheckIn) -> CheckIn:
    """Return a check-in with its open questions answered from another of the same day; its own answers stand.

    "No contact" answers both questions or none, so it fills no gap beside another answer.
    """
    if here.safety is None and here.openness is None:
        here = replace(here, safety=brought.safety, openness=brought.openness)
    elif here.safety is None and brought.safety is not Said.NO_CONTACT:
        here = replace(here, safety=brought.safety)
    elif here.openness is None and brought.openness is not Said.NO_CONTACT:
        here = replace(here, openness=brought.openness)
    return replace(here, is_nothing=here.is_nothing or brought.is_nothing)


def _checkins(here: Past, brought: Past, open_on: date) -> Iterator[KeptCheckIn]:
    """Check-ins that are new, or of which something was open; one with no answer keeps a day that is over as it was."""
    by_day = {each.checkin.on: each for each in here.checkins}
    for each in brought.checkins:
        present = by_day.get(each.checkin.on)
        if present is None:
            if each.checkin.on < open_on or not is_empty(each.checkin):
                yield each
            continue
        checkin = filled(present.checkin, each.checkin)
        if checkin != present.checkin:
            yield replace(present, checkin=checkin)


def _moments(here: Past, brought: Past) -> Iterator[KeptMoment]:
    present = Counter(map(_alike, here.moments))
    for each in brought.moments:
        if present[_alike(each)] > 0:
            present[_alike(each)] -= 1
        else:
            yield each


def _alike(kept: KeptMoment) -> tuple[date, Moment]:
    return kept.on, kept.moment


def _days(here: Past, brought: Past, added: Past, open_on: date) -> Iterator[ClosedDay]:
    """Days that are over: kept where something was answered, else as they were; one that is closed here stays closed."""
    states = {each.on: each.state for each in here.days}
    for on in sorted(added.answered_on):
        if on < open_on and states.get(on) is not State.KEPT:
            yield ClosedDay(on, State.KEPT, None)
    answered = here.answered_on | added.answered_on
    for each in brought.days:
        if each.on < open_on and each.on not in states and each.on not in answered:
            yield each
