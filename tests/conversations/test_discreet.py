"""Somebody else looks at this phone: nothing that says more than a neutral line stays in the chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.moment import MomentKind
from bot.gateway.screen import Behind
from bot.storage.moments import Moment
from tests.chat import Person, Stage, stage
from tests.dispatch.playing import changes, row_of

NEUTRAL = {
    "Daily reminder.",
    "Done for today.",
    "Weekly reminder.",
    "Notes.",
}
"""What anybody may read who takes the phone."""
MONDAY = date(2026, 11, 23)
OPEN_BUTTONS = {"Open", "Change"}


@pytest.fixture
async def watched(scene: Stage) -> Person:
    """Ana in discreet mode, hurt, asked at nine on this Monday; she knows that there is no fear to be asked about."""
    ana = scene.person("Ana")
    await is_welcomed(ana)
    await ana.taps("At 21:00")
    async with scene.store.db.transaction() as tx:
        participant = await row_of(scene, ana)
        asked = replace(participant, afraid_asked_at=scene.clock.now())
        await scene.store.participants.save(tx, asked)
    await scene.passes(minutes=11)
    return ana


async def is_welcomed(person: Person) -> None:
    await person.says("/start")
    await person.taps("Somebody else looks at this phone")
    await person.taps("I am 18")
    await person.taps("I was hurt")
    await person.says("Osmaniye")
    await person.taps("Yes, that is my time")
    await person.says("21:00")


def lines(person: Person) -> list[tuple[str, list[str]]]:
    return [(message.text, message.labels) for message in person.messages]


def is_neutral(person: Person) -> bool:
    """Whether whoever takes the phone reads nothing but neutral lines of the bot's."""
    return all(text in NEUTRAL and set(labels) <= OPEN_BUTTONS for text, labels in lines(person))


def written(person: Person) -> list[str]:
    """What stands in the chat of the person's own, but for the welcome's."""
    own = [message.text for message in person.body.messages if not message.is_from_bot]
    return [text for text in own if text not in ("/start", "Osmaniye", "21:00")]


async def test_a_check_in_leaves_one_message_of_the_bot_and_none_of_the_person(
    scene: Stage, watched: Person
) -> None:
    await scene.reaches("2026-11-23 21:00")
    await watched.taps("Open")
    await watched.taps("4")
    await watched.taps("3")
    await watched.says("he shouted, then tea")
    await scene.passes(seconds=3)
    assert lines(watched) == [("Done for today.", ["Change"])]
    assert written(watched) == []
    assert scene.refusals == []


async def test_an_open_card_shrinks_after_ten_minutes_and_opens_where_it_was(
    scene: Stage, watched: Person
) -> None:
    await scene.reaches("2026-11-23 21:00")
    await watched.taps("Open")
    await watched.taps("4")
    await scene.passes(minutes=9, seconds=50)
    watched.sees("How open could you be")
    await scene.passes(seconds=11)
    assert lines(watched) == [("Daily reminder.", ["Open"])]
    await watched.taps("Open")
    watched.sees("How open could you be", "Safety: 4")


async def test_every_answer_gives_ten_minutes_more(scene: Stage, watched: Person) -> None:
    await scene.reaches("2026-11-23 21:00")
    await watched.taps("Open")
    await scene.passes(minutes=9)
    await watched.taps("4")
    await scene.passes(minutes=9)
    watched.sees("How open could you be")


async def test_a_done_card_can_be_changed_and_shrinks_to_done_again(scene: Stage, watched: Person) -> None:
    await scene.reaches("2026-11-23 21:00")
    await watched.says("4 3 tea")
    await watched.taps("Change")
    watched.sees("How safe did you feel with them today?")
    assert {"Another moment", "Close", "Support"} <= set(watched.last.labels)
    await watched.taps("Close")
    assert lines(watched) == [("Done for today.", ["Change"])]
    await watched.taps("Change")
    await scene.passes(minutes=11)
    assert lines(watched) == [("Done for today.", ["Change"])]


