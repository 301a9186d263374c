"""Words while a setting waits: what is understood, what is offered to be kept, what leaves it, and what comes twice."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest

from bot.domain.participant import Awaiting, Participant, Setting
from tests.chat import Person, Stage, stage

TUESDAY = date(2026, 11, 24)
TEA = "she made tea and we talked about the garden for a while"


async def row(scene: Stage, person: Person) -> Participant:
    found = await scene.store.participants.find(scene.store.db, person.body.id)
    assert found is not None
    return found


async def moments(scene: Stage, person: Person) -> list[str]:
    participant = await row(scene, person)
    found = await scene.store.moments.between(
        scene.store.db, participant.id, date(2026, 11, 1), date(2026, 12, 31)
    )
    return [each.moment.text for each in found]


async def opens(person: Person, label: str) -> None:
    await person.says("/settings")
    await person.taps(label, on=person.last.id)


HINTS = {
    "Time": "Write it like 21:30 or 9 pm.",
    "Days": "Write them like Mon, Wed, Fri or every day.",
    "End of the day": "A day can end at any time from 00:00 to 12:00.",
    "Time zone": "I could not find that place.",
    "Language": "I do not speak that language yet.",
    "Where you stand": "Please tap the one above that fits.",
    "Name": "40 letters at most",
    "Nudge": "from 30 minutes to 6 hours",
    "Quiet hours": "Write two times, like 22:30-8",
    "Letter’s day": "Write one day of the week",
    "Discreet mode": "Please tap one of the buttons above.",
    "Country": "I do not know that country.",
}


@pytest.mark.parametrize("label", HINTS)
async def test_nonsense_gets_one_hint_and_is_offered_to_be_kept_and_the_setting_waits_on(
    scene: Stage, settled: Person, label: str
) -> None:
    await opens(settled, label)
    count = len(settled.messages)
    before = await row(scene, settled)
    await settled.says(TEA)
    assert len(settled.messages) == count + 1
    settled.sees(HINTS[label], "Shall I keep this as a moment of today?")
    assert await row(scene, settled) == before
    await settled.taps("Keep it")
    assert await moments(scene, settled) == [TEA]
    assert (await row(scene, settled)).awaiting is Awaiting.SETTING
    assert scene.refusals == []


NONSENSE = [
    ("Time", "25:00"),
    ("Time", "🕘🕘"),
    ("End of the day", "1 pm"),
    ("Nudge", "20 min"),
    ("Nudge", "7 hours"),
    ("Nudge", "-5"),
    ("Quiet hours", "22:30"),
    ("Quiet hours", "22-22"),
    ("Letter’s day", "Monday and Tuesday"),
    ("Days", "someday"),
    ("Country", "Middle-earth"),
    ("Country", "tx"),
    ("Country", "he brought it"),
    ("Country", "she told me of her weeks in Germany"),
    ("Country", "Almanya'da bugün birlikte çay içtik"),
    ("Name", "x" * 41),
    ("Name", "Deniz\nand more"),
    ("Discreet mode", "maybe <b>"),
]


@pytest.mark.parametrize(("label", "text"), NONSENSE)
async def test_what_does_not_fit_changes_nothing(
    scene: Stage, settled: Person, label: str, text: str
) -> None:
    await opens(settled, label)
    before = await row(scene, settled)
    await settled.says(text)
    settled.sees(HINTS[label])
    assert await row(scene, settled) == before


async def test_after_a_hint_the_next_words_are_understood_and_the_offer_stays(
    scene: Stage, settled: Person
) -> None:
    await opens(settled, "Time")
    await settled.says(TEA)
    await settled.says("22:15")
    settled.sees("I ask every day at 22:15.")
    await settled.taps("Keep it")
    assert await moments(scene, settled) == [TEA]


async def test_from_a_hint_the_list_opens_once_and_the_offer_stays(scene: Stage, settled: Person) -> None:
    await opens(settled, "Time")
    await settled.says(TEA)
    count = len(settled.messages)
    await settled.taps("Back to settings", times=2)
    assert len(settled.messages) == count + 1
    settled.sees("Tap what you would like to change.")
    assert (await row(scene, settled)).awaiting is None
    await settled.taps("Keep it")
    assert await moments(scene, settled) == [TEA]


async def test_yes_and_no_answer_the_offer_first(scene: Stage, settled: Person) -> None:
    await opens(settled, "Name")
    await settled.says(f"{TEA}\nand coffee")
    await settled.says("no")
    settled.sees("not kept")
    assert (await row(scene, settled)).name is None
    await settled.says("no")
    settled.sees("It stays as it is.")
    present = await row(scene, settled)
    assert (present.name, present.awaiting) == (None, None)
    assert await moments(scene, settled) == []


@pytest.mark.parametrize("text", ["no", "later", "thanks", "hayır", "tamam"])
@pytest.mark.parametrize("label", ["Time", "Name", "Country", "Days"])
async def test_no_leaves_a_setting_as_it_is(scene: Stage, settled: Person, label: str, text: str) -> None:
    await opens(settled, label)
    before = await row(scene, settled)
    await settled.says(text)
    settled.sees("It stays as it is.")
    present = await row(scene, settled)
    assert present.awaiting is None
    assert (present.ask_time, present.name, present.weekdays) == (
        before.ask_time,
        before.name,
        before.weekdays,
    )


async def test_a_command_or_a_request_leaves_the_setting(scene: Stage, settled: Person) -> None:
    for words in ("/streak", "how was my week", "/nonsense"):
        await opens(settled, "Name")
        await settled.says(words)
        assert (await row(scene, settled)).awaiting is None
    await settled.says(TEA)
    settled.sees("Shall I keep this")


async def test_back_and_the_menu_leave_the_setting(scene: Stage, settled: Person) -> None:
    await opens(settled, "Name")
    await settled.taps("‹ Back")
    await settled.says("tea")
    settled.sees("Shall I keep this")
    assert (await row(scene, settled)).name is None


async def test_a_card_that_comes_has_the_word(scene: Stage, settled: Person) -> None:
    await opens(settled, "Name")
    await scene.reaches("2026-11-24 21:00")
    await settled.says("tea")
    assert (await row(scene, settled)).name is None
    assert await moments(scene, settled) == ["tea"]


async def test_a_setting_that_was_opened_yesterday_waits_no_more(scene: Stage, settled: Person) -> None:
    await settled.says("/pause")
    await settled.taps("Until I come back")
    await opens(settled, "Name")
    await scene.reaches("2026-11-25 12:00")
    await settled.says("he brought me tea")
    settled.sees("Shall I keep this")
    assert (await row(scene, settled)).name is None


async def test_two_scores_are_no_name_and_count_for_the_card(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await opens(settled, "Name")
    await settled.says("4 3")
    found = await scene.store.checkins.find(scene.store.db, (await row(scene, settled)).id, TUESDAY)
    assert found is not None
    assert (found.safety, found.openness) == (4, 3)
    assert (await row(scene, settled)).name is None


async def test_a_photo_and_a_reply_to_a_card_are_for_no_setting(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    card = settled.last.id
    await opens(settled, "Name")
    await settled.sends("photo", "us at the sea")
    await settled.says("she laughed", reply_to=card)
    assert await moments(scene, settled) == ["us at the sea", "she laughed"]
    assert (await row(scene, settled)).name is None


async def test_forwarded_words_are_for_no_setting(scene: Stage, settled: Person) -> None:
    await opens(settled, "Name")
    await settled.forwards("Deniz")
    settled.sees("Shall I keep this")
    assert (await row(scene, settled)).name is None


async def test_words_written_before_the_setting_was_opened_are_not_for_it(
    scene: Stage, settled: Person
) -> None:
    await settled.says("/settings")
    menu = settled.last.id
    settled.body.taps(menu, "s:name")
    await scene.settle()
    present = await row(scene, settled)
    assert (present.awaiting_setting, present.asked_in) == (Setting.NAME, menu)
    await settled.edits(menu - 1, "Deniz")
    assert (await row(scene, settled)).name is None


async def test_in_discreet_mode_what_was_typed_for_a_setting_goes(scene: Stage, settled: Person) -> None:
    await opens(settled, "Discreet mode")
    await settled.taps("Turn discreet mode on")
    await opens(settled, "Country")
    said = await settled.says("Germany")
    assert said not in [message.id for message in settled.body.messages]
    settled.sees("Germany")
    await scene.passes(minutes=11)
    settled.sees_not("Germany", "Discreet mode")


async def test_a_turkish_evening_with_the_settings(scene: Stage) -> None:
    ayse = scene.person("Ayşe", language="tr")
    await ayse.says("/start")
    await ayse.taps("18")
    await ayse.taps("İkisi de")
    await ayse.says("Osmaniye")
    await ayse.taps("Evet")
    await ayse.says("21:30")
    await ayse.taps("O saatte")
    await ayse.says("ayarlar")
    ayse.sees("Saat: 21:30", "Günler: her gün", "Saat dilimi: İstanbul, şimdi 20:00", "Mektup günü: Pazar")
    for label, text, answer in (
        ("Saat", "akşam 10", "Sana her gün saat 22:00’de soruyorum."),
        ("Günler", "pazar hariç her gün", "Sana pazar hariç her gün saat 22:00’de soruyorum."),
        ("Günün bitişi", "gece yarısı", "Günün bundan sonra saat 00:00’da bitiyor."),
        ("Hatırlatma", "bir buçuk saat", "Yanıtsız kalan kartı 1 saat 30 dk sonra bir kez daha"),
        ("Sessiz saatler", "gece 11'den sabah 8'e kadar", "23:00 ile 08:00 arasında"),
        ("Mektup günü", "cuma", "Mektubun bundan sonra her cuma gelecek."),
        ("Ülke", "Almanya'dayım", "şu ülke için: Almanya."),
        ("Ad", "Deniz", "Deniz"),
    ):
        await ayse.says("/settings")
        await ayse.taps(label, on=ayse.last.id)
        await ayse.says(text)
        ayse.sees(answer)
    await ayse.says("/settings")
    await ayse.taps("Saat", on=ayse.last.id)
    await ayse.says("bilmiyorum ki")
    ayse.sees("Bundan bir saat çıkaramadım.", "an olarak saklayayım mı?")
    assert scene.refusals == []


MOST_CALLS = 3
"""Of one answer: a message, a tap's, what is taken away."""
EVERYTHING: list[tuple[str, tuple[str, ...]]] = [
    ("Time", ("22:00",)),
    ("Days", ("weekdays", "/settings", "tap Days", "tap ✓ Fri")),
    ("End of the day", ("3",)),
    ("Name", ("Deniz",)),
    ("Nudge", ("45 min",)),
    ("Quiet hours", ("23-7",)),
    ("Letter’s day", ("Friday",)),
    ("Country", ("Germany",)),
    ("Where you stand", ("both",)),
    ("Time zone", ("Berlin", "tap Yes")),
    ("Name", (f"{TEA}\nand coffee", "tap Keep it")),
    ("Discreet mode", ("tap Turn discreet mode on",)),
]
"""A setting, and what is written or tapped for it, one after the other."""


