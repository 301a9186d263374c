"""What Telegram shows of the bot in each language: its commands with what they do, and its descriptions."""

from __future__ import annotations

from collections.abc import Sequence

from bot.content.words import Words
from bot.gateway.profile import Profile

COMMANDS = (
    "checkin",
    "moment",
    "moments",
    "week",
    "month",
    "streak",
    "principles",
    "pause",
    "resume",
    "skip",
    "settings",
    "export",
    "import",
    "safety",
    "privacy",
    "language",
    "help",
    "delete",
)


def profile(words: Words) -> Profile:
    """Return what is shown in one language."""
    return Profile(
        tuple((name, words.label(f"command-{name}")) for name in COMMANDS),
        words.label("bot-description"),
        words.label("bot-short-description"),
    )


def profiles(every: Sequence[Words]) -> dict[str, Profile]:
    """Return what is shown by language; the first stands under "", for everybody whose own is not there."""
    first, *others = every
    return {"": profile(first)} | {words.language: profile(words) for words in others}
