"""What somebody can tap: every button in the chat, and every area of callback data, valid, stale and forged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from bot.domain.participant import Setting
from bot.simulator.world import Query
from tests.conversations.table import kinds
from tests.conversations.table.acting import Here, Input

TWICE = "button, twice"
ALIKE = 3
"""Of many buttons with the same words on them, so many are tried: the newest."""

TAPS: dict[str, tuple[str, ...]] = {
    "welcome": (
        "w:agree",
        "w:discreet:1",
        "w:discreet:2",
        "w:lang:tr",
        "w:lang:xx",
        "w:role:caused",
        "w:role:nobody",
        "w:place:Europe/Istanbul",
        "w:place:Europe/../x",
        "w:time:2100",
        "w:time:99",
        "w:first:now",
        "w:first:later",
        "w:back:intro",
        "w:back:role",
        "w:back:place",
        "w:back:done",
        "w",
    ),
    "card": (
        "c:{today}:s:4",
        "c:{today}:s:n",
        "c:{today}:o:u",
        "c:{today}:S:2",
        "c:{today}:O:5",
        "c:{today}:o:n",
        "c:{today}:s:9",
        "c:{today}:m:0",
        "c:{today}:m:1",
        "c:{today}:change",
        "c:{today}:more",
        "c:{today}:open",
        "c:{today}:show",
        "c:{today}:send",
        "c:{today}:hide",
        "c:{today}:skip",
        "c:{today}:later",
        "c:{today}:later:30",
        "c:{today}:later:7",
        "c:{today}",
        "c:{yesterday}:s:4",
        "c:{yesterday}:m:0",
        "c:{yesterday}:send",
        "c:{yesterday}:skip",
        "c:{closed}:s:4",
        "c:{closed}:open",
        "c:{early}:s:1",
        "c:{ahead}:s:1",
        "c:0001-01-01:s:1",
        "c:9999-12-31:open",
        "c:2026-W48-1:s:1",
        "c",
    ),
    "archive": ("ex:send", "ex:nonsense", "ex", "im:yes:1", "im:no:1", "im:yes", "im"),
    "question": (
        "f:name:no",
        "f:name:again",
        "f:name:keep",
        "f:afraid:open",
        "f:afraid:yes",
        "f:afraid:no",
        "f:afraid:later",
        "f:afraid:perhaps",
        "f",
    ),
    "offer": (
        "k:x:{today}",
        "k:x:no",
        "k:{others_offer}:{today}:m",
        "k:{others_offer}:no",
        "k:erase:x",
        "k::",
        "k",
    ),
    "go": (
        "go:checkin",
        "go:week",
        "go:month",
        "go:streak",
        "go:principles",
        "go:resume",
        "go:back",
        "go:moments",
        "go:settings",
        "go:safety",
        "go:delete",
        "go",
    ),
    "language": ("l:tr", "l:en", "l:xx", "l"),
    "pause": ("p:3", "p:open", "p:400", "p:-1", "p"),
    "delete": ("d:yes", "d:no", "d:close", "d:perhaps", "d"),
    "letter": (
        "lt:{today}:open",
        "lt:{today}:close",
        "lt:{today}:picture",
        "lt:{today}:files:0",
        "lt:{today}:files:900",
        "lt:{today}:try:0",
        "lt:{today}:another:0",
        "lt:{today}:did",
        "lt:{today}:away",
        "lt:{early}:open",
        "lt:{ahead}:open",
        "lt:x:open",
        "lt",
    ),
    "look back": (
        "b:month:{today}:open",
        "b:month:{today}:close",
        "b:month:{today}:picture",
        "b:month:{today}:90",
        "b:month:{today}:91",
        "b:month:{early}:open",
        "b:streak:open",
        "b:streak:close",
        "b:streak:picture",
        "b:streak:vessel",
        "b:streak:calendar",
        "b:away",
        "b",
    ),
    "principles": ("q:page:1", "q:page:99", "q:page:-1", "q:show:nothing-such", "q:close", "q"),
    "settings": (
        "s",
        "s:menu",
        "s:close",
        "s:nonsense",
        *(f"s:{setting.value}" for setting in Setting),
        *(f"s:{setting.value}:nonsense" for setting in Setting),
        "s:time:2130",
        "s:time:2130:more",
        "s:weekdays:024",
        "s:day_end:0200",
        "s:zone:Europe/Berlin",
        "s:zone:Europe/../x",
        "s:language:tr",
        "s:role:caused",
        "s:nudge:60",
        "s:letter:0",
        "s:country:DE",
    ),
    "moments": (
        "mo",
        "mo:any:show",
        "mo:x:show",
        "mo:x:erase",
        "mo:x:away",
        "mo:x:nonsense",
        *(f"mo:{{own_moment}}:{what}" for what in ("show", "day", "delete", "erase", "close")),
        *(f"mo:{{others_moment}}:{what}" for what in ("show", "day", "delete", "erase", "close")),
    ),
    "fading": (
        "fd",
        "fd:days:024:0123456",
        "fd:days:7:0",
        "fd:less:0123456",
        "fd:less:0123456:close",
        "fd:paused",
        "fd:paused:close",
        "fd:nonsense",
    ),
    "what was meant": ("r", "r:week:x", "r:help:x", "r:delete:x", "r:nonsense:x", "r:week:{others_offer}"),
    "no area": ("", ":", ":::", "zz:1", "ğüş", "c" * 64),
}


def taps() -> Iterator[Input]:
    for area, templates in TAPS.items():
        for template in templates:
            yield Input(
                f"tap, {area}",
                template or "nothing",
                partial(_taps_last, template=template),
                is_tap=True,
                is_possible=lambda here: here.last_id is not None,
                is_forged=True,
            )
    yield Input(
        "tap, elsewhere", "on a message too old to be told", _taps_untold, is_tap=True, is_forged=True
    )
    yield Input("tap, elsewhere", "on another bot's inline message", _taps_inline, is_tap=True)
    yield Input("tap, elsewhere", "in a group", _taps_in_group, is_tap=True)


def _taps_last(here: Here, template: str) -> None:
    here.body.taps(here.last_id or 0, here.data(template))


def _tap(here: Here, data: str) -> dict[str, Any]:
    """Return a tap that Telegram waits for an answer to, whatever it says of where it was made."""
    world = here.body.world
    query = Query(str(next(world.query_ids)), here.body.id, 0, world.now(), data)
    world.queries[query.id] = query
    here.body.queries.append(query)
    return {"id": query.id, "from": dict(here.body.user), "chat_instance": "1", "data": data}


def _taps_untold(here: Here) -> None:
    message = {"message_id": here.last_id or 1, "date": 0, "chat": dict(here.body.chat.about)}
    told = _tap(here, here.data("c:{today}:s:4")) | {"message": message}
    here.body.world.updates.add("callback_query", told)


def _taps_inline(here: Here) -> None:
    told = _tap(here, here.data("c:{today}:s:4")) | {"inline_message_id": "x"}
    here.body.world.updates.add("callback_query", told)


def _taps_in_group(here: Here) -> None:
    message = {"message_id": 1, "date": 1, "chat": kinds.GROUP, "text": "a card"}
    told = _tap(here, here.data("c:{today}:s:4")) | {"message": message}
    here.body.world.updates.add("callback_query", told)


def buttons(here: Here) -> Iterator[Input]:
    """The buttons in the chat, the newest first, and of many alike the newest few; the newest also by a double tap."""
    seen: Counter[str] = Counter()
    for message in reversed(here.body.messages):
        for button in (button for row in message.rows for button in row):
            seen[button.label] += 1
            if button.data is None or seen[button.label] > ALIKE:
                continue
            name = f"[{button.label}]" + f" {seen[button.label]}" * (seen[button.label] > 1)
            act = partial(_taps_button, message_id=message.id, data=button.data)
            yield Input("button", name, act, is_tap=True)
            if seen[button.label] == 1:
                yield Input(TWICE, name, partial(act, times=2), is_tap=True)


def _taps_button(here: Here, message_id: int, data: str, times: int = 1) -> None:
    for _ in range(times):
        here.body.taps(message_id, data)
