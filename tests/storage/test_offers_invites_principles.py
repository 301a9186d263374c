from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.moment import MomentKind
from bot.domain.participant import Participant
from bot.domain.patterns import Pattern
from bot.domain.step import CameTo
from bot.storage.moments import Moment
from bot.storage.offers import Offer
from bot.storage.patterns import ToldPattern
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


async def show(store: Store, participant: Participant, *shown: ShownPrinciple) -> None:
    async with store.db.transaction() as tx:
        for each in shown:
            await store.principles.show(tx, participant.id, each, NOW)


async def test_a_week_remembers_what_it_showed_in_its_order(store: Store, ana: Participant) -> None:
    first = ShownPrinciple("2025-W10", 0, "patience", 0, date(2025, 3, 7))
    before = ShownPrinciple("2025-W09", 0, "honesty", 2, date(2025, 3, 1))
    other = ShownPrinciple("2025-W10", 1, "slowly", 1, date(2025, 3, 8))
    await show(store, ana, first, other, before)
    assert await store.principles.shown(store.db, ana.id) == [before, first, other]
    assert await store.principles.shown(store.db, (await joined(store, 8)).id) == []


async def test_what_came_of_a_step_is_kept_with_it_and_its_day_stays(store: Store, ana: Participant) -> None:
    shown = ShownPrinciple("2025-W10", 0, "patience", 0, date(2025, 3, 7))
    taken = replace(shown, is_taken=True)
    answered = replace(taken, came_to=CameTo.PARTLY, answered_on=date(2025, 3, 16))
    for each in (shown, taken, answered):
        await show(store, ana, replace(each, on=date(2025, 3, 9)) if each is answered else each)
        (found,) = await store.principles.shown(store.db, ana.id)
        assert found == each


async def test_a_pattern_is_told_once_in_a_week(store: Store, ana: Participant) -> None:
    first = ToldPattern("2025-W10", date(2025, 3, 7), Pattern.OPENNESS_HIGHER_WITH_MOMENT)
    async with store.db.transaction() as tx:
        await store.patterns.tell(tx, ana.id, first)
        await store.patterns.tell(tx, ana.id, replace(first, pattern=Pattern.SAFETY_LOWER_ON_WEEKENDS))
    assert await store.patterns.told(store.db, ana.id) == [first]
    assert await store.patterns.told(store.db, (await joined(store, 8)).id) == []
