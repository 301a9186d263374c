"""Telegram's HTML: what it makes of a text, and which mistakes it refuses in which words.

The rules and the wording follow the reference ("Formatting options") and the parser of TDLib that Telegram's own Bot API
server runs on: https://github.com/tdlib/td, `parse_html`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from bot.simulator.limits import units
from bot.simulator.links import checked_link

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_ARGUMENTS = {("a", "href"), ("code", "class"), ("span", "class"), ("blockquote", "expandable")}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(
    r"&(?:#x(?P<hex>[0-9a-fA-F]+)|#(?P<decimal>[0-9]+)|(?P<name>lt|gt|amp|quot)(?![a-zA-Z]));?"
)
_LONGEST_REFERENCE = 10
_LAST_CODE = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
_HALF_A_CHARACTER = "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
_PLAIN = re.compile(r"&?[^<&]*")
_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_SPACE = re.compile(r"\s*")
_COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")


class MarkupError(Exception):
    """A mistake in the markup, in Telegram's words."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One stretch of a text: `offset` and `length` count UTF-16 code units."""

    kind: str
    offset: int
    length: int
    url: str = ""
    language: str = ""

    def to_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {"type": self.kind, "offset": self.offset, "length": self.length}
        if self.url:
            found["url"] = self.url
        if self.language:
            found["language"] = self.language
        return found


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as it is shown, with its entities in Telegram's order: by offset, the longer ones first."""

    text: str
    entities: tuple[Entity, ...] = ()

    @property
    def length(self) -> int:
        """The length that Telegram's limits are about, in UTF-16 code units."""
        return units(self.text)


def plain(text: str) -> Formatted:
    """Return `text` without markup; commands in it are entities, as Telegram finds them by itself."""
    return Formatted(text, tuple(_commands(text)))


def parse(source: str) -> Formatted:
    """Return what Telegram shows for `source` in its HTML; raises MarkupError in Telegram's words."""
    formatted = _trimmed(_Parser(source).run())
    entities = [*formatted.entities, *_commands(formatted.text)]
    return Formatted(
        formatted.text, tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length)))
    )


def clean(text: str) -> str:
    """Return `text` as Telegram keeps it: control characters but the line feed become spaces."""
    return "".join(c if c >= " " or c == "\n" else " " for c in text.replace("\r", ""))


def _commands(text: str) -> Iterable[Entity]:
    for match in _COMMAND.finditer(text):
        yield Entity("bot_command", units(text[: match.start()]), units(match[0]))


def _trimmed(formatted: Formatted) -> Formatted:
    """Cut the white space at both ends, and the entities with it."""
    text = formatted.text.strip()
    first = units(formatted.text[: len(formatted.text) - len(formatted.text.lstrip())])
    end = units(text)
    kept = []
    for entity in formatted.entities:
        start = max(entity.offset - first, 0)
        stop = min(entity.offset + entity.length - first, end)
        if stop > start:
            kept.append(replace(entity, offset=start, length=stop - start))
    return Formatted(text, tuple(kept))


@dataclass(slots=True)
class _Open:
    """A start tag that waits for its end."""

    tag: str
    argument: str
    offset: int
    piece: int


