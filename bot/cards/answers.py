"""Short answers: to commands, to typed words, and the questions that come after a finished card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from bot.cards import data
from bot.cards.welcome import Host
from bot.content.words import Words
from bot.domain.participant import Afraid
from bot.gateway.screen import Button, Screen

PAUSE_DAYS = (3, 7, 14)


def ask_name(words: Words, *, has_name: bool = False) -> Screen:
    """Return the question whom it is about; [Not now] leaves a name that there is."""
    return Screen(
        words("ask-name"),
        (
            (
                Button(
                    words.label("button-not-now"),
                    data.joined(data.FOLLOW_UP, "name", "keep" if has_name else "no"),
                ),
            ),
        ),
    )


def ask_afraid(words: Words, *, is_discreet: bool = False) -> Screen:
    """Return the plain question about fear; discreet: behind a tap."""
    if is_discreet:
        opens = Button(words.label("prompt-discreet-open"), data.joined(data.FOLLOW_UP, "afraid", "open"))
        return Screen(words("prompt-discreet"), ((opens,),))
    answers = tuple(
        (Button(words.label(f"afraid-{each.value}"), data.joined(data.FOLLOW_UP, "afraid", each.value)),)
        for each in Afraid
    )
    not_now = (Button(words.label("button-not-now"), data.joined(data.FOLLOW_UP, "afraid", "later")),)
    return Screen(words("ask-afraid"), (*answers, not_now))


def afraid_kept(words: Words) -> Screen:
    """Return what takes the place of the question about fear. It is the same for every answer: none can be read from it."""
    return Screen(words("ask-afraid-calm"), (_support(words),))


def name_kept(words: Words, name: str) -> Screen:
    """Return the name said back, with the ways to another one or to none."""
    again = Button(words.label("ask-name-another"), data.joined(data.FOLLOW_UP, "name", "again"))
    none = Button(words.label("ask-name-without"), data.joined(data.FOLLOW_UP, "name", "no"))
    return Screen(words("ask-name-kept", name=name), ((again, none),))


def offer(words: Words, offer_id: str, on: date, *, is_today: bool = True) -> Screen:
    """Return the offer to keep words that no card was open for, for the day on which they were written."""
    return Screen(
        words("words-offer") if is_today else words("words-offer-of", day=words.day(on)),
        (
            (
                Button(
                    words.label("words-keep"),
                    data.joined(data.WORDS, offer_id, on.isoformat(), data.AS_MOMENT),
                ),
                Button(words.label("words-no"), data.joined(data.WORDS, offer_id, "no")),
            ),
            _support(words),
        ),
    )


def which_day(
    words: Words, offer_id: str, later_on: date, earlier_on: date, *, is_today: bool = True
) -> Screen:
    """Return the choice between two open cards; by their dates, where the later day is today no more."""
    later, earlier = words.label("words-today"), words.label("words-yesterday")
    if not is_today:
        later, earlier = words.day_short(later_on), words.day_short(earlier_on)
    choices = (
        Button(later, data.joined(data.WORDS, offer_id, later_on.isoformat())),
        Button(earlier, data.joined(data.WORDS, offer_id, earlier_on.isoformat())),
    )
    return Screen(words("words-which-day"), (choices, _support(words)))


def pause_which(words: Words, *, is_unclear: bool = False) -> Screen:
    """Return the choice of how long to be quiet."""
    days = tuple(
        Button(words.label("pause-days", days=each), data.joined(data.PAUSE, str(each)))
        for each in PAUSE_DAYS
    )
    until = Button(words.label("pause-open"), data.joined(data.PAUSE, "open"))
    return Screen(words("pause-unclear" if is_unclear else "pause-which"), (days, (until,)))


def paused(words: Words, until: tuple[date, time] | None) -> Screen:
    """Return that the bot is quiet now, and when it will ask again if that is known."""
    if until is None:
        text = words("pause-set-open")
    else:
        text = words("pause-set-until", day=words.day(until[0]), time=words.clock(until[1]))
    return Screen(text, ((Button(words.label("button-resume"), data.joined(data.GO, "resume")),),))


def resumed(words: Words, on: date, at_time: time) -> Screen:
    """Return when the next card comes after a pause."""
    return Screen(words("resume-set", day=words.day(on), time=words.clock(at_time)))


def not_paused(words: Words, at_time: time) -> Screen:
    """Return that there was no pause to end."""
    return Screen(words("resume-not-paused", days=words("every-day"), time=words.clock(at_time)))


def skip_set(words: Words, on: date, at_time: time) -> Screen:
    """Return that today rests, and when the next card comes."""
    return Screen(words("skip-set", day=words.day(on), time=words.clock(at_time)))


def languages(words: Words, every: Sequence[Words]) -> Screen:
    """Return the choice of language, each under its own name."""
    rows = tuple(
        (Button(each.label("language-name"), data.joined(data.LANGUAGE, each.language)),) for each in every
    )
    return Screen(words("language-which"), rows)


def privacy(words: Words, host: Host) -> Screen:
    """Return what is kept and who could read it, with the credits."""
    text = words("privacy", host=host.name, contact=host.contact)
    return Screen(f"{text}\n\n{words('privacy-credit')}")


def help_(words: Words, *, is_unknown_command: bool = False) -> Screen:
    """Return what the bot can do."""
    text = words("help")
    return Screen(
        f"{words('help-unknown-command')}\n\n{text}" if is_unknown_command else text, (_support(words),)
    )


def delete_ask(words: Words) -> Screen:
    """Return the one question before everything is erased."""
    return Screen(
        words("delete-ask"),
        (
            (Button(words.label("delete-no"), data.joined(data.DELETE, "no")),),
            (Button(words.label("delete-yes"), data.joined(data.DELETE, "yes")),),
        ),
    )


def delete_done(words: Words, host: Host, access: str) -> Screen:
    """Return that everything is erased, what remains elsewhere, and the way back, which hangs on who may enter."""
    return Screen(words("delete-done", host=host.name, contact=host.contact, access=access))


def kept(words: Words, *, is_written: bool) -> Screen:
    """Return the constant line for what was kept."""
    return Screen(words("kept" if is_written else "kept-sent"))


def plain(words: Words, key: str) -> Screen:
    """Return a message of one text and no buttons."""
    return Screen(words(key))


def _support(words: Words) -> tuple[Button, ...]:
    return (Button(words.label("button-support"), data.joined(data.GO, "safety")),)
