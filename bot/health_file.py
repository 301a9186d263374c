"""The health file: a few facts about the running bot, for programs that watch over it; nothing about anybody.

Whoever reads it takes the bot for well when the file is there, says `"is_well": true`, and was written within the last
minute: a process that was killed, or that stands still, writes nothing more.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.log import event

logger = logging.getLogger(__name__)


class HealthFile:
    """Written whole each time, readable by its owner only. Where it cannot be written, that is logged once."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._is_failing = False

    def write(self, facts: Mapping[str, Any]) -> None:
        """Write `facts`; never raises for what the disk does."""
        if self._path is None:
            return
        try:
            _replace(self._path, json.dumps(facts, indent=1) + "\n")
        except OSError as error:
            if not self._is_failing:
                event(logger, logging.WARNING, "health_not_written", error=error)
            self._is_failing = True
            # What was true before must not be read for what is now.
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
        else:
            self._is_failing = False


def _replace(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.new")
    with suppress(FileNotFoundError):
        beside.unlink()  # of a process that was killed in between
    with open(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:  # noqa: PTH123  a mode from the first byte on
        file.write(text)
    beside.replace(path)
