"""The one ZIP of somebody's data: goldseam.json, two tables, the codebook, and their files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo
from zoneinfo import ZoneInfo

from bot.archive.codebook import codebook
from bot.archive.schema import JSON_NAME
from bot.archive.tables import days_csv, moments_csv
from bot.archive.taking import archive_of, written
from bot.content.words import Words
from bot.domain.moment import MomentKind
from bot.storage.belongings import Belongings
from bot.storage.moments import KeptMoment

FILES_BYTES = 45 * 1024 * 1024
"""As many bytes of voice notes and photos go along: Telegram takes documents of 50 MB."""
SUFFIXES = {
    MomentKind.PHOTO: "jpg",
    MomentKind.VOICE: "ogg",
    MomentKind.VIDEO_NOTE: "mp4",
    MomentKind.STICKER: "webp",
}


def file_names(belongings: Belongings) -> dict[str, str]:
    """Return where each moment's file is to stand in the ZIP, by the moment's id: its day, a number, and its kind."""
    files = [each for each in belongings.past.moments if each.moment.kind is not MomentKind.TEXT]
    return {each.id: _named(number, each) for number, each in enumerate(files, 1)}


def packed(words: Words, belongings: Belongings, contents: Mapping[str, bytes], now: datetime) -> bytes:
    """Return the ZIP; `contents` are the files that Telegram still gave, by their moment's id. The others are listed."""
    names = file_names(belongings)
    there = {each: name for each, name in names.items() if each in contents}
    missing = tuple(name for each, name in names.items() if each not in contents)
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in (
            (JSON_NAME, written(archive_of(belongings, now, there))),
            ("days.csv", days_csv(belongings)),
            ("moments.csv", moments_csv(belongings, there)),
            ("codebook.txt", codebook(words, belongings.participant, missing)),
        ):
            archive.writestr(_info(name, belongings, now), content, ZIP_DEFLATED)
        for each, name in there.items():  # compressed already
            archive.writestr(_info(name, belongings, now), contents[each], ZIP_STORED)
    return out.getvalue()


def _named(number: int, kept: KeptMoment) -> str:
    return f"files/{kept.on}-{number:04}-{kept.moment.kind.value}.{SUFFIXES[kept.moment.kind]}"


def _info(name: str, belongings: Belongings, now: datetime) -> ZipInfo:
    """Return an entry's name and time: a ZIP's times are those of somebody's wall clock."""
    wall = now.astimezone(belongings.participant.zone or ZoneInfo("UTC"))
    entry = ZipInfo(name, wall.timetuple()[:6])
    entry.external_attr = 0o600 << 16
    return entry
