"""The files that Telegram holds: what was sent, under which ids, and what it says about each."""

from __future__ import annotations

import hashlib
import struct
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.limits import DOWNLOAD_BYTES, PHOTO_BYTES, PHOTO_RATIO, PHOTO_SIDES
from bot.simulator.refusal import bad_request

_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a call or a person brings along."""

    name: str
    content: bytes
    mime: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on Telegram's side; `facts` are what its kind of message says about it, its duration for example."""

    id: str
    unique_id: str
    kind: str
    path: str
    upload: Upload
    facts: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.upload.content)}

    def in_message(self) -> Any:
        """Return the message's field for this file: a photo is a list of its sizes, anything else one object."""
        told = self.to_json() | dict(self.facts)
        return [told] if self.kind == "photo" else told


@dataclass(slots=True)
class Files:
    """All files, by id and by path."""

    by_id: dict[str, StoredFile] = field(default_factory=dict)
    by_path: dict[str, StoredFile] = field(default_factory=dict)

    def keep(self, kind: str, upload: Upload, facts: Mapping[str, Any]) -> StoredFile:
        number = len(self.by_id) + 1
        seed = hashlib.sha256(f"{kind} {number}".encode()).digest()
        # Real ids have about this length and these letters; bots must store them without looking inside.
        file_id = urlsafe_b64encode(seed * 2).decode().rstrip("=")
        suffix = upload.name.rpartition(".")[2] if "." in upload.name else "bin"
        path = f"{kind}s/file_{number}.{suffix}"
        stored = StoredFile(
            file_id, urlsafe_b64encode(seed[:11]).decode().rstrip("="), kind, path, upload, dict(facts)
        )
        self.by_id[stored.id] = self.by_path[stored.path] = stored
        return stored

    def again(self, kind: str, file_id: str) -> StoredFile:
        """Return the file that a bot names by its id, to send it once more as the same kind."""
        stored = self.by_id.get(file_id)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if stored.kind != kind:
            raise bad_request("type of file mismatch")
        return stored

    def downloadable(self, file_id: str) -> dict[str, Any]:
        stored = self.by_id.get(file_id)
        if stored is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if len(stored.upload.content) > DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        return stored.to_json() | {"file_path": stored.path}


def facts_of(kind: str, upload: Upload, given: Mapping[str, int]) -> dict[str, Any]:
    """Return what Telegram will say about an upload; raises a refusal for what it cannot take as `kind`."""
    if not upload.content:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        width, height = _photo_size(upload.content)
        return {"width": width, "height": height}
    if kind == "voice":
        return {"duration": given.get("duration", 0), "mime_type": upload.mime}
    if kind == "video_note":
        return {"duration": given.get("duration", 0), "length": given.get("length", 240)}
    if kind == "sticker":
        return {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"file_name": upload.name, "mime_type": upload.mime}


def _photo_size(content: bytes) -> tuple[int, int]:
    if len(content) > PHOTO_BYTES:
        raise bad_request("file is too big for a photo")
    size = _png_size(content) if content.startswith(_PNG) else _jpeg_size(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if not min(size) or width + height > PHOTO_SIDES or max(size) > PHOTO_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def _png_size(content: bytes) -> tuple[int, int] | None:
    if len(content) < 24:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Walk the segments of a JPEG to the one that tells its size."""
    if not content.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
