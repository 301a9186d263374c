"""What a tap or typed words choose for a setting; None where they choose nothing that there is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time

from bot.cards.choices import CHOSEN, NONE, Seen, choices
from bot.cards.data import Tap
from bot.content import zones
from bot.content.catalogue import Content
from bot.content.words import Words
from bot.domain import settings
from bot.domain.participant import Participant, Role, Setting
from bot.domain.typed import folded, read_name, read_scores, read_time, time_within
from bot.domain.typed_days import read_hours, read_minutes, read_weekdays

Change = Callable[[Participant, datetime], Participant]
"""Returns the participant as a choice leaves them at an instant."""

WORDS_ABOUT_A_COUNTRY = 4
SHORTEST_NAME = 4
"""Letters of a country's name within other words: shorter ones are words of their own ("keep it")."""
CORRECTED = frozenset(
    {Setting.TIME, Setting.WEEKDAYS, Setting.DAY_END, Setting.NUDGE, Setting.QUIET, Setting.LETTER}
)
"""Settings whose value is no word that stands in a moment, as a name, a language or a country may."""
NOTHING = "nothing"
"""The request that stands for "none"."""
_CLOCK = re.compile(r"([01][0-9]|2[0-3])([0-5][0-9])")
_WEEKDAYS = re.compile(r"(?!$)0?1?2?3?4?5?6?")
_ENDING = re.compile(r"['’‘`].*")
_JOINED_ENDING = re.compile(r"(?<=\w{3})[dt][ae](?:y[iı][mz])?\b.*", re.IGNORECASE)


def tapped(content: Content, setting: Setting, chosen: str) -> Change | None:
    """Read what a button carries back; it may be forged."""
    reader = _TAPPED.get(setting)
    if reader is not None:
        return reader(chosen)
    match setting:
        case Setting.LANGUAGE if chosen in content.languages:
            return _plainly(language=chosen)
        case Setting.NAME if chosen == NONE:
            return _without_name
        case Setting.COUNTRY if chosen == NONE:
            return _plainly(country=None)
        case _:
            return None


def typed(  # noqa: PLR0917  words, and all that says what they mean
    content: Content, words: Words, seen: Seen, setting: Setting, text: str, request: str | None
) -> Change | None:
    """Read what somebody typed for a setting, the words on its buttons included."""
    # A button of the weekdays adds a day or takes one away; a word means that day alone.
    if setting is not Setting.WEEKDAYS:
        for button in (button for row in choices(words, seen, setting) for button in row):
            if folded(button.label.removeprefix(CHOSEN)) == folded(text):
                return tapped(content, setting, Tap.read(button.data or "").parts[-1])
    if request == NOTHING and setting in (Setting.NAME, Setting.NUDGE, Setting.QUIET):
        return tapped(content, setting, NONE)
    match setting:
        case Setting.LANGUAGE:
            return _language_typed(content, text)
        case Setting.COUNTRY:
            return _country_typed(content, text)
        case Setting.DISCREET:
            return _discreet_typed(words, text)
        case _:
            reader = _TYPED.get(setting)
            return reader(text) if reader else None


def corrected(content: Content, words: Words, seen: Seen, setting: Setting, text: str) -> Change | None:
    """Read words that put a changed setting right: its value and nothing else, for they may as well be a moment."""
    if setting not in CORRECTED or read_scores(text) is not None:
        return None
    if setting is Setting.TIME:
        return _time(read_time(text))
    return typed(content, words, seen, setting, text, None)


def _plainly(**values: object) -> Change:
    """A change of nothing but these fields."""
    return lambda participant, _: replace(participant, **values)  # type: ignore[arg-type]


def _clock(chosen: str) -> time | None:
    found = _CLOCK.fullmatch(chosen)
    return time(int(found[1]), int(found[2])) if found else None


def _time(at_time: time | None) -> Change | None:
    return None if at_time is None else lambda person, now: settings.with_time(person, at_time, now)


def _day_end(at_time: time | None) -> Change | None:
    if at_time is None or at_time > settings.LATEST_DAY_END:
        return None
    return lambda person, now: settings.with_day_end(person, at_time, now)


def _weekdays(days: frozenset[int] | None) -> Change | None:
    return None if not days else lambda person, now: settings.with_weekdays(person, days, now)


def _zone(chosen: str) -> Change | None:
    zone = zones.zone(chosen)
    return None if zone is None else lambda person, now: settings.with_zone(person, zone, now)


def _role(chosen: str) -> Change | None:
    return _plainly(role=Role(chosen)) if chosen in set(Role) else None


