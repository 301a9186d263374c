"""Short answers: to commands, to typed words, and the questions that come after a finished card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

from bot.cards import behind, data
from bot.cards.welcome import Host
from bot.cards.when import When, told
from bot.content.words import Words
from bot.domain.participant import Afraid
from bot.gateway.screen import Behind, Button, Screen

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


def ask_afraid(words: Words, *, is_discreet: bool = False, is_open: bool = False) -> Screen:
    """Return the plain question about fear; discreet: behind a tap, unless it `is_open`."""
    hiding = Behind("prompt-discreet", data.joined(data.FOLLOW_UP, "afraid", "open")) if is_discreet else None
    if hiding is not None and not is_open:
        return behind.line(words, hiding)
    answers = tuple(
        (Button(words.label(f"afraid-{each.value}"), data.joined(data.FOLLOW_UP, "afraid", each.value)),)
        for each in Afraid
    )
    not_now = (Button(words.label("button-not-now"), data.joined(data.FOLLOW_UP, "afraid", "later")),)
    return Screen(words("ask-afraid"), (*answers, not_now), behind=hiding)


def afraid_kept(words: Words) -> Screen:
    """Return what takes the place of the question about fear. It is the same for every answer: none can be read from it."""
    return Screen(words("ask-afraid-calm"), (_support(words),))


def name_unclear(words: Words, offer: Screen) -> Screen:
    """Return that words were not taken for the name that was asked for, with the offer to keep them."""
    return replace(offer, text=f"{words('ask-name-unclear')}\n\n{offer.text}")


def name_kept(words: Words, name: str) -> Screen:
    """Return the name said back, with the ways to another one or to none."""
    again = Button(words.label("ask-name-another"), data.joined(data.FOLLOW_UP, "name", "again"))
    none = Button(words.label("ask-name-without"), data.joined(data.FOLLOW_UP, "name", "no"))
    return Screen(words("ask-name-kept", name=name), ((again, none),))


def offer(
    words: Words,
    offer_id: str,
    on: date,
    *,
    is_today: bool = True,
    is_album: bool = False,
    is_button: bool = False,
    is_paused: bool = False,
    meant: str | None = None,
) -> Screen:
    """Return the offer to keep words that no card was open for, for the day on which they were written.

    Words that stand on a button may have been meant for it: `is_button`. Those that are a request but for one letter
    were perhaps that: `meant`, named like its command. Whoever writes while `is_paused` may want to be asked again.
    """
    count = "all" if is_album else "one"
    text: str = words("words-offer", count=count)
    if not is_today:
        text = words("words-offer-of", count=count, day=words.day(on))
    asks: tuple[tuple[Button, ...], ...] = ()
    if meant is not None:
        text = f"{words('words-meant')}\n\n{text}"
        does = words.label("words-meant-button", command=meant, does=words.label(f"command-{meant}"))
        asks = ((Button(does, data.joined(data.MEANT, meant, offer_id)),),)
    if is_paused:
        back = Button(words.label("button-resume"), data.joined(data.GO, "back"))
        asks = (*asks, (back,))
    return Screen(
        f"{text}\n\n{words('words-button')}" if is_button else text,
        (
            *asks,
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


def not_kept(words: Words, key: str, message_ids: Sequence[int]) -> Screen:
    """Return in discreet mode that words, or a file, are not kept, with the way to have them gone from the chat."""
    return Screen(words(key), ((Button(words.label("words-delete"), data.delete_words(message_ids)),),))


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


def hiding_offer(offer_id: str) -> Behind:
    """Return what stands in discreet mode in the place of a question about words, until it is answered."""
    return Behind("prompt-discreet", data.joined(data.WORDS, offer_id, "show"))


def discreet_offer(words: Words, offer_id: str, asked: Screen) -> Screen:
    """Return a question about words with the way to hide it."""
    closes = data.joined(data.WORDS, offer_id, "close")
    return behind.closable(words, asked, hiding_offer(offer_id), closes)


def pause_which(words: Words, *, is_unclear: bool = False) -> Screen:
    """Return the choice of how long to be quiet."""
    days = tuple(
        Button(words.label("pause-days", days=each), data.joined(data.PAUSE, str(each)))
        for each in PAUSE_DAYS
    )
    until = Button(words.label("pause-open"), data.joined(data.PAUSE, "open"))
    text = words("pause-unclear" if is_unclear else "pause-which")
    return Screen(text, (days, (until,), _support(words)))


def paused(words: Words, until: When | None) -> Screen:
    """Return that the bot is quiet now, and when it will ask again if that is known."""
    text = words("pause-set-open") if until is None else words("pause-set-until", **told(words, until))
    resume = Button(words.label("button-resume"), data.joined(data.GO, "resume"))
    return Screen(text, ((resume,), _support(words)))


def resumed(words: Words, at: When) -> Screen:
    """Return when the next card comes after a pause."""
    return Screen(words("resume-set", **told(words, at)), (_support(words),))


def not_paused(words: Words, weekdays: frozenset[int], at_time: time) -> Screen:
    """Return that there was no pause to end."""
    text = words("resume-not-paused", days=words.days(weekdays), time=words.clock(at_time))
    return Screen(text, (_support(words),))


def skip_set(words: Words, at: When) -> Screen:
    """Return that today rests, and when the next card comes."""
    return Screen(words("skip-set", **told(words, at)), (_support(words),))


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


def help_(words: Words) -> Screen:
    """Return what the bot can do."""
    return Screen(words("help"), (_support(words),))


def unknown_command(words: Words, meant: str | None) -> Screen:
    """Return that there is no such command, with the one that was meant perhaps, or with all there are."""
    unknown = words("help-unknown-command")
    if meant is not None:
        return Screen(f"{unknown} {words('help-meant', command=meant)}", (_support(words),))
    return Screen(f"{unknown}\n\n{words('help')}", (_support(words),))


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
    """Return that everything is erased, what remains elsewhere, and the way back, which hangs on who may enter.

    It can be closed: nobody is known any more for whom it could go by itself.
    """
    text = words("delete-done", host=host.name, contact=host.contact, access=access)
    close = Button(words.label("button-close"), data.joined(data.DELETE, "close"))
    return Screen(text, (_support(words), (close,)))


def kept(words: Words, *, is_written: bool) -> Screen:
    """Return the constant line for what was kept."""
    return Screen(words("kept" if is_written else "kept-sent"), (_support(words),))


def plain(words: Words, key: str) -> Screen:
    """Return a message of one text and no buttons."""
    return Screen(words(key))


def supported(words: Words, key: str) -> Screen:
    """Return a message of one text with [Support]."""
    return Screen(words(key), (_support(words),))


def _support(words: Words) -> tuple[Button, ...]:
    return (Button(words.label("button-support"), data.joined(data.GO, "safety")),)
