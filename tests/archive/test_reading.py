"""Files that mean harm, or that somebody took by mistake: each gets one plain answer, and soon."""

from __future__ import annotations

import json
import struct
import time as wall
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest

from bot.archive.reading import JSON_BYTES, Found, Problem, Unusable, read
from bot.archive.tables import defused

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
CHECKIN = {
    "on": "2026-11-23",
    "zone": "Europe/Istanbul",
    "kept_at": "2026-11-23T18:00:00Z",
    "changed_at": "2026-11-23T18:00:00Z",
    "is_late": False,
    "safety": 4,
    "openness": "unsaid",
    "is_nothing": False,
}
MOMENT = {
    "on": "2026-11-23",
    "zone": "Europe/Istanbul",
    "kept_at": "2026-11-23T18:00:00Z",
    "changed_at": None,
    "kind": "text",
    "text": "tea",
    "file_id": None,
}
DAY = {"on": "2026-11-23", "state": "kept", "reason": None}
WHOLE: dict[str, Any] = {
    "format": "goldseam",
    "version": 1,
    "settings": {"role": "hurt", "name": None},
    "checkins": [CHECKIN],
    "moments": [MOMENT],
    "days": [DAY],
}


def as_json(**changes: Any) -> bytes:
    return json.dumps(WHOLE | changes).encode()


def zipped(content: bytes, name: str = "goldseam.json", how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        as_json(),
        zipped(as_json()),
        zipped(as_json(), "goldseam-2026-11-24/goldseam.json"),
        b"\xef\xbb\xbf" + as_json(),
        as_json(anything_new={"a": [1, 2]}),
    ],
)
def test_what_export_gave_is_read_packed_or_not(content: bytes) -> None:
    found = read(content, TODAY)
    assert isinstance(found, Found)
    assert found.days == [date(2026, 11, 23)]


FOREIGN = {
    "nothing": b"",
    "words": b"my diary",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "another zip": zipped(b"tea", "tea.txt"),
    "a zip cut short": zipped(as_json())[:-30],
    "a zip of garbage": b"PK\x03\x04" + bytes(1000),
    "packed in a way that asks for any memory": zipped(as_json(), how=zipfile.ZIP_LZMA),
    "another's json": b'{"format": "diary", "version": 1}',
    "a list": b"[1, 2]",
    "json cut short": as_json()[:-5],
    "nested deeply": b'{"format":"goldseam","version":1,"x":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "a number of a million digits": b'{"format":"goldseam","version":' + b"9" * 1_000_000 + b"}",
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
def test_what_is_none_of_ours_is_told_apart(content: bytes) -> None:
    assert read(content, TODAY) == Unusable(Problem.NOT_OURS)


@pytest.mark.parametrize("version", [0, 2, -1, 2**40])
def test_another_version_is_left_alone(version: int) -> None:
    assert read(as_json(version=version), TODAY) == Unusable(Problem.OTHER_VERSION)


def _lying(content: bytes, size: int) -> bytes:
    """Say in both headers of a ZIP's only entry that it unpacks to so many bytes."""
    changed = bytearray(content)
    at = content.rindex(b"PK\x01\x02")
    changed[at + 24 : at + 28] = struct.pack("<I", size)
    changed[22:26] = struct.pack("<I", size)
    return bytes(changed)


BOMBS = {
    "much of nothing": zipped(b"{" + b" " * (200 * 1024 * 1024)),
    "a bare file": b"{" + b" " * JSON_BYTES,
    "many lists": zipped(b'{"a":[' + b"[]," * 3_000_000 + b"[]]}"),
    "many numbers": zipped(b'{"a":[' + b"0," * 5_000_000 + b"0]}"),
    "many entries": b"PK\x03\x04" + b"PK\x01\x02" * 100_000,
}


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_put_aside_before_it_goes_off(content: bytes) -> None:
    before = wall.perf_counter()
    assert read(content, TODAY) == Unusable(Problem.TOO_LARGE)
    assert wall.perf_counter() - before < 10


def test_a_zip_that_lies_about_its_size_is_not_believed() -> None:
    bomb = _lying(zipped(b"{" + b" " * (50 * 1024 * 1024)), 100)
    assert isinstance(read(bomb, TODAY), Unusable)


WRONG: dict[str, dict[str, Any]] = {
    "a score of six": {"checkins": [CHECKIN | {"safety": 6}]},
    "a score in quotes": {"checkins": [CHECKIN | {"safety": "4"}]},
    "a score that is a truth": {"checkins": [CHECKIN | {"safety": True}]},
    "a score that is no number": {"checkins": [CHECKIN | {"safety": float("nan")}]},
    "a huge number": {"checkins": [CHECKIN | {"openness": 10**400}]},
    "the same day twice": {"checkins": [CHECKIN, CHECKIN]},
    "a day ahead": {"checkins": [CHECKIN | {"on": "2026-11-26"}]},
    "a day long ago": {"moments": [MOMENT | {"on": "0001-01-01"}]},
    "an instant ahead": {"moments": [MOMENT | {"kept_at": "9999-12-31T23:59:59-12:00"}]},
    "an instant without a zone": {"moments": [MOMENT | {"kept_at": "2026-11-23T18:00:00"}]},
    "a zone that is none": {"checkins": [CHECKIN | {"zone": "../../etc/passwd"}]},
    "no words": {"moments": [MOMENT | {"text": "\u200b"}]},
    "too many words": {"moments": [MOMENT | {"text": "x" * 5000}]},
    "a photo without a file": {"moments": [MOMENT | {"kind": "photo"}]},
    "an address for a file": {"moments": [MOMENT | {"kind": "photo", "file_id": "http://10.0.0.1/steal?me"}]},
    "an unknown kind": {"moments": [MOMENT | {"kind": "document", "file_id": "x"}]},
    "a rest without a reason": {"days": [DAY | {"state": "rest"}]},
    "a kept day with no answer": {"days": [DAY | {"on": "2026-11-20"}]},
    "a list that is none": {"moments": "tea"},
    "a list that is missing": {"moments": None},
    "a role that is none": {"settings": {"role": "host", "name": None}},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG)
def test_whatever_is_wrong_in_one_of_ours_is_counted(changes: dict[str, Any]) -> None:
    found = read(as_json(**changes), TODAY)
    assert isinstance(found, Unusable)
    assert found.problem in (Problem.MISTAKES, Problem.NOT_OURS)
    assert found.problem is Problem.NOT_OURS or found.mistakes >= 1


def test_every_mistake_is_counted() -> None:
    many = [CHECKIN | {"on": f"2026-10-{day:02}", "safety": 9} for day in range(1, 21)]
    found = read(as_json(checkins=many, days=[]), TODAY)
    assert isinstance(found, Unusable)
    assert found.mistakes >= 20


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", " =1", "＝1"])
def test_no_spreadsheet_runs_a_cell(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["tea", "1 + 1", "", None, 4])
def test_other_cells_stand_as_they_are(cell: str | int | None) -> None:
    assert defused(cell) == cell
