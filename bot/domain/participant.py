"""Who a participant is: where they stand, when they are asked, and what is still to be asked about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.day import day_of

AFRAID_AGAIN_AFTER = timedelta(weeks=8)


class Role(StrEnum):
    """Where somebody stands."""

    HURT = "hurt"
    CAUSED = "caused"
    BOTH = "both"
    PRACTISING = "practising"


class Afraid(StrEnum):
    """The answer to: are you ever afraid of this person?"""

    NO = "no"
    SOMETIMES = "sometimes"
    YES = "yes"
    UNSAID = "unsaid"


class Step(StrEnum):
    """The step of the welcome that waits for an answer; DONE when none does."""

    INTRO = "intro"
    ROLE = "role"
    PLACE = "place"
    TIME = "time"
    FIRST = "first"
    DONE = "done"


class Awaiting(StrEnum):
    """What the next typed words answer, when it is not a card."""

    NAME = "name"
    AFRAID = "afraid"
    MOMENT = "moment"
    PAUSE = "pause"
    SETTING = "setting"
    ERASING = "erasing"


class Setting(StrEnum):
    """What a participant can change of how the bot is with them; FEAR puts the question about fear anew."""

    TIME = "time"
    WEEKDAYS = "weekdays"
    DAY_END = "day_end"
    ZONE = "zone"
    LANGUAGE = "language"
    ROLE = "role"
    NAME = "name"
    NUDGE = "nudge"
    QUIET = "quiet"
    LETTER = "letter"
    DISCREET = "discreet"
    COUNTRY = "country"
    FEAR = "fear"


class FollowUp(StrEnum):
    """A question that comes after a finished card."""

    NAME = "name"
    AFRAID = "afraid"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When somebody is asked: wall time and weekdays (0 is Monday) in a zone, with the day's end."""

    zone: ZoneInfo
    ask_time: time
    weekdays: frozenset[int]
    day_end: time


@dataclass(frozen=True, slots=True)
class Participant:
    """One person who writes to the bot. `None` stands for what is not known yet; for `nudge_minutes`: no nudge."""

    id: str
    telegram_id: int
    language: str
    created_at: datetime
    step: Step = Step.INTRO
    awaiting: Awaiting | None = None
    awaiting_on: date | None = None
    awaiting_setting: Setting | None = None
    asked_in: int | None = None
    """The message that put the question: words of an earlier one do not answer it."""
    is_discreet: bool = False
    agreed_at: datetime | None = None
    agreed_version: str | None = None
    role: Role | None = None
    name: str | None = None
    afraid: Afraid | None = None
    danger_on: date | None = None
    """The last day on which words of danger were written in an entry."""
    name_asked_at: datetime | None = None
    afraid_asked_at: datetime | None = None
    zone: ZoneInfo | None = None
    country: str | None = None
    ask_time: time | None = None
    weekdays: frozenset[int] = frozenset(range(7))
    day_end: time = time(4)
    quiet_from: time = time(22, 30)
    quiet_until: time = time(8)
    nudge_minutes: int | None = 120
    letter_weekday: int = 6
    """The day of the letter: 0 is Monday."""
    started_on: date | None = None
    paused_at: datetime | None = None
    paused_until_on: date | None = None
    gone_at: datetime | None = None
    open_on: date | None = None
    day_ends_at: datetime | None = None
    rhythm_changed_at: datetime | None = None

    @property
    def is_set_up(self) -> bool:
        return self.step is Step.DONE

    @property
    def rhythm(self) -> Rhythm | None:
        """When they are asked, once zone and time are known."""
        if self.zone is None or self.ask_time is None:
            return None
        return Rhythm(self.zone, self.ask_time, self.weekdays, self.day_end)


def follow_up(participant: Participant, now: datetime) -> FollowUp | None:
    """Return the question to put after a finished card, if one is owed.

    The name has no place in the questions of somebody who is just practising, nor in discreet mode, so it is not
    asked for there. Fear is asked again every 8 weeks while its answer keeps the guard up.
    """
    has_use_for_name = participant.role is not Role.PRACTISING and not participant.is_discreet
    if has_use_for_name and participant.name is None and participant.name_asked_at is None:
        return FollowUp.NAME
    if participant.role not in (Role.HURT, Role.BOTH) or participant.afraid is Afraid.NO:
        return None
    asked_at = participant.afraid_asked_at
    return FollowUp.AFRAID if asked_at is None or now - asked_at >= AFRAID_AGAIN_AFTER else None


def today_of(participant: Participant, now: datetime) -> date:
    """Return the participant's today; raise ValueError before the welcome has asked for their zone."""
    if participant.zone is None:
        raise ValueError("no today without a zone")
    return day_of(now, participant.zone, participant.day_end)


def is_paused_on(participant: Participant, on: date) -> bool:
    """Tell whether a day lies in a pause: from the day on which it was asked for, up to the day before it ends."""
    if participant.paused_at is None:
        return False
    is_begun = today_of(participant, participant.paused_at) <= on
    return is_begun and (participant.paused_until_on is None or on < participant.paused_until_on)


def nothing_awaited(participant: Participant) -> Participant:
    """Return the participant with no question waiting for typed words but those of a card."""
    return replace(participant, awaiting=None, awaiting_on=None, awaiting_setting=None, asked_in=None)


def is_answering(participant: Participant, what: Awaiting, message_id: int) -> bool:
    """Tell whether a message may answer a question that waits: it was written after it, as Telegram counts messages."""
    return participant.awaiting is what and (
        participant.asked_in is None or message_id > participant.asked_in
    )


def moment_came(participant: Participant) -> Participant:
    """Return the participant once a moment came: none is waited for any more, though a name may be."""
    return nothing_awaited(participant) if participant.awaiting is Awaiting.MOMENT else participant


def danger_came(participant: Participant, on: date) -> Participant:
    """Return the participant once words of danger were written on a day: only the latest such day is known."""
    is_later = participant.danger_on is None or participant.danger_on < on
    return replace(participant, danger_on=on) if is_later else participant


def card_shown(participant: Participant, on: date) -> Participant:
    """Return the participant once a day's card stands before them: the next words are for it.

    Only a question that was put on that very day, after the card, still waits for words.
    """
    asked_at = {
        Awaiting.NAME: participant.name_asked_at,
        Awaiting.AFRAID: participant.afraid_asked_at,
    }.get(participant.awaiting or Awaiting.MOMENT)
    is_same_day = asked_at is not None and today_of(participant, asked_at) == on
    return participant if is_same_day else nothing_awaited(participant)
