"""An update as Telegram sent it: whose it is, and when it was done."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

Update = dict[str, Any]

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")


def person_of(update: Update) -> int | None:
    """Return the Telegram id of the person whose update it is; None for what the bot has no use for."""
    for kind in KINDS:
        sender = update.get(kind, {}).get("from")
        if sender is not None:
            return int(sender["id"])
    return None


def counted_at(update: Update, now: datetime) -> datetime | None:
    """Return the instant at which an update counts towards a flood: a message's own, a tap's arrival `now`.

    None for what does not count: what somebody writes in a group is not said to the bot, and that they blocked it or
    came back always has its effect.
    """
    if "callback_query" in update:
        return now
    message = update.get("message") or update.get("edited_message")
    if message is None or message.get("chat", {}).get("type") != "private":
        return None
    seconds = message.get("edit_date") or message.get("date")
    return now if seconds is None else min(now, datetime.fromtimestamp(seconds, UTC))