@pytest.mark.parametrize(
    "asked",
    [
        *("/help", "/privacy", "/safety", "/language", "/settings", "/pause", "/pause 3", "/resume", "/skip"),
        *(
            "/week",
            "/month",
            "/streak",
            "/principles",
            "/moments",
            "/checkin",
            "/moment",
            "/start",
            "/delete",
        ),
        *("how was my week", "help", "safety", "weekly summary"),
    ],
)
async def test_what_was_typed_goes_once_it_is_answered_and_the_answer_a_while_later(
    scene: Stage, watched: Person, asked: str
) -> None:
    before = watched.last.id if watched.messages else 0
    await watched.says(asked)
    assert watched.last.id > before, "it was answered"
    assert written(watched) == []
    for label in ("Open", "Picture", "Support"):
        if label in watched.last.labels:
            await watched.taps(label, on=watched.last.id)
    await scene.passes(minutes=11)
    assert is_neutral(watched), lines(watched)


@pytest.mark.parametrize(
    "asked", ["/help", "/privacy", "/safety", "/language", "/settings", "/start", "/moment", "/pause"]
)
async def test_whatever_is_open_can_be_closed_at_once(scene: Stage, watched: Person, asked: str) -> None:
    await watched.says(asked)
    assert "Close" in watched.last.labels
    await watched.taps("Close", times=2)
    assert is_neutral(watched), lines(watched)


async def test_the_way_to_yesterdays_card_does_not_stay_on_todays_line(scene: Stage, watched: Person) -> None:
    await scene.reaches("2026-11-24 12:00")
    await watched.says("/checkin")
    await watched.says("4 3 tea")
    await watched.says("/checkin")
    assert lines(watched)[-1] == ("Done for today.", ["Change", "Yesterday’s card"])
    await scene.passes(minutes=11)
    assert lines(watched)[-1] == ("Done for today.", ["Change"])


async def test_one_thing_is_open_at_a_time(scene: Stage, watched: Person) -> None:
    await watched.says("/help")
    await watched.says("/week")
    await watched.taps("Open")
    await scene.passes(seconds=3)
    assert len(watched.messages) == 1
    watched.sees("Your week")
    await scene.reaches("2026-11-23 21:00")
    await scene.passes(seconds=3)
    assert [text for text, _ in lines(watched)] == [
        "Weekly reminder.",
        "Daily reminder.",
    ]


async def test_support_opened_from_a_card_stands_beside_it(scene: Stage, watched: Person) -> None:
    await scene.reaches("2026-11-23 21:00")
    await watched.taps("Open")
    await watched.taps("Support")
    await scene.passes(seconds=3)
    assert len(watched.messages) == 2
    watched.sees("Emergency in Türkiye", "In ten minutes I take it away again.")
    await scene.passes(minutes=11)
    assert lines(watched) == [("Daily reminder.", ["Open"])]


async def test_a_later_line_takes_an_earlier_ones_place(scene: Stage, watched: Person) -> None:
    await watched.says("/month")
    await watched.says("/streak")
    await watched.says("/week")
    await watched.says("/week")
    await scene.passes(seconds=3)
    assert [text for text, _ in lines(watched)] == [
        "Notes.",
        "Weekly reminder.",
    ]


async def test_yesterdays_line_goes_when_todays_prompt_comes(scene: Stage, watched: Person) -> None:
    await scene.reaches("2026-11-23 21:00")
    await watched.says("4 3 tea")
    await scene.reaches("2026-11-24 21:00")
    await scene.passes(seconds=3)
    assert lines(watched) == [("Daily reminder.", ["Open"])]
    await watched.taps("Open")
    watched.sees("How safe did you feel")


