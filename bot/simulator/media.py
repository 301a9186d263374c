"""What `editMessageMedia` puts into a message: the Bot API's InputMedia, of which the local Telegram knows photos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.simulator.files import Files, StoredFile, Upload, facts_of
from bot.simulator.markup import Formatted
from bot.simulator.parameters import ATTACHED, Parameters, json_field
from bot.simulator.refusal import Refusal, bad_request
from bot.simulator.sending import words_of


@dataclass(frozen=True, slots=True)
class NewPhoto:
    """A photo with its caption: uploaded with the call, or named by the id of one that Telegram has."""

    caption: Formatted
    source: Upload | str

    def kept(self, files: Files) -> StoredFile:
        """Return the file on Telegram's side; raises a refusal for what is no photo."""
        if isinstance(self.source, str):
            return files.again("photo", self.source)
        return files.keep("photo", self.source, facts_of("photo", self.source, {}))


def new_photo(params: Parameters) -> NewPhoto:
    """Return what the call's `media` describes; raises a refusal."""
    if not params.text("media"):
        raise bad_request('parameter "media" is required')
    media = params.json("media", called="input media")
    try:
        return _described(media, params)
    except Refusal as refusal:
        reason = str(refusal).removeprefix("Bad Request: ")
        raise bad_request(f"can't parse InputMedia: {reason}") from None


def _described(media: Any, params: Parameters) -> NewPhoto:
    """Read in Telegram's order: the caption's markup, the type, the file, and whether an edit takes the type."""
    if not isinstance(media, Mapping):
        raise bad_request("expected an Object")
    for name in ("caption", "parse_mode"):
        json_field(media, name, str)
    caption = words_of(Parameters(media), "caption")
    kind: str = json_field(media, "type", str, is_needed=True)
    source: str = json_field(media, "media", str)
    upload = params.attached(source)
    if not source or (upload is None and source.startswith(ATTACHED)):
        raise bad_request("media not found")
    if kind != "photo":
        raise bad_request(f'type "{kind}" is unsupported')
    return NewPhoto(caption, upload or source)
