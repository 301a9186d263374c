"""The settings as screens: the list of all, one with its choices, what was changed and from when, and what was unclear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.cards import data, look_back
from bot.cards.choices import Seen, choices, in_rows, setting_data, value
from bot.cards.welcome import Place
from bot.cards.when import told, when
from bot.content.words import Html, Words
from bot.domain.participant import Participant, Setting
from bot.domain.schedule import Planned
from bot.domain.settings import IN_RHYTHM, has_quiet_hours, offered
from bot.gateway.screen import Button, Screen

OPEN, CLOSE = "menu", "close"
"""The data of buttons that open the list, and hide it."""


@dataclass(frozen=True, slots=True)
class Coming:
    """What the clock sends next, as was planned; None where nothing is to come.

    `is_here`: today's card came already, or was opened. `letter_on` is the last day of the next letter's week.
    """

    card: Planned | None = None
    is_here: bool = False
    letter_on: date | None = None


def menu(words: Words, seen: Seen) -> Screen:
    """Return the list of all settings with their present values, and a button for each."""
    settings = offered(seen.participant)
    lines = [
        words("settings-line", label=label(words, setting), value=value(words, seen, setting))
        for setting in settings
    ]
    buttons = [Button(label(words, setting), setting_data(setting.value)) for setting in settings]
    rows = in_rows(buttons, 2)
    is_paused = seen.participant.paused_at is not None
    if is_paused:
        rows += ((Button(words.label("button-resume"), data.joined(data.GO, "resume")),),)
    export = Button(words.label("button-export"), data.joined(data.GO, "export"))
    rows += ((export, Button(words.label("button-import"), data.joined(data.GO, "import"))),)
    opening = [words("settings-paused")] if is_paused else []
    text = "\n\n".join((words("settings-title"), *opening, "\n".join(lines), words("settings-hint")))
    return _behind(words, seen, Screen(text, rows), OPEN)


def one(words: Words, seen: Seen, setting: Setting) -> Screen:
    """Return a setting with its present value and the choices there are."""
    title = words("settings-one", label=label(words, setting), value=value(words, seen, setting))
    return _behind(
        words,
        seen,
        Screen(f"{title}\n\n{_asked(words, setting)}", (*choices(words, seen, setting), _back(words))),
        setting.value,
    )


def changed(words: Words, seen: Seen, setting: Setting, coming: Coming) -> Screen:
    """Return what was chosen, and from when it counts; of the weekdays the choices stay, for the next one."""
    parts = [_now(words, seen, setting), *_from_when(words, seen, setting, coming)]
    rows = choices(words, seen, setting) if setting is Setting.WEEKDAYS else ()
    if _has_no_card_today(seen, setting, coming):
        rows += ((Button(words.label("button-checkin"), data.joined(data.GO, "checkin")),),)
    back = (Button(words.label("settings-back"), setting_data(OPEN)),)
    return _behind(words, seen, Screen("\n\n".join(parts), (*rows, back)), OPEN)


def unclear(words: Words, setting: Setting, offer: Screen) -> Screen:
    """Return the hint for words that a setting cannot be read from, with the offer to keep them."""
    hint = words(f"settings-unclear-{_name(setting)}")
    settings = Button(words.label("settings-back"), data.joined(data.GO, "settings"))
    rows = (offer.rows[0], (settings,), *offer.rows[1:])
    return replace(offer, text=f"{hint}\n\n{offer.text}", rows=rows)


def unchanged(words: Words, seen: Seen) -> Screen:
    """Return that everything stays as it is, for whoever says no to a setting."""
    back = (Button(words.label("settings-back"), setting_data(OPEN)),)
    return _behind(words, seen, Screen(words("settings-unchanged"), (back,)), OPEN)


def which_place(words: Words, seen: Seen, places: Sequence[Place], *, is_by_time: bool) -> Screen:
    """Return the choice among places, or the one place with its local time said back."""
    zone = Setting.ZONE.value
    again = (Button(words.label("welcome-place-no"), setting_data(zone)),)
    if len(places) == 1:
        (found,) = places
        text = words("welcome-place-confirm", place=found.label, time=words.clock(found.local_time))
        yes = Button(words.label("welcome-place-yes"), setting_data(zone, found.zone.key))
        return _behind(words, seen, Screen(text, ((yes,), again)), zone)
    rows = tuple(
        (
            Button(
                words.label("welcome-place-choice", place=each.label, time=words.clock(each.local_time)),
                setting_data(zone, each.zone.key),
            ),
        )
        for each in places
    )
    text = words("welcome-place-by-time" if is_by_time else "welcome-place-which")
    return _behind(words, seen, Screen(text, (*rows, again)), zone)


def place_tap(words: Words, seen: Seen) -> Screen:
    """Return the answer to a "yes" where only a tap says which place is meant."""
    return _behind(words, seen, Screen(words("welcome-place-tap"), (_back(words),)), Setting.ZONE.value)


def hidden(words: Words) -> Screen:
    """Return the neutral line that stands for the settings in discreet mode."""
    return look_back.hidden(words, setting_data(OPEN))


def label(words: Words, setting: Setting) -> str:
    """Return what a setting is called on its button."""
    return words.label(f"settings-label-{_name(setting)}")


def _name(setting: Setting) -> str:
    return setting.value.replace("_", "-")


def _back(words: Words) -> tuple[Button, ...]:
    return (Button(words.label("button-back"), setting_data(OPEN)),)


def _behind(words: Words, seen: Seen, screen: Screen, opens: str) -> Screen:
    """Add [Support]; in discreet mode [Close] beside it, and what takes the screen's place after a while."""
    support = Button(words.label("button-support"), data.joined(data.GO, "safety"))
    if not seen.participant.is_discreet:
        return replace(screen, rows=(*screen.rows, (support,)))
    close = Button(words.label("button-close"), setting_data(CLOSE))
    hiding = look_back.hiding(setting_data(opens))
    return replace(screen, rows=(*screen.rows, (close, support)), behind=hiding)


