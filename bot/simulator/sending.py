"""Methods that put something into a chat: a text, a file, "typing…"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.simulator import keyboards, markup
from bot.simulator.chats import Chat
from bot.simulator.files import StoredFile, facts_of
from bot.simulator.limits import CAPTION_UNITS, CHAT_ACTIONS, TEXT_UNITS
from bot.simulator.markup import Formatted, MarkupError
from bot.simulator.parameters import ATTACHED, Parameters, json_field
from bot.simulator.refusal import bad_request
from bot.simulator.world import World

_CAPTIONED = frozenset({"photo", "voice", "document"})
_VOICES = frozenset({"voice", "video_note"})


def send_message(world: World, params: Parameters) -> dict[str, Any]:
    chat = world.chat(params)
    words = words_of(params, "text")
    if not words.text:
        raise bad_request("message text is empty")
    if words.length > TEXT_UNITS:
        raise bad_request("message is too long")
    return _Envelope.read(chat, params).post(world, words)


def send_file(world: World, params: Parameters, kind: str) -> dict[str, Any]:
    """Send a file of this kind, uploaded with the call or named by its id."""
    chat = world.chat(params)
    words = words_of(params, "caption") if kind in _CAPTIONED else Formatted("")
    if words.length > CAPTION_UNITS:
        raise bad_request("message caption is too long")
    upload, named = params.upload(kind), params.text(kind)
    if upload is None and (not named or named.startswith(ATTACHED)):
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    envelope = _Envelope.read(chat, params)
    if chat.forbids_voice and kind in _VOICES:
        raise bad_request("VOICE_MESSAGES_FORBIDDEN")
    if upload is None:
        file = world.files.again(kind, named)
    else:
        given = {name: params.integer(name) for name in ("duration", "length") if params.text(name)}
        file = world.files.keep(kind, upload, facts_of(kind, upload, given))
    return envelope.post(world, words, file)


def send_chat_action(world: World, params: Parameters) -> bool:
    world.chat(params)
    if params.text("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def words_of(params: Parameters, name: str) -> Formatted:
    """Return a text of the call with its markup read; raises a refusal."""
    source = markup.clean(params.text(name))
    mode = params.text("parse_mode").lower()
    if not mode:
        return markup.plain(source.strip())
    if mode != "html":  # Markdown is Telegram's, too, but no bot of this project writes it
        raise bad_request("unsupported parse_mode")
    try:
        return markup.parse(source)
    except MarkupError as error:
        raise bad_request(f"can't parse entities: {error}") from None


@dataclass(frozen=True, slots=True)
class _Envelope:
    """What every message has besides its content, checked before anything is posted."""

    chat: Chat
    reply_to: int | None
    reply_markup: keyboards.Markup
    is_silent: bool
    is_protected: bool

    @classmethod
    def read(cls, chat: Chat, params: Parameters) -> _Envelope:
        return cls(
            chat,
            _reply_to(chat, params),
            keyboards.read(params),
            params.flag("disable_notification"),
            params.flag("protect_content"),
        )

    def post(self, world: World, words: Formatted, file: StoredFile | None = None) -> dict[str, Any]:
        if world.pace is not None:
            world.pace.check(self.chat.id, world.now())
        message = world.post(self.chat, world.bot, words, file=file, reply_to=self.reply_to)
        message.buttons = self.reply_markup.inline
        message.is_silent = self.is_silent
        message.is_protected = self.is_protected
        if self.reply_markup.below is not None:
            message.is_editable = (
                False  # Telegram edits no message that came with a keyboard below the text field
            )
            self.chat.below, self.chat.is_below_once = self.reply_markup.below, self.reply_markup.is_once
        return message.to_json()


def _reply_to(chat: Chat, params: Parameters) -> int | None:
    given = params.json("reply_parameters")
    if given is None:
        return None
    if not isinstance(given, Mapping):
        raise bad_request("object expected as reply parameters")
    message_id: int = json_field(given, "message_id", int, is_needed=True)
    if message_id in chat.messages:
        return message_id
    if json_field(given, "allow_sending_without_reply", bool):
        return None
    raise bad_request("message to be replied not found")
