"""Taking one's data along, as plays."""

from __future__ import annotations

import csv
import json
import zipfile
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any

from tests.chat import Person, Stage


def zips(person: Person) -> list[zipfile.ZipFile]:
    """The ZIPs that stand in the chat, the newest last."""
    files = person.stage.telegram.world.files.by_id
    documents = [each for each in person.messages if each.kind == "document"]
    return [zipfile.ZipFile(BytesIO(files[each.content["file_id"]].upload.content)) for each in documents]


def archive(person: Person) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(zips(person)[-1].read("goldseam.json"))
    return told


def table(person: Person, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(zips(person)[-1].read(name).decode("utf-8-sig"))))


async def hide(person: Person) -> None:
    store = person.stage.store
    participant = await store.participants.find(store.db, person.body.id)
    assert participant is not None
    async with store.db.transaction() as tx:
        await store.participants.save(tx, replace(participant, is_discreet=True))


async def test_everything_goes_along(scene: Stage, settled: Person) -> None:
    await settled.says("/moment =HYPERLINK(1)")
    await settled.sends("voice", "her voice")
    await settled.taps("Keep it")
    await settled.says("/export")
    settled.sees("Everything I keep of you, as of Tuesday, 24 November 2026", "Whoever has this file")
    told = archive(settled)
    assert (told["format"], told["version"]) == ("goldseam", 1)
    assert told["settings"]["role"] == "hurt"
    assert told["settings"]["afraid"] == "no"
    (monday_told,) = (each for each in told["checkins"] if each["on"] == "2026-11-23")
    assert (monday_told["safety"], monday_told["openness"]) == (4, 3)
    assert [each["text"] for each in told["moments"]] == ["=HYPERLINK(1)", "her voice"]
    assert told["days"] == [{"on": "2026-11-23", "state": "kept", "reason": None}]
    assert "prompt" in [each["kind"] for each in told["deliveries"]]
    monday, tuesday = table(settled, "days.csv")
    assert (monday["safety"], monday["safety_said"], monday["nothing"]) == ("4", "number", "1")
    assert tuesday["moments"] == "2"
    first, voice = table(settled, "moments.csv")
    assert first["text"] == "'=HYPERLINK(1)"
    assert len(zips(settled)[-1].read(voice["file"])) > 100
    assert str(settled.body.id) not in json.dumps(told), "no id of Telegram's goes along"
    assert scene.refusals == []


async def test_what_telegram_gives_no_more_is_listed(scene: Stage, settled: Person) -> None:
    await settled.sends("photo")
    await settled.taps("Keep it")
    scene.telegram.world.files.by_path.clear()
    await settled.says("export my data")
    settled.sees("1 file of yours is not in it")
    assert "2026-11-24-0001-photo.jpg" in zips(settled)[-1].read("codebook.txt").decode()
    assert archive(settled)["moments"][0]["file"] is None


async def test_asked_for_twice_it_comes_once(scene: Stage, settled: Person) -> None:
    settled.body.says("/export")
    await settled.says("/export")
    assert len(zips(settled)) == 1
    settled.sees("I sent it to you just now")
    scene.handles_all_twice = False
    await scene.passes(minutes=1)
    await settled.says("/export")
    assert len(zips(settled)) == 2


async def test_it_stands_on_a_button_too(settled: Person) -> None:
    await settled.says("/settings")
    await settled.taps("Take my data along", times=2)
    assert len(zips(settled)) == 1


async def test_in_turkish(scene: Stage, settled: Person) -> None:
    await settled.says("/language")
    await settled.taps("Türkçe")
    await settled.says("verilerimi indir")
    settled.sees("24 Kasım 2026 Salı itibarıyla")
    codebook = zips(settled)[-1].read("codebook.txt").decode("utf-8-sig")
    assert "kendini ne kadar güvende hissettin?" in codebook
    assert "1 = hiç … 5 = tamamen" in codebook


async def test_discreet_it_stands_behind_a_line_and_goes(scene: Stage, settled: Person) -> None:
    await hide(settled)
    await settled.says("/export")
    settled.sees("Notes.")
    assert zips(settled) == []
    await settled.taps("Open", times=2)
    assert len(zips(settled)) == 1
    document = next(each for each in settled.messages if each.kind == "document")
    assert document.content["file_name"] == "notes-2026-11-24.zip"
    assert document.labels == ["Close"]
    await scene.passes(minutes=11)
    assert zips(settled) == []


async def test_whoever_is_new_has_nothing_and_can_take_it_along(scene: Stage, ana: Person) -> None:
    await ana.says("/export")
    assert archive(ana)["checkins"] == []
    await ana.forges("ex:nonsense")
    assert scene.refusals == []
