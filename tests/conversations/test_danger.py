"""Words of danger, played: kept like any others, answered calmly beside [Support], and of them only a date is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.conversations.context import Access
from bot.domain.participant import Awaiting
from bot.storage.history import history_of
from tests.chat import Person, Stage, stage
from tests.conversations.test_discreet import is_neutral, watched  # noqa: F401
from tests.conversations.test_flood import is_answered
from tests.conversations.test_words import moments
from tests.dispatch.playing import row_of

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
HIT, HIT_TR = "he hit me", "bana vurdu"
SENTENCE = "If you or somebody else is not safe right now, Support says where help is."
SENTENCE_TR = "Şu an sen ya da bir başkası güvende değilse, Destek nereden yardım alabileceğini gösterir."
KEPT = "Kept. Thank you for writing it."


def told(person: Person) -> int:
    return sum(SENTENCE in message.text for message in person.messages)


async def danger_on(scene: Stage, person: Person) -> date | None:
    return (await row_of(scene, person)).danger_on


async def test_the_answer_to_words_of_danger_says_where_help_is_below_them(
    scene: Stage, settled: Person
) -> None:
    await scene.reaches("2026-11-24 21:00")
    message_id = await settled.says(f"1 2 {HIT}")
    settled.sees(KEPT, SENTENCE, "Safety: 1")
    assert settled.last.id > message_id, "the card is sent anew, not only edited above"
    assert "Support" in settled.last.labels
    assert await moments(scene, settled, TUESDAY) == [HIT]
    assert await danger_on(scene, settled) == TUESDAY
    await settled.taps("Support")
    settled.sees("Emergency")


async def test_other_words_have_no_such_answer(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.says("4 3 tea together")
    assert told(settled) == 0
    assert await danger_on(scene, settled) is None


async def test_in_turkish(scene: Stage, settled: Person) -> None:
    await settled.says("/language")
    await settled.taps("Türkçe")
    await scene.reaches("2026-11-24 21:00")
    await settled.says(f"1 2 {HIT_TR}")
    settled.sees("Sakladım. Yazdığın için teşekkürler.", SENTENCE_TR)
    assert "Destek" in settled.last.labels
    assert await danger_on(scene, settled) == TUESDAY


async def test_with_scores_open_the_question_stays_and_nothing_else_is_asked(
    scene: Stage, ana: Person
) -> None:
    await scene.reaches("2026-11-23 21:00")
    await ana.says(HIT)
    ana.sees(KEPT, SENTENCE, "How safe did you feel")
    await ana.taps("1")
    await ana.taps("1")
    ana.sees("Safety: 1", SENTENCE)
    ana.sees_not("Whom is this about?")


async def test_the_sentence_stays_on_the_card_as_long_as_the_words(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    said = await settled.says(f"3 3 {HIT}")
    await settled.says("and tea later")
    assert any(SENTENCE in message.text for message in settled.messages)
    await settled.edits(said, "3 3 he hit the ball")
    await settled.says("/checkin")
    assert SENTENCE not in settled.last.text


async def test_an_offer_says_it_and_the_date_is_set_only_when_they_are_kept(
    scene: Stage, settled: Person
) -> None:
    await settled.says(HIT)
    settled.sees("Shall I keep this", SENTENCE)
    assert await danger_on(scene, settled) is None
    await scene.reaches("2026-11-25 10:00")
    await settled.taps("Keep it")
    assert any(KEPT in message.text and SENTENCE in message.text for message in settled.messages)
    assert await danger_on(scene, settled) == TUESDAY, "the day on which it was written"


async def test_an_offer_that_is_let_go_leaves_no_date(scene: Stage, settled: Person) -> None:
    await settled.says(HIT)
    await settled.taps("No")
    assert await danger_on(scene, settled) is None


async def test_moment_and_caption(scene: Stage, settled: Person) -> None:
    await settled.says(f"/moment {HIT}")
    settled.sees(KEPT, SENTENCE)
    assert await danger_on(scene, settled) == TUESDAY
    await scene.reaches("2026-11-25 21:00")
    await settled.sends("photo", HIT)
    settled.sees(KEPT, SENTENCE)
    assert await danger_on(scene, settled) == date(2026, 11, 25)


async def test_words_that_want_their_day_are_noted_at_once(scene: Stage, ana: Person) -> None:
    await scene.reaches("2026-11-23 21:00")
    await scene.reaches("2026-11-24 21:00")
    await ana.says(HIT)
    ana.sees("Which day is this for?", SENTENCE)
    assert await danger_on(scene, ana) == TUESDAY


async def test_an_edit_is_looked_at_as_well(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    said = await settled.says("3 3 tea")
    assert told(settled) == 0
    before = settled.last.id
    await settled.edits(said, f"3 3 {HIT}")
    settled.sees(SENTENCE)
    assert settled.last.id > before
    assert "Support" in settled.last.labels
    assert await danger_on(scene, settled) == TUESDAY
    assert await moments(scene, settled, TUESDAY) == [HIT]


async def test_an_edited_offer(scene: Stage, settled: Person) -> None:
    said = await settled.says("tea")
    await settled.edits(said, HIT)
    settled.sees(SENTENCE)
    assert await danger_on(scene, settled) is None
    await settled.taps("Keep it")
    assert await danger_on(scene, settled) == TUESDAY


async def test_a_caption_in_an_album_is_answered(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.sends_album("photo", "photo", caption=HIT)
    assert told(settled) >= 1
    assert await danger_on(scene, settled) == TUESDAY


async def test_an_album_that_is_offered(scene: Stage, settled: Person) -> None:
    await settled.sends_album("photo", "photo", caption=HIT)
    settled.sees(SENTENCE)
    assert await danger_on(scene, settled) is None
    await settled.taps("Keep it")
    assert await danger_on(scene, settled) == TUESDAY


async def test_in_a_flood_it_comes_with_the_late_answer(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    for number in range(35):
        settled.body.says(f"line {number}")
    settled.body.says(HIT)
    settled.body.says("and then it was quiet")
    await is_answered(scene)
    settled.sees(SENTENCE)
    assert "Support" in settled.last.labels
    assert await danger_on(scene, settled) == TUESDAY


async def test_in_a_burst_it_is_said(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    for text in (HIT, "then he slept", "I am awake"):
        settled.body.says(text)
    await is_answered(scene)
    assert told(settled) >= 1
    assert await danger_on(scene, settled) == TUESDAY


async def test_handled_again_after_a_crash_it_is_said_and_kept_once(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    scene.handles_all_twice = True
    await settled.says(f"1 1 {HIT}")
    settled.sees(SENTENCE)
    assert told(settled) == 1, "one card a day"
    assert await moments(scene, settled, TUESDAY) == [HIT]
    assert await danger_on(scene, settled) == TUESDAY


@pytest.mark.parametrize("calls", range(5))
async def test_cut_off_anywhere_nothing_of_it_is_lost(scene: Stage, settled: Person, calls: int) -> None:
    await scene.reaches("2026-11-24 21:00")
    scene.calls_until_cut = calls
    await settled.says(f"1 1 {HIT}")
    assert told(settled) >= 1
    assert await moments(scene, settled, TUESDAY) == [HIT]
    assert await danger_on(scene, settled) == TUESDAY


async def test_a_restart_in_the_middle(scene: Stage, settled: Person) -> None:
    await settled.says(HIT)
    await scene.restarts()
    await settled.taps("Keep it")
    assert await danger_on(scene, settled) == TUESDAY
    assert told(settled) >= 1


async def test_the_latest_day_only_grows(scene: Stage, settled: Person) -> None:
    await settled.says(HIT)
    offer = settled.last.id
    await scene.reaches("2026-11-25 12:00")
    await settled.says(f"/moment {HIT}")
    await settled.taps("Keep it", on=offer)
    assert await danger_on(scene, settled) == date(2026, 11, 25)


async def test_words_of_danger_do_not_become_the_name(scene: Stage, ana: Person) -> None:
    await scene.reaches("2026-11-23 21:00")
    await ana.says("4 3")
    await ana.taps("Nothing today")
    ana.sees("Whom is this about?")
    await ana.says(HIT)
    ana.sees("I have not taken this for a name", "Shall I keep this", SENTENCE)
    participant = await row_of(scene, ana)
    assert participant.name is None
    assert participant.awaiting is Awaiting.NAME
    await ana.taps("Keep it")
    assert await danger_on(scene, ana) == MONDAY
    await ana.says("Deniz")
    assert (await row_of(scene, ana)).name == "Deniz"


@pytest.mark.parametrize(
    "setting", ["Name", "Time", "Days", "Time zone", "Language", "Country", "Nudge", "Quiet hours"]
)
async def test_words_of_danger_choose_no_setting(scene: Stage, settled: Person, setting: str) -> None:
    await settled.says("/settings")
    labels = [label for label in settled.last.labels if label.startswith(setting)]
    before = await row_of(scene, settled)
    await settled.taps(labels[0])
    await settled.says("he hit me at 9:00 on monday")
    settled.sees(SENTENCE)
    after = await row_of(scene, settled)
    assert after == replace(
        before,
        awaiting=after.awaiting,
        awaiting_on=after.awaiting_on,
        awaiting_setting=after.awaiting_setting,
        asked_in=after.asked_in,
    )


@pytest.mark.parametrize(
    "said", [f"/pause {HIT} 3 times", f"/nosuch {HIT}", f"/week {HIT}", f"/streak {HIT}"]
)
async def test_behind_a_command(scene: Stage, settled: Person, said: str) -> None:
    await settled.says(said)
    assert told(settled) == 1
    assert (await row_of(scene, settled)).paused_at is None
    assert await danger_on(scene, settled) is None, "nothing was kept"


async def test_under_what_cannot_be_kept(scene: Stage, settled: Person) -> None:
    await settled.sends("document", HIT)
    settled.sees("This kind I cannot keep", SENTENCE)
    assert await danger_on(scene, settled) is None


async def test_a_stranger_who_is_not_let_in_gets_help_and_no_lecture(tmp_path: Path) -> None:
    async with stage(tmp_path, "2026-11-23 20:00", access=Access("invite")) as closed:
        eve = closed.person("Eve")
        for words in (HIT, "I am in danger", f"/hello {HIT}"):
            await eve.says(words)
            eve.sees("Support")
            eve.sees_not("invit")


async def test_every_step_of_the_welcome_says_it(scene: Stage) -> None:
    eve = scene.person("Eve")
    await eve.says("/start")
    for go_on in (
        lambda: eve.taps("I am 18"),
        lambda: eve.taps("I was hurt"),
        lambda: eve.says("Osmaniye"),
        lambda: eve.says("21:00"),
        None,
    ):
        before = await row_of(scene, eve)
        await eve.says(f"{HIT} at 9:00")
        eve.sees(SENTENCE)
        assert "Support" in eve.last.labels
        assert await row_of(scene, eve) == before
        if go_on is not None:
            await go_on()
            if eve.last.labels and eve.last.labels[0].startswith("Yes, that is my time"):
                await eve.taps("Yes, that is my time")


async def test_a_flood_before_the_welcome_is_done_gets_help(scene: Stage) -> None:
    eve = scene.person("Eve")
    for number in range(35):
        eve.body.says(f"line {number}")
    eve.body.says(HIT)
    await is_answered(scene)
    assert any("Emergency" in message.text or "emergency" in message.text for message in eve.messages)


async def test_the_question_about_fear_is_answered_the_same_whatever_is_said(
    scene: Stage, ana: Person
) -> None:
    await scene.reaches("2026-11-23 21:00")
    await ana.says("4 3")
    await ana.taps("Nothing today")
    await ana.taps("Not now")
    ana.sees("Are you ever afraid")
    await ana.says(f"sometimes, {HIT}")
    ana.sees("Your safety comes before anything")
    assert told(ana) == 0


async def test_files_under_which_they_stand_are_not_sent_again(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.sends("photo", HIT)
    await settled.sends("photo", "the sea")
    await settled.says("/week")
    await settled.taps("What you sent (1)")
    settled.sees("the sea")
    settled.sees_not(f"“{HIT}”")


async def test_an_edit_of_what_is_no_entry_says_where_help_is_and_notes_nothing(
    scene: Stage, settled: Person
) -> None:
    said = await settled.says("/streak")
    await settled.edits(said, HIT)
    settled.sees(SENTENCE)
    assert await danger_on(scene, settled) is None


async def test_erasing_takes_the_date_along(scene: Stage, settled: Person) -> None:
    await settled.says(f"/moment {HIT}")
    await settled.says("/delete")
    await settled.taps("Erase everything")
    assert not await scene.store.db.rows("SELECT danger_on FROM participants", {})


async def test_discreet_nothing_on_the_screen_gives_it_away(scene: Stage, watched: Person) -> None:  # noqa: F811
    await scene.reaches("2026-11-23 21:00")
    await watched.says(HIT)
    assert is_neutral(watched)
    await watched.taps("Open")
    watched.sees(SENTENCE, "How safe did you feel")
    await watched.says(f"2 2 {HIT}")
    assert is_neutral(watched)
    await watched.taps("Change")
    watched.sees(SENTENCE)
    assert await danger_on(scene, watched) == MONDAY


async def test_discreet_offer_and_moment(scene: Stage, watched: Person) -> None:  # noqa: F811
    await watched.says(HIT)
    assert is_neutral(watched)
    await watched.taps("Open")
    watched.sees("Shall I keep this", SENTENCE)
    await watched.taps("Keep it")
    assert await danger_on(scene, watched) == MONDAY
    await scene.passes(minutes=11)
    await watched.says(f"/moment {HIT}")
    assert is_neutral(watched)
    await watched.taps("Open")
    watched.sees(SENTENCE)


async def test_what_holds_them_is_never_quoted_unasked(scene: Stage, settled: Person) -> None:
    await settled.says(f"/moment {HIT}")
    await settled.says("/moments")
    settled.sees("There is none to look back at just now")
    await settled.says("/moment tea in the sun")
    for _ in range(3):
        await settled.says("/moments")
        settled.sees("tea in the sun")
        assert "Another one" not in settled.last.labels
    await settled.says("/week")
    settled.sees("tea in the sun", "Your safety comes first")
    settled.sees_not(f"“{HIT}”")
    assert sorted(await moments(scene, settled, TUESDAY)) == [HIT, "tea in the sun"]


async def is_guarded(scene: Stage, person: Person) -> bool:
    past = await history_of(scene.store, scene.store.db, await row_of(scene, person), scene.clock.now())
    return past.is_guard_up


async def test_the_guard_is_up_for_fourteen_days_and_comes_down_by_itself(
    scene: Stage, settled: Person
) -> None:
    assert not await is_guarded(scene, settled)
    await settled.says(f"/moment {HIT}")
    assert await is_guarded(scene, settled)
    await settled.says("/week")
    settled.sees("Your safety comes first")
    await scene.reaches("2026-12-07 12:00")
    assert await is_guarded(scene, settled)
    await scene.reaches("2026-12-08 12:00")
    assert not await is_guarded(scene, settled)
    await settled.says("/week")
    assert "Your safety comes first" not in settled.last.text


async def test_under_it_only_what_it_lets_pass_is_told(scene: Stage, settled: Person) -> None:
    withheld = [
        piece
        for text in scene._content.principles
        if text.rule.is_withheld_under_guard
        for piece in (text.words["en"].title, *text.words["en"].lines)
    ]
    await settled.says(f"/moment {HIT}")
    start = settled.last.id
    for day in range(25, 38):
        on = date.fromordinal(TUESDAY.toordinal() + day - 24)
        await scene.reaches(f"{on} 21:00")
        await settled.says("4 4 tea")
        await settled.says("/week")
        await settled.says("/principles")
    for message in settled.messages:
        if message.id >= start:
            assert not [each for each in withheld if each in message.text], message.text
