"""How one language speaks: its texts with what is put into them, its dates and its clock."""

from __future__ import annotations

import html
from collections.abc import Mapping
from datetime import date, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_location
from fluent.runtime import FluentBundle, resolver
from fluent.runtime.types import FluentNone, FluentNumber, fluent_number
from fluent.syntax import ast

from bot.content import turkish
from bot.content.messages import Messages, read_messages
from bot.content.reading import Entry, checked, read_toml

# Fluent refuses what is longer than 2500 characters within a text, as a guard against hostile translations.
# Ours are our own, and people write up to 4096 characters, each at most six when escaped ("&quot;").
resolver.MAX_PART_LENGTH = 4096 * 6

Argument = str | int | float

_A_MONDAY = date(2024, 1, 1)
_EVERY_DAY = frozenset(range(7))
_WORKDAYS = frozenset(range(5))


_PLACES = {letter: ord(before) * 10 + 5 for letter, before in zip("çğiöşüâ", "cgıosua", strict=True)}
_PLACES |= {"ı": ord("i") * 10, "i": ord("i") * 10 + 5}


class WordsError(Exception):
    """A text was asked for that is not there, or without something that it needs: a mistake in the program."""


class DateStyle(Entry):
    """How days and times are written, in Unicode's date field symbols."""

    day: str
    day_short: str
    clock: str
    day_in_year: str = "EEEE, d MMMM y"
    weekday: str = "EEE"
    date_short: str = "d MMM"
    month: str = "LLL"
    weekday_listed: str = "EEE"
    has_small_weekdays: bool = False


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
        self._bundle = FluentBundle([language], functions=turkish.FUNCTIONS, use_isolating=False)
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

    def day_in_year(self, on: date) -> str:
        """Return a calendar day in full with its year: "Monday, 23 November 2026", "23 Kasım 2026 Pazartesi"."""
        return format_date(on, self._dates.day_in_year, locale=self._locale)

    def day_short(self, on: date) -> str:
        """Return a calendar day in short: "Mon 23 Nov", "23 Kas Pzt"."""
        return format_date(on, self._dates.day_short, locale=self._locale)

    def weekday(self, on: date) -> str:
        """Return the name of a day of the week in short: "Mon", "Pzt"."""
        return format_date(on, self._dates.weekday, locale=self._locale)

    def weekday_name(self, weekday: int, *, is_short: bool = False) -> str:
        """Return the name of a weekday (0 is Monday) as it stands alone, on a button: "Monday", "Pzt"."""
        return self._weekday(weekday, self._dates.weekday if is_short else "EEEE")

    def days(self, weekdays: frozenset[int]) -> str:
        """Return weekdays (0 is Monday, at least one) within a sentence: "every day", "on Mon, Wed and Fri", "her pazar"."""
        if weekdays == _EVERY_DAY:
            return self.label("days-every")
        if weekdays == _WORKDAYS:
            return self.label("days-workdays")
        if len(weekdays) == 1:
            return self.label("days-one", day=self._weekday_within(min(weekdays), "EEEE"))
        if len(weekdays) == len(_EVERY_DAY) - 1:
            (missing,) = _EVERY_DAY - weekdays
            return self.label("days-but-one", day=self._weekday_within(missing, "EEEE"))
        *days, last = (self._weekday_within(each, self._dates.weekday_listed) for each in sorted(weekdays))
        return self.label("days-some", days=", ".join(days), last=last)

    def date_short(self, on: date) -> str:
        """Return a calendar day in short without its weekday: "23 Nov", "23 Kas"."""
        return format_date(on, self._dates.date_short, locale=self._locale)

    def month(self, on: date) -> str:
        """Return the name of a month in short: "Nov", "Kas"."""
        return format_date(on, self._dates.month, locale=self._locale)

    def clock(self, at_time: time) -> str:
        """Return a wall time: "21:30"."""
        return format_time(at_time, self._dates.clock, locale=self._locale)

    def country(self, code: str) -> str:
        """Return the name of a country (ISO 3166, two letters), or the code itself where it has no name."""
        return str(self._locale.territories.get(code, code))

    def sorted_as(self, text: str) -> tuple[int, ...]:
        """Return what puts names in this language's order, as far as its letters go: ç after c, ı before i."""
        return tuple(_PLACES.get(letter, ord(letter) * 10) for letter in text.replace("I", "ı").lower())

    def tongue(self, code: str) -> str:
        """Return the name of a language: "Turkish", "Türkçe"; the code itself where it has no name."""
        return str(self._locale.languages.get(code, code))

    def city(self, zone: ZoneInfo) -> str:
        """Return the city that a zone is named for: "İstanbul"; for one of no city its own name: "UTC"."""
        # Of a city that others share its name with, Unicode names the land first: "Argentina/Buenos Aires".
        return get_timezone_location(zone, locale=self._locale, return_city=True).rpartition("/")[2]

    def _weekday(self, weekday: int, pattern: str) -> str:
        return format_date(_A_MONDAY + timedelta(days=weekday), pattern, locale=self._locale)

    def _weekday_within(self, weekday: int, pattern: str) -> str:
        name = self._weekday(weekday, pattern)
        # Turkish writes weekdays small but beside a date; none of them holds an I.
        return name.lower() if self._dates.has_small_weekdays else name

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
