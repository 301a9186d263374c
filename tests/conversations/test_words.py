"""Replying in words, played."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.checkin import CheckIn
from bot.domain.participant import Afraid
from tests.chat import Person, Stage
from tests.conversations.test_card import MONDAY, TUESDAY, kept


async def moments(scene: Stage, person: Person, on: date) -> list[str]:
    participant = await scene.store.participants.find(scene.store.db, person.body.id)
    assert participant is not None
    return [
        each.moment.text for each in await scene.store.moments.between(scene.store.db, participant.id, on, on)
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("4", CheckIn(TUESDAY, 4)),
        ("4 3", CheckIn(TUESDAY, 4, 3)),
        ("4,3", CheckIn(TUESDAY, 4, 3)),
        ("4/3", CheckIn(TUESDAY, 4, 3)),
        ("4 3 she made tea", CheckIn(TUESDAY, 4, 3, moments=1)),
        ("ok today, tea together", CheckIn(TUESDAY, moments=1)),
        ("3 cups of tea", CheckIn(TUESDAY, moments=1)),
    ],
)
async def test_words_answer_the_open_card(
    scene: Stage, settled: Person, said: str, expected: CheckIn
) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.says(said)
    assert await kept(scene, settled, TUESDAY) == expected
    assert scene.refusals == []


async def test_one_digit_after_the_other_answers_both(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.says("4")
    await settled.says("2")
    await settled.says("sun on the balcony")
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 4, 2, moments=1)
    settled.sees("Kept. Thank you for writing it.", "You showed up on 2 days")


async def test_digits_open_todays_card_where_none_is_open(scene: Stage, settled: Person) -> None:
    await settled.says("4 3")
    settled.sees("One small good moment?")
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 4, 3)


async def test_a_whole_message_that_asks_for_something_gets_it(scene: Stage, settled: Person) -> None:
    await settled.says("how was my week")
    settled.sees("Your week")
    await settled.says("HAFTALIK ÖZET")
    settled.sees("Your week")
    await settled.says("help")
    settled.sees("What I can do")
    await settled.says("pause")
    settled.sees("For how long")


async def test_words_with_no_card_open_are_offered_to_be_kept(scene: Stage, settled: Person) -> None:
    await settled.says("he did not hit me today")
    settled.sees("Shall I keep this as a moment of today?")
    await settled.taps("Keep it")
    settled.sees("Kept. Thank you for writing it.")
    assert await moments(scene, settled, TUESDAY) == ["he did not hit me today"]
    await settled.says("nothing in particular")
    await settled.taps("No")
    settled.sees("not kept")
    assert await moments(scene, settled, TUESDAY) == ["he did not hit me today"]


async def test_a_second_tap_on_an_offer_keeps_it_once(scene: Stage, settled: Person) -> None:
    await settled.says("tea")
    await settled.taps("Keep it", times=2)
    settled.sees("Kept. Thank you for writing it.")
    assert await moments(scene, settled, TUESDAY) == ["tea"]


async def test_an_offer_survives_a_restart(scene: Stage, settled: Person) -> None:
    await settled.says("tea")
    await scene.restarts()
    await settled.taps("Keep it")
    assert await moments(scene, settled, TUESDAY) == ["tea"]


async def test_anothers_offer_cannot_be_taken(scene: Stage, settled: Person) -> None:
    await settled.says("tea")
    _, button = settled.button("Keep it")
    eve = scene.person("Eve")
    await eve.is_welcomed()
    await eve.taps("Now")
    await eve.forges(button.data or "")
    eve.sees_not("tea")
    assert await moments(scene, settled, TUESDAY) == []


async def test_with_two_cards_open_it_asks_which_day(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await scene.reaches("2026-11-25 21:00")
    await settled.says("she called me")
    settled.sees("Which day is this for?")
    await settled.taps("Yesterday")
    assert await moments(scene, settled, TUESDAY) == ["she called me"]
    await settled.says("4 3")
    await settled.taps("Today")
    assert await kept(scene, settled, date(2026, 11, 25)) == CheckIn(date(2026, 11, 25), 4, 3)


async def test_a_reply_to_a_card_counts_for_it(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    card = settled.last.id
    await scene.reaches("2026-11-25 21:00")
    await settled.says("4 3 a walk", reply_to=card)
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 4, 3, moments=1, is_late=True)
    assert await moments(scene, settled, TUESDAY) == ["a walk"]


async def test_editing_ones_message_changes_the_moment(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    said = await settled.says("tae")
    await settled.edits(said, "tea")
    assert await moments(scene, settled, TUESDAY) == ["tea"]
    both = await settled.says("4 3 a wakl")
    await settled.edits(both, "4 3 a walk")
    assert await moments(scene, settled, TUESDAY) == ["tea", "a walk"]


@pytest.mark.parametrize("kind", ["photo", "voice", "video_note", "sticker"])
async def test_what_can_be_sent_is_a_moment(scene: Stage, settled: Person, kind: str) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.says("4 3")
    await settled.sends(kind)
    settled.sees("Kept. Thank you for sending it.")
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 4, 3, moments=1)


@pytest.mark.parametrize("kind", ["poll", "document", "contact", "dice"])
async def test_what_cannot_be_kept_is_answered_kindly(scene: Stage, settled: Person, kind: str) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.sends(kind)
    settled.sees("This kind I cannot keep")
    assert await kept(scene, settled, TUESDAY) is None


@pytest.mark.parametrize("kind", ["document", "video", "audio"])
@pytest.mark.parametrize("is_card_open", [True, False])
async def test_words_under_what_cannot_be_kept_are_not_taken_for_it(
    scene: Stage, settled: Person, kind: str, *, is_card_open: bool
) -> None:
    if is_card_open:
        await scene.reaches("2026-11-24 21:00")
    sent = await settled.sends(kind, "4 3 the day at the lake")
    settled.sees("nor words under it", "Words that you send on their own I can keep")
    assert settled.last.reply_to == sent
    assert await kept(scene, settled, TUESDAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "a" * 4096,
        "💔" * 2048,
        "<b>bold</b> & </i> &lt;",
        "مرحبا، كان يوما جيدا",
        "\u202eoverride\u202c and \u200bzero\u200bwidth\x07",
        "/unknown_command",
        "/",
        "//",
        "@everyone `code` *star* _under_ [link](http://x)",
        "'; DROP TABLE participants; --",
        "{ $name } { question-safety }",
    ],
)
async def test_hostile_words_get_a_kind_answer(scene: Stage, settled: Person, text: str) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.says(text)
    await settled.says("/week")
    assert scene.refusals == []


async def test_nothing_but_invisible_characters_is_no_moment(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.says("\u200b\u200d\u2060")
    assert await kept(scene, settled, TUESDAY) is None


@pytest.mark.parametrize("words", ["nothing", "Nothing today.", "hiç", "bugün yok"])
async def test_nothing_in_words_answers_the_moment_question(
    scene: Stage, settled: Person, words: str
) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.says("4 3")
    await settled.says(words)
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 4, 3, is_nothing=True)


async def test_moment_keeps_or_asks(scene: Stage, settled: Person) -> None:
    await settled.says("/moment a quiet breakfast")
    settled.sees("Kept. Thank you for writing it.")
    await settled.says("/moment")
    settled.sees("What was the moment?")
    await scene.restarts()
    await settled.says("the cat")
    assert await moments(scene, settled, TUESDAY) == ["a quiet breakfast", "the cat"]


async def test_the_same_update_handled_twice_keeps_one_moment(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    settled.body.says("tea")
    update = scene.waiting_updates()[0]
    await scene.settle()
    await scene.handles_again(update)
    assert await moments(scene, settled, TUESDAY) == ["tea"]


async def test_the_questions_after_the_first_card(scene: Stage, ana: Person) -> None:
    await ana.says("/checkin")
    await ana.says("4 3 tea")
    ana.sees("Whom is this about?")
    await ana.says("Deniz")
    ana.sees("Are you ever afraid of this person?")
    assert "I will call them Deniz" in ana.messages[-2].text
    await ana.taps("Sometimes")
    ana.sees("Your safety comes before anything this bot asks")
    ana.sees_not("Are you ever afraid")
    await ana.taps("Support", on=ana.last.id)
    ana.sees("112")
    participant = await scene.store.participants.find(scene.store.db, ana.body.id)
    assert participant is not None
    assert (participant.name, participant.afraid) == ("Deniz", Afraid.SOMETIMES)
    await scene.reaches("2026-11-24 21:00")
    ana.sees("How safe did you feel with Deniz today?")


async def test_a_name_that_is_hostile_is_only_shown(scene: Stage, ana: Person) -> None:
    await ana.says("/checkin")
    await ana.says("4 3 tea")
    await ana.says("<b>X</b> & {$y}")
    await scene.reaches("2026-11-24 21:00")
    ana.sees("How safe did you feel with <b>X</b> & {$y} today?")
    assert scene.refusals == []


async def test_the_next_prompt_takes_the_words_even_when_a_question_was_left_open(
    scene: Stage, ana: Person
) -> None:
    await ana.says("/checkin")
    await ana.says("4 3 tea")
    ana.sees("Whom is this about?")
    await scene.reaches("2026-11-24 21:00")
    await ana.says("Deniz")
    assert await moments(scene, ana, TUESDAY) == ["Deniz"]


async def test_who_caused_the_hurt_is_not_asked_about_fear(scene: Stage) -> None:
    deniz = scene.person("Deniz")
    await deniz.is_welcomed(role="I caused the hurt")
    await deniz.taps("Now")
    await deniz.says("4 3 tea")
    await deniz.taps("Not now")
    deniz.sees("Good. I will ask without a name.")


async def test_fear_is_asked_again_after_eight_weeks_while_it_keeps_the_guard_up(
    scene: Stage, ana: Person
) -> None:
    await ana.says("/checkin")
    await ana.says("4 3 tea")
    await ana.taps("Not now")
    await ana.taps("Yes")
    await scene.reaches("2027-01-17 12:00")
    await ana.says("4 4")
    await ana.taps("Nothing today")
    assert "Are you ever afraid" not in ana.last.text
    await scene.reaches("2027-01-19 12:00")
    await ana.says("4 4")
    await ana.taps("Nothing today")
    ana.sees("Are you ever afraid of this person?")


async def test_monday_stays_as_it_was(scene: Stage, settled: Person) -> None:
    await settled.says("tea")
    assert await moments(scene, settled, MONDAY) == []


async def test_an_unanswered_question_for_the_name_takes_no_moment(scene: Stage, ana: Person) -> None:
    await ana.says("/checkin")
    await ana.says("4 3 tea")
    ana.sees("Whom is this about?")
    await scene.reaches("2026-11-24 12:00")
    await ana.says("/checkin")
    await ana.says("4 3")
    await ana.says("she made soup")
    assert await moments(scene, ana, TUESDAY) == ["she made soup"]


async def test_an_unanswered_moment_takes_no_words_of_the_next_day(scene: Stage, settled: Person) -> None:
    await settled.says("/moment")
    await scene.reaches("2026-11-25 12:00")
    await settled.says("/checkin")
    await settled.says("4 4")
    await settled.says("breakfast in bed")
    assert await moments(scene, settled, date(2026, 11, 25)) == ["breakfast in bed"]
    assert await moments(scene, settled, TUESDAY) == []


async def test_a_reply_to_a_closed_card_is_for_no_other_day(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    card = settled.last.id
    await scene.reaches("2026-11-27 12:00")
    await settled.says("1 1 he shouted", reply_to=card)
    settled.sees("Shall I keep this as a moment of today?")
    assert "is closed now" in settled.messages[-2].text
    assert await kept(scene, settled, date(2026, 11, 27)) is None
    await settled.taps("Keep it")
    assert await kept(scene, settled, date(2026, 11, 27)) == CheckIn(date(2026, 11, 27), moments=1)


async def test_scores_never_change_what_was_answered(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.taps("1")
    await settled.says("4 3")
    await settled.says("5")
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 1, 3)
    settled.sees("One small good moment?")


async def test_what_is_said_to_be_kept_is_kept(scene: Stage, settled: Person) -> None:
    await settled.says("4 3 tea")
    await settled.says("5 5 and cake")
    await settled.taps("Keep it")
    assert await moments(scene, settled, TUESDAY) == ["tea", "5 5 and cake"]


async def test_words_count_for_the_day_on_which_they_were_written(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-25 03:50")
    settled.body.says("/moment the moon")
    await scene.reaches("2026-11-25 04:10")
    await scene.settle()
    assert await moments(scene, settled, TUESDAY) == ["the moon"]


async def test_an_edit_down_to_bare_scores_leaves_the_moment(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    said = await settled.says("4 3 she made tea")
    await settled.edits(said, "4 3")
    assert await moments(scene, settled, TUESDAY) == ["she made tea"]


async def test_words_for_a_card_whose_sending_is_unknown_count_for_it(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 20:59")
    scene.loses_answers = True
    await scene.reaches("2026-11-24 21:00")
    scene.loses_answers = False
    await settled.says("tea together")
    assert await moments(scene, settled, TUESDAY) == ["tea together"]


async def test_words_that_nobody_chose_to_keep_go_after_two_days(scene: Stage, settled: Person) -> None:
    await settled.says("perhaps")
    await scene.reaches("2026-11-27 05:00")
    rows = await scene.store.db.rows("SELECT count(*) AS number FROM offers", {})
    assert rows[0]["number"] == 0


async def test_nothing_in_words_with_two_cards_open_asks_which_day(scene: Stage, settled: Person) -> None:
    for day in ("24", "25"):
        await scene.reaches(f"2026-11-{day} 21:00")
        await settled.says("4 3")
    await settled.says("nothing")
    await settled.taps("Yesterday")
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 4, 3, is_nothing=True)
