"""An archive that somebody sends, read with suspicion: what it holds, or in what way it cannot be used."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pydantic import ValidationError

from bot.archive.schema import JSON_NAME, VERSION, Brought, CheckInEntry, DayEntry, Head, MomentEntry
from bot.domain.checkin import CheckIn
from bot.domain.day import State
from bot.domain.participant import Role
from bot.storage.belongings import Past
from bot.storage.checkins import KeptCheckIn
from bot.storage.days import ClosedDay
from bot.storage.moments import KeptMoment, Moment

JSON_BYTES = 16 * 1024 * 1024
"""What goldseam.json may unpack to: twenty years of days, each with its moment."""
ENTRIES = 200_000
VALUES = 600_000
"""How many lists and objects, and how many values, are taken apart at all: a few bytes can ask for much memory."""
ZIP_ENTRIES = 10_000
_ZIP_BEGINS, _ZIP_ENTRY, _JSON_BEGINS, _BOM = b"PK\x03\x04", b"PK\x01\x02", b"{", b"\xef\xbb\xbf"
FIRST_ON = date(2000, 1, 1)
A_DAY = timedelta(days=1)


class Problem(StrEnum):
    """Why a file cannot be used."""

    TOO_LARGE = "large"
    NOT_OURS = "foreign"
    OTHER_VERSION = "version"
    MISTAKES = "mistakes"


@dataclass(frozen=True, slots=True)
class Unusable:
    """A file that cannot be used, with how many mistakes are in it where it is one of ours."""

    problem: Problem
    mistakes: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds, and whose it seems to be."""

    past: Past
    role: Role | None
    name: str | None

    @property
    def days(self) -> list[date]:
        """The days with an answer, in order."""
        return sorted(self.past.answered_on)


def read(content: bytes, today_on: date) -> Found | Unusable:
    """Read a ZIP of /export, or its goldseam.json alone, whatever else it may be; `today_on` is its reader's.

    Nothing of it is believed: neither how large it says it is, nor that its values are such as this bot writes.
    """
    unpacked = _json_of(content)
    if isinstance(unpacked, Unusable):
        return unpacked
    if _is_too_much(unpacked):
        return Unusable(Problem.TOO_LARGE)
    try:
        if Head.model_validate_json(unpacked).version != VERSION:
            return Unusable(Problem.OTHER_VERSION)
    except ValidationError:
        return Unusable(Problem.NOT_OURS)
    try:
        brought = Brought.model_validate_json(unpacked)
    except ValidationError as error:
        return Unusable(Problem.MISTAKES, error.error_count())
    mistakes = sum(_mistakes(brought, today_on))
    return Unusable(Problem.MISTAKES, mistakes) if mistakes else _found(brought)


def _json_of(content: bytes) -> bytes | Unusable:
    if content.count(_ZIP_ENTRY) > ZIP_ENTRIES:
        return Unusable(Problem.TOO_LARGE)
    unpacked = _unzipped(content) if content.startswith(_ZIP_BEGINS) else content
    bare = (unpacked or b"").removeprefix(_BOM).lstrip()
    if not bare.startswith(_JSON_BEGINS):
        return Unusable(Problem.NOT_OURS)
    return bare if len(bare) <= JSON_BYTES else Unusable(Problem.TOO_LARGE)


def _unzipped(content: bytes) -> bytes | None:
    """Return the archive's goldseam.json, or a little more of it than there may be; None where there is none to be had."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            entry = next(filter(_is_json, archive.infolist()), None)
            if entry is None:
                return None
            with archive.open(entry) as file:  # what is claimed of its size is not believed
                return file.read(JSON_BYTES + 1 + len(_BOM))
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError):
        return None


def _is_json(entry: ZipInfo) -> bool:
    """Tell the entry to read: packed anew by a phone it may stand in a folder. Other ways of packing can ask for any memory."""
    is_named = entry.filename.rpartition("/")[2] == JSON_NAME and not entry.filename.startswith("__MACOSX")
    return is_named and entry.compress_type in (ZIP_STORED, ZIP_DEFLATED)


def _is_too_much(unpacked: bytes) -> bool:
    return unpacked.count(b"{") + unpacked.count(b"[") > ENTRIES or unpacked.count(b",") > VALUES


def _mistakes(brought: Brought, today_on: date) -> Iterator[int]:
    """Count what no single entry shows: days twice, days and instants ahead, and a kept day without an answer."""
    last_on = today_on + A_DAY  # somewhere it is tomorrow already
    for days in ([each.on for each in brought.checkins], [each.on for each in brought.days]):
        yield sum(times - 1 for times in Counter(days).values())
    entries: list[CheckInEntry | MomentEntry | DayEntry] = [
        *brought.checkins,
        *brought.moments,
        *brought.days,
    ]
    for each in entries:
        yield not FIRST_ON <= each.on <= last_on
    latest = datetime.combine(last_on + A_DAY, datetime.min.time(), UTC)
    answers: list[CheckInEntry | MomentEntry] = [*brought.checkins, *brought.moments]
    for kept in answers:
        instants = (kept.kept_at, kept.changed_at or kept.kept_at)
        yield not all(at.date() >= FIRST_ON and at < latest for at in instants)
    answered = {each.on for each in answers}
    yield sum(each.state is State.KEPT and each.on not in answered for each in brought.days)


def _found(brought: Brought) -> Found:
    past = Past(
        tuple(map(_checkin, brought.checkins)),
        tuple(map(_moment, brought.moments)),
        tuple(map(_day, brought.days)),
    )
    return Found(past, brought.settings.role, brought.settings.name)


def _checkin(entry: CheckInEntry) -> KeptCheckIn:
    checkin = CheckIn(entry.on, entry.safety, entry.openness, entry.is_nothing, is_late=entry.is_late)
    return KeptCheckIn(checkin, entry.zone, entry.kept_at.astimezone(UTC), entry.changed_at.astimezone(UTC))


def _moment(entry: MomentEntry) -> KeptMoment:
    return KeptMoment(
        id="",
        on=entry.on,
        kept_at=entry.kept_at.astimezone(UTC),
        moment=Moment(entry.kind, entry.text, entry.file_id),
        message_id=None,
        zone=entry.zone,
        changed_at=None if entry.changed_at is None else entry.changed_at.astimezone(UTC),
    )


def _day(entry: DayEntry) -> ClosedDay:
    return ClosedDay(entry.on, entry.state, entry.reason)
