"""The whole messages that ask for something, as people put it: "how was my week", "haftam nasıldı"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.content.reading import Entry, checked, read_toml
from bot.domain.characters import folded, with_a_slip

SHORTEST_WITH_A_SLIP = 5
"""Letters of a phrase that is still recognised when one of them is wrong."""
LONGEST_WITH_A_SLIP = 40
SMALL_WORDS = frozenset({"start", "nothing", "later", "thanks", "yes", "no", "today", "yesterday"})
"""Requests that answer what stands on the screen, or open nothing: nobody is asked whether they meant these."""

Phrases = Annotated[tuple[str, ...], Field(min_length=1)]


class Requests(Entry):
    """For every request, named like its command, the messages that ask for it; the last ones answer what stands on the screen."""

    start: Phrases
    checkin: Phrases
    moment: Phrases
    moments: Phrases
    week: Phrases
    month: Phrases
    streak: Phrases
    principles: Phrases
    pause: Phrases
    resume: Phrases
    skip: Phrases
    settings: Phrases
    safety: Phrases
    privacy: Phrases
    language: Phrases
    help: Phrases
    delete: Phrases
    export: Phrases
    import_: Annotated[Phrases, Field(alias="import")]
    nothing: Phrases
    later: Phrases
    thanks: Phrases
    yes: Phrases
    no: Phrases
    today: Phrases
    yesterday: Phrases


NAMES = frozenset(field.alias or name for name, field in Requests.model_fields.items())
"""Every request there is."""


def meant(requests: Mapping[str, str], text: str) -> str | None:
    """Return what a whole message asks for that is a phrase but for one letter; None where it is none, or may be two."""
    key = folded(text)
    if not SHORTEST_WITH_A_SLIP - 1 <= len(key) <= LONGEST_WITH_A_SLIP or key in requests:
        return None
    slips = (slip for slip in with_a_slip(key) if len(slip) >= SHORTEST_WITH_A_SLIP)
    found = {requests[slip] for slip in slips if slip in requests} - SMALL_WORDS
    return found.pop() if len(found) == 1 else None


def read_phrases(folders: Iterable[Path], mistakes: list[str]) -> Mapping[str, str]:
    """Return for every phrase of all languages, folded, what it asks for; what is wrong is added to `mistakes`.

    A request is understood in every language, whichever is set, so no phrase may mean two things, not even in two of
    them.
    """
    meanings: defaultdict[str, set[str]] = defaultdict(set)
    for folder in folders:
        where = f"{folder.name}/phrases.toml"
        requests = checked(Requests, read_toml(folder / "phrases.toml", mistakes), where, mistakes)
        for request, phrases in requests.model_dump(by_alias=True).items() if requests else ():
            keys = Counter(folded(phrase) for phrase in phrases)
            mistakes.extend(
                f"{where}: {request}: {key!r} is there twice" for key, times in keys.items() if times > 1
            )
            for key in keys:
                meanings[key].add(request)
    if "" in meanings:
        mistakes.append("phrases: one has neither letters nor digits")
    ambiguous = ((key, sorted(requests)) for key, requests in meanings.items() if len(requests) > 1)
    mistakes.extend(f"phrases: {key!r} means {' and '.join(requests)}" for key, requests in ambiguous)
    return {key: min(requests) for key, requests in meanings.items()}