async def changes_everything(scene: Stage, *, cut_at: int | None = None) -> Person:
    """Somebody who changes every setting, by taps and in words; the line may be cut at that call of every answer."""
    ana = scene.person("Ana")
    await ana.is_welcomed()
    await ana.taps("At 21:00")
    for label, acts in EVERYTHING:
        for act in ("/settings", f"tap {label}", *acts):
            scene.calls_until_cut = cut_at
            if act.startswith("tap "):
                await ana.taps(act.removeprefix("tap "))
            else:
                await ana.says(act)
    return ana


async def kept(scene: Stage, person: Person) -> dict[str, object]:
    """Return the whole row, but for ids and Telegram's count of messages, and what was kept."""
    found = await row(scene, person)
    left_out = {"id", "telegram_id", "asked_in"}
    fields = {name: getattr(found, name) for name in type(found).__slots__ if name not in left_out}
    return fields | {"moments": await moments(scene, person)}


async def everything_kept(
    path: Path, *, is_twice: bool = False, cut_at: int | None = None
) -> dict[str, object]:
    """Return what is kept of somebody who changed everything."""
    async with stage(path, "2026-11-23 20:00") as scene:
        scene.handles_all_twice = is_twice
        return await kept(scene, await changes_everything(scene, cut_at=cut_at))


async def test_handled_twice_every_setting_comes_to_the_same(tmp_path: Path) -> None:
    once = await everything_kept(tmp_path / "once")
    assert (once["ask_time"], once["weekdays"], once["name"]) == (time(22), frozenset(range(4)), "Deniz")
    assert await everything_kept(tmp_path / "twice", is_twice=True) == once


async def test_cut_off_at_any_call_of_any_answer_every_setting_comes_to_the_same(tmp_path: Path) -> None:
    once = await everything_kept(tmp_path / "once")
    for number in range(MOST_CALLS):
        assert await everything_kept(tmp_path / str(number), cut_at=number) == once, number


async def test_a_change_handled_again_hours_later_drops_no_prompt(scene: Stage, settled: Person) -> None:
    await opens(settled, "Time")
    settled.body.says("21:30")
    update = scene.waiting_updates()[0]
    await scene.settle()
    before = await row(scene, settled)
    scene.clock.set(datetime.fromisoformat("2026-11-24T21:30:30+03:00"))
    await scene.handles_again(update)
    settled.sees("Settings", "Time: 21:30")
    assert await row(scene, settled) == before
    await scene.dispatcher.tick()
    settled.sees("How safe did you feel")
