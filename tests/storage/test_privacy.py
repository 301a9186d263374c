"""Nothing that a person wrote or answered can be read in the files, and what they erase is gone from every byte."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.checkin import CheckIn, Said
from bot.domain.day import Closing, State
from bot.domain.moment import MomentKind
from bot.domain.participant import Afraid, Participant, Role
from bot.domain.patterns import Pattern
from bot.domain.step import CameTo
from bot.storage.deliveries import Kind
from bot.storage.inbox import Arrival
from bot.storage.moments import Moment
from bot.storage.offers import Offer
from bot.storage.patterns import ToldPattern
from bot.storage.principles import ShownPrinciple
from bot.storage.store import Store
from bot.storage.taken import TakenAs
from tests.storage.conftest import NOW, content, joined

ON = date(2025, 3, 7)
ZONE = "Europe/Istanbul"
CODE = "CANARY-CODE"
DANGER_ON = date(2031, 7, 19)
MESSAGE_ID = 0x2B4D_6F81
CANARIES = [
    "CANARY",
    "kanarya çığlığı",
    Said.NO_CONTACT,
    Said.UNSAID,
    Role.PRACTISING,
    Afraid.SOMETIMES,
    CameTo.PARTLY,
    Pattern.SAFETY_LOWER_ON_WEEKENDS,
    DANGER_ON,
]


async def live(store: Store, person: Participant, first_on: date, days: int = 1) -> None:
    """Let somebody leave a row in every table."""
    async with store.db.transaction() as tx:
        sealed = replace(
            person,
            name="CANARY-NAME",
            role=Role.PRACTISING,
            afraid=Afraid.SOMETIMES,
            danger_on=DANGER_ON,
        )
        await store.participants.save(tx, sealed)
        shown = ShownPrinciple("2025-W10", 0, "CANARY-PRINCIPLE", 1, first_on, True, CameTo.PARTLY, first_on)
        await store.principles.show(tx, person.id, shown, NOW)
        pattern = Pattern.SAFETY_LOWER_ON_WEEKENDS
        await store.patterns.tell(tx, person.id, ToldPattern("2025-W10", first_on, pattern))
        await store.sent_again.is_first(tx, person.id, "lt:2025-03-07:picture", "1", NOW)
        await store.open_screens.note(
            tx, person.telegram_id, MESSAGE_ID, NOW, line="prompt-discreet", opens="c:2025-03-07:open"
        )
        for number in range(days):
            on, message_id = first_on + timedelta(days=number), MESSAGE_ID + 5 * number
            checkin = CheckIn(on, safety=Said.NO_CONTACT, openness=Said.UNSAID)
            photo = Moment(MomentKind.PHOTO, "kanarya çığlığı " * 20, "CANARY-FILE")
            body = f'{{"text": "CANARY-UPDATE of {person.telegram_id}"}}'
            await store.checkins.record(tx, person.id, checkin, ZONE, NOW)
            await store.moments.keep(tx, person.id, on, ZONE, NOW, message_id, photo)
            await store.offers.add(tx, person.id, Offer("", message_id, NOW, on, True, False, photo))
            await store.taken.note(tx, person.id, message_id, TakenAs.WORDS, on)
            await store.albums.note(tx, person.id, f"1{message_id}", NOW, answered_to=message_id, on=on)
            await store.cards.add(tx, person.id, message_id, on, NOW)
            await store.days.close(tx, person.id, on, Closing(State.KEPT), NOW)
            await store.deliveries.plan(tx, person.id, Kind.PROMPT, on, NOW)
            arrival = Arrival(person.telegram_id + message_id, person.telegram_id, body, NOW)
            await store.inbox.add_all(tx, [arrival])
        await store.invites.add(tx, f"{CODE}{person.id}", NOW)
        await store.invites.use(tx, f"{CODE}{person.id}", person.telegram_id, NOW)


async def rows_by_table(store: Store) -> dict[str, int]:
    """How many rows each table has, but for those that belong to nobody."""
    tables = await store.db.rows("SELECT name FROM sqlite_master WHERE type = 'table'", {})
    names = {table["name"] for table in tables} - {"migrations", "vault_keys", "greeted_groups"}
    return {name: len(await store.db.rows(f"SELECT 1 FROM {name}", {})) for name in names}


def as_stored(number: int) -> bytes:
    """How SQLite writes a number of five or six bytes."""
    return number.to_bytes(6, "big")


@pytest.mark.parametrize("is_checkpointed", [False, True])
async def test_no_word_name_or_answer_can_be_read_in_any_file(
    store: Store, ana: Participant, path: Path, is_checkpointed: bool
) -> None:
    await live(store, ana, ON)
    if is_checkpointed:
        await store.db.checkpoint()
    everywhere = content(path)
    assert ZONE.encode() in everywhere, "what is not sealed can be read: the right files are looked at"
    for canary in CANARIES:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert str(canary).encode(encoding) not in everywhere


async def test_erasing_the_only_participant_leaves_no_row_but_a_used_invite(
    store: Store, ana: Participant
) -> None:
    """Whoever adds a table finds it here, first without a row, then with one too many."""
    await live(store, ana, ON)
    assert all((await rows_by_table(store)).values()), "`live` leaves a row in every table"
    async with store.db.transaction() as tx:
        await store.participants.erase(tx, ana)
    assert {name for name, rows in (await rows_by_table(store)).items() if rows} == {"invites"}
    (invite,) = await store.db.rows("SELECT * FROM invites", {})
    assert invite["used_by"] is None


async def test_what_is_erased_is_in_no_byte_of_any_file(store: Store, ana: Participant, path: Path) -> None:
    """Among sixty others, whose rows lie around hers and move when hers go."""
    others = [await joined(store, ana.telegram_id + number) for number in range(1, 61)]
    for person in others[:30]:
        await live(store, person, ON, days=3)
    await live(store, ana, ON, days=20)
    for person in others[30:]:
        await live(store, person, ON, days=3)
    blobs = await blobs_of(store, ana)
    assert len(blobs) > 100
    before = content(path)
    assert all(blob in before for blob in blobs)
    async with store.db.transaction() as tx:
        await store.participants.erase(tx, ana)
    assert await store.db.checkpoint()
    everywhere = content(path)
    assert ana.id.encode() not in everywhere
    assert as_stored(ana.telegram_id) not in everywhere
    assert [blob for blob in blobs if blob in everywhere] == []
    assert others[0].id.encode() in everywhere
    assert as_stored(others[0].telegram_id) in everywhere
    assert len(await store.checkins.kept_days(store.db, others[0].id)) == 3


async def blobs_of(store: Store, person: Participant) -> set[bytes]:
    """Every sealed value of somebody's."""
    tables = ["checkins", "moments", "offers", "shown_principles", "told_patterns"]
    rows = [
        row
        for table in tables
        for row in await store.db.rows(f"SELECT * FROM {table} WHERE participant_id = :id", {"id": person.id})
    ]
    rows += await store.db.rows("SELECT * FROM participants WHERE id = :id", {"id": person.id})
    rows += await store.db.rows("SELECT * FROM inbox WHERE telegram_id = :id", {"id": person.telegram_id})
    return {value for row in rows for value in row if isinstance(value, bytes)}
