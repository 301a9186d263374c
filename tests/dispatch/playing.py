"""What the plays of the dispatcher share: somebody who is asked at six, and how to look at their days and rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.day import Reason, State
from bot.domain.participant import Participant
from bot.storage.deliveries import Kind, Status
from tests.chat import Person, Stage

UNSENT = (State.REST, Reason.UNSENT)
DROPPED = (State.REST, Reason.DROPPED)
MISSED = (State.MISSED, None)
KEPT = (State.KEPT, None)


async def asked_at(scene: Stage, time: str, name: str = "Ana") -> Person:
    """Let somebody in who chose a time; with the evening of 2026-11-23 before them, their first card comes the day after."""
    person = scene.person(name)
    await person.is_welcomed(time=time)
    await person.taps(f"At {time}")
    return person


async def row_of(scene: Stage, person: Person) -> Participant:
    participant = await scene.store.participants.find(scene.store.db, person.body.id)
    assert participant is not None
    return participant


async def states(scene: Stage, person: Person) -> dict[date, tuple[State, Reason | None]]:
    closed = await scene.store.days.states(scene.store.db, (await row_of(scene, person)).id)
    return {each.on: (each.state, each.reason) for each in closed}


async def status(scene: Stage, person: Person, kind: Kind, on: date) -> Status | None:
    return await scene.store.deliveries.find(scene.store.db, (await row_of(scene, person)).id, kind, on)


async def changes(scene: Stage, person: Person, **columns: Any) -> None:
    """Have a setting changed that has no command yet."""
    async with scene.store.db.transaction() as tx:
        participant = await row_of(scene, person)
        await scene.store.participants.change(tx, participant.id, lambda present: replace(present, **columns))


def prompts(person: Person) -> int:
    """How many cards that ask the first question stand in the chat."""
    return sum("How safe did you feel" in message.text for message in person.messages)


async def crashes_after_claiming(scene: Stage, person: Person, kind: Kind) -> None:
    """Claim what is due, die before it is recorded, and start again."""
    participant = await row_of(scene, person)
    for delivery in await scene.store.deliveries.due(scene.store.db, scene.clock.now(), 10):
        if (delivery.participant_id, delivery.kind) == (participant.id, kind):
            async with scene.store.db.transaction() as tx:
                assert await scene.store.deliveries.claim(tx, delivery.id, scene.clock.now())
    await starts_again(scene)


async def starts_again(scene: Stage) -> None:
    await scene.restarts()
    async with scene.store.db.transaction() as tx:
        await scene.store.deliveries.unsure_after_crash(tx)
