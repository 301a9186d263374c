"""What Telegram shows of the bot: commands, descriptions and the menu button, read first and set only where they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.gateway.lanes import Lane
from bot.gateway.outbox import Call

MENU_OF_COMMANDS = {"type": "commands"}
# Without a choice of its own, Telegram's button opens the commands as well.
MENUS_THAT_OPEN_THEM = ("commands", "default")


@dataclass(frozen=True, slots=True)
class Profile:
    """What is shown in one language: the commands in their order with what each does, and the two descriptions."""

    commands: tuple[tuple[str, str], ...]
    description: str
    short_description: str

    @property
    def listed(self) -> list[dict[str, str]]:
        """The commands as Telegram takes and returns them."""
        return [{"command": name, "description": does} for name, does in self.commands]


async def introduce(call: Call, profiles: Mapping[str, Profile]) -> int:
    """Bring what Telegram shows up to date; return how many things were set.

    Profiles stand under their language's code; under "" is the one for everybody whose language has none.

    Raises:
        DeliveryError: Telegram could not be reached, or refused.
    """
    changed = 0
    for language, profile in profiles.items():
        spoken = {"language_code": language}
        shown = await call("getMyCommands", spoken, Lane.REPLIES)
        if shown != profile.listed:
            await call("setMyCommands", {"commands": profile.listed, **spoken}, Lane.REPLIES)
            changed += 1
        changed += await _describe(call, "Description", "description", profile.description, language)
        changed += await _describe(
            call, "ShortDescription", "short_description", profile.short_description, language
        )
    return changed + await _open_commands(call)


async def _describe(call: Call, method: str, name: str, text: str, language: str) -> bool:
    spoken = {"language_code": language}
    shown: dict[str, Any] = await call(f"getMy{method}", spoken, Lane.REPLIES)
    if shown.get(name) == text:
        return False
    await call(f"setMy{method}", {name: text, **spoken}, Lane.REPLIES)
    return True


async def _open_commands(call: Call) -> bool:
    """Have the button beside the message field open the commands, where an earlier set-up left it for something else."""
    button: dict[str, Any] = await call("getChatMenuButton", {}, Lane.REPLIES)
    if button.get("type") in MENUS_THAT_OPEN_THEM:
        return False
    await call("setChatMenuButton", {"menu_button": MENU_OF_COMMANDS}, Lane.REPLIES)
    return True
