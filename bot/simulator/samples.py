"""What a person can send besides words, with a sample of each kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.simulator.files import Upload

_FOLDER = Path(__file__).parent / "page" / "samples"
_MP4 = ("video_note.mp4", "video/mp4")

_FILES: dict[str, tuple[str, str]] = {
    "photo": ("photo.jpg", "image/jpeg"),
    "voice": ("voice.ogg", "audio/ogg"),
    "audio": ("voice.ogg", "audio/ogg"),
    "sticker": ("sticker.webp", "image/webp"),
    "document": ("document.txt", "text/plain"),
    "video_note": _MP4,
    "video": _MP4,
    "animation": _MP4,
}
_FACTS: dict[str, dict[str, Any]] = {
    "photo": {"width": 640, "height": 480},
    "voice": {"duration": 2, "mime_type": "audio/ogg"},
    "audio": {"duration": 2, "mime_type": "audio/ogg", "file_name": "voice.ogg"},
    "sticker": {
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": "🌱",
    },
    "document": {"file_name": "document.txt", "mime_type": "text/plain"},
    "video_note": {"duration": 2, "length": 240},
    "video": {"duration": 2, "width": 240, "height": 240, "mime_type": "video/mp4"},
    "animation": {"duration": 2, "width": 240, "height": 240, "mime_type": "video/mp4"},
}
_WITHOUT_A_FILE: dict[str, dict[str, Any]] = {
    "contact": {"phone_number": "+15550100", "first_name": "A."},
    "dice": {"emoji": "🎲", "value": 4},
    "poll": {
        "id": "5000000000000000001",
        "question": "?",
        "options": [
            {"persistent_id": "a", "text": "1", "voter_count": 0},
            {"persistent_id": "b", "text": "2", "voter_count": 0},
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    },
}
CAPTIONED = frozenset({"photo", "voice", "audio", "document", "video", "animation"})
KINDS_WITHOUT_A_FILE = frozenset(_WITHOUT_A_FILE)
KINDS = frozenset(_FILES) | KINDS_WITHOUT_A_FILE


def sample(kind: str) -> tuple[Upload, dict[str, Any]]:
    """Return a sample file of this kind, and what Telegram says about it."""
    name, mime = _FILES[kind]
    return Upload(name, (_FOLDER / name).read_bytes(), mime), dict(_FACTS[kind])


def sample_without_a_file(kind: str) -> dict[str, Any]:
    """Return the message's field for a poll, a contact or a dice."""
    return dict(_WITHOUT_A_FILE[kind])