async def test_a_done_days_line_goes_before_telegram_deletes_it_no_more(
    scene: Stage, watched: Person
) -> None:
    await changes(scene, watched, weekdays=frozenset({0, 3}))
    await scene.reaches("2026-11-23 21:00")
    await watched.says("4 3 tea")
    await scene.reaches("2026-11-24 04:01")
    await scene.reaches("2026-11-24 23:00")
    assert lines(watched) == [("Done for today.", ["Change"])]
    await scene.reaches("2026-11-25 04:01")
    await scene.passes(seconds=3)
    assert lines(watched) == []


async def test_yesterdays_line_stays_while_it_can_be_answered(scene: Stage, watched: Person) -> None:
    await scene.reaches("2026-11-23 21:00")
    first = watched.last.id
    await watched.taps("Open")
    await watched.taps("4")
    await scene.reaches("2026-11-24 21:00")
    await scene.passes(seconds=3)
    await watched.taps("Open", on=first)
    assert "Monday" in next(message.text for message in watched.messages if message.id == first)


class TestWordsThatAreOffered:
    async def test_kept_by_tap_both_sides_messages_go(self, scene: Stage, watched: Person) -> None:
        await watched.says("he brought flowers")
        await watched.taps("Keep it")
        assert watched.last_toast == "Done."
        assert written(watched) == []
        await scene.passes(seconds=3)
        assert is_neutral(watched), lines(watched)
        assert scene.refusals == []

    async def test_kept_in_words_both_sides_messages_go(self, scene: Stage, watched: Person) -> None:
        await watched.says("he brought flowers")
        await watched.says("yes")
        watched.sees("Kept.")
        assert written(watched) == []
        assert not any("Shall I keep" in text for text, _ in lines(watched))
        await scene.passes(minutes=11)
        assert is_neutral(watched), lines(watched)

    @pytest.mark.parametrize("how", ["tap", "word"])
    async def test_what_is_not_kept_stays_and_that_is_said(
        self, scene: Stage, watched: Person, how: str
    ) -> None:
        await watched.says("he brought flowers")
        await (watched.taps("No") if how == "tap" else watched.says("no"))
        watched.sees("not kept", "until you delete it")
        await scene.passes(minutes=11)
        assert written(watched) == ["he brought flowers"]
        assert is_neutral(watched), lines(watched)

    async def test_the_question_waits_behind_a_tap(self, scene: Stage, watched: Person) -> None:
        await watched.says("he brought flowers")
        await scene.passes(minutes=11)
        assert lines(watched)[-1] == ("Daily reminder.", ["Open"])
        await watched.taps("Open")
        await watched.taps("Close")
        await watched.taps("Open")
        watched.sees("Shall I keep this")
        await watched.taps("Keep it", times=2)
        assert written(watched) == []

    async def test_a_question_for_the_day_waits_behind_a_tap_too(self, scene: Stage, watched: Person) -> None:
        await scene.reaches("2026-11-23 21:00")
        await scene.reaches("2026-11-24 21:00")
        await watched.says("4 3")
        await scene.passes(minutes=11)
        await watched.taps("Open", on=watched.last.id)
        watched.sees("Which day is this for?")
        await watched.taps("Today")
        watched.sees("One small good moment?")
        await scene.passes(minutes=11)
        assert written(watched) == []
        assert is_neutral(watched), lines(watched)

    async def test_words_that_nobody_chose_a_day_for_go_once_that_day_is_over(
        self, scene: Stage, watched: Person
    ) -> None:
        await scene.reaches("2026-11-23 21:00")
        await scene.reaches("2026-11-24 21:00")
        await watched.says("he brought flowers")
        await scene.reaches("2026-11-25 04:01")
        await scene.passes(minutes=1)
        assert written(watched) == []
        assert lines(watched) == [("Daily reminder.", ["Open"])] * 2, "the two cards that wait still"
        assert scene.refusals == []

    async def test_small_words_that_are_only_offered_stay(self, scene: Stage, watched: Person) -> None:
        await scene.reaches("2026-11-23 21:00")
        card = watched.last.id
        await scene.reaches("2026-11-26 12:00")
        await watched.says("thanks", reply_to=card)
        await watched.taps("No")
        watched.sees("Your message stays in this chat")
        assert written(watched) == ["thanks"]

    async def test_a_line_for_words_that_were_let_go_says_so_and_goes(
        self, scene: Stage, watched: Person
    ) -> None:
        await watched.says("he brought flowers")
        asked = watched.last.id
        await scene.reaches("2026-11-26 12:00")
        await watched.taps("Open", on=asked)
        assert "after two days" in next(each.text for each in watched.messages if each.id == asked)
        await scene.passes(minutes=11)
        await scene.passes(seconds=3)
        assert is_neutral(watched), lines(watched)
        assert "Open" not in next(each.labels for each in watched.messages if each.id == asked)

    async def test_a_kind_that_cannot_be_kept_stays(self, scene: Stage, watched: Person) -> None:
        sent = await watched.sends("contact")
        watched.sees("it stays only in this chat")
        await scene.passes(minutes=11)
        assert sent in [message.id for message in watched.body.messages]

    async def test_what_is_not_kept_can_be_deleted_with_one_tap(self, scene: Stage, watched: Person) -> None:
        scene.handles_all_twice = True
        await watched.says("he brought flowers")
        await watched.taps("No")
        await watched.taps("Delete it here", times=2)
        assert (written(watched), lines(watched)) == ([], [])
        scene.handles_all_twice = False
        document = await watched.sends("document", "the flowers he brought")
        watched.sees("nor words under it")
        await watched.taps("Delete it here")
        assert document not in [message.id for message in watched.body.messages]
        assert lines(watched) == []

    async def test_a_document_with_words_under_it_is_not_lost_with_them(
        self, scene: Stage, watched: Person
    ) -> None:
        await scene.reaches("2026-11-23 21:00")
        document = await watched.sends("document", "what he wrote to me")
        watched.sees("nor words under it")
        await scene.passes(minutes=11)
        assert document in [message.id for message in watched.body.messages]
        assert not await scene.store.checkins.find(scene.store.db, (await row_of(scene, watched)).id, MONDAY)

    async def test_a_whole_album_that_is_not_kept_can_be_deleted(self, scene: Stage, watched: Person) -> None:
        sent = await watched.sends_album(*["photo"] * 10)
        await watched.says("no")
        await watched.taps("Delete it here")
        assert not set(sent) & {message.id for message in watched.body.messages}
        assert lines(watched) == []

    async def test_what_telegram_deletes_no_more_is_said(self, scene: Stage, watched: Person) -> None:
        document = await watched.sends("document")
        answer = watched.last.id
        scene.clock.move(timedelta(hours=49))
        await watched.taps("Delete it here", on=answer)
        assert watched.last_toast == "Telegram no longer lets me delete this. You still can."
        assert document in [message.id for message in watched.body.messages]

    @pytest.mark.parametrize("forged", ["k:erase", "k:erase:", "k:erase:x", "k:erase:1:", "k:erase:1:²"])
    async def test_forged_names_of_messages_delete_nothing(self, watched: Person, forged: str) -> None:
        await watched.says("he brought flowers")
        before = lines(watched)
        await watched.forges(forged)
        assert (lines(watched), written(watched)) == (before, ["he brought flowers"])


