"""The studio: draws templates with typst in one thread of its own, with the fonts that are shipped here and no others."""

from __future__ import annotations

import asyncio
import json
import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import typst

from bot.pictures import vessel
from bot.pictures.painter import Drawing, DrawingError

FOLDER = Path(__file__).parent
FONTS = FOLDER / "fonts"
PIXELS_PER_INCH = 72.0
"""So that a template's point is a pixel."""
VESSEL_PIXELS_PER_INCH = 51.84
"""A vessel has no fine print: 720 pixels across are enough, and most of what it costs is its pixels."""
NICENESS = 10
BLANK = b"#set page(width: 1pt, height: 1pt)"
BLANKS = 8
PREPARED: Mapping[str, Callable[..., dict[str, Any]]] = {"vessel": vessel.placed}
"""What takes long to reckon is reckoned in the studio's thread, too."""


class Studio:
    """A Painter. Pictures wait for each other, and nobody else waits for them: typst lets go of the interpreter.

    What typst reckoned for one picture it keeps for some ten more, though the next is somebody else's: so it is
    made to forget, by blank pages that cost a tenth of a millisecond each.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="studio", initializer=_step_back)
        self._compiler: typst.Compiler | None = None

    async def draw(self, drawing: Drawing) -> bytes:
        """Return a PNG; raises DrawingError."""
        try:
            drawn = asyncio.get_running_loop().run_in_executor(self._thread, self._draw, drawing)
        except RuntimeError:
            raise DrawingError("the studio is closed") from None
        return await drawn

    def close(self) -> None:
        """Finish the picture that is being drawn; no other is begun."""
        self._thread.shutdown(cancel_futures=True)

    def _draw(self, drawing: Drawing) -> bytes:
        if self._compiler is None:  # read by the first picture, not by the start of the bot
            self._compiler = typst.Compiler(root=FOLDER, font_paths=[FONTS], ignore_system_fonts=True)
        try:
            values = PREPARED.get(drawing.template, dict)(**drawing.values)
            png = self._compiler.compile(
                input=FOLDER / f"{drawing.template}.typ",
                format="png",
                ppi=VESSEL_PIXELS_PER_INCH if drawing.template == "vessel" else PIXELS_PER_INCH,
                sys_inputs={"values": json.dumps(values, ensure_ascii=False)},
            )
        except (typst.TypstError, RuntimeError, OSError, TypeError, ValueError):
            raise DrawingError(f"{drawing.template} could not be drawn") from None
        except BaseException as error:  # what panics in typst is no Exception, and must not end the bot
            if type(error).__name__ == "PanicException":
                raise DrawingError(f"{drawing.template} could not be drawn") from None
            raise
        finally:
            for _ in range(BLANKS):
                self._compiler.compile(input=BLANK, format="png", ppi=PIXELS_PER_INCH)
        if not isinstance(png, bytes):
            raise DrawingError(f"{drawing.template} has not one page")
        return png


def _step_back() -> None:
    """Have this thread, and those that typst begins from it, give way to whoever answers people."""
    if hasattr(os, "setpriority"):  # where threads have priorities of their own, as on Linux
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
