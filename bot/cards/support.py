"""Support: where help is to be had, and the calm sentence beside [Support] that answers words of danger."""

from __future__ import annotations

from dataclasses import replace

from bot.cards import data
from bot.content.helplines import Support
from bot.content.words import Words
from bot.gateway.screen import Button, Screen

TEXT_UNITS = 4096
"""As long as a message may be, in UTF-16 units."""


def support(words: Words, found: Support, country: str | None, *, is_discreet: bool = False) -> Screen:
    """Return the emergency number of the country, or the word to call the local one, and the directories."""
    lines = [words("support-opening")]
    if found.emergency and country:
        named = words.country(country)
        lines += [words("support-emergency", country=named, number=line.address) for line in found.emergency]
    else:
        lines.append(words("support-emergency-unknown"))
    listed = [
        words("support-line", name=line.name(words.language), address=line.address)
        for line in found.directories
    ]
    title = words("support-title")
    directories = "\n".join((words("support-directories"), *listed))
    return Screen(
        "\n\n".join(
            (
                title,
                "\n".join(lines),
                directories,
                words("support-note-discreet" if is_discreet else "support-note"),
            )
        )
    )


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