class TestTurnedOnLater:
    async def test_what_telegram_still_deletes_goes_and_the_open_card_waits_behind_its_line(
        self, scene: Stage, settled: Person
    ) -> None:
        await scene.reaches("2026-11-24 21:00")
        await settled.says("he made tea")
        await settled.says("/settings")
        await settled.taps("Discreet mode")
        scene.handles_all_twice = True
        await settled.taps("Turn discreet mode on")
        settled.sees("of the last 48 hours go from this chat now")
        await scene.passes(seconds=3)
        assert "he made tea" not in " ".join(message.text for message in settled.body.messages)
        settled.sees_not("How safe did you feel", "You showed up")
        assert ("Daily reminder.", ["Open"]) in lines(settled)
        scene.handles_all_twice = False
        card, _ = settled.button("Open")
        await settled.taps("Open")
        assert "How safe did you feel" in next(each.text for each in settled.messages if each.id == card.id)

    async def test_the_letter_goes_and_a_done_card_of_today_can_be_changed(
        self, scene: Stage, settled: Person
    ) -> None:
        await scene.reaches("2026-11-29 21:00")
        await settled.says("4 3 tea")
        await scene.passes(minutes=5)
        assert sum("You showed up" in message.text for message in settled.messages) == 3, "Monday's stays"
        await settled.says("/settings")
        await settled.taps("Discreet mode")
        await settled.taps("Turn discreet mode on")
        await scene.passes(seconds=3)
        assert sum("You showed up" in message.text for message in settled.messages) == 1
        assert ("Done for today.", ["Change"]) in lines(settled)

    async def test_older_messages_are_left_alone(self, scene: Stage, settled: Person) -> None:
        await settled.says("/moment he made tea")
        scene.clock.move(timedelta(hours=49))
        await settled.says("/settings")
        await settled.taps("Discreet mode")
        await settled.taps("Turn discreet mode on")
        await scene.passes(seconds=3)
        assert any("he made tea" in message.text for message in settled.body.messages)
        assert scene.refusals == []


