"""The written tables of what people type: what is meant, and the forms that mean it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def forms(table: str) -> Iterator[tuple[str, str]]:
    """Yield every form of a table beside this file, with what it means."""
    for line in Path(__file__).with_name(table).read_text(encoding="utf-8").splitlines():
        if line and line[0] not in "#[":
            meant, *written = (each.strip() for each in line.split("|"))
            yield from ((each, meant) for each in written)