def _asked(words: Words, setting: Setting) -> Html:
    return words(f"settings-ask-{_name(setting)}")


def _date_of(words: Words, seen: Seen, on: date) -> str:
    """Return a calendar date as it is called now.

    Between midnight and the day's end "today" may be either date, so there each is named in full.
    """
    present_on = seen.local_now.date()
    called = {present_on: "settings-today", present_on + timedelta(days=1): "settings-tomorrow"}
    if seen.today_on == present_on and on in called:
        return words.label(called[on])
    return words.day(on)


def _from_when(words: Words, seen: Seen, setting: Setting, coming: Coming) -> list[Html]:
    """From when a change counts, as it was planned."""
    if setting is Setting.LETTER and coming.letter_on is not None:
        return [words("settings-next-letter", day=words.day(coming.letter_on))]
    if seen.participant.paused_at is not None and setting in (*IN_RHYTHM, Setting.LETTER):
        return [words("settings-when-back")]
    if setting not in IN_RHYTHM or coming.card is None:
        return []
    if seen.participant.zone is None:
        return []
    at = when(coming.card, seen.participant.zone)
    here = [words("settings-card-is-here")] if coming.is_here and _is_for_later(seen, coming) else []
    day = told(words, at) | ({} if at.is_night else {"day": _date_of(words, seen, at.date_on)})
    return [*here, words("settings-next-card", **day)]


def _has_no_card_today(seen: Seen, setting: Setting, coming: Coming) -> bool:
    return setting in IN_RHYTHM and not coming.is_here and _is_for_later(seen, coming)


def _is_for_later(seen: Seen, coming: Coming) -> bool:
    return coming.card is not None and coming.card.on > seen.today_on


def _now(words: Words, seen: Seen, setting: Setting) -> Html:
    """Return what holds from now on."""
    participant = seen.participant
    match setting:
        case Setting.TIME | Setting.WEEKDAYS:
            asked_at = value(words, seen, Setting.TIME)
            text = words("settings-now-time", days=words.days(participant.weekdays), time=asked_at)
        case Setting.DAY_END:
            text = words("settings-now-day-end", time=words.clock(participant.day_end))
        case Setting.LANGUAGE:
            text = words("language-set")
        case Setting.LETTER:
            text = words("settings-now-letter", days=words.days(frozenset({participant.letter_weekday})))
        case Setting.DISCREET:
            is_on = participant.is_discreet
            text = words("settings-now-discreet-on" if is_on else "settings-now-discreet-off")
        case _:
            text = _now_none(words, participant, setting) or _now_some(words, seen, setting)
    return text


def _now_none(words: Words, participant: Participant, setting: Setting) -> Html | None:
    """Return that there is none of something from now on, where that was chosen."""
    if setting is Setting.NAME and participant.name is None:
        return words("ask-name-none")
    if setting is Setting.NUDGE and participant.nudge_minutes is None:
        return words("settings-now-nudge-none")
    if setting is Setting.QUIET and not has_quiet_hours(participant):
        return words("settings-now-quiet-none")
    return None


def _now_some(words: Words, seen: Seen, setting: Setting) -> Html:
    participant = seen.participant
    if setting is Setting.NAME:
        return words("ask-name-kept", name=participant.name or "")
    if setting is Setting.QUIET:
        begin, end = words.clock(participant.quiet_from), words.clock(participant.quiet_until)
        return words("settings-now-quiet", begin=begin, end=end)
    return words(f"settings-now-{_name(setting)}", value=value(words, seen, setting))
