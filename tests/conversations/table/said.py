"""What the bot answered, in the names of its texts: which were asked for, and which of them stand in what it sent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.content.catalogue import Content
from bot.content.words import Words
from bot.simulator.telegram import Call

BY_THE_WAY = re.compile(
    r"card-greeting-|nudge-greeting-|scale-hint|moment-hint|card-line|said-|every-day|days-|card-(safety|openness)-line"
    r"|card-(moments|no-contact)-line|card-so-far|principle-|country|language-name"
)
"""Texts that only stand beside what an answer is about."""
NAMED_AT_MOST = 2

Asked = list[tuple[str, str]]
"""Names of texts with what they came to."""


class NotedWords(Words):
    """A language that notes which of its texts were asked for."""

    def __init__(self, words: Words, asked: Asked) -> None:
        super().__init__(words.language, words.messages, words._dates)
        self._asked = asked

    def _text(self, key: str, arguments: Any) -> str:
        text = super()._text(key, arguments)
        self._asked.append((key, text))
        return text


@dataclass(frozen=True, slots=True)
class NotedContent:
    """Content whose words note in `asked` what is asked of them."""

    content: Content
    asked: Asked

    @classmethod
    def of(cls, content: Content) -> NotedContent:
        asked: Asked = []
        spoken = {code: NotedWords(words, asked) for code, words in content.spoken.items()}
        return cls(replace(content, spoken=spoken), asked)


def named(text: str, asked: Asked) -> str:
    """Return the names of the texts that something sent consists of: those it begins with, without what is within them."""
    if not text:
        return "nothing"
    at = {key: (text.find(told), told) for key, told in asked if told and told in text}
    in_order = sorted(at.items(), key=lambda item: (item[1][0], -len(item[1][1])))
    names: list[str] = []
    end = -1
    for key, (start, told) in in_order:
        if start < end or BY_THE_WAY.match(key):
            continue
        names.append(key)
        end = start + len(told)
    return "+".join(names[:NAMED_AT_MOST]) or "own words"


def answer_of(calls: Sequence[Call], asked: Asked) -> tuple[str, ...]:
    """Return what a person gets to see of these calls, one piece for each."""
    return tuple(piece for call in calls if (piece := _piece(call, asked)))


def _piece(call: Call, asked: Asked) -> str:
    params = call.params
    is_same = "message is not modified" in call.description
    if call.status != 200 and not is_same:
        return ""
    match call.method:
        case "sendMessage":
            seen = f"says {named(params['text'], asked)}"
        case "editMessageText":
            seen = f"{'leaves' if is_same else 'shows'} {named(params['text'], asked)}"
        case "editMessageMedia":
            seen = f"shows picture {named(params['media'].get('caption', ''), asked)}"
        case "answerCallbackQuery":
            seen = f"toast {named(params['text'], asked)}" if params.get("text") else ""
        case "setMessageReaction":
            seen = "reacts"
        case "deleteMessage":
            seen = "deletes"
        case method if method.startswith("send"):
            seen = f"sends {method.removeprefix('send').lower()} {named(params.get('caption', ''), asked)}"
        case _:
            seen = ""  # what nobody sees in the chat: the list of commands beside the message field
    return seen
