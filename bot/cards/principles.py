"""The principles to browse: a list of titles, page by page, and each with its reflection, its steps and its source."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards import data, look_back
from bot.content.principles import PrincipleText
from bot.content.words import Html, Words
from bot.gateway.screen import Behind, Button, Screen

ON_A_PAGE = 7


def page_of(principle: PrincipleText, every: Sequence[PrincipleText]) -> int:
    """Return on which page a principle stands, from 1; 1 as well where it does not stand in the list."""
    ids = [each.id for each in every]
    return ids.index(principle.id) // ON_A_PAGE + 1 if principle.id in ids else 1


def titles(
    words: Words,
    every: Sequence[PrincipleText],
    page: int = 1,
    *,
    is_discreet: bool = False,
    is_instead: bool = False,
) -> Screen:
    """Return a page of titles, the nearest one there is; `is_instead`: of a principle that is not in the list (now)."""
    pages = max(1, -(-len(every) // ON_A_PAGE))
    page = min(max(page, 1), pages)
    shown = every[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    rows: list[tuple[Button, ...]] = [
        (Button(each.words[words.language].title, _data("show", each.id)),) for each in shown
    ]
    turning = _turning(words, page, pages)
    lines = [words("principles-title"), words("principles-not-now" if is_instead else "principles-hint")]
    if turning:
        lines.append(words("principles-page", page=page, pages=pages))
        rows.append(turning)
    last = _last_row(words, is_discreet=is_discreet)
    return Screen("\n\n".join(lines), (*rows, last), behind=_behind(page, is_discreet=is_discreet))


def principle(words: Words, told: PrincipleText, page: int, *, is_discreet: bool = False) -> Screen:
    """Return a principle whole, with the way back to its page."""
    spoken = told.words[words.language]
    steps = (
        words("principles-step", number=number, step=step) for number, step in enumerate(spoken.steps, 1)
    )
    parts = (
        words("principles-told", title=spoken.title, reflection=spoken.reflection),
        Html("\n".join((words("principles-steps"), *steps))),
        words("principles-source", paragraph=told.source),
    )
    back = Button(words.label("button-back"), _data("page", str(page)))
    last = _last_row(words, is_discreet=is_discreet)
    return Screen("\n\n".join(parts), ((back,), last), behind=_behind(page, is_discreet=is_discreet))


def hidden(words: Words) -> Screen:
    """Return the neutral line that takes the place of what was read in discreet mode."""
    return look_back.hidden(words, _data("page", "1"))


def _behind(page: int, *, is_discreet: bool) -> Behind | None:
    return look_back.hiding(_data("page", str(page))) if is_discreet else None


def _turning(words: Words, page: int, pages: int) -> tuple[Button, ...]:
    earlier = Button(words.label("principles-earlier"), _data("page", str(page - 1)))
    more = Button(words.label("principles-more"), _data("page", str(page + 1)))
    return (*((earlier,) if page > 1 else ()), *((more,) if page < pages else ()))


def _last_row(words: Words, *, is_discreet: bool) -> tuple[Button, ...]:
    support = Button(words.label("button-support"), data.joined(data.GO, "safety"))
    if not is_discreet:
        return (support,)
    return Button(words.label("button-close"), _data("close")), support


def _data(*parts: str) -> str:
    return data.joined(data.PRINCIPLES, *parts)
