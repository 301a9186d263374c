"""What a bot says about itself: name, descriptions and commands per language, and its menu button."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.limits import COMMAND_DESCRIPTION, COMMAND_LETTERS, COMMANDS, units
from bot.simulator.parameters import Parameters, json_field
from bot.simulator.refusal import bad_request

_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_COMMAND = re.compile(rf"[a-z0-9_]{{1,{COMMAND_LETTERS}}}")
_LENGTHS = {"name": 64, "description": 512, "short_description": 120}
_TOO_LONG = {
    "name": "FIRSTNAME_INVALID",
    "description": "DESCRIPTION_TOO_LONG",
    "short_description": "ABOUT_TOO_LONG",
}


_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat")
_MENU_BUTTONS = ("default", "commands", "web_app")


@dataclass(slots=True)
class Profile:
    """Texts by (what, language) and commands by (scope, language); the language "" is everybody else's."""

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    menu_buttons: dict[int, dict[str, Any]] = field(default_factory=dict)
    """What the button beside the message field opens, by chat; 0 is every other's."""

    def set_text(self, what: str, params: Parameters) -> bool:
        text = params.text(what)
        if units(text) > _LENGTHS[what]:
            raise bad_request(_TOO_LONG[what])
        self.texts[what, _language(params)] = text
        return True

    def text(self, what: str, language: str) -> str:
        """Return the text for a language, else the one for all."""
        return self.texts.get((what, language)) or self.texts.get((what, ""), "")

    def get_text(self, what: str, params: Parameters) -> dict[str, str]:
        return {what: self.text(what, _language(params))}

    def set_commands(self, params: Parameters) -> bool:
        given = params.json("commands")
        if not isinstance(given, list):
            raise bad_request("expected an Array of BotCommand")
        if len(given) > COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self.commands[_scope(params), _language(params)] = [_command(item) for item in given]
        return True

    def get_commands(self, params: Parameters) -> list[dict[str, str]]:
        return self.commands.get((_scope(params), _language(params)), [])

    def delete_commands(self, params: Parameters) -> bool:
        self.commands.pop((_scope(params), _language(params)), None)
        return True

    def shown_commands(self, language: str, chat_id: int = 0) -> list[dict[str, str]]:
        """Return the commands that a person with this language finds in the menu of their private chat."""
        for scope in (
            {"type": "chat", "chat_id": chat_id},
            {"type": "all_private_chats"},
            {"type": "default"},
        ):
            for spoken in (language, ""):
                if commands := self.commands.get((_named(scope), spoken)):
                    return commands
        return []

    def set_menu_button(self, params: Parameters) -> bool:
        button = params.json("menu_button") or {"type": "default"}
        if not isinstance(button, dict) or button.get("type") not in _MENU_BUTTONS:
            raise bad_request("can't parse menu button: Unknown menu button type specified")
        if button["type"] == "web_app":
            json_field(button, "text", str, is_needed=True)
            json_field(button, "web_app", dict, is_needed=True)
        self.menu_buttons[params.integer("chat_id")] = button
        return True

    def get_menu_button(self, params: Parameters) -> dict[str, Any]:
        """Return a chat's button, else everybody's, which opens the commands unless it was set."""
        of_all = self.menu_buttons.get(0, {"type": "commands"})
        return self.menu_buttons.get(params.integer("chat_id"), of_all)


def _command(item: Any) -> dict[str, str]:
    if not isinstance(item, dict):
        raise bad_request("expected an Array of BotCommand")
    command = json_field(item, "command", str, is_needed=True).removeprefix("/")
    description = json_field(item, "description", str, is_needed=True).strip()
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= units(description) <= COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


def _scope(params: Parameters) -> str:
    scope = params.json("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if scope["type"] == "chat":
        return _named({"type": "chat", "chat_id": json_field(scope, "chat_id", int, is_needed=True)})
    return _named({"type": scope["type"]})


def _named(scope: dict[str, Any]) -> str:
    return json.dumps(scope, sort_keys=True)


def _language(params: Parameters) -> str:
    language = params.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language
