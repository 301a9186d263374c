"""The commands beside the message field follow the language that somebody chose."""

from __future__ import annotations

from tests.chat import CONTENT, Person, Stage

TURKISH = CONTENT.words("tr").label("command-week")
OF_ALL: list[dict[str, str]] = [{"command": "week", "description": "for all"}]


def shown(scene: Stage, person: Person) -> str:
    """What /week is said to do, beside this person's message field."""
    scene.telegram.call("setMyCommands", {"commands": OF_ALL})
    commands = scene.telegram.world.profile.shown_commands("en", person.body.id)
    return next(each["description"] for each in commands if each["command"] == "week")


async def test_who_chose_another_language_than_their_phone_s_reads_the_commands_in_it(
    scene: Stage, settled: Person
) -> None:
    ben = scene.person("Ben")
    assert shown(scene, settled) == "for all"
    await settled.says("/language")
    await settled.taps("Türkçe")
    assert (shown(scene, settled), shown(scene, ben)) == (TURKISH, "for all")
    await settled.says("/language")
    await settled.taps("English")
    assert shown(scene, settled) == "for all"
    assert scene.refusals == []


async def test_the_welcome_s_button_does_so_as_well_and_twice_is_once(scene: Stage) -> None:
    scene.handles_all_twice = True
    ana = scene.person("Ana")
    await ana.says("/start")
    await ana.taps("Türkçe", times=2)
    assert shown(scene, ana) == TURKISH


async def test_erasing_everything_takes_the_commands_back(scene: Stage, settled: Person) -> None:
    await settled.says("/language")
    await settled.taps("Türkçe")
    await settled.says("/delete")
    await settled.taps("Her şeyi sil")
    assert shown(scene, settled) == "for all"
    assert not [scope for scope, _ in scene.telegram.world.profile.commands if "chat_id" in scope]


async def test_the_way_back_in_brings_a_newer_bot_s_commands(scene: Stage, settled: Person) -> None:
    await settled.says("/language")
    await settled.taps("Türkçe")
    older = {"commands": OF_ALL, "scope": {"type": "chat", "chat_id": settled.body.id}}
    scene.telegram.call("setMyCommands", older)
    await settled.says("/start")
    assert shown(scene, settled) == TURKISH


async def test_for_everybody_else_nothing_is_set(scene: Stage, settled: Person) -> None:
    await settled.says("/start")
    assert "setMyCommands" not in [call.method for call in scene.telegram.calls]
