"""In what form a moment can be kept."""

from __future__ import annotations

from enum import StrEnum


class MomentKind(StrEnum):
    """Words, or a file at Telegram, perhaps with words under it."""

    TEXT = "text"
    PHOTO = "photo"
    VOICE = "voice"
    VIDEO_NOTE = "video_note"
    STICKER = "sticker"
