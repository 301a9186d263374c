"""What a tired person stumbled over once, played so that it stays mended."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.checkin import CheckIn
from bot.domain.participant import Afraid
from bot.gateway.outcome import NotSent
from tests.chat import Person, Stage
from tests.conversations.test_card import TUESDAY, kept
from tests.conversations.test_words import moments
from tests.dispatch.playing import row_of


async def test_nobody_has_to_say_which_day_for_their_words_to_be_kept(scene: Stage, settled: Person) -> None:
    """One evening is left out; from then on every evening is answered in words, and no question is ever tapped."""
    await scene.reaches("2026-11-24 21:00")
    for day in (25, 26, 27, 28):
        await scene.reaches(f"2026-11-{day} 21:00")
        await settled.says(f"4 4 day {day}")
    await scene.reaches("2026-11-29 12:00")
    for day in (25, 26, 27, 28):
        on = date(2026, 11, day)
        assert await kept(scene, settled, on) == CheckIn(on, 4, 4, moments=1)
    assert sum("Which day is this for?" in message.text for message in settled.messages) == 1
    await settled.taps("Today", on=settled.button("Yesterday")[0].id)
    assert settled.last_toast == "That is done already."


async def test_words_are_for_the_card_that_was_begun(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await scene.reaches("2026-11-25 21:00")
    await settled.taps("4")
    await settled.taps("4")
    await settled.says("she called")
    assert await moments(scene, settled, date(2026, 11, 25)) == ["she called"]


@pytest.mark.parametrize(("words", "day"), [("today", 25), ("bugün", 25), ("yesterday", 24), ("dün", 24)])
async def test_the_question_for_the_day_is_answered_in_words(
    scene: Stage, settled: Person, words: str, day: int
) -> None:
    await scene.reaches("2026-11-24 21:00")
    await scene.reaches("2026-11-25 21:00")
    await settled.says("she called")
    await settled.says(words)
    assert await moments(scene, settled, date(2026, 11, day)) == ["she called"]


async def test_an_offer_is_answered_in_words(scene: Stage, settled: Person) -> None:
    await settled.says("a long walk")
    await settled.says("yes")
    assert await moments(scene, settled, TUESDAY) == ["a long walk"]
    await settled.says("another walk")
    await settled.says("hayır")
    assert await moments(scene, settled, TUESDAY) == ["a long walk"]


async def test_later_in_words_asks_when(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.says("sonra")
    settled.sees("When shall I ask again?")
    await settled.taps("In 30 minutes")
    await scene.reaches("2026-11-24 21:30")
    settled.sees("How safe did you feel")
    assert await kept(scene, settled, TUESDAY) is None


async def test_thanks_is_no_moment(scene: Stage, settled: Person) -> None:
    await settled.says("Thank you!")
    settled.sees("I am here whenever you like.")
    await scene.reaches("2026-11-24 21:00")
    await settled.says("tamam")
    assert await moments(scene, settled, TUESDAY) == []


async def test_the_answer_about_fear_cannot_be_read_from_what_stays(scene: Stage) -> None:
    left = set()
    for number, label in enumerate(("No", "Sometimes", "Yes", "Rather not say")):
        person = scene.person(f"P{number}")
        await person.is_welcomed()
        await person.taps("Now")
        await person.says("4 3 tea")
        await person.taps("Not now")
        await person.taps(label, on=person.last.id)
        left.add((person.last.text, tuple(person.last.labels)))
    assert len(left) == 1
    assert left.pop()[1] == ("Support",)


async def test_only_who_is_asked_about_fear_answers_it(scene: Stage) -> None:
    deniz = scene.person("Deniz")
    await deniz.is_welcomed(role="I caused the hurt")
    await deniz.taps("Now")
    await deniz.forges("f:afraid:yes")
    participant = await scene.store.participants.find(scene.store.db, deniz.body.id)
    assert participant is not None
    assert participant.afraid is not Afraid.YES


async def test_a_name_can_be_another_or_none(scene: Stage, ana: Person) -> None:
    await ana.says("/checkin")
    await ana.says("4 3 tea")
    question = ana.last.id
    await ana.says("Dneiz")
    await ana.taps("Another name")
    await ana.says("Deniz")
    participant = await scene.store.participants.find(scene.store.db, ana.body.id)
    assert participant is not None
    assert participant.name == "Deniz"
    await ana.taps("Not now", on=question)
    participant = await scene.store.participants.find(scene.store.db, ana.body.id)
    assert participant is not None
    assert participant.name is None


async def test_support_stands_on_every_card_and_offer(scene: Stage, ana: Person) -> None:
    await scene.reaches("2026-11-23 21:00")
    for act in ("4", "3", "Nothing today"):
        assert "Support" in ana.last.labels
        await ana.taps(act)
    await ana.taps("Not now")
    await ana.taps("No", on=ana.last.id)
    await ana.says("I am scared of him")
    assert "Support" in ana.last.labels


async def test_a_discreet_card_can_be_hidden_and_what_was_written_goes(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    await ana.taps("Somebody else looks at this phone")
    await ana.taps("I am 18")
    await ana.taps("I was hurt")
    await ana.says("Osmaniye")
    await ana.taps("Yes")
    await ana.says("21:00")
    await ana.taps("Now")
    await ana.taps("Close")
    assert ana.last.text == "Daily reminder."
    await ana.taps("Open")
    said = await ana.says("4 3 he shouted")
    assert said not in [message.id for message in ana.body.messages]
    assert await moments(scene, ana, date(2026, 11, 23)) == ["he shouted"]
    await ana.says("/week")
    await ana.taps("Open", on=ana.last.id)
    ana.sees("he shouted")
    await ana.taps("Close", on=ana.last.id)
    ana.sees_not("he shouted")


async def test_a_pause_says_when_the_card_really_comes(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.is_welcomed(time="00:30")
    await ana.taps("At 00:30")
    await ana.says("/pause 3")
    ana.sees("Friday, 27 November at 00:30")
    await scene.reaches("2026-11-26 05:00")
    await scene.reaches("2026-11-27 00:30")
    ana.sees("How safe did you feel")


async def test_the_way_back_in_does_not_promise_what_a_pause_withholds(settled: Person) -> None:
    await settled.says("/pause 3")
    await settled.says("/start")
    settled.sees("I am quiet until Friday, 27 November, 21:00.")
    await settled.taps("Ask me again")
    settled.sees("I will ask again")


async def test_what_stands_on_a_button_can_be_typed(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    await ana.says("my day was bad")
    ana.sees("Please read the message above first.")
    await ana.taps("I am 18")
    await ana.says("i was hurt")
    ana.sees("Where are you?")
    await ana.says("Now it is 20:00.")
    await ana.taps("20:00 · İstanbul")
    await ana.says("21:00")
    await ana.says("22:00")
    ana.sees("22:00")
    await ana.says("now")
    ana.sees("How safe did you feel")


async def test_a_command_takes_the_place_of_a_moment_that_did_not_come(scene: Stage, settled: Person) -> None:
    await settled.says("/moment")
    await settled.says("/streak")
    await settled.says("hm, well")
    settled.sees("Shall I keep this")


async def test_a_tap_on_words_that_were_let_go_says_so(scene: Stage, settled: Person) -> None:
    await settled.says("he brought me tea")
    await scene.reaches("2026-11-27 12:00")
    await settled.taps("Keep it")
    assert settled.last_toast.startswith("I let these words go after two days.")


async def test_a_number_after_the_question_for_a_pause_is_no_score(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.says("/pause")
    await settled.says("3")
    settled.sees("I will be quiet")
    assert await kept(scene, settled, TUESDAY) is None
    await settled.says("/resume")
    await settled.says("ara ver")
    await settled.says("until i come back")
    settled.sees("I will be quiet until you tap")


async def test_not_now_in_words_is_no_name(scene: Stage, ana: Person) -> None:
    await ana.says("/checkin")
    await ana.says("4 3 tea")
    ana.sees("Whom is this about?")
    await ana.says("not now")
    assert any("without a name" in message.text for message in ana.messages)
    await ana.says("Deniz")
    participant = await scene.store.participants.find(scene.store.db, ana.body.id)
    assert participant is not None
    assert participant.name is None


async def test_another_name_then_not_now_keeps_the_first(scene: Stage, ana: Person) -> None:
    await ana.says("/checkin")
    await ana.says("4 3 tea")
    await ana.says("Sam")
    echo = ana.button("Another name")[0].id
    await ana.taps("Another name")
    await ana.taps("Not now", on=echo)
    participant = await scene.store.participants.find(scene.store.db, ana.body.id)
    assert participant is not None
    assert participant.name == "Sam"


@pytest.mark.parametrize(
    ("words", "afraid"), [("yes", Afraid.YES), ("Sometimes", Afraid.SOMETIMES), ("hayır", Afraid.NO)]
)
async def test_fear_can_be_answered_in_words_that_do_not_stay(
    scene: Stage, ana: Person, words: str, afraid: Afraid
) -> None:
    await ana.says("/checkin")
    await ana.says("4 3 tea")
    await ana.taps("Not now")
    said = await ana.says(words)
    participant = await scene.store.participants.find(scene.store.db, ana.body.id)
    assert participant is not None
    assert participant.afraid is afraid
    assert said not in [message.id for message in ana.body.messages]


@pytest.mark.parametrize(
    ("words", "afraid"),
    [
        ("Sometimes, at night", Afraid.SOMETIMES),
        ("bazen korkuyorum", Afraid.SOMETIMES),
        ("BAZEN... söylemesi zor", Afraid.SOMETIMES),
        ("yes i think so", Afraid.YES),
        ("evet, çok", Afraid.YES),
    ],
)
async def test_an_answer_about_fear_may_go_on_in_words_and_goes_from_the_chat(
    scene: Stage, ana: Person, words: str, afraid: Afraid
) -> None:
    await is_asked_about_fear(ana)
    said = await ana.says(words)
    assert (await row_of(scene, ana)).afraid is afraid
    assert said not in [message.id for message in ana.body.messages]
    assert "Shall I keep" not in ana.last.text


@pytest.mark.parametrize(
    "words", ["no idea", "hayır bilmiyorum", "yesterday he shouted", "evetlemek", "not yes"]
)
async def test_no_with_more_behind_it_and_other_words_are_no_answer_about_fear(
    scene: Stage, ana: Person, words: str
) -> None:
    await is_asked_about_fear(ana)
    said = await ana.says(words)
    assert (await row_of(scene, ana)).afraid is None
    assert said in [message.id for message in ana.body.messages]


async def is_asked_about_fear(person: Person) -> None:
    await person.says("/checkin")
    await person.says("4 3 tea")
    await person.taps("Not now")
    person.sees("Are you ever afraid of this person?")


async def test_one_day_in_words_settles_all_that_waits_for_it(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await scene.reaches("2026-11-25 21:00")
    await settled.says("she called me")
    await settled.says("tamam")
    settled.sees("Which day is this for?")
    await settled.says("and we talked")
    await settled.says("dün")
    assert await moments(scene, settled, TUESDAY) == ["she called me", "and we talked"]


async def test_the_last_step_takes_its_own_time_for_then(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.is_welcomed(time="22:00")
    await ana.says("22:00")
    ana.sees("I will ask today at 22:00")


async def test_yes_is_no_town(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    await ana.taps("I am 18")
    await ana.taps("Both")
    await ana.says("Osmaniye")
    await ana.says("evet")
    ana.sees("Please tap an answer above")


async def test_a_discreet_moment_is_acknowledged(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    await ana.taps("Somebody else looks at this phone")
    await ana.taps("I am 18")
    await ana.taps("I was hurt")
    await ana.says("Osmaniye")
    await ana.taps("Yes")
    await ana.says("21:00")
    await ana.taps("Now")
    await ana.says("4 3 tea")
    before = ana.last.id
    await ana.says("/moment coffee")
    assert ana.last.id > before
    assert ana.last.text == "Done for today."


async def test_an_answered_question_for_the_day_is_not_kept_for_another_day_too(
    scene: Stage, settled: Person
) -> None:
    """The line breaks after the tap, until the day has ended."""
    await scene.reaches("2026-11-24 21:00")
    await scene.reaches("2026-11-25 21:00")
    await settled.says("4 3")
    scene.is_cut_off = scene.is_tap_lost = True
    message, button = settled.button("Yesterday")
    settled.body.taps(message.id, button.data or "")
    update = scene.waiting_updates()[0]
    with pytest.raises(NotSent):
        await scene.settle()
    await scene.reaches("2026-11-26 05:00")
    scene.is_cut_off = False
    await scene.handles_again(update)
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 4, 3, is_late=True)
    assert await kept(scene, settled, date(2026, 11, 25)) is None


async def test_a_yes_handled_twice_keeps_one_offer(scene: Stage, settled: Person) -> None:
    await settled.says("old words")
    await settled.says("new words")
    settled.body.says("yes")
    update = scene.waiting_updates()[0]
    await scene.settle()
    await scene.handles_again(update)
    assert await moments(scene, settled, TUESDAY) == ["new words"]


async def test_a_skip_taken_up_late_ends_no_prompts(scene: Stage, settled: Person) -> None:
    settled.body.says("/skip")
    await scene.reaches("2026-11-26 11:00")
    await scene.settle()
    await scene.reaches("2026-11-26 21:00")
    settled.sees("How safe did you feel")
    await scene.reaches("2026-11-27 21:00")
    assert sum("How safe did you feel" in message.text for message in settled.messages) == 2


async def test_a_double_tap_on_the_first_card_leaves_the_question_for_the_name(
    scene: Stage, ana: Person
) -> None:
    await ana.says("/checkin")
    await ana.says("4 3")
    await ana.taps("Nothing today", times=2)
    assert sum("Are you ever afraid" in message.text for message in ana.messages) == 0
    await ana.says("Deniz")
    participant = await scene.store.participants.find(scene.store.db, ana.body.id)
    assert participant is not None
    assert participant.name == "Deniz"


async def test_a_moment_on_its_own_line_is_kept_whole(scene: Stage, settled: Person) -> None:
    await settled.says("/moment\ntea together with mum")
    assert await moments(scene, settled, TUESDAY) == ["tea together with mum"]


async def test_later_before_the_prompt_takes_its_place(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 20:40")
    await settled.says("/checkin")
    await settled.says("later")
    await settled.taps("In 30 minutes")
    await scene.reaches("2026-11-24 21:00")
    settled.sees("I will ask again at 21:10")
    await scene.reaches("2026-11-24 21:10")
    settled.sees("How safe did you feel")
    await scene.reaches("2026-11-25 21:00")
    assert "How safe did you feel" in settled.last.text


async def test_after_all_takes_a_skip_back(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.taps("Skip today")
    await settled.taps("Answer after all")
    await settled.says("tea together")
    assert await moments(scene, settled, TUESDAY) == ["tea together"]


async def test_nobody_agrees_by_a_letter(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    for text in ("e", "ee", "one", "I am 18 or older and agree", "g"):
        await ana.says(text)
    participant = await scene.store.participants.find(scene.store.db, ana.body.id)
    assert participant is not None
    assert (participant.agreed_at, participant.language, participant.is_discreet) == (None, "en", False)


async def test_a_card_sent_since_has_the_word_before_an_old_offer(scene: Stage, settled: Person) -> None:
    await settled.says("noon words")
    await scene.reaches("2026-11-24 21:00")
    await settled.says("4 3")
    await settled.says("no")
    await settled.taps("Keep it")
    assert "noon words" in await moments(scene, settled, TUESDAY)
