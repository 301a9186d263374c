"""The studio: PNGs from real templates with the shipped fonts, and errors that tell nothing of what was to be seen."""

from __future__ import annotations

import asyncio
import json
import re
import struct
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typst

from bot.cards import pictures
from bot.domain.day import State
from bot.domain.span import DayAnswers
from bot.pictures.painter import Drawing, DrawingError
from bot.pictures.studio import FOLDER, FONTS, PREPARED, Studio
from tests.chat import CONTENT

ON = date(2026, 11, 22)


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    opened = Studio()
    yield opened
    opened.close()


def all_drawings() -> list[Drawing]:
    words = CONTENT.words("tr")
    few, none = [DayAnswers(ON, 1, 5, 2, is_kept=True)], list[DayAnswers]()
    return [
        *(
            pictures.days(words, answers, ON, length).drawing
            for answers in (few, none)
            for length in (7, 30, 90)
        ),
        *(pictures.calendar(words, states, ON).drawing for states in ({ON: State.KEPT}, {})),
        *(pictures.vessel(words, "somebody", days).drawing for days in (0, 1, 24, 25, 500)),
    ]


@pytest.mark.parametrize("number", range(len(all_drawings())))
async def test_every_picture_is_a_png_that_telegram_takes(studio: Studio, number: int) -> None:
    png = await studio.draw(all_drawings()[number])
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    assert width in (720, 1000)
    assert 600 <= height <= 1250
    assert len(png) < 1_000_000


async def test_the_same_drawing_is_the_same_picture(studio: Studio) -> None:
    drawing = all_drawings()[-1]
    assert await studio.draw(drawing) == await studio.draw(drawing)


async def test_pictures_asked_for_at_once_come_one_after_the_other_off_the_loops_thread(
    studio: Studio,
) -> None:
    drawn = await asyncio.gather(*(studio.draw(each) for each in all_drawings()))
    assert len(drawn) == len(all_drawings())
    assert [each.name for each in threading.enumerate() if each.name.startswith("studio")] == ["studio_0"]


@pytest.mark.parametrize(
    "drawing", [Drawing("days", {"secret": "tea"}), Drawing("nothing", {"secret": "tea"})]
)
async def test_an_error_names_the_template_and_nothing_of_what_was_to_be_seen(
    studio: Studio, drawing: Drawing
) -> None:
    with pytest.raises(DrawingError) as raised:
        await studio.draw(drawing)
    assert drawing.template in str(raised.value)
    assert "tea" not in str(raised.value)
    assert raised.value.__suppress_context__
    assert await studio.draw(all_drawings()[0]), "the next picture is drawn all the same"


async def test_values_are_never_read_as_a_template(studio: Studio) -> None:
    words = '#panic("read") $x$ *b* \\ " \u2028'
    drawn = await studio.draw(Drawing("vessel", {"seed": "s", "shown_up": 3, "title": words, "line": words}))
    assert drawn


async def test_a_closed_studio_draws_nothing() -> None:
    closed = Studio()
    closed.close()
    with pytest.raises(DrawingError):
        await closed.draw(all_drawings()[0])


def test_templates_compile_without_warnings_and_find_their_fonts() -> None:
    compiler = typst.Compiler(root=FOLDER, font_paths=[FONTS], ignore_system_fonts=True)
    for drawing in all_drawings():
        values: Any = PREPARED.get(drawing.template, dict)(**drawing.values)
        _, warnings = compiler.compile_with_warnings(
            input=FOLDER / f"{drawing.template}.typ",
            format="png",
            ppi=72.0,
            sys_inputs={"values": json.dumps(values)},
        )
        assert not warnings


def test_fonts_are_few_and_come_with_their_licence() -> None:
    fonts = list(FONTS.glob("*.ttf"))
    assert sum(font.stat().st_size for font in fonts) < 1_200_000
    for family in {font.name.partition("-")[0] for font in fonts}:
        assert "SIL OPEN FONT LICENSE" in (FONTS / f"{family}-OFL.txt").read_text("utf-8").upper()


def test_no_colour_is_red() -> None:
    for template in FOLDER.glob("*.typ"):
        for colour in re.findall(r'rgb\("#(\w{6})"\)', template.read_text("utf-8")):
            red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
            assert not (red > 1.8 * max(green, 1) and red > 1.3 * max(blue, 1)), (
                f"{Path(template).name}: #{colour}"
            )
