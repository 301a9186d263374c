"""Taking one's data along and bringing it back, as messages."""

from __future__ import annotations

from datetime import date

from bot.cards import data, look_back
from bot.content.words import Words
from bot.gateway.screen import Button, Document, Screen


def exported(words: Words, today_on: date, content: bytes, missing: int, *, is_discreet: bool) -> Screen:
    """Return the ZIP with what it is; `missing` files of theirs are not in it. Discreet, even its name says little."""
    day = words.day_in_year(today_on)
    if is_discreet:
        document = Document(f"notes-{today_on}.zip", content, "application/zip")
        return Screen(words("export-caption-discreet", day=day), media=document)
    parts = [words("export-caption", day=day)]
    if missing:
        parts.append(words("export-missing", count=missing))
    document = Document(f"goldseam-{today_on}.zip", content, "application/zip")
    return Screen("\n\n".join(parts), media=document)


def hidden_export(words: Words) -> Screen:
    """Return the neutral line behind which the data stands in discreet mode."""
    return look_back.hidden(words, data.joined(data.EXPORT, "send"))


def ask_import(words: Words) -> Screen:
    """Return the question for the file."""
    return Screen(words("import-ask"), (_support(words),))


def unusable(words: Words, problem: str, mistakes: int = 0) -> Screen:
    """Return why a file is not brought in."""
    return Screen(words(f"import-{problem}", count=mistakes), (_support(words),))


def found(words: Words, name: str, days: list[date], moments: int, *, is_anothers: bool) -> Screen:
    """Return what is in a file, by its days, and the choice; buttons call it `name`."""
    first, last = words.day_in_year(days[0]), words.day_in_year(days[-1])
    parts = [words("import-found", days=len(days), moments=moments, first=first, last=last)]
    if is_anothers:
        parts.append(words("import-anothers"))
    choice = (
        Button(words.label("import-yes"), data.joined(data.IMPORT, "yes", name)),
        Button(words.label("import-no"), data.joined(data.IMPORT, "no", name)),
    )
    return Screen("\n\n".join((*parts, words("import-rules"))), (choice, _support(words)))


def brought(words: Words, days: int, moments: int) -> Screen:
    """Return that a file's days and moments are here now."""
    return Screen(words("import-done", days=days, moments=moments), (_support(words),))


def _support(words: Words) -> tuple[Button, ...]:
    return (Button(words.label("button-support"), data.joined(data.GO, "safety")),)
