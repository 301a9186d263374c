"""Support: where help is to be had, in the participant's country and in many others."""

from __future__ import annotations

from collections.abc import Sequence

from bot.content.helplines import Directory, Helpline, Support
from bot.content.words import Words
from bot.gateway.screen import Screen


def support(words: Words, found: Support, country: str | None, *, is_discreet: bool = False) -> Screen:
    """Return the country's emergency number, or the word to call the local one, its helplines, and the directories."""
    lines = [words("support-opening")]
    if found.emergency and country:
        named = words.country(country)
        lines += [words("support-emergency", country=named, number=line.address) for line in found.emergency]
    else:
        lines.append(words("support-emergency-unknown"))
    title = words("support-title")
    directories = _listed(words, words("support-directories"), found.directories)
    known = []
    if found.emotional and country:
        heading = words("support-emotional", country=words.country(country))
        known.append(_listed(words, heading, found.emotional))
    if found.abuse and country:
        heading = words("support-abuse", country=words.country(country))
        known.append(_listed(words, heading, found.abuse))
    return Screen(
        "\n\n".join(
            (
                title,
                "\n".join(lines),
                *known,
                directories,
                words("support-note-discreet" if is_discreet else "support-note"),
            )
        )
    )


def _listed(words: Words, heading: str, lines: Sequence[Directory | Helpline]) -> str:
    listed = [words("support-line", name=line.name(words.language), address=line.address) for line in lines]
    return "\n".join((heading, *listed))
