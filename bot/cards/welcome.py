"""The welcome: a screen for each of its five steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from bot.cards import data
from bot.cards.when import When, told
from bot.content.words import Words
from bot.domain.participant import Role
from bot.gateway.screen import Button, Screen

ASK_TIMES = ((time(19), time(20), time(21)), (time(21, 30), time(22), time(22, 30)))


@dataclass(frozen=True, slots=True)
class Host:
    """Who runs the bot, and how to reach them."""

    name: str
    contact: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place whose clock may be the participant's: what it is called, and its zone, what time it is there."""

    label: str
    zone: ZoneInfo
    local_time: time


def intro(words: Words, languages: Sequence[Words], host: Host, *, is_discreet: bool) -> Screen:
    """Return the first message: what the bot is and is not, who runs it, its limits, and the agreement."""
    choices = tuple(
        Button(
            f"{'✓ ' if each.language == words.language else ''}{each.label('language-name')}",
            data.joined(data.WELCOME, "lang", each.language),
        )
        for each in languages
    )
    discreet = words.label("welcome-discreet-on" if is_discreet else "welcome-discreet-off")
    return Screen(
        words("welcome-intro", host=host.name, contact=host.contact),
        (
            choices,
            (Button(discreet, data.joined(data.WELCOME, "discreet", "0" if is_discreet else "1")),),
            (Button(words.label("welcome-agree"), data.joined(data.WELCOME, "agree")),),
            _support(words),
        ),
    )


def role(words: Words) -> Screen:
    """Return the question where somebody stands."""
    rows = tuple(
        (Button(words.label(f"welcome-role-{each.value}"), data.joined(data.WELCOME, "role", each.value)),)
        for each in Role
    )
    return Screen(words("welcome-role"), (*rows, _back(words, "intro")))


def place(words: Words) -> Screen:
    """Return the question for town, location or the time now."""
    return Screen(words("welcome-place"), (_back(words, "role"),))


def place_unknown(words: Words) -> Screen:
    """Return the answer to a place that nobody knows."""
    return Screen(words("welcome-place-unknown"), (_back(words, "role"),))


def which_place(words: Words, places: Sequence[Place], *, is_by_time: bool) -> Screen:
    """Return the choice among several places."""
    rows = tuple(
        (
            Button(
                words.label("welcome-place-choice", place=each.label, time=words.clock(each.local_time)),
                data.joined(data.WELCOME, "place", each.zone.key),
            ),
        )
        for each in places
    )
    text = words("welcome-place-by-time" if is_by_time else "welcome-place-which")
    return Screen(text, (*rows, (_no(words),)))


def confirm_place(words: Words, found: Place) -> Screen:
    """Return the local time said back."""
    yes = Button(words.label("welcome-place-yes"), data.joined(data.WELCOME, "place", found.zone.key))
    text = words("welcome-place-confirm", place=found.label, time=words.clock(found.local_time))
    return Screen(text, ((yes,), (_no(words),)))


def ask_time(words: Words, *, is_unclear: bool = False) -> Screen:
    """Return the question when to ask."""
    rows = tuple(
        tuple(Button(words.clock(each), data.joined(data.WELCOME, "time", f"{each:%H%M}")) for each in row)
        for row in ASK_TIMES
    )
    text = words("welcome-time-unknown" if is_unclear else "welcome-time")
    return Screen(text, (*rows, _back(words, "place")))


def first(words: Words, at_time: time) -> Screen:
    """Return the question whether the first card comes now or at its time."""
    clock = words.clock(at_time)
    return Screen(
        words("welcome-first", time=clock),
        (
            (
                Button(words.label("welcome-first-now"), data.joined(data.WELCOME, "first", "now")),
                Button(
                    words.label("welcome-first-later", time=clock),
                    data.joined(data.WELCOME, "first", "later"),
                ),
            ),
            _back(words, "time"),
        ),
    )


def set_up(words: Words, at_time: time, *, is_today: bool) -> Screen:
    """Return the end of the welcome, for who wants the first card at its time."""
    return Screen(
        words("welcome-set-today" if is_today else "welcome-set-tomorrow", time=words.clock(at_time))
    )


def agree_first(words: Words) -> Screen:
    """Return the short answer to whatever is sent before the agreement."""
    agree = Button(words.label("welcome-agree"), data.joined(data.WELCOME, "agree"))
    return Screen(words("welcome-agree-first"), ((agree,), _support(words)))


def place_tap(words: Words) -> Screen:
    """Return the answer to a yes or no where a place or a tap is needed."""
    return Screen(words("welcome-place-tap"), (_back(words, "role"),))


def back_in(
    words: Words,
    weekdays: frozenset[int],
    at_time: time,
    *,
    is_paused: bool,
    until: When | None = None,
) -> Screen:
    """Return the way back in, for who is set up."""

    def go(key: str, where: str) -> Button:
        return Button(words.label(key), data.joined(data.GO, where))

    rows: tuple[tuple[Button, ...], ...] = (
        (go("button-checkin", "checkin"),),
        (go("button-week", "week"), go("button-month", "month")),
        (go("button-streak", "streak"), go("button-principles", "principles")),
        (go("button-moments", "moments"), go("button-settings", "settings")),
    )
    if is_paused:
        rows += ((go("button-resume", "resume"),),)
    rows += (_support(words),)
    if is_paused and until is not None:
        return Screen(words("welcome-back-paused-until", **told(words, until)), rows)
    if is_paused:
        return Screen(words("welcome-back-paused"), rows)
    return Screen(words("welcome-back-in", days=words.days(weekdays), time=words.clock(at_time)), rows)


def stranger(words: Words, host: Host, *, has_code: bool) -> Screen:
    """Return what somebody sees who was not invited, or whose invitation does not count (any more)."""
    key = "welcome-invite-used" if has_code else "welcome-stranger"
    return Screen(words(key, host=host.name, contact=host.contact))


def _back(words: Words, step: str) -> tuple[Button, ...]:
    return (Button(words.label("button-back"), data.joined(data.WELCOME, "back", step)),)


def _support(words: Words) -> tuple[Button, ...]:
    return (Button(words.label("button-support"), data.joined(data.GO, "safety")),)


def _no(words: Words) -> Button:
    return Button(words.label("welcome-place-no"), data.joined(data.WELCOME, "back", "place"))
