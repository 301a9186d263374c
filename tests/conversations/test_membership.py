"""Who is there: blocked and returned, a second /start anywhere, two phones at once, groups and channels."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.checkin import CheckIn
from bot.domain.participant import Step
from tests.chat import Person, Stage
from tests.dispatch.playing import row_of

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
WELCOME = (
    ("taps", "I am 18", "Where do you stand"),
    ("taps", "I was hurt", "Where are you?"),
    ("says", "Osmaniye", "Is that your time?"),
    ("taps", "Yes, that is my time", "When shall I ask"),
    ("says", "21:00", "Would you like the first one now"),
)


def said_in(scene: Stage, chat_id: int) -> list[str]:
    return [
        str(call.params.get("text")) for call in scene.telegram.calls if call.params.get("chat_id") == chat_id
    ]


async def checkin(scene: Stage, person: Person, on: date) -> CheckIn | None:
    return await scene.store.checkins.find(scene.store.db, (await row_of(scene, person)).id, on)


class TestBlockedAndReturned:
    async def test_who_returns_by_a_tap_goes_on(self, scene: Stage, settled: Person) -> None:
        await scene.reaches("2026-11-24 21:00")
        card = settled.last.id
        settled.body.blocks()
        await scene.settle()
        await scene.reaches("2026-11-25 12:00")
        assert (await row_of(scene, settled)).gone_at is not None
        settled.body.returns()
        await settled.taps("4", on=card)
        assert (await row_of(scene, settled)).gone_at is None
        found = await checkin(scene, settled, TUESDAY)
        assert found is not None
        assert found.safety == 4

    async def test_who_comes_back_is_asked_from_then_on_and_for_no_day_before(
        self, scene: Stage, settled: Person
    ) -> None:
        settled.body.blocks()
        await scene.settle()
        await scene.reaches("2026-11-27 22:00")
        before = len(settled.messages)
        settled.body.returns()
        await scene.settle()
        await scene.passes(minutes=1)
        assert len(settled.messages) == before
        await scene.reaches("2026-11-28 21:00")
        settled.sees("How safe did you feel")

    async def test_a_half_done_welcome_goes_on_after_a_block(self, scene: Stage) -> None:
        ana = scene.person("Ana")
        await ana.says("/start")
        await ana.taps("I am 18")
        ana.body.blocks()
        await scene.settle()
        ana.body.returns()
        await ana.says("/start")
        ana.sees("Where do you stand")

    async def test_a_block_told_twice_and_a_return_told_twice_change_nothing(
        self, scene: Stage, settled: Person
    ) -> None:
        scene.handles_all_twice = True
        settled.body.blocks()
        await scene.settle()
        settled.body.returns()
        await scene.settle()
        await scene.reaches("2026-11-24 21:00")
        settled.sees("How safe did you feel")
        assert sum("How safe did you feel" in message.text for message in settled.messages) == 1

    async def test_somebody_unknown_who_blocks_or_comes_leaves_no_trace(self, scene: Stage) -> None:
        stranger = scene.person("Passer-by")
        stranger.body.says("hello")
        scene.forget_updates()
        stranger.body.blocks()
        stranger.body.returns()
        await scene.settle()
        assert await scene.store.participants.count(scene.store.db) == 0


class TestASecondStart:
    async def test_in_every_step_of_the_welcome_it_shows_that_step(self, scene: Stage) -> None:
        ana = scene.person("Ana")
        await ana.says("/start")
        for how, what, then in WELCOME:
            await (ana.taps(what) if how == "taps" else ana.says(what))
            assert any(then in message.text for message in ana.messages)
            step = (await row_of(scene, ana)).step
            await ana.says("/start")
            assert (await row_of(scene, ana)).step is step
        ana.sees("Would you like the first one now")

    async def test_with_an_open_card_the_card_stays_open(self, scene: Stage, settled: Person) -> None:
        await scene.reaches("2026-11-24 21:00")
        await settled.taps("4")
        await settled.says("/start")
        settled.sees("every day at 21:00")
        await settled.says("3")
        await settled.says("tea")
        found = await checkin(scene, settled, TUESDAY)
        assert found is not None
        assert (found.safety, found.openness, found.moments) == (4, 3, 1)

    async def test_a_deep_link_lets_nobody_begin_anew(self, scene: Stage, settled: Person) -> None:
        before = await row_of(scene, settled)
        await settled.says("/start some-code")
        assert await row_of(scene, settled) == before

    async def test_after_erasing_it_is_a_first_start(self, scene: Stage, settled: Person) -> None:
        await settled.says("/delete")
        await settled.taps("Erase everything")
        await settled.says("/start")
        assert (await row_of(scene, settled)).step is Step.INTRO


class TestTwoPhones:
    async def test_two_taps_on_one_question_leave_the_later_answer(
        self, scene: Stage, settled: Person
    ) -> None:
        await scene.reaches("2026-11-24 21:00")
        card = settled.last.id
        settled.body.taps(card, "c:2026-11-24:s:4")
        settled.body.taps(card, "c:2026-11-24:s:2")
        await scene.settle()
        assert await checkin(scene, settled, TUESDAY) == CheckIn(TUESDAY, 2)
        settled.sees("How open could you be", "Safety: 2")

    async def test_keeping_and_letting_go_at_once_has_one_outcome(
        self, scene: Stage, settled: Person
    ) -> None:
        await settled.says("he brought flowers")
        offer, keep = settled.button("Keep it")
        _, no = settled.button("No", on=offer.id)
        settled.body.taps(offer.id, no.data or "")
        settled.body.taps(offer.id, keep.data or "")
        await scene.settle()
        settled.sees("not kept")
        assert await checkin(scene, settled, TUESDAY) is None

    async def test_a_tap_and_words_at_once_are_both_kept(self, scene: Stage, settled: Person) -> None:
        await scene.reaches("2026-11-24 21:00")
        card = settled.last.id
        settled.body.taps(card, "c:2026-11-24:s:4")
        settled.body.says("tea")
        await scene.settle()
        found = await checkin(scene, settled, TUESDAY)
        assert found is not None
        assert (found.safety, found.openness, found.moments) == (4, None, 1)

    async def test_skipping_on_one_and_answering_on_the_other_is_an_answer(
        self, scene: Stage, settled: Person
    ) -> None:
        await scene.reaches("2026-11-24 21:00")
        card = settled.last.id
        settled.body.taps(card, "c:2026-11-24:skip")
        settled.body.taps(card, "c:2026-11-24:s:4")
        await scene.settle()
        assert await checkin(scene, settled, TUESDAY) == CheckIn(TUESDAY, 4)
        assert not await scene.store.days.is_skipped(
            scene.store.db, (await row_of(scene, settled)).id, TUESDAY
        )

    async def test_two_checkins_at_once_leave_one_card(self, scene: Stage, settled: Person) -> None:
        settled.body.says("/checkin")
        settled.body.says("/checkin")
        await scene.settle()
        assert sum("How safe did you feel" in message.text for message in settled.messages) == 1

    async def test_the_welcome_on_two_phones_never_goes_back(self, scene: Stage) -> None:
        ana = scene.person("Ana")
        await ana.says("/start")
        await ana.says("/start")
        first, second = (message.id for message in ana.messages)
        ana.body.taps(first, "w:agree")
        ana.body.taps(first, "w:role:hurt")
        ana.body.taps(second, "w:agree")
        await scene.settle()
        assert (await row_of(scene, ana)).step is Step.PLACE

    async def test_erased_on_one_phone_the_others_buttons_end_in_a_toast(
        self, scene: Stage, settled: Person
    ) -> None:
        await scene.reaches("2026-11-24 21:00")
        card = settled.last.id
        await settled.says("/delete")
        await settled.taps("Erase everything")
        before = [message.text for message in settled.messages]
        for data in ("c:2026-11-24:s:4", "go:week", "k:x:yes", "b:away", "w:open"):
            await settled.forges(data, on=card)
            assert settled.last_toast == "That button does nothing any more."
        assert [message.text for message in settled.messages] == before
        await settled.forges("go:safety", on=card)
        settled.sees("Support")


class TestGroups:
    @pytest.mark.parametrize("twice", [False, True])
    async def test_a_group_is_greeted_once_though_the_bot_is_added_again(
        self, scene: Stage, settled: Person, twice: bool
    ) -> None:
        scene.handles_all_twice = twice
        group = scene.telegram.group(-100, "Family")
        group.welcomes_bot(settled.body)
        group.removes_bot(settled.body)
        await scene.settle()
        group.welcomes_bot(settled.body)
        await scene.settle()
        assert len(said_in(scene, -100)) <= 1

    async def test_commands_and_words_there_are_met_with_silence(self, scene: Stage, settled: Person) -> None:
        group = scene.telegram.group(-100, "Family")
        group.welcomes_bot(settled.body)
        await scene.settle()
        (greeting,) = said_in(scene, -100)
        assert "private chats" in greeting
        for text in ("/start", "/start@goldseam_bot", "/week@other_bot", "/delete", "4 3 tea"):
            group.says(settled.body, text)
        await scene.settle()
        assert said_in(scene, -100) == [greeting]
        assert await checkin(scene, settled, TUESDAY) is None

    async def test_where_it_may_not_write_it_says_nothing_and_goes_on(
        self, scene: Stage, settled: Person
    ) -> None:
        group = scene.telegram.group(-100, "Family")
        group.welcomes_bot(settled.body)
        group.removes_bot(settled.body)
        await scene.settle()
        assert (await row_of(scene, settled)).gone_at is None
        await settled.says("/streak")
        settled.sees("You showed up on 1 day")
