"""Telegram's own numbers and lists, as the Bot API's reference states them."""

from __future__ import annotations

from datetime import timedelta

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
TOAST_UNITS = 200
BUTTON_BYTES = 64
BUTTONS = 100
DOWNLOAD_BYTES = 20 * 1024 * 1024
PHOTO_BYTES = 10 * 1024 * 1024
PHOTO_SIDES = 10_000
PHOTO_RATIO = 20
DELETABLE_FOR = timedelta(hours=48)
# The reference gives no number for a query's life; clients stop waiting after about a minute.
QUERY_LIVES_FOR = timedelta(seconds=60)
UPDATES_KEPT_FOR = timedelta(hours=24)
# After as long without an update the next one's number is chosen at random.
NUMBERS_RUN_ON_FOR = timedelta(weeks=1)
MESSAGES_A_SECOND = 30
# "No more than one message a second in a chat; short bursts may pass": how long a burst is, nobody says.
BURST_IN_A_CHAT = 15
COMMANDS = 100
COMMAND_LETTERS = 32
COMMAND_DESCRIPTION = 256

_REACTIONS = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 "
    "😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡"
)
REACTIONS = frozenset(_REACTIONS.split())

_CHAT_ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note"
)
CHAT_ACTIONS = frozenset(_CHAT_ACTIONS.split())


def units(text: str) -> int:
    """Return how many UTF-16 code units `text` has: Telegram counts lengths and offsets in these."""
    return len(text.encode("utf-16-le")) // 2
