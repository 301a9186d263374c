"""What can be chosen for each setting: how it stands, in words, and the buttons that change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.cards import data
from bot.cards.welcome import ASK_TIMES
from bot.content.words import Words
from bot.domain.participant import Participant, Role, Setting, today_of
from bot.domain.settings import has_quiet_hours
from bot.gateway.screen import Button

Rows = tuple[tuple[Button, ...], ...]

CHOSEN = "✓ "
NONE = "none"
ASK = "ask"
"""The data of what is no choice: put the question about fear."""
WEEKDAY_SETS = (frozenset(range(7)), frozenset(range(5)), frozenset({0, 2, 4}))
DAY_ENDS = (time(0), time(2), time(4), time(6), time(9), time(12))
NUDGES = (30, 60, 120, 180, 240, 360)
QUIET_HOURS = (
    (time(22), time(7)),
    (time(22, 30), time(8)),
    (time(23), time(8)),
    (time(0), time(9)),
)
_IN_A_ROW = {Setting.TIME: 3, Setting.DAY_END: 3, Setting.NUDGE: 3, Setting.QUIET: 2, Setting.LETTER: 3}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the settings are shown from: whose they are, the local time now, and the country that [Support] is for."""

    participant: Participant
    now: datetime
    country: str | None
    languages: Sequence[Words]

    @property
    def local_now(self) -> datetime:
        return self.now.astimezone(self.participant.zone)

    @property
    def today_on(self) -> date:
        return today_of(self.participant, self.now)


def value(words: Words, seen: Seen, setting: Setting) -> str:
    """Return how a setting stands, in words; the answer about fear is never shown."""
    return _VALUES[setting](words, seen)


def choices(words: Words, seen: Seen, setting: Setting) -> Rows:
    """Return the buttons that choose for a setting; each carries what it leads to, so that a second tap changes nothing."""
    if setting is Setting.WEEKDAYS:
        return _weekday_choices(words, seen.participant)
    made = _CHOICES.get(setting)
    if made is None:
        return ()
    return in_rows(
        [
            Button(f"{CHOSEN if is_chosen else ''}{label}", setting_data(setting.value, chosen))
            for label, chosen, is_chosen in made(words, seen)
        ],
        _IN_A_ROW.get(setting, 1),
    )


def setting_data(*parts: str) -> str:
    """Return the data of a button of the settings."""
    return data.joined(data.SETTINGS, *parts)


