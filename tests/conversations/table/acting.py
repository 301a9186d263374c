"""One thing that somebody can do to the bot, and what it refers to in the state in which it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.simulator.markup import plain
from bot.simulator.people import Person as Body

LONG_AGO = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Here:
    """What inputs refer to in the state that they are tried in.

    `own_id` is the newest message that its person wrote, `last_id` the newest of the bot, `card_id` the oldest card
    that stands there; another participant's offer and moment are there to be asked for by a forged app.
    """

    body: Body
    language: str
    today_on: date
    own_id: int | None
    own_file_id: int | None
    last_id: int | None
    card_id: int | None
    others_offer: str
    others_moment: str
    own_moment: str

    def data(self, template: str) -> str:
        """Return callback data with this state's days and ids in it."""
        return template.format(
            today=self.today_on,
            yesterday=self.today_on - timedelta(days=1),
            closed=self.today_on - timedelta(days=5),
            early=self.today_on - LONG_AGO,
            ahead=self.today_on + timedelta(days=3),
            others_offer=self.others_offer,
            others_moment=self.others_moment,
            own_moment=self.own_moment,
        )


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to do, under its group and name, where the state has something to do it to.

    `brings` is what somebody wants to say with it, which must not be lost; a tap `is_forged` where it may carry what stands
    on no button of the tapped message.
    """

    group: str
    name: str
    act: Callable[[Here], object]
    brings: str = ""
    is_tap: bool = False
    is_forged: bool = False
    is_possible: Callable[[Here], bool] = lambda _: True

    @property
    def is_theirs(self) -> bool:
        """Whether it shows that they are there: an edit does not, for Telegram may tell of it late."""
        return self.group in (
            "command",
            "request",
            "words",
            "message",
            "reply",
            "forwarded",
            "album",
            "button",
        )

    @property
    def title(self) -> str:
        return f"{self.group}: {self.name}"


def sends(here: Here, text: str = "", *, reply_to: int | None = None, **extra: Any) -> int:
    return here.body._send(plain(text), extra=extra, reply_to=reply_to)
