"""How one language speaks: its texts with what is put into them, its dates and its clock."""

from __future__ import annotations

import html
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from fluent.runtime import FluentBundle, resolver
from fluent.runtime.types import FluentNone, FluentNumber, fluent_number
from fluent.syntax import ast

from bot.content.messages import Messages, read_messages
from bot.content.reading import Entry, checked, read_toml

# Fluent refuses what is longer than 2500 characters within a text, as a guard against hostile translations.
# Ours are our own, and people write up to 4096 characters, each at most six when escaped ("&quot;").
resolver.MAX_PART_LENGTH = 4096 * 6

Argument = str | int | float


class WordsError(Exception):
    """A text was asked for that is not there, or without something that it needs: a mistake in the program."""


class DateStyle(Entry):
    """How days and times are written: date field symbols of Unicode for days, strftime codes for the clock."""

    day: str
    day_short: str
    clock: str
    weekday: str = "EEE"
    date_short: str = "d MMM"
    month: str = "LLL"


class Html(str):
    """Text that is Telegram HTML already: put into another text, it is not escaped again."""

    __slots__ = ()


class Words:
    """The texts of one language; numbers within them are written without thousands separators."""

    def __init__(self, language: str, messages: Messages, dates: DateStyle) -> None:
        self.language = language
        self.messages = messages
        self._dates = dates
        self._locale = Locale.parse(language)
        self._bundle = FluentBundle([language], use_isolating=False)
        self._bundle.add_resource(ast.Resource(list(messages.entries.values())))

    def __call__(self, key: str, **arguments: Argument) -> Html:
        """Return a text as Telegram HTML. What is put into it is escaped, unless it is Html itself."""
        return Html(self._text(key, {name: _escaped(value) for name, value in arguments.items()}))

    def label(self, key: str, **arguments: Argument) -> str:
        """Return a text as it stands, for buttons, toasts and commands, where Telegram reads no HTML."""
        return self._text(key, arguments)

    def day(self, on: date) -> str:
        """Return a calendar day in full: "Monday, 23 November", "23 Kasım Pazartesi"."""
        return format_date(on, self._dates.day, locale=self._locale)

    def day_short(self, on: date) -> str:
        """Return a calendar day in short: "Mon 23 Nov", "23 Kas Pzt"."""
        return format_date(on, self._dates.day_short, locale=self._locale)

    def weekday(self, on: date) -> str:
        """Return the name of a day of the week in short: "Mon", "Pzt"."""
        return format_date(on, self._dates.weekday, locale=self._locale)

    def date_short(self, on: date) -> str:
        """Return a calendar day in short without its weekday: "23 Nov", "23 Kas"."""
        return format_date(on, self._dates.date_short, locale=self._locale)

    def month(self, on: date) -> str:
        """Return the name of a month in short: "Nov", "Kas"."""
        return format_date(on, self._dates.month, locale=self._locale)

    def clock(self, at_time: time) -> str:
        """Return a wall time: "21:30"."""
        return at_time.strftime(self._dates.clock)

    def country(self, code: str) -> str:
        """Return the name of a country (ISO 3166, two letters), or the code itself where it has no name."""
        return str(self._locale.territories.get(code, code))

    def _text(self, key: str, arguments: Mapping[str, Argument]) -> str:
        message = self._bundle.get_message(key) if key in self.messages.keys else None
        if message is None or message.value is None:
            raise WordsError(f"{self.language}: there is no text {key}")
        text, errors = self._bundle.format_pattern(
            message.value, {n: _plain(v) for n, v in arguments.items()}
        )
        if errors:
            # Fluent's own errors name keys and placeholders, never what was put in.
            raise WordsError(f"{self.language}: {key}: {'; '.join(map(str, errors))}") from errors[0]
        return str(text)


def read_words(folder: Path, mistakes: list[str]) -> Words | None:
    """Read a language from its folder, named by its code; what is wrong with it is added to `mistakes`."""
    messages = read_messages(folder, mistakes)
    path = folder / "dates.toml"
    dates = checked(DateStyle, read_toml(path, mistakes), f"{folder.name}/{path.name}", mistakes)
    return Words(folder.name, messages, dates) if dates else None


def _escaped(value: Argument) -> Argument:
    return html.escape(value) if isinstance(value, str) and not isinstance(value, Html) else value


def _plain(value: Argument) -> str | FluentNumber | FluentNone:
    return value if isinstance(value, str) else fluent_number(value, useGrouping=False)