async def test_what_is_said_of_the_erasure_can_be_closed_by_nobody(scene: Stage, watched: Person) -> None:
    await watched.says("/delete")
    scene.handles_all_twice = True
    await watched.taps("Erase everything")
    await watched.taps("Close")
    assert lines(watched) == []
    assert await scene.store.participants.count(scene.store.db) == 0


async def test_what_is_open_goes_with_everything_that_is_erased(scene: Stage, watched: Person) -> None:
    await watched.says("/moment he brought flowers")
    await watched.says("/moments")
    await watched.taps("Open")
    await watched.says("/delete")
    scene.calls_until_cut = 1  # nor does trouble on the line keep a row
    await watched.taps("Erase everything", times=2)
    assert await scene.store.participants.count(scene.store.db) == 0
    assert [text.split(".")[0] for text, _ in lines(watched)] == ["Everything you told me is erased"]


async def test_an_unknown_command_is_not_taken_from_whoever_wrote_it(scene: Stage, watched: Person) -> None:
    await watched.says("/momnt he brought flowers")
    assert written(watched) == ["/momnt he brought flowers"]


async def test_what_telegram_deletes_no_more_is_told_once(scene: Stage, watched: Person) -> None:
    """A question for the day waits longer than Telegram deletes either message of it."""
    await scene.reaches("2026-11-23 21:00")
    await scene.reaches("2026-11-24 21:00")
    await watched.says("he brought flowers")
    question = watched.last.id
    scene.clock.move(timedelta(hours=50))
    await watched.taps("Today", on=question)
    assert written(watched) == ["he brought flowers"]
    told = [text for text, _ in lines(watched) if "no longer lets me delete" in text]
    assert len(told) == 1
    await scene.passes(minutes=11)
    await scene.passes(minutes=11)
    assert is_neutral(watched) or lines(watched) == [], lines(watched)


async def test_a_moment_that_was_asked_for_takes_the_question_with_it(scene: Stage, watched: Person) -> None:
    await watched.says("/moment")
    await watched.says("coffee")
    await scene.passes(seconds=3)
    assert not any("What was the moment" in text for text, _ in lines(watched))
    assert written(watched) == []


