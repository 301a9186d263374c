"""Everything of somebody as an archive: rows become the entries of goldseam.json."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.archive.schema import (
    Archive,
    CheckInEntry,
    DayEntry,
    DeliveryEntry,
    MomentEntry,
    PatternEntry,
    PrincipleEntry,
    SettingsEntry,
)
from bot.domain.participant import Participant
from bot.storage.belongings import Belongings
from bot.storage.checkins import KeptCheckIn
from bot.storage.columns import maybe, to_clock
from bot.storage.moments import KeptMoment
from bot.storage.principles import ShownPrinciple


def archive_of(belongings: Belongings, made_at: datetime, files: Mapping[str, str]) -> Archive:
    """Return the archive; `files` says by a moment's id where its file stands in the ZIP.

    Nothing is checked on the way out: what is kept is told as it is kept.
    """
    past = belongings.past
    return Archive.model_construct(
        made_at=made_at,
        settings=_settings(belongings.participant),
        checkins=[_checkin(each) for each in past.checkins],
        moments=[_moment(each, files.get(each.id)) for each in past.moments],
        days=[
            DayEntry.model_construct(on=each.on, state=each.state, reason=each.reason) for each in past.days
        ],
        principles=[_principle(each) for each in belongings.principles],
        patterns=[
            PatternEntry.model_construct(week=each.week, on=each.on, pattern=each.pattern)
            for each in belongings.patterns
        ],
        deliveries=[DeliveryEntry.model_construct(**each._asdict()) for each in belongings.deliveries],
    )


def written(archive: Archive) -> bytes:
    """Return the archive as the JSON that stands in goldseam.json."""
    return archive.model_dump_json(indent=1).encode()


def _settings(one: Participant) -> SettingsEntry:
    return SettingsEntry.model_construct(
        role=one.role,
        name=one.name,
        afraid=one.afraid,
        language=one.language,
        country=one.country,
        zone=one.zone.key if one.zone else None,
        ask_time=maybe(to_clock, one.ask_time),
        weekdays=sorted(one.weekdays),
        day_end=to_clock(one.day_end),
        quiet_from=to_clock(one.quiet_from),
        quiet_until=to_clock(one.quiet_until),
        nudge_minutes=one.nudge_minutes,
        letter_weekday=one.letter_weekday,
        is_discreet=one.is_discreet,
        started_on=one.started_on,
        joined_at=one.created_at,
        agreed_at=one.agreed_at,
        agreed_version=one.agreed_version,
        name_asked_at=one.name_asked_at,
        afraid_asked_at=one.afraid_asked_at,
        paused_at=one.paused_at,
        paused_until_on=one.paused_until_on,
    )


def _checkin(kept: KeptCheckIn) -> CheckInEntry:
    return CheckInEntry.model_construct(
        on=kept.checkin.on,
        zone=kept.zone,
        kept_at=kept.kept_at,
        changed_at=kept.changed_at,
        is_late=kept.checkin.is_late,
        safety=kept.checkin.safety,
        openness=kept.checkin.openness,
        is_nothing=kept.checkin.is_nothing,
    )


def _moment(kept: KeptMoment, file: str | None) -> MomentEntry:
    return MomentEntry.model_construct(
        on=kept.on,
        zone=kept.zone,
        kept_at=kept.kept_at,
        changed_at=kept.changed_at,
        kind=kept.moment.kind,
        text=kept.moment.text,
        file_id=kept.moment.file_id,
        file=file,
    )


def _principle(shown: ShownPrinciple) -> PrincipleEntry:
    return PrincipleEntry.model_construct(
        week=shown.week,
        number=shown.number,
        on=shown.on,
        principle=shown.principle_id,
        step=shown.step,
        is_taken=shown.is_taken,
        came_to=shown.came_to,
        answered_on=shown.answered_on,
    )
