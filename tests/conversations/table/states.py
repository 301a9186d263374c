"""Every state that a conversation may stand in."""

from __future__ import annotations

from tests.conversations.table import (
    plays_away,
    plays_begin,
    plays_card,
    plays_discreet,
    plays_turkish,
    plays_waiting,
)
from tests.conversations.table.playing import STATES as PLAYED

PLAYS = (plays_begin, plays_card, plays_waiting, plays_away, plays_discreet, plays_turkish)
STATES = dict(PLAYED)
