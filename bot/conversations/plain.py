"""The plain answers: help, privacy, safety and language."""

from __future__ import annotations

from dataclasses import replace

from bot.cards import answers as screens
from bot.cards import support
from bot.cards.data import Tap
from bot.content.catalogue import Content
from bot.conversations import command_list, welcome
from bot.conversations.context import Turn
from bot.domain.participant import Participant
from bot.gateway.screen import Screen


async def help_(turn: Turn) -> None:
    """Answer /help."""
    await turn.say(screens.help_(turn.words))


async def unknown_command(turn: Turn, command: str) -> None:
    """Answer a command that nobody knows with the one it is like, or with all there are."""
    await turn.say(screens.unknown_command(turn.words, turn.tools.content.meant(command)))


async def privacy(turn: Turn) -> None:
    """Answer /privacy."""
    await turn.say(screens.privacy(turn.words, turn.tools.host))


async def safety(turn: Turn, participant: Participant | None) -> None:
    """Answer /safety and [Support]: always as a message of its own, so that the card stays."""
    turn.is_help_told = True
    await turn.say(_support(turn, _own_country(turn, participant)))


async def safety_tapped(turn: Turn, participant: Participant | None, tap: Tap) -> None:
    """Show another country's numbers in the place of one's own; nothing about that is kept."""
    known = turn.tools.content.helplines.countries
    match tap.parts:
        case ("own",):
            await turn.show(_support(turn, _own_country(turn, participant)))
        case ("page", page) if page.isascii() and page.isdigit():
            await turn.show(support.countries(turn.words, known, int(page[:3])))
        case (country,) if country in known:
            await turn.show(_support(turn, country))
        case _:
            await turn.toast(turn.words.label("card-stale"))


def _support(turn: Turn, country: str | None) -> Screen:
    found = turn.tools.content.helplines.support(country)
    return support.support(turn.words, found, country, is_discreet=turn.is_discreet)


def _own_country(turn: Turn, participant: Participant | None) -> str | None:
    return None if participant is None else country_of(turn.tools.content, participant)


def country_of(content: Content, participant: Participant) -> str | None:
    """Return the country that [Support] is for: the one that was chosen, else their time zone's; None for no country's zone."""
    if participant.country is not None or participant.zone is None:
        return participant.country
    return content.towns.country_of(participant.zone)


async def language(turn: Turn) -> None:
    """Answer /language."""
    await turn.say(screens.languages(turn.words, turn.tools.every_words()))


async def language_tapped(turn: Turn, participant: Participant, tap: Tap) -> None:
    """Take the choice of a language."""
    chosen = tap.parts[0] if tap.parts else ""
    if chosen not in turn.tools.content.languages:
        await turn.toast(turn.words.label("card-stale"))
        return
    async with turn.store.db.transaction() as tx:
        present = await turn.store.participants.get(tx, participant.id) or participant
        changed = replace(present, language=chosen)
        await turn.store.participants.save(tx, changed)
    words = turn.tools.content.words(chosen)
    await turn.show(screens.plain(words, "language-set"))
    if not changed.is_set_up:
        await turn.say(welcome.step_screen(turn.tools, words, changed))
    await command_list.follow(turn, chosen)
