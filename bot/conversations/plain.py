"""The plain answers: help, privacy, safety, language, and erasing everything."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from bot.cards import answers as screens
from bot.cards import support
from bot.cards.data import Tap
from bot.content.catalogue import Content
from bot.conversations import command_list, welcome
from bot.conversations.context import Turn
from bot.domain.participant import Participant
from bot.gateway.outcome import DeliveryError


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
    content = turn.tools.content
    country = None if participant is None else country_of(content, participant)
    found = content.helplines.support(country)
    turn.is_help_told = True
    await turn.say(support.support(turn.words, found, country, is_discreet=turn.is_discreet))


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


async def delete(turn: Turn) -> None:
    """Answer /delete: ask once."""
    await turn.say(screens.delete_ask(turn.words))


async def delete_tapped(turn: Turn, participant: Participant | None, tap: Tap) -> None:
    """Erase everything, or keep it. The rows go, then their traces in the log, then it is said."""
    match tap.parts:
        case ("no",):
            await turn.show(screens.plain(turn.words, "delete-kept"))
        case ("yes",):
            if participant is not None:
                if turn.is_discreet:
                    await _clear_chat(turn, participant)
                async with turn.store.db.transaction() as tx:
                    await turn.store.participants.erase(tx, participant)
                await turn.store.db.checkpoint()
                turn.behind = None  # nobody is there any more for whom to keep account of it
            await command_list.take_back(turn)
            await turn.show(screens.delete_done(turn.words, turn.tools.host, turn.tools.access.mode))
        case ("close",) if turn.tapped_message_id is not None:
            await turn.clear(turn.tapped_message_id)
        case _:
            await turn.toast(turn.words.label("card-stale"))


async def _clear_chat(turn: Turn, participant: Participant) -> None:
    """Have what is open go, and the lines, while it is known where they stand; trouble on the line keeps nobody's data."""
    with suppress(DeliveryError):
        for message_id in await turn.store.open_screens.of(turn.store.db, participant.id):
            if message_id != turn.tapped_message_id:
                await turn.tools.outbox.delete(turn.telegram_id, message_id)
