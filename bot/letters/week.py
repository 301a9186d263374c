"""What a letter is about: one participant's week as of a day, read from the rows and looked at by the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.content.catalogue import Content
from bot.content.principles import PrincipleText
from bot.domain.encourage import Signal, fits, signals, week_name
from bot.domain.participant import Participant, Role
from bot.domain.patterns import LOOKED_BACK
from bot.domain.step import CameTo
from bot.storage.history import ONE_WEEK, History, history_of
from bot.storage.moments import KeptMoment
from bot.storage.principles import ShownPrinciple
from bot.storage.store import Store

STEP_NEEDS = timedelta(days=4)
"""Before so many days nobody is asked what a step came to: a letter may be read on Monday, and /week an hour later."""
STEP_ASKED_FOR = timedelta(days=13)
"""Longer after its letter nobody is asked any more: one question is enough."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: which principles they may be shown hangs on it."""

    participant_id: str
    role: Role
    is_guard_up: bool

    def may_read(self, text: PrincipleText) -> bool:
        return fits(text.rule, role=self.role, guard_up=self.is_guard_up)


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that somebody meant to try, with the words of its principle."""

    shown: ShownPrinciple
    text: PrincipleText


@dataclass(frozen=True, slots=True)
class Week:
    """The seven days up to a letter's day, with all that the letter says of them.

    `moments` are those that may be quoted; `shown` is what letters have shown so far; `earlier` the step of an earlier week that this letter asks about.
    """

    reader: Reader
    past: History
    is_first: bool
    moments: Sequence[KeptMoment]
    shown: Sequence[ShownPrinciple]
    earlier: Taken | None
    signals: frozenset[Signal]

    @property
    def last_on(self) -> date:
        return self.past.last_on

    @property
    def name(self) -> str:
        return week_name(self.last_on)


async def read_week(
    store: Store, content: Content, participant: Participant, last_on: date, now: datetime
) -> Week:
    """Read the week up to `last_on`, which must not lie ahead of the participant's today."""
    past = await history_of(store, store.db, participant, now, last_on=last_on, length=LOOKED_BACK.days)
    kept = await store.moments.between(store.db, participant.id, last_on - ONE_WEEK, last_on)
    moments = quotable(content, kept)
    shown = await store.principles.shown(store.db, participant.id)
    reader = reader_of(participant, past)
    last_taken = _last_taken(content, reader, shown, last_on)
    is_first = participant.started_on is not None and last_on - participant.started_on <= ONE_WEEK
    said = signals(
        past.week,
        is_first_week=is_first,
        has_absolutes=any(content.absolutes.stands_in(each.moment.text) for each in moments),
        came_to=_came_to_lately(last_taken, last_on),
    )
    return Week(reader, past, is_first, moments, shown, _asked_about(last_taken, last_on), said)


def quotable(content: Content, moments: Sequence[KeptMoment]) -> list[KeptMoment]:
    """Return the moments that are told again unasked: none in which words of danger stand."""
    return [each for each in moments if not content.danger.stands_in(each.moment.text)]


def reader_of(participant: Participant, past: History) -> Reader:
    """Return who reads: before the welcome has asked for a role, somebody without one."""
    return Reader(participant.id, participant.role or Role.PRACTISING, past.is_guard_up)


def text_of(content: Content, shown: ShownPrinciple) -> PrincipleText | None:
    """Return the words of what was shown; None for a principle that this version does not have any more."""
    return next((each for each in content.principles if each.id == shown.principle_id), None)


def _last_taken(
    content: Content, reader: Reader, shown: Sequence[ShownPrinciple], last_on: date
) -> Taken | None:
    """The step that was taken last in an earlier week; none where its principle may not be read (any more)."""
    taken = [each for each in shown if each.is_taken and each.week < week_name(last_on)]
    text = text_of(content, taken[-1]) if taken else None
    return Taken(taken[-1], text) if text is not None and reader.may_read(text) else None


def _asked_about(last: Taken | None, last_on: date) -> Taken | None:
    """A step is asked about by the next letter; once it was answered, only the letters of that week tell of it."""
    if last is None or not STEP_NEEDS <= last_on - last.shown.on <= STEP_ASKED_FOR:
        return None
    answered_on = last.shown.answered_on
    is_told = answered_on is None or week_name(answered_on) == week_name(last_on)
    return last if is_told else None


def _came_to_lately(last: Taken | None, last_on: date) -> CameTo | None:
    """What the last step came to, as said this week or the week before.

    It is the letter with the week's principle that asks, so that only the next week's can be chosen by the answer.
    """
    if last is None or last.shown.answered_on is None:
        return None
    lately = {week_name(last_on), week_name(last_on - timedelta(weeks=1))}
    return last.shown.came_to if week_name(last.shown.answered_on) in lately else None