async def test_no_name_is_shown_though_one_is_known(scene: Stage, watched: Person) -> None:
    async with scene.store.db.transaction() as tx:
        named = replace(await row_of(scene, watched), name="Deniz")
        await scene.store.participants.save(tx, named)
    await scene.reaches("2026-11-23 21:00")
    await watched.taps("Open")
    await watched.taps("4")
    await watched.says("/week")
    await watched.says("/settings")
    watched.sees_not("Deniz")


async def test_the_question_about_fear_waits_behind_a_tap_and_leaves_nothing(
    scene: Stage, watched: Person
) -> None:
    async with scene.store.db.transaction() as tx:
        asked = replace(await row_of(scene, watched), afraid_asked_at=None)
        await scene.store.participants.save(tx, asked)
    await scene.reaches("2026-11-23 21:00")
    await watched.says("4 3 tea")
    assert lines(watched)[-1] == ("Daily reminder.", ["Open"])
    await watched.taps("Open")
    await scene.passes(minutes=11)
    assert is_neutral(watched), "unanswered, it waits behind its tap again"
    await watched.taps("Open", on=watched.last.id)
    await watched.taps("Sometimes")
    await scene.passes(minutes=11)
    assert lines(watched) == [("Done for today.", ["Change"])]


async def test_a_typed_answer_about_fear_goes_with_its_question(scene: Stage, watched: Person) -> None:
    async with scene.store.db.transaction() as tx:
        asked = replace(await row_of(scene, watched), afraid_asked_at=None)
        await scene.store.participants.save(tx, asked)
    await scene.reaches("2026-11-23 21:00")
    await watched.says("4 3 tea")
    await watched.taps("Open")
    await watched.says("sometimes")
    assert written(watched) == []
    await scene.passes(minutes=11)
    assert is_neutral(watched), lines(watched)


