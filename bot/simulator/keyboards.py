"""The keyboards under a message and under the text field: their shape, and what Telegram refuses in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.simulator.limits import BUTTON_BYTES, BUTTONS
from bot.simulator.links import checked_link
from bot.simulator.parameters import Parameters, json_field
from bot.simulator.refusal import Refusal, bad_request

Rows = tuple[tuple[dict[str, Any], ...], ...]
ReadButton = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Markup:
    """A `reply_markup`: buttons under the message, or a change of the keyboard under the text field (None: none)."""

    inline: Rows = ()
    below: Rows | None = None
    is_once: bool = False

    @property
    def is_inline(self) -> bool:
        return self.below is None

    def to_json(self) -> dict[str, Any]:
        return {"inline_keyboard": [list(row) for row in self.inline]}


def read(params: Parameters) -> Markup:
    """Return the call's `reply_markup`; raises a refusal."""
    given = params.json("reply_markup")
    if given is None or given == {}:
        return Markup()
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in given:
        return Markup(inline=_inline(json_field(given, "inline_keyboard", list)))
    if "keyboard" in given:
        rows = [_row(row, _below_button) for row in json_field(given, "keyboard", list)]
        return Markup(
            below=tuple(row for row in rows if row), is_once=json_field(given, "one_time_keyboard", bool)
        )
    return Markup(below=())  # remove_keyboard and force_reply: nothing stays under the text field


def _inline(rows: list[Any]) -> Rows:
    read_rows = [_row(row, _inline_button) for row in rows]
    found = tuple(tuple(map(_accepted, row)) for row in read_rows if row)
    if sum(map(len, found)) > BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return found


def _row(row: Any, read_button: ReadButton) -> tuple[dict[str, Any], ...]:
    if not isinstance(row, (list, tuple)):
        raise bad_request("can't parse keyboard: an Array of Array of buttons is expected")
    # Buttons without a label are dropped without a word.
    return tuple(button for button in map(read_button, row) if button["text"])


def _inline_button(button: Any) -> dict[str, Any]:
    try:
        return _read_inline_button(button)
    except Refusal as refusal:
        reason = str(refusal).removeprefix("Bad Request: ")
        raise bad_request(f"can't parse inline keyboard button: {reason}") from None


def _read_inline_button(button: Any) -> dict[str, Any]:
    if not isinstance(button, Mapping):
        raise bad_request("InlineKeyboardButton must be an Object")
    text: str = json_field(button, "text", str, is_needed=True)
    if url := json_field(button, "url", str):
        return {"text": text, "url": url}
    if data := json_field(button, "callback_data", str):
        return {"text": text, "callback_data": data}
    raise bad_request("Text buttons are unallowed in the inline keyboard")


def _accepted(button: dict[str, Any]) -> dict[str, Any]:
    """Return a button as Telegram keeps it; raises a refusal for what it does not take."""
    if len(button.get("callback_data", "").encode()) > BUTTON_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" not in button:
        return button
    try:
        return button | {"url": checked_link(button["url"])}
    except ValueError as reason:
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: {reason}") from None


def _below_button(button: Any) -> dict[str, Any]:
    if isinstance(button, str):
        return {"text": button}
    if not isinstance(button, Mapping):
        raise bad_request("can't parse keyboard button: KeyboardButton must be an Object")
    return {
        "text": json_field(button, "text", str, is_needed=True),
        "request_location": json_field(button, "request_location", bool),
    }
