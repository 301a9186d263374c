from __future__ import annotations

from datetime import date, timedelta

from bot.domain.moment import MomentKind
from bot.domain.participant import Participant
from bot.storage.moments import Moment
from bot.storage.offers import Offer
from bot.storage.principles import ShownPrinciple
from bot.storage.store import Store
from tests.storage.conftest import NOW, joined

WORDS = Moment(MomentKind.TEXT, "we talked", None)
CODE = "pk3Jd8-unguessable"


async def offer(store: Store, participant: Participant, moment: Moment = WORDS) -> str:
    async with store.db.transaction() as tx:
        return await store.offers.add(tx, participant.id, Offer("", 5, NOW, NOW.date(), False, False, moment))


async def use(store: Store, telegram_id: int, code: str = CODE) -> bool:
    async with store.db.transaction() as tx:
        return await store.invites.use(tx, code, telegram_id, NOW)


async def invite(store: Store) -> None:
    async with store.db.transaction() as tx:
        await store.invites.add(tx, CODE, NOW)


async def test_an_offer_waits_until_it_is_dropped(store: Store, ana: Participant) -> None:
    offer_id = await offer(store, ana)
    found = await store.offers.find(store.db, ana.id, offer_id)
    assert found is not None
    assert (found.id, found.message_id, found.made_at, found.moment) == (offer_id, 5, NOW, WORDS)
    async with store.db.transaction() as tx:
        assert await store.offers.drop(tx, offer_id)
        assert not await store.offers.drop(tx, offer_id)
    assert await store.offers.find(store.db, ana.id, offer_id) is None


async def test_a_message_handled_twice_makes_one_offer(store: Store, ana: Participant) -> None:
    assert await offer(store, ana) == await offer(store, ana)


async def test_an_offer_is_found_by_nobody_else(store: Store, ana: Participant) -> None:
    offer_id = await offer(store, ana)
    assert await store.offers.find(store.db, (await joined(store, 8)).id, offer_id) is None


async def test_an_edited_message_changes_its_offer(store: Store, ana: Participant) -> None:
    offer_id = await offer(store, ana)
    async with store.db.transaction() as tx:
        assert await store.offers.change(tx, ana.id, 5, "we talked for long")
        assert not await store.offers.change(tx, ana.id, 6, "another message")
    found = await store.offers.find(store.db, ana.id, offer_id)
    assert found is not None
    assert found.moment.text == "we talked for long"


async def test_an_invite_lets_one_person_in_as_often_as_they_tap_it(store: Store) -> None:
    await invite(store)
    assert await use(store, 1)
    assert await use(store, 1)
    assert not await use(store, 2)


async def test_an_unknown_code_lets_nobody_in(store: Store) -> None:
    await invite(store)
    assert not await use(store, 1, "another")
    assert not await use(store, 1, "")


async def test_an_invite_stays_used_when_its_user_erases_themselves(store: Store, ana: Participant) -> None:
    await invite(store)
    assert await use(store, ana.telegram_id)
    async with store.db.transaction() as tx:
        await store.participants.erase(tx, ana)
    assert not await use(store, 2)
    assert not await use(store, ana.telegram_id)
    assert not await store.invites.any_left(store.db)


async def test_an_invite_made_twice_is_one(store: Store) -> None:
    await invite(store)
    assert await use(store, 1)
    await invite(store)
    assert not await use(store, 2)


async def test_whether_an_invite_is_left_is_told(store: Store) -> None:
    assert not await store.invites.any_left(store.db)
    await invite(store)
    assert await store.invites.any_left(store.db)
    await use(store, 1)
    assert not await store.invites.any_left(store.db)


async def test_a_week_remembers_the_principle_shown_last(store: Store, ana: Participant) -> None:
    first = ShownPrinciple("2025-W10", "patience", 0, date(2025, 3, 7))
    second = ShownPrinciple("2025-W09", "honesty", 2, date(2025, 3, 1))
    instead = ShownPrinciple("2025-W10", "slowly", 1, date(2025, 3, 8))
    async with store.db.transaction() as tx:
        for shown in (first, second, instead):
            await store.principles.show(tx, ana.id, shown, NOW + timedelta(days=1))
    assert await store.principles.shown(store.db, ana.id) == [second, instead]
    assert await store.principles.shown(store.db, (await joined(store, 8)).id) == []
