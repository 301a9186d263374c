"""Support: where help is to be had, in the participant's country and in many others."""

from __future__ import annotations

from bot.content.helplines import Support
from bot.content.words import Words
from bot.gateway.screen import Screen


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
