"""The form of goldseam.json, version 1: what stands in it, and what a value may be. docs/export.md tells it in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from bot.content import zones
from bot.domain.checkin import Said
from bot.domain.day import Reason, State
from bot.domain.moment import MomentKind
from bot.domain.participant import Afraid, Role
from bot.domain.patterns import Pattern
from bot.domain.step import CameTo
from bot.domain.typed import cleaned
from bot.storage.deliveries import Kind, Status

FORMAT: Literal["goldseam"] = "goldseam"
VERSION: Literal[1] = 1
JSON_NAME = "goldseam.json"
DAYS_AT_MOST = 20_000
MOMENTS_AT_MOST = 50_000
LONGEST_TEXT = 4096
LONGEST_NAME = 400


class Entry(BaseModel):
    """Something in the archive: strict, so that "1" is no 1; what nobody knows is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True, allow_inf_nan=False)


def _holds(rule: Callable[[str], object], told: str) -> Callable[[str], str]:
    def held(text: str) -> str:
        if text and not rule(text):
            raise ValueError(told)
        return text

    return held


Score = Annotated[int, Field(ge=1, le=5)] | Said
ZoneName = Annotated[str, AfterValidator(_holds(zones.zone, "no such zone"))]
Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(cleaned)]
FileId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,256}$")]
"""No address and no path: Telegram would fetch what stands there."""


class CheckInEntry(Entry):
    """The answers of one day."""

    on: date
    zone: ZoneName
    kept_at: AwareDatetime
    changed_at: AwareDatetime
    is_late: bool
    safety: Score | None
    openness: Score | None
    is_nothing: bool


class MomentEntry(Entry):
    """One moment; `file` is where its voice note or picture stands in the ZIP."""

    on: date
    zone: ZoneName
    kept_at: AwareDatetime
    changed_at: AwareDatetime | None
    kind: MomentKind
    text: Text
    file_id: FileId | None
    file: str | None = None

    @model_validator(mode="after")
    def _is_a_text_or_a_file(self) -> Self:
        is_text = self.kind is MomentKind.TEXT
        if is_text != (self.file_id is None) or (is_text and not self.text):
            raise ValueError("a moment is words, or a file")
        return self


class DayEntry(Entry):
    """What became of a day that is over."""

    on: date
    state: State
    reason: Reason | None

    @model_validator(mode="after")
    def _rests_for_a_reason(self) -> Self:
        if (self.state is State.REST) != (self.reason is not None):
            raise ValueError("a rest day has a reason, and no other day has one")
        return self


class WhoseEntry(Entry):
    """Whose archive it may be: as much of the settings as is looked at when it is brought in."""

    role: Role | None
    name: Annotated[str, Field(max_length=LONGEST_NAME)] | None


class SettingsEntry(WhoseEntry):
    """How the bot is with somebody, and what they said of themselves. Wall times are "HH:MM", weekdays 0 (Monday) to 6."""

    afraid: Afraid | None
    language: str
    country: str | None
    zone: str | None
    ask_time: str | None
    weekdays: list[int]
    day_end: str
    quiet_from: str
    quiet_until: str
    nudge_minutes: int | None
    letter_weekday: int
    is_discreet: bool
    started_on: date | None
    joined_at: AwareDatetime
    agreed_at: AwareDatetime | None
    agreed_version: str | None
    name_asked_at: AwareDatetime | None
    afraid_asked_at: AwareDatetime | None
    paused_at: AwareDatetime | None
    paused_until_on: date | None


class PrincipleEntry(Entry):
    """A principle that was shown in an ISO week, its step, and what the step came to."""

    week: str
    number: int
    on: date
    principle: str
    step: int
    is_taken: bool
    came_to: CameTo | None
    answered_on: date | None


class PatternEntry(Entry):
    """A pattern that an ISO week's letter told of."""

    week: str
    on: date
    pattern: Pattern


class DeliveryEntry(Entry):
    """Something that the bot was to send for a day."""

    on: date
    kind: Kind
    due_at: AwareDatetime
    sent_at: AwareDatetime | None
    status: Status


class Head(Entry):
    """What tells an archive of this bot from anything else."""

    format: Literal["goldseam"]
    version: int


class Archive(Entry):
    """Everything, as /export writes it."""

    format: Literal["goldseam"] = FORMAT
    version: Literal[1] = VERSION
    made_at: AwareDatetime
    settings: SettingsEntry
    checkins: list[CheckInEntry]
    moments: list[MomentEntry]
    days: list[DayEntry]
    principles: list[PrincipleEntry]
    patterns: list[PatternEntry]
    deliveries: list[DeliveryEntry]


class Brought(Entry):
    """As much of it as /import looks at."""

    version: Literal[1]
    settings: WhoseEntry
    checkins: Annotated[list[CheckInEntry], Field(max_length=DAYS_AT_MOST)]
    moments: Annotated[list[MomentEntry], Field(max_length=MOMENTS_AT_MOST)]
    days: Annotated[list[DayEntry], Field(max_length=DAYS_AT_MOST)]
