"""Methods that change what stands in a chat already: edits, deletions, reactions, answers to taps."""

from __future__ import annotations

from typing import Any

from bot.simulator import keyboards
from bot.simulator.chats import Chat, Message
from bot.simulator.limits import (
    CAPTION_UNITS,
    DELETABLE_FOR,
    QUERY_LIVES_FOR,
    REACTIONS,
    TEXT_UNITS,
    TOAST_UNITS,
    units,
)
from bot.simulator.media import new_photo
from bot.simulator.parameters import Parameters
from bot.simulator.refusal import bad_request
from bot.simulator.sending import words_of
from bot.simulator.world import Toast, World

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply "
    "markup of the message"
)
_REPLACEABLE = frozenset({"photo", "document", "audio", "video", "animation"})
_OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"


def edit_text(world: World, params: Parameters) -> dict[str, Any]:
    chat = world.chat(params)
    words = words_of(params, "text")
    if not words.text:
        raise bad_request("message text is empty")
    message, buttons = _to_edit(chat, params), _inline(params)
    if message.file is not None:
        raise bad_request("there is no text in the message to edit")
    if words.length > TEXT_UNITS:
        raise bad_request("MESSAGE_TOO_LONG")
    if (words, buttons) == (message.words, message.buttons):
        raise bad_request(_SAME)
    _count(world, chat)
    message.words, message.buttons = words, buttons
    return _edited(world, message)


def edit_media(world: World, params: Parameters) -> dict[str, Any]:
    """Make a message show another photo, or a photo instead of its text."""
    photo = new_photo(params)
    chat = world.chat(params)
    message, buttons = _to_edit(chat, params), _inline(params)
    if message.file is not None and message.file.kind not in _REPLACEABLE:
        raise bad_request("there is no media in the message to edit")
    if photo.caption.length > CAPTION_UNITS:
        raise bad_request("MEDIA_CAPTION_TOO_LONG")
    file = photo.kept(world.files)
    if (file, photo.caption, buttons) == (message.file, message.words, message.buttons):
        raise bad_request(_SAME)
    _count(world, chat)
    message.file, message.words, message.buttons = file, photo.caption, buttons
    return _edited(world, message)


def edit_buttons(world: World, params: Parameters) -> dict[str, Any]:
    chat = world.chat(params)
    message, buttons = _to_edit(chat, params), _inline(params)
    if buttons == message.buttons:
        raise bad_request(_SAME)
    _count(world, chat)
    message.buttons = buttons
    return _edited(world, message)


def delete_message(world: World, params: Parameters) -> bool:
    chat = world.chat(params)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    _check_deletable(world, message)
    world.remove(message)
    return True


def delete_messages(world: World, params: Parameters) -> bool:
    chat = world.chat(params)
    ids = params.json("message_ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= 100:
        raise bad_request("1 to 100 message identifiers are expected")
    found = [chat.messages[number] for number in ids if number in chat.messages]
    for message in found:
        _check_deletable(world, message)
    for message in found:
        world.remove(message)
    return True


def set_reaction(world: World, params: Parameters) -> bool:
    chat = world.chat(params)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    given = params.json("reaction")
    given = [] if given is None else given
    if not isinstance(given, list):
        raise bad_request("can't parse reaction types: expected an Array of ReactionType")
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(
        not isinstance(item, dict) or item.get("type") != "emoji" or item.get("emoji") not in REACTIONS
        for item in given
    ):
        raise bad_request("REACTION_INVALID")
    message.reactions = tuple(item["emoji"] for item in given)
    world.changed(message)
    return True


def answer_query(world: World, params: Parameters) -> bool:
    query = world.queries.get(params.text("callback_query_id"))
    if query is None or query.toast is not None or world.now() - query.made_at > QUERY_LIVES_FOR:
        raise bad_request(_OLD_QUERY)
    text = params.text("text")
    if units(text) > TOAST_UNITS:
        raise bad_request("MESSAGE_TOO_LONG")
    query.toast = Toast(text, params.flag("show_alert"))
    query.version = world.changes.note()
    return True


def _to_edit(chat: Chat, params: Parameters) -> Message:
    if not params.integer("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.is_from_bot or not message.is_editable:
        raise bad_request("message can't be edited")
    return message


def _inline(params: Parameters) -> keyboards.Rows:
    read = keyboards.read(params)
    if not read.is_inline:
        raise bad_request("inline keyboard expected")
    return read.inline


def _edited(world: World, message: Message) -> dict[str, Any]:
    message.edited_at = world.now()
    world.changed(message)
    return message.to_json()


def _count(world: World, chat: Chat) -> None:
    if world.pace is not None:
        world.pace.check(chat.id, world.now())


def _check_deletable(world: World, message: Message) -> None:
    if world.now() - message.sent_at >= DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
