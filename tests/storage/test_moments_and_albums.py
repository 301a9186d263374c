from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.checkin import CheckIn, Question, Said
from bot.domain.day import Closing, State
from bot.domain.moment import MomentKind
from bot.domain.participant import Participant
from bot.domain.reply import Keep
from bot.storage.albums import REMEMBERED_FOR, Album
from bot.storage.keeping import Sent, erase_moment, keep
from bot.storage.moments import KeptMoment, Moment
from bot.storage.store import Store
from bot.storage.taken import TakenAs, TakenFor
from tests.storage.conftest import NOW, joined

ON = date(2025, 3, 7)
ALBUM = "13579"


async def keep_words(
    store: Store, participant: Participant, message_id: int, what: Keep | None = None
) -> None:
    sent = Sent(message_id, Moment(MomentKind.TEXT, f"words {message_id}", None))
    kept = what or Keep(ON, words=sent.moment.text)
    async with store.db.transaction() as tx:
        await keep(store, tx, participant, sent=sent, what=kept, is_late=False, now=NOW)


async def look(store: Store, participant: Participant, shown_for: str) -> KeptMoment:
    async with store.db.transaction() as tx:
        found = await store.moments.least_shown(tx, participant.id, shown_for=shown_for)
        assert found is not None
        await store.moments.show(tx, participant.id, found.id, shown_for)
    return found


async def erase(store: Store, participant: Participant, moment_id: str) -> KeptMoment | None:
    async with store.db.transaction() as tx:
        return await erase_moment(store, tx, participant, moment_id)


async def test_every_moment_has_its_turn_before_any_comes_again(store: Store, ana: Participant) -> None:
    for message_id in range(5):
        await keep_words(store, ana, message_id)
    seen = [(await look(store, ana, str(number))).id for number in range(10)]
    assert len(set(seen[:5])) == 5
    assert seen[5:] == seen[:5]


async def test_what_may_not_be_shown_is_passed_over_however_much_of_it_there_is(
    store: Store, ana: Participant
) -> None:
    for message_id in range(120):
        await keep_words(store, ana, message_id)
    found = await store.moments.least_shown(store.db, ana.id, may_show=lambda each: each.text == "words 77")
    assert found is not None
    assert found.moment.text == "words 77"
    assert await store.moments.least_shown(store.db, ana.id, may_show=lambda _: False) is None


async def test_the_same_update_looks_at_the_same_moment(store: Store, ana: Participant) -> None:
    for message_id in range(3):
        await keep_words(store, ana, message_id)
    assert await look(store, ana, "7") == await look(store, ana, "7")
    assert await look(store, ana, "8") != await look(store, ana, "7")


async def test_a_moment_is_found_shown_and_erased_by_its_own_participant_alone(
    store: Store, ana: Participant
) -> None:
    await keep_words(store, ana, 1)
    mine = await look(store, ana, "1")
    other = await joined(store, 8)
    assert await store.moments.find(store.db, other.id, mine.id) is None
    assert await store.moments.least_shown(store.db, other.id) is None
    assert await erase(store, other, mine.id) is None
    async with store.db.transaction() as tx:
        await store.moments.erase(tx, other.id, mine.id)
    assert await store.moments.find(store.db, ana.id, mine.id) == mine
    assert await store.moments.least_shown(store.db, ana.id, but_for=mine.id) is None


async def test_erasing_the_only_answer_of_a_day_that_is_not_over_leaves_it_empty(
    store: Store, ana: Participant
) -> None:
    await keep_words(store, ana, 1)
    mine = await look(store, ana, "1")
    assert await erase(store, ana, mine.id) == mine
    assert await erase(store, ana, mine.id) is None
    assert await store.checkins.find(store.db, ana.id, ON) is None
    assert await store.taken.find(store.db, ana.id, 1) == TakenFor(TakenAs.ANSWER, ON)


async def test_erasing_a_moment_leaves_the_days_other_answers(store: Store, ana: Participant) -> None:
    await keep_words(store, ana, 1, Keep(ON, ((Question.SAFETY, 4),), "words"))
    await erase(store, ana, (await look(store, ana, "1")).id)
    assert await store.checkins.find(store.db, ana.id, ON) == CheckIn(ON, 4)


async def test_a_day_that_is_over_was_shown_up_on_whatever_is_erased(store: Store, ana: Participant) -> None:
    await keep_words(store, ana, 1)
    async with store.db.transaction() as tx:
        await store.days.close(tx, ana.id, ON, Closing(State.KEPT), NOW)
    await erase(store, ana, (await look(store, ana, "1")).id)
    assert await store.checkins.kept_days(store.db, ana.id) == [ON]
    assert await store.checkins.find(store.db, ana.id, ON) == CheckIn(ON)


async def test_what_a_message_gave_is_known_until_it_gives_something_else(
    store: Store, ana: Participant
) -> None:
    gave = ((Question.SAFETY, 4), (Question.OPENNESS, Said.UNSAID))
    async with store.db.transaction() as tx:
        await store.taken.note(tx, ana.id, 1, TakenAs.SCORES, ON, gave)
        await store.taken.note(tx, ana.id, 1, TakenAs.WORDS, None)
    assert await store.taken.find(store.db, ana.id, 1) == TakenFor(TakenAs.SCORES, ON, gave)
    async with store.db.transaction() as tx:
        await store.taken.rescore(tx, ana.id, 1, gave[:1])
    assert await store.taken.find(store.db, ana.id, 1) == TakenFor(TakenAs.SCORES, ON, gave[:1])


async def test_an_album_keeps_its_first_answer_and_its_day(store: Store, ana: Participant) -> None:
    async with store.db.transaction() as tx:
        await store.albums.note(tx, ana.id, ALBUM, NOW, hinted_to=4)
        await store.albums.note(tx, ana.id, ALBUM, NOW, answered_to=5)
        await store.albums.note(tx, ana.id, ALBUM, NOW, answered_to=6, hinted_to=7, on=ON)
        await store.albums.note(tx, ana.id, ALBUM, NOW, on=ON + timedelta(days=1))
    expected = Album(answered_to=5, hinted_to=4, on=ON, is_let_go=False)
    assert await store.albums.find(store.db, ana.id, ALBUM) == expected
    async with store.db.transaction() as tx:
        await store.albums.note(tx, ana.id, ALBUM, NOW, is_let_go=True)
        await store.albums.note(tx, ana.id, ALBUM, NOW)
    assert await store.albums.find(store.db, ana.id, ALBUM) == replace(expected, is_let_go=True)
    assert await store.albums.find(store.db, (await joined(store, 8)).id, ALBUM) is None


async def test_an_album_is_forgotten_when_nothing_more_of_it_can_come(store: Store, ana: Participant) -> None:
    async with store.db.transaction() as tx:
        await store.albums.note(tx, ana.id, ALBUM, NOW, answered_to=5)
        later = NOW + REMEMBERED_FOR + timedelta(seconds=1)
        await store.albums.note(tx, ana.id, "another", later, answered_to=9)
    assert await store.albums.find(store.db, ana.id, ALBUM) is None
