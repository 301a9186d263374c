"""The settings, played: each is seen, tapped and typed, and says from when it counts."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.participant import Afraid, Awaiting, Participant, Role, Setting
from bot.domain.settings import is_answered
from tests.chat import Person, Stage

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


async def row(scene: Stage, person: Person) -> Participant:
    found = await scene.store.participants.find(scene.store.db, person.body.id)
    assert found is not None
    return found


async def opens(person: Person, label: str) -> None:
    """Go to a setting from wherever the person is."""
    await person.says("/settings")
    await person.taps(label, on=person.last.id)


async def test_settings_are_one_message_with_every_present_value(settled: Person) -> None:
    await settled.says("/settings")
    settled.sees("Time: 21:00", "Days: every day", "End of the day: 04:00", "Time zone: Istanbul, 12:00 now")
    settled.sees("Language: English", "Where you stand: I was hurt", "Name: without a name")
    settled.sees("Nudge: after 2 hours", "Quiet hours: 22:30–08:00", "Letter’s day: Sunday")
    settled.sees("Discreet mode: off", "Country: Türkiye, as your time zone says", "Question about fear")
    menu = settled.last.id
    for label in ("Time", "Days", "Where you stand", "Discreet mode"):
        await settled.taps(label, on=menu)
        assert settled.last.id == menu, "it stays one message"
        await settled.taps("‹ Back", on=menu)
    settled.sees("Settings")


CHOSEN: list[tuple[str, str, dict[str, object], str, str]] = [
    ("Time", "22:00", {"ask_time": time(22)}, "I ask every day at 22:00.", "Next card: today, 22:00."),
    (
        "Days",
        "Mon, Wed, Fri",
        {"weekdays": frozenset({0, 2, 4})},
        "Mon, Wed and Fri",
        "Next card: tomorrow, 21:00.",
    ),
    ("End of the day", "00:00", {"day_end": time(0)}, "Your day ends at 00:00", "Next card: today, 21:00."),
    ("Language", "Türkçe", {"language": "tr"}, "Bundan sonra Türkçe yazacağım.", "Türkçe"),
    ("Where you stand", "Both", {"role": Role.BOTH}, "From the next question on: “Both”.", "Both"),
    ("Name", "✓ Without a name", {"name": None}, "without a name", "name"),
    ("Nudge", "1 hour", {"nudge_minutes": 60}, "once more after 1 hour", "from the next card on"),
    ("Nudge", "No nudge", {"nudge_minutes": None}, "From the next card on", "only once"),
    ("Quiet hours", "23:00–08:00", {"quiet_from": time(23)}, "between 23:00 and 08:00", "at its own time"),
    (
        "Quiet hours",
        "No quiet hours",
        {"quiet_from": time(0), "quiet_until": time(0)},
        "no quiet",
        "from now",
    ),
    ("Letter’s day", "Friday", {"letter_weekday": 4}, "every Friday", "up to Friday, 27 November"),
    (
        "Discreet mode",
        "Turn discreet mode on",
        {"is_discreet": True},
        "is on from now on",
        "until you delete it",
    ),
    ("Country", "✓ As my time zone", {"country": None}, "Türkiye, as your time zone says", "Support"),
]


@pytest.mark.parametrize("each", CHOSEN, ids=lambda each: f"{each[0]}: {each[1]}")
async def test_a_tap_chooses_at_once_and_says_from_when_and_a_second_tap_changes_nothing(
    scene: Stage, settled: Person, each: tuple[str, str, dict[str, object], str, str]
) -> None:
    label, choice, fields, now, when = each
    await opens(settled, label)
    message, button = settled.button(choice)
    await settled.taps(choice)
    first = await row(scene, settled)
    settled.sees(now, when)
    assert {name: getattr(first, name) for name in fields} == fields
    await scene.passes(minutes=1)
    await settled.forges(button.data or "", on=message.id)
    assert await row(scene, settled) == first
    settled.sees(now)
    assert scene.refusals == []


TYPED: list[tuple[str, str, dict[str, object], str]] = [
    ("Time", "half past nine in the evening", {"ask_time": time(21, 30)}, "I ask every day at 21:30."),
    ("Time", "٢٢:١٥", {"ask_time": time(22, 15)}, "at 22:15"),
    ("Time", "akşam 9 buçuk", {"ask_time": time(21, 30)}, "at 21:30"),
    ("Days", "every day but sunday", {"weekdays": frozenset(range(6))}, "I ask every day but Sunday"),
    ("Days", "hafta içi", {"weekdays": frozenset(range(5))}, "Monday to Friday"),
    ("End of the day", "3", {"day_end": time(3)}, "Your day ends at 03:00"),
    ("End of the day", "gece yarısı", {"day_end": time(0)}, "at 00:00"),
    ("Language", "Türkçe", {"language": "tr"}, "Bundan sonra Türkçe"),
    ("Language", "in Turkish please", {"language": "tr"}, "Bundan sonra Türkçe"),
    ("Where you stand", "i caused the hurt", {"role": Role.CAUSED}, "From the next question on"),
    ("Name", "Deniz", {"name": "Deniz"}, "Deniz"),
    ("Nudge", "45 min", {"nudge_minutes": 45}, "after 45 min"),
    ("Nudge", "bir buçuk saat", {"nudge_minutes": 90}, "after 1 h 30 min"),
    ("Nudge", "no nudge", {"nudge_minutes": None}, "only once"),
    ("Nudge", "none", {"nudge_minutes": None}, "only once"),
    (
        "Quiet hours",
        "from 10 pm to 7 am",
        {"quiet_from": time(22), "quiet_until": time(7)},
        "22:00 and 07:00",
    ),
    ("Quiet hours", "22.30 ile 9 arası", {"quiet_until": time(9)}, "22:30 and 09:00"),
    ("Quiet hours", "yok", {"quiet_from": time(0), "quiet_until": time(0)}, "no quiet hours"),
    ("Letter’s day", "cuma", {"letter_weekday": 4}, "every Friday"),
    ("Discreet mode", "on", {"is_discreet": True}, "is on from now on"),
    ("Country", "Almanya", {"country": "DE"}, "Germany"),
    ("Country", "gb", {"country": "GB"}, "United Kingdom"),
    ("Country", "in Germany", {"country": "DE"}, "Germany"),
    ("Country", "in the United States", {"country": "US"}, "United States"),
    ("Country", "kanadada yaşıyorum", {"country": "CA"}, "Canada"),
]


@pytest.mark.parametrize("each", TYPED, ids=lambda each: f"{each[0]}: {each[1]}")
async def test_a_setting_can_be_typed(
    scene: Stage, settled: Person, each: tuple[str, str, dict[str, object], str]
) -> None:
    label, text, fields, answer = each
    await opens(settled, label)
    await settled.says(text)
    settled.sees(answer)
    present = await row(scene, settled)
    assert {name: getattr(present, name) for name in fields} == fields
    assert present.awaiting is None or is_answered(present)
    await settled.taps("Ayarlara" if present.language == "tr" else "Back to settings")
    settled.sees("Ayarlar" if present.language == "tr" else "Settings")


async def test_a_place_is_confirmed_by_its_local_time(scene: Stage, settled: Person) -> None:
    await opens(settled, "Time zone")
    await settled.says("New York")
    settled.sees("it is 04:00 there now. Is that your time?")
    assert (await row(scene, settled)).zone == ZoneInfo("Europe/Istanbul")
    await settled.says("yes")
    settled.sees("Please tap an answer above")
    await settled.says("no")
    settled.sees("Where are you now?")
    await settled.says("Köln")
    await settled.taps("Yes, that is my time")
    settled.sees("I ask by this clock from now on: Berlin, 10:00 now.", "Next card: today, 21:00.")
    await settled.taps("Back to settings")
    settled.sees("Country: Germany, as your time zone says")


async def test_a_place_can_be_a_location_or_the_time_now(scene: Stage, settled: Person) -> None:
    await opens(settled, "Time zone")
    settled.body.shares_location(40.71, -74.0)
    await scene.settle()
    settled.sees("it is 04:00 there now")
    await settled.says("9:00")
    settled.sees("Which of these has your time?")
    await settled.taps("09:00 · London")
    assert (await row(scene, settled)).zone == ZoneInfo("Europe/London")
    assert scene.refusals == []


async def test_fear_is_asked_anew_and_its_answer_is_never_shown(scene: Stage, settled: Person) -> None:
    await opens(settled, "Question about fear")
    await settled.taps("Ask me again")
    settled.sees("Are you ever afraid of this person?")
    said = await settled.says("sometimes")
    assert (await row(scene, settled)).afraid is Afraid.SOMETIMES
    assert said not in [message.id for message in settled.body.messages]
    await settled.says("/settings")
    settled.sees("Question about fear: can be asked at any time")
    settled.sees_not("Sometimes")


async def test_one_who_caused_hurt_is_not_asked_about_fear(scene: Stage, settled: Person) -> None:
    await opens(settled, "Where you stand")
    await settled.taps("I caused the hurt")
    await settled.taps("Back to settings")
    assert "Question about fear" not in settled.last.labels
    await settled.forges("s:fear:ask")
    settled.sees("Settings")
    assert (await row(scene, settled)).awaiting is None


async def test_support_is_for_the_country_that_was_chosen(settled: Person) -> None:
    await opens(settled, "Country")
    await settled.says("Deutschland")
    await settled.says("/safety")
    settled.sees("Germany")
    await opens(settled, "Country")
    await settled.taps("As my time zone says")
    await settled.says("/safety")
    settled.sees("Türkiye")


async def test_discreet_mode_says_what_it_does_and_then_shows_no_name(scene: Stage, settled: Person) -> None:
    await opens(settled, "Name")
    await settled.says("Deniz")
    await opens(settled, "Discreet mode")
    settled.sees("stays until you delete it yourself", "of the last 48 hours")
    await settled.taps("Turn discreet mode on")
    await settled.says("/settings")
    assert "Deniz" not in settled.last.text
    assert "Name" not in settled.last.labels
    await settled.forges("s:name")
    assert (await row(scene, settled)).awaiting is None
    await settled.taps("Close", on=settled.last.id)
    assert settled.last.text == "Notes."
    await settled.taps("Open", on=settled.last.id)
    await settled.taps("Discreet mode", on=settled.last.id)
    await settled.taps("Turn discreet mode off", on=settled.last.id)
    await settled.taps("Back to settings", on=settled.last.id)
    settled.sees("Name: Deniz", "Discreet mode: off")


async def test_an_old_settings_message_still_works_and_shows_how_things_stand_now(
    scene: Stage, settled: Person
) -> None:
    await settled.says("/settings")
    old = settled.last.id
    await opens(settled, "Time")
    await settled.taps("22:00")
    await scene.restarts()
    await settled.taps("Time", on=old)
    assert "Time: 22:00" in next(each.text for each in settled.messages if each.id == old)
    await settled.taps("19:00", on=old)
    assert (await row(scene, settled)).ask_time == time(19)


@pytest.mark.parametrize(
    "data", ["s", "s:", "s:time:9999", "s:nonsense", "s:time:2100:x", "s:zone:x", "s:name:x"]
)
async def test_a_forged_tap_changes_nothing(scene: Stage, settled: Person, data: str) -> None:
    before = await row(scene, settled)
    await settled.forges(data)
    assert settled.last_toast == "That button is out of date."
    assert await row(scene, settled) == before


async def test_settings_understands_what_stands_behind_it(scene: Stage, settled: Person) -> None:
    await settled.says("/settings 21:30")
    settled.sees("I ask every day at 21:30.")
    await settled.says("/settings weekdays")
    settled.sees("I ask Monday to Friday at 21:30.")
    await settled.says("/settings quiet hours")
    settled.sees("In these hours I send no nudge")
    await settled.says("22-7")
    settled.sees("between 22:00 and 07:00")
    await settled.says("/settings nonsense")
    settled.sees("Tap what you would like to change.")
    assert (await row(scene, settled)).awaiting is not Awaiting.SETTING


def test_every_setting_is_played() -> None:
    labels = {label for label, *_ in CHOSEN}
    assert len(labels) == len(set(Setting) - {Setting.ZONE, Setting.FEAR})
    assert {label for label, *_ in TYPED} == labels
