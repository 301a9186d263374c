"""Support: where help is to be had, and the calm sentence beside [Support] that answers words of danger."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.cards import data
from bot.content.helplines import Kind, Support
from bot.content.words import Html, Words
from bot.gateway.screen import Button, Screen

ON_A_PAGE = 14
KEYS = {Kind.EMOTIONAL: "support-emotional", Kind.ABUSE: "support-abuse"}
TEXT_UNITS = 4096
"""As long as a message may be, in UTF-16 units."""


def support(words: Words, found: Support, country: str | None, *, is_discreet: bool = False) -> Screen:
    """Return what is known for the country: emergency, somebody to talk to, help against abuse; and the directories."""
    lines = [words("support-opening")]
    if found.emergency and country:
        named = words.country(country)
        lines += [words("support-emergency", country=named, number=line.address) for line in found.emergency]
    elif country:
        lines.append(words("support-emergency-unlisted", country=words.country(country)))
    else:
        lines.append(words("support-emergency-unknown"))
    helplines = [words(KEYS[line.kind], name=line.name, number=line.address) for line in found.helplines]
    listed = [
        words("support-line", name=line.name(words.language), address=line.address)
        for line in found.directories
    ]
    note = words("support-note-discreet" if is_discreet else "support-note")
    parts = (words("support-title"), Html("\n".join(lines)), *helplines)
    directories = Html("\n".join((words("support-directories"), *listed)))
    another = Button(words.label("support-another"), data.joined(data.HELP, "page", "1"))
    return Screen("\n\n".join((*parts, directories, note)), ((another,),))


def countries(words: Words, known: Collection[str], page: int) -> Screen:
    """Return a page of the countries of which any number is known, by their names; the nearest page that there is."""
    ordered = sorted(known, key=lambda code: words.sorted_as(words.country(code)))
    pages = max(1, -(-len(ordered) // ON_A_PAGE))
    page = min(max(page, 1), pages)
    shown = [
        Button(words.country(code), data.joined(data.HELP, code))
        for code in ordered[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    ]
    rows = [tuple(shown[at : at + 2]) for at in range(0, len(shown), 2)]
    earlier = Button(words.label("principles-earlier"), data.joined(data.HELP, "page", str(page - 1)))
    more = Button(words.label("principles-more"), data.joined(data.HELP, "page", str(page + 1)))
    turning = (*((earlier,) if page > 1 else ()), *((more,) if page < pages else ()))
    back = Button(words.label("button-back"), data.joined(data.HELP, "own"))
    return Screen(words("support-countries"), (*rows, *((turning,) if turning else ()), (back,)))


def beside(words: Words, screen: Screen) -> Screen:
    """Return a screen with the calm sentence that answers words of danger, beside [Support]; once is enough.

    Under a picture, or where a message is full, there is no room for it: then nothing changes.
    """
    sentence = words("support-beside")
    if sentence in screen.text:
        return with_support(words, screen)
    text = f"{screen.text}\n\n{sentence}"
    if screen.media is not None or len(text.encode("utf-16-le")) > 2 * TEXT_UNITS:
        return screen
    return with_support(words, replace(screen, text=text))


def is_beside(words: Words, screen: Screen) -> bool:
    """Tell whether a screen says that sentence."""
    return words("support-beside") in screen.text


def with_support(words: Words, screen: Screen) -> Screen:
    """Return a screen with [Support] on it."""
    opens = data.joined(data.GO, "safety")
    if any(button.data == opens for row in screen.rows for button in row):
        return screen
    return replace(screen, rows=(*screen.rows, (Button(words.label("button-support"), opens),)))


def alone(words: Words) -> Screen:
    """Return that sentence as a message of its own."""
    return with_support(words, Screen(words("support-beside")))