@dataclass(slots=True)
class _Parser:
    source: str
    at: int = 0
    offset: int = 0
    pieces: list[str] = field(default_factory=list)
    opened: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def run(self) -> Formatted:
        while self.at < len(self.source):
            if self.source.startswith("</", self.at):
                self._end_tag()
            elif self.source.startswith("<", self.at):
                self._start_tag()
            else:
                self._text()
        if self.opened:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].tag}"')
        return Formatted("".join(self.pieces), tuple(self.entities))

    def _text(self) -> None:
        if match := _REFERENCE.match(self.source, self.at):
            piece = _decoded(match)
            self.at = match.end()
        else:
            piece = self._take(_PLAIN)
        self.pieces.append(piece)
        self.offset += units(piece)

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._take(_NAME).lower()
        if self.at == len(self.source):
            raise self._error("Unclosed start tag", begin)
        if tag not in _KINDS:
            raise self._error(f'Unsupported start tag "{tag}"', begin)
        argument = ""
        while self._skip_space() != ">":
            name, value = self._attribute(tag, begin)
            if (tag, name) in _ARGUMENTS:
                argument = value
        self.at += 1
        if tag == "span" and argument != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        self.opened.append(_Open(tag, argument, self.offset, len(self.pieces)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._take(_ATTRIBUTE_NAME).lower()
        if self.at == len(self.source):
            raise self._error("Unclosed start tag", begin)
        if not name:
            raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
        if self._skip_space() != "=":
            if (tag, name) == ("blockquote", "expandable"):
                return name, name
            raise self._error(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin)
        self.at += 1
        quote = self._skip_space()
        value = self._quoted(quote) if quote in {'"', "'"} else self._token()
        if self.at == len(self.source):
            raise self._error("Unclosed start tag", begin)
        return name, value

    def _quoted(self, quote: str) -> str:
        end = self.source.find(quote, self.at + 1)
        if end < 0:
            self.at = len(self.source)
            return ""
        value = _REFERENCE.sub(_decoded, self.source[self.at + 1 : end])
        self.at = end + 1
        return value

    def _token(self) -> str:
        begin = self.at
        token = self._take(_TOKEN).lower()
        if self.at < len(self.source) and not (self.source[self.at].isspace() or self.source[self.at] == ">"):
            raise self._error("Unexpected end of name token", begin)
        return token

    def _end_tag(self) -> None:
        begin = self.at
        if not self.opened:
            raise self._error("Unexpected end tag", begin)
        self.at += 2
        tag = self._take(_NAME).lower()
        if self._skip_space() != ">":
            raise self._error("Unclosed end tag", begin)
        self.at += 1
        start = self.opened.pop()
        if tag and tag != start.tag:
            reason = f'expected "</{start.tag}>", found "</{tag}>"'
            raise MarkupError(f"Unmatched end tag at byte offset {self._bytes(begin)}, {reason}")
        if self.offset > start.offset:
            self._close(start)

    def _close(self, start: _Open) -> None:
        entity = Entity(_KINDS[start.tag], start.offset, self.offset - start.offset)
        last = self.entities[-1] if self.entities else None
        if start.tag == "a":
            try:
                entity = replace(
                    entity, url=checked_link(start.argument or "".join(self.pieces[start.piece :]))
                )
            except ValueError:
                return  # Telegram shows the words and drops the link
        elif start.tag == "code" and start.argument.startswith("language-"):
            entity = replace(entity, language=start.argument.removeprefix("language-"))
        elif start.tag == "blockquote" and start.argument:
            entity = replace(entity, kind="expandable_blockquote")
        elif (
            start.tag == "pre"
            and last
            and (last.kind, last.offset, last.length) == ("code", entity.offset, entity.length)
        ):
            entity = replace(entity, language=self.entities.pop().language)
        self.entities.append(entity)

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.source, self.at)
        found = match[0] if match else ""
        self.at += len(found)
        return found

    def _skip_space(self) -> str:
        """Step over white space and return the character after it, or nothing at the end."""
        self._take(_SPACE)
        return self.source[self.at : self.at + 1]

    def _bytes(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _error(self, reason: str, at: int) -> MarkupError:
        return MarkupError(f"{reason} at byte offset {self._bytes(at)}")


def _decoded(match: re.Match[str]) -> str:
    """Return the character that a reference stands for; what Telegram does not take for one stays as it is written."""
    if match["name"]:
        return _NAMED[match["name"]]
    if len(match[0].rstrip(";")) >= _LONGEST_REFERENCE:
        return match[0]
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    if not 0 < code < _LAST_CODE:
        return match[0]
    if code in _SURROGATES:
        raise MarkupError(_HALF_A_CHARACTER)
    return clean(chr(code))
