"""Erasing a participant: their mark first, then their rows, then the bytes that these leave in the files."""

from __future__ import annotations

import logging

from bot.domain.participant import Participant
from bot.log import event
from bot.storage.database import DatabaseUnavailable
from bot.storage.store import Store

logger = logging.getLogger(__name__)


async def erase(store: Store, participant: Participant | None) -> None:
    """Erase everything of a participant; None finishes what an earlier try left undone.

    Raises `DatabaseUnavailable` where that cannot be done now. Until it returns nobody may be told that it is done;
    asked again, it goes on where it stood.
    """
    async with store.erased.turn:
        if participant is not None:
            store.erased.erasing(participant.id)
            async with store.db.transaction() as tx:
                await store.participants.erase(tx, participant)
        await _overwrite(store)


async def erase_again(store: Store) -> int:
    """Erase whoever was erased already and stands in the database all the same; return how many.

    For a database that was copied back, and for a start after a crash in the middle of an erasure.
    """
    async with store.erased.turn:
        found = 0
        if store.erased.is_any:
            async with store.db.transaction() as tx:
                for person in await store.participants.everybody(tx):
                    if store.erased.covers(person.id):
                        await store.participants.erase(tx, person)
                        found += 1
        if found:
            event(logger, logging.WARNING, "erased_again", participants=found)
            await _vacuum(store)
        await _overwrite(store)
    return found


async def _overwrite(store: Store) -> None:
    owed = store.erased.owed
    if owed:
        await _vacuum(store)
        store.erased.overwritten(owed)


async def _vacuum(store: Store) -> None:
    if not await store.db.vacuum():
        raise DatabaseUnavailable("somebody still reads from the write-ahead log")
