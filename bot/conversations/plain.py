"""The plain answers: help, privacy, safety, language, and erasing everything."""

from __future__ import annotations

from dataclasses import replace

from bot.cards import answers as screens
from bot.cards import support
from bot.cards.data import Tap
from bot.conversations import welcome
from bot.conversations.context import Turn
from bot.domain.participant import Participant


async def help_(turn: Turn) -> None:
    """Answer /help."""
    await turn.say(screens.help_(turn.words))


async def unknown_command(turn: Turn) -> None:
    """Answer a command that nobody knows with what there is."""
    await turn.say(screens.help_(turn.words, is_unknown_command=True))


async def privacy(turn: Turn) -> None:
    """Answer /privacy."""
    await turn.say(screens.privacy(turn.words, turn.tools.host))


async def safety(turn: Turn, participant: Participant | None) -> None:
    """Answer /safety and [Support]: always as a message of its own, so that the card stays."""
    content = turn.tools.content
    country = None
    if participant is not None:
        country = participant.country
        if country is None and participant.zone is not None:
            country = content.towns.country_of(participant.zone)
    await turn.say(support.support(turn.words, content.helplines.support(country), country))


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


async def delete(turn: Turn) -> None:
    """Answer /delete: ask once."""
    await turn.say(screens.delete_ask(turn.words))


async def delete_tapped(turn: Turn, participant: Participant | None, tap: Tap) -> None:
    """Erase everything, or keep it. The rows go first, then their traces in the log, then it is said."""
    match tap.parts:
        case ("no",):
            await turn.show(screens.plain(turn.words, "delete-kept"))
        case ("yes",):
            if participant is not None:
                async with turn.store.db.transaction() as tx:
                    await turn.store.participants.erase(tx, participant)
                await turn.store.db.checkpoint()
            await turn.show(screens.delete_done(turn.words, turn.tools.host, turn.tools.access.mode))
        case _:
            await turn.toast(turn.words.label("card-stale"))