def in_rows(buttons: Sequence[Button], width: int) -> Rows:
    """Return buttons in rows of at most `width`."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))


def _weekday_choices(words: Words, participant: Participant) -> Rows:
    chosen = participant.weekdays
    sets = [
        Button(_marked(words.label(f"settings-days-{len(each)}"), each == chosen), _days_data(each))
        for each in WEEKDAY_SETS
    ]
    days = [
        Button(_marked(words.weekday_name(day, is_short=True), day in chosen), _days_data(chosen ^ {day}))
        for day in range(7)
    ]
    return (*in_rows(sets, 2), *in_rows(days, 4))


def _days_data(weekdays: Iterable[int]) -> str:
    return setting_data(Setting.WEEKDAYS.value, "".join(map(str, sorted(weekdays))) or NONE)


def _marked(label: str, is_chosen: bool) -> str:
    return f"{CHOSEN}{label}" if is_chosen else label


def _clock_data(at_time: time) -> str:
    return f"{at_time:%H%M}"


def _length(words: Words, minutes: int) -> str:
    hours, minutes = divmod(minutes, 60)
    return words.label("settings-length", hours=hours, minutes=minutes)


def _hours(words: Words, hours: tuple[time, time]) -> str:
    return words.label("settings-hours", begin=words.clock(hours[0]), end=words.clock(hours[1]))


def _quiet_hours(participant: Participant) -> tuple[time, time] | None:
    return (participant.quiet_from, participant.quiet_until) if has_quiet_hours(participant) else None


def _time_value(words: Words, seen: Seen) -> str:
    return "" if seen.participant.ask_time is None else words.clock(seen.participant.ask_time)


def _zone_value(words: Words, seen: Seen) -> str:
    zone = seen.participant.zone
    place = "" if zone is None else words.city(zone)
    return words.label("settings-zone", place=place, time=words.clock(seen.local_now.time()))


def _role_value(words: Words, seen: Seen) -> str:
    return words.label(f"welcome-role-{(seen.participant.role or Role.PRACTISING).value}")


def _nudge_value(words: Words, seen: Seen) -> str:
    minutes = seen.participant.nudge_minutes
    if minutes is None:
        return words.label("settings-none")
    return words.label("settings-nudge-after", length=_length(words, minutes))


def _quiet_value(words: Words, seen: Seen) -> str:
    hours = _quiet_hours(seen.participant)
    return words.label("settings-none") if hours is None else _hours(words, hours)


def _country_value(words: Words, seen: Seen) -> str:
    name = words.label("settings-country-unknown") if seen.country is None else words.country(seen.country)
    return name if seen.participant.country else words.label("settings-country-by-zone", country=name)


_VALUES: Mapping[Setting, Callable[[Words, Seen], str]] = {
    Setting.TIME: _time_value,
    Setting.WEEKDAYS: lambda words, seen: words.days(seen.participant.weekdays),
    Setting.DAY_END: lambda words, seen: words.clock(seen.participant.day_end),
    Setting.ZONE: _zone_value,
    Setting.LANGUAGE: lambda words, _: words.label("language-name"),
    Setting.ROLE: _role_value,
    Setting.NAME: lambda words, seen: seen.participant.name or words.label("settings-name-none"),
    Setting.NUDGE: _nudge_value,
    Setting.QUIET: _quiet_value,
    Setting.LETTER: lambda words, seen: words.weekday_name(seen.participant.letter_weekday),
    Setting.DISCREET: lambda words, seen: words.label(
        "settings-on" if seen.participant.is_discreet else "settings-off"
    ),
    Setting.COUNTRY: _country_value,
    Setting.FEAR: lambda words, _: words.label("settings-fear"),
}

Choice = tuple[str, str, bool]
"""What stands on a button, what it carries, and whether that is how it stands already."""


def _time_choices(words: Words, seen: Seen) -> list[Choice]:
    times = [each for row in ASK_TIMES for each in row]
    return [(words.clock(each), _clock_data(each), each == seen.participant.ask_time) for each in times]


def _day_end_choices(words: Words, seen: Seen) -> list[Choice]:
    return [(words.clock(each), _clock_data(each), each == seen.participant.day_end) for each in DAY_ENDS]


def _language_choices(words: Words, seen: Seen) -> list[Choice]:
    return [
        (each.label("language-name"), each.language, each.language == words.language)
        for each in seen.languages
    ]


def _role_choices(words: Words, seen: Seen) -> list[Choice]:
    return [
        (words.label(f"welcome-role-{each.value}"), each.value, each is seen.participant.role)
        for each in Role
    ]


def _name_choices(words: Words, seen: Seen) -> list[Choice]:
    return [(words.label("settings-name-without"), NONE, seen.participant.name is None)]


def _nudge_choices(words: Words, seen: Seen) -> list[Choice]:
    present = seen.participant.nudge_minutes
    found = [(_length(words, each), str(each), each == present) for each in NUDGES]
    return [*found, (words.label("settings-nudge-without"), NONE, present is None)]


def _quiet_choices(words: Words, seen: Seen) -> list[Choice]:
    present = _quiet_hours(seen.participant)
    found = [(_hours(words, each), "-".join(map(_clock_data, each)), each == present) for each in QUIET_HOURS]
    return [*found, (words.label("settings-quiet-without"), NONE, present is None)]


def _letter_choices(words: Words, seen: Seen) -> list[Choice]:
    present = seen.participant.letter_weekday
    return [(words.weekday_name(each), str(each), each == present) for each in range(7)]


def _discreet_choices(words: Words, seen: Seen) -> list[Choice]:
    if seen.participant.is_discreet:
        return [(words.label("settings-discreet-turn-off"), "0", False)]
    return [(words.label("settings-discreet-turn-on"), "1", False)]


def _country_choices(words: Words, seen: Seen) -> list[Choice]:
    return [(words.label("settings-country-as-zone"), NONE, seen.participant.country is None)]


_CHOICES: Mapping[Setting, Callable[[Words, Seen], list[Choice]]] = {
    Setting.TIME: _time_choices,
    Setting.DAY_END: _day_end_choices,
    Setting.LANGUAGE: _language_choices,
    Setting.ROLE: _role_choices,
    Setting.NAME: _name_choices,
    Setting.NUDGE: _nudge_choices,
    Setting.QUIET: _quiet_choices,
    Setting.LETTER: _letter_choices,
    Setting.DISCREET: _discreet_choices,
    Setting.COUNTRY: _country_choices,
    Setting.FEAR: lambda words, _: [(words.label("settings-fear-ask"), ASK, False)],
}