async def test_the_welcome_waits_behind_a_tap_and_leaves_nothing(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    await ana.taps("Somebody else looks at this phone")
    await scene.passes(minutes=11)
    assert is_neutral(ana)
    await ana.taps("Open")
    await ana.taps("I am 18")
    await ana.taps("I was hurt")
    await scene.passes(minutes=11)
    assert is_neutral(ana)
    await ana.taps("Open")
    ana.sees("Where are you?")
    await ana.says("Osmaniye")
    await ana.taps("Yes, that is my time")
    await ana.says("21:00")
    assert written(ana) == []
    await ana.taps("Now")
    await scene.passes(minutes=11)
    assert lines(ana) == [("Daily reminder.", ["Open"])]
    await ana.taps("Open")
    ana.sees("How safe did you feel")


async def test_it_holds_from_the_tap_that_turns_it_on(scene: Stage, settled: Person) -> None:
    await settled.says("/settings")
    await settled.taps("Discreet mode")
    await settled.taps("Turn discreet mode on")
    await settled.says("/help")
    settings_id = settled.messages[-2].id
    await scene.passes(minutes=11)
    settled.sees_not("Settings", "Discreet mode", "What I can do")
    await settled.taps("Open", on=settings_id)
    await settled.taps("Discreet mode")
    await settled.taps("Turn discreet mode off")
    assert "Close" not in settled.last.labels
    await scene.passes(minutes=11)
    settled.sees("Discreet mode is off")


@pytest.mark.parametrize("kind", ["photo", "voice", "video_note", "sticker"])
async def test_what_was_sent_goes_once_it_is_kept(scene: Stage, watched: Person, kind: str) -> None:
    await scene.reaches("2026-11-23 21:00")
    sent = await watched.sends(kind)
    assert sent not in [message.id for message in watched.body.messages]
    await scene.passes(minutes=11)
    assert is_neutral(watched), lines(watched)
    kept = await scene.store.moments.between(
        scene.store.db, (await row_of(scene, watched)).id, MONDAY, MONDAY
    )
    assert [each.moment.kind.value for each in kept] == [kind]


async def test_an_album_goes_whole(scene: Stage, watched: Person) -> None:
    await scene.reaches("2026-11-23 21:00")
    sent = watched.body.sends_album(["photo", "photo", "photo"], "us")
    await scene.settle()
    assert not set(sent) & {message.id for message in watched.body.messages}
    await scene.passes(minutes=11)
    assert is_neutral(watched), lines(watched)


async def test_later_said_in_words_goes_and_waits_behind_the_card(scene: Stage, watched: Person) -> None:
    await scene.reaches("2026-11-23 21:00")
    await watched.says("later")
    watched.sees("When shall I ask again?")
    await watched.taps("In 30 minutes")
    await scene.passes(minutes=11)
    assert lines(watched) == [("Daily reminder.", ["Open"])]
    assert written(watched) == []
    await scene.passes(minutes=20)
    assert lines(watched) == [("Daily reminder.", ["Open"])]


async def test_turned_off_what_stands_open_stays(scene: Stage, watched: Person) -> None:
    await watched.says("/help")
    async with scene.store.db.transaction() as tx:
        seen = replace(await row_of(scene, watched), is_discreet=False)
        await scene.store.participants.save(tx, seen)
    await scene.passes(minutes=11)
    watched.sees("What I can do")


async def test_a_voice_that_they_let_nobody_send_is_told_apart_from_one_that_is_gone(
    scene: Stage, settled: Person
) -> None:
    participant = await row_of(scene, settled)
    voice = Moment(MomentKind.VOICE, "", "a-voice")
    async with scene.store.db.transaction() as tx:
        today_on = scene.clock.now().date()
        await scene.store.moments.keep(
            tx, participant.id, today_on, "Europe/Istanbul", scene.clock.now(), 9000, voice
        )
    settled.body.forbids_voice()
    await settled.says("/week")
    await settled.taps("What you sent (1)")
    settled.sees("Your Telegram settings let nobody send you voice")


async def test_handled_twice_it_leaves_the_same_chat(tmp_path: Path) -> None:
    chats = []
    for twice in (False, True):
        async with stage(tmp_path / str(twice), "2026-11-23 20:00") as scene:
            ana = scene.person("Ana")
            await is_welcomed(ana)
            await ana.taps("At 21:00")
            scene.handles_all_twice = twice
            await ana.says("he brought flowers")
            await ana.taps("Keep it")
            await scene.reaches("2026-11-23 21:00")
            await ana.says("4 3 tea")
            await ana.says("/week")
            await ana.taps("Open", on=ana.last.id)
            await ana.says("/help")
            await scene.passes(minutes=11)
            await scene.passes(minutes=11)
            chats.append(list(map(str, lines(ana))))
            assert written(ana) == []
    assert sorted(chats[0]) == sorted(chats[1])


@pytest.mark.parametrize("number", range(0, 36, 4))
async def test_cut_off_at_any_call_nothing_is_left_open(scene: Stage, watched: Person, number: int) -> None:
    scene.calls_until_cut = number
    await scene.reaches("2026-11-23 21:00")
    await scene.passes(minutes=1)
    await watched.taps("Open")
    await watched.says("4 3 tea")
    await watched.says("he brought flowers")
    await watched.taps("Keep it")
    await watched.says("/week")
    await watched.taps("Open", on=watched.last.id)
    await watched.taps("Support", on=watched.last.id)
    await watched.says("/help")
    scene.calls_until_cut = None
    await scene.passes(minutes=11)
    await scene.passes(minutes=11)
    assert is_neutral(watched), lines(watched)
    assert written(watched) == []


def test_a_line_without_anything_behind_it_is_none() -> None:
    with pytest.raises(ValueError, match="neutral line"):
        Behind("prompt-discreet", "")


async def test_a_town_typed_for_the_time_zone_goes_once_it_is_answered(watched: Person) -> None:
    await watched.says("/settings")
    await watched.taps("Time zone")
    await watched.says("Köln")
    watched.sees("Köln")
    assert written(watched) == []
