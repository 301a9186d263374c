"""Files on their way into the local Telegram when no HTTP lies between."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.gateway.upload import Upload
from bot.simulator.files import Upload as Received


def as_received(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return a call's parameters as Telegram's side reads them out of a form."""
    return {
        name: Received(value.name, value.content, value.mime) if isinstance(value, Upload) else value
        for name, value in parameters.items()
    }