def _nudge(minutes: int | None) -> Change | None:
    if minutes not in settings.NUDGE_MINUTES:
        return None
    return lambda person, _: settings.with_nudge(person, minutes)


def _nudge_tapped(chosen: str) -> Change | None:
    if chosen == NONE:
        return lambda person, _: settings.with_nudge(person, None)
    return _nudge(int(chosen)) if re.fullmatch("[0-9]{1,3}", chosen) else None


def _quiet(hours: tuple[time, time] | None) -> Change | None:
    return None if hours is None else lambda person, _: settings.with_quiet_hours(person, hours)


def _quiet_tapped(chosen: str) -> Change | None:
    if chosen == NONE:
        return lambda person, _: settings.with_quiet_hours(person, None)
    begin, end = map(_clock, chosen.partition("-")[::2])
    return None if begin is None or end is None or begin == end else _quiet((begin, end))


def _letter(days: frozenset[int] | None) -> Change | None:
    if days is None or len(days) != 1:
        return None
    (day,) = days
    return lambda person, now: settings.with_letter(person, day, now)


def _discreet_tapped(chosen: str) -> Change | None:
    return _plainly(is_discreet=chosen == "1") if chosen in ("0", "1") else None


def _discreet_typed(words: Words, text: str) -> Change | None:
    said = {
        folded(words.label(f"settings-{prefix}{side}")): side == "on"
        for prefix in ("", "discreet-say-")
        for side in ("on", "off")
    }
    is_discreet = said.get(folded(text))
    return None if is_discreet is None else _plainly(is_discreet=is_discreet)


def _name_typed(text: str) -> Change | None:
    name = None if read_scores(text) else read_name(text)
    return None if name is None else _plainly(name=name)


def _without_name(person: Participant, now: datetime) -> Participant:
    """Whoever chooses to have no name in the questions need not be asked for one after the next card."""
    return replace(person, name=None, name_asked_at=person.name_asked_at or now)


def _language_typed(content: Content, text: str) -> Change | None:
    """The name of a language, in any of them, within a few words: "Türkçe yaz"."""
    said = {folded(word) for word in text.split()}
    called = {
        code: {folded(content.words(other).tongue(code)) for other in content.languages}
        for code in content.languages
    }
    meant = [code for code, names in called.items() if names & said]
    return _plainly(language=meant[0]) if len(meant) == 1 else None


def _country_typed(content: Content, text: str) -> Change | None:
    """The name of a country, alone or as the last of a few words: "in the United States", "Almanya'da", "almanyadayım"."""
    if len(text.split()) > WORDS_ABOUT_A_COUNTRY:
        return _country(content, text)
    for said in dict.fromkeys((text, _ENDING.sub("", text), _JOINED_ENDING.sub("", text))):
        words = said.split()
        last_words = (" ".join(words[start:]) for start in range(1, len(words)))
        for name in (said, *(name for name in last_words if len(name) >= SHORTEST_NAME)):
            if (change := _country(content, name)) is not None:
                return change
    return None


def _country(content: Content, name: str) -> Change | None:
    code = content.towns.country_called(name)
    return None if code is None else _plainly(country=code)


def _weekdays_tapped(chosen: str) -> Change | None:
    return _weekdays(frozenset(map(int, chosen))) if _WEEKDAYS.fullmatch(chosen) else None


_TAPPED: dict[Setting, Callable[[str], Change | None]] = {
    Setting.TIME: lambda chosen: _time(_clock(chosen)),
    Setting.WEEKDAYS: _weekdays_tapped,
    Setting.DAY_END: lambda chosen: _day_end(_clock(chosen)),
    Setting.ZONE: _zone,
    Setting.ROLE: _role,
    Setting.NUDGE: _nudge_tapped,
    Setting.QUIET: _quiet_tapped,
    Setting.LETTER: lambda chosen: (
        _letter(frozenset({int(chosen)})) if re.fullmatch("[0-6]", chosen) else None
    ),
    Setting.DISCREET: _discreet_tapped,
}
_TYPED: dict[Setting, Callable[[str], Change | None]] = {
    Setting.TIME: lambda text: _time(read_time(text) or time_within(text)),
    Setting.WEEKDAYS: lambda text: _weekdays(read_weekdays(text)),
    Setting.DAY_END: lambda text: _day_end(read_time(text)),
    Setting.NAME: _name_typed,
    Setting.NUDGE: lambda text: _nudge(read_minutes(text)),
    Setting.QUIET: lambda text: _quiet(read_hours(text)),
    Setting.LETTER: lambda text: _letter(read_weekdays(text)),
}
