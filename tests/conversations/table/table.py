"""The whole table: every state of the conversation against every input."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from zlib import crc32

from bot.domain.participant import today_of
from bot.gateway.outcome import Gone
from bot.simulator.chats import Standing
from bot.simulator.people import NotPossibleError
from tests.chat import CONTENT, Person, Stage, stage
from tests.conversations.table import kinds
from tests.conversations.table.acting import Here, Input
from tests.conversations.table.at_once import databases_at_once
from tests.conversations.table.inputs import every_input
from tests.conversations.table.laws import broken
from tests.conversations.table.playing import EVENING, Start, access_of
from tests.conversations.table.said import NotedContent
from tests.conversations.table.taps import TWICE
from tests.conversations.table.trying import State, Tried, errors_noted

NOTED = NotedContent.of(CONTENT)
UNHEARD = "unheard: they blocked the bot"
BESIDES = "Besides"
"""Somebody else who uses the bot, and whose words nobody else may touch."""

RARE = ("service message", "update", "in a ", "membership: of")
ONE_IN = 4

Column = Mapping[str, str]
"""What each input comes to in one state, by its title."""
Choose = Callable[[Input], bool]


class TableError(AssertionError):
    """Cells of the table in which a law does not hold, one a line."""


def everything(_: Input) -> bool:
    return True


def drawn_for(start: Start) -> Choose:
    """Choose what is tried where all would take too long: of what no button offers, and nobody says, only some in each state."""

    def is_drawn(each: Input) -> bool:
        is_rare = each.is_forged or each.group.startswith(RARE)
        return not is_rare or crc32(f"{start.name} {each.title}".encode()) % ONE_IN == 0

    return is_drawn


async def tried(start: Start, is_tried: Choose = everything) -> Column:
    """Try every chosen input in a state; raise TableError with every cell in which a law does not hold."""
    column: dict[str, str] = {}
    wrong: list[str] = []
    async with held(start) as (state, here):
        once: Tried | None = None
        for each in every_input(here):
            is_in_vain = each.group == TWICE and once is not None and not once.is_more_than_a_toast
            if is_in_vain or not is_tried(each):
                continue
            try:
                found = await state.tries(partial(each.act, here))
                wrong += [f"{each.title}: {law}" for law in await _broken(state, each, found, once)]
            except NotPossibleError:  # no app lets them do it here
                continue
            except Gone:
                column[each.title] = UNHEARD
                continue
            except Exception as error:  # noqa: BLE001  one cell: the others are told of, too
                wrong.append(f"{each.title}: {error!r}")
                continue
            finally:
                state.set_back()
            if each.group != TWICE:
                column[each.title] = found.told
            once = found
    if wrong:
        raise TableError("\n".join((start.name, *wrong)))
    return column


async def _broken(state: State, each: Input, found: Tried, once: Tried | None) -> list[str]:
    wrong = await broken(state, each, found)
    if each.group == TWICE and once is not None and once.after != found.after:
        wrong.append("a second tap changes something")
    return wrong


@asynccontextmanager
async def held(start: Start) -> AsyncIterator[tuple[State, Here]]:
    """Play up to a state, and hold it."""
    with tempfile.TemporaryDirectory() as folder, databases_at_once():
        async with stage(Path(folder), EVENING, access=access_of(start), content=NOTED.content) as scene:
            person = await start.play(scene)
            if start.access == "everyone":
                await _another_lives_here(scene)
            scene.telegram.group(kinds.GROUP["id"], "A group").chat.standing = Standing.OPEN
            state = State(scene, person, Path(folder) / "goldseam.db", NOTED.asked)
            await state.hold()
            try:
                with errors_noted(state.errors):
                    yield state, await _here(scene, person, state)
            finally:
                state.let_go()


async def _another_lives_here(scene: Stage) -> None:
    """Have somebody else keep a moment, and be offered to keep another one."""
    other = scene.person(BESIDES)
    await other.says("/start")
    for data in ("w:agree", "w:role:practising", "w:place:Europe/Istanbul", "w:time:2100", "w:first:now"):
        await other.forges(data)
    await other.says("5 5 a moment of mine")
    await other.says("words of mine")


async def _here(scene: Stage, person: Person, state: State) -> Here:
    """Return what inputs refer to in this state."""
    participant = await scene.store.participants.find(scene.store.db, person.body.id)
    has_zone = participant is not None and participant.zone is not None
    now = scene.clock.now()
    own = [message for message in person.body.messages if not message.is_from_bot]
    files = [message.id for message in own if message.kind != "text"]
    bots = [message.id for message in person.messages]
    cards = state.ids(
        "SELECT message_id FROM cards JOIN participants ON id = participant_id WHERE telegram_id = ?"
    )
    there = [each for each in bots if each in cards]
    mine = "SELECT each.id FROM {table} AS each JOIN participants AS p ON p.id = participant_id WHERE telegram_id "
    moments, offers = (mine.format(table=table) for table in ("moments", "offers"))
    return Here(
        body=person.body,
        language=participant.language if participant is not None else "en",
        today_on=today_of(participant, now) if participant is not None and has_zone else now.date(),
        own_id=own[-1].id if own else None,
        own_file_id=files[-1] if files else None,
        last_id=bots[-1] if bots else None,
        card_id=there[0] if there else None,
        own_moment=next(iter(state.ids(f"{moments} = ?")), "x"),
        others_moment=next(iter(state.ids(f"{moments} <> ?")), "x"),
        others_offer=next(iter(state.ids(f"{offers} <> ?")), "x"),
    )
