"""What has to hold of the pace at which the bot sends, in all and in each chat."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

from bot.gateway.lanes import Lane, Limits
from tests.simulation.looking import (
    Broken,
    Somebody,
)

if TYPE_CHECKING:
    from tests.simulation.machine import Machine

BURST = 3.0
HELD_UP = 0.01, 1.0
"""How many messages a chat may be ahead of its pace: where the stream of all is narrow, one that stood in it a while."""


def limits_kept(machine: Machine, _: Sequence[Somebody]) -> Broken:
    """In no second more messages than allowed, nor more prompts than their share; and who is to be left alone is."""
    messages = [
        call
        for call in machine.ledger.calls
        if call.chat_id is not None
        and call.method.startswith(("send", "edit"))
        and call.method != "sendChatAction"
    ]
    limits = machine.limits
    for life in {call.life for call in messages}:
        times = [call.at for call in messages if call.life == life]
        if busiest(times) > limits.total_per_second:
            yield "so many messages a second", f"{busiest(times)}, {limits.total_per_second} allowed"
        prompts = [call.at for call in messages if call.life == life and call.lane is Lane.PROMPTS]
        if busiest(prompts) > ceil(limits.prompts_per_second):  # a share of 3.3 is 10 in three seconds
            yield (
                "prompts keep to their share",
                f"{busiest(prompts)}, {limits.prompts_per_second:.1f} allowed",
            )
    for wait in (call for call in messages if call.outcome == "wait"):
        for call in messages:
            is_theirs = (call.life, call.chat_id) == (wait.life, wait.chat_id)
            if is_theirs and wait.heard_at < call.at < wait.heard_at + wait.wait_seconds - 0.01:
                yield (
                    "retry_after is obeyed",
                    f"{call.method} to {call.chat_id}, told to wait {wait.wait_seconds} s",
                )


def chats_keep_their_pace(machine: Machine, _: Sequence[Somebody]) -> Broken:
    """In a chat three messages may go at once, then one a second; an edit counts a quarter."""
    is_narrow = machine.limits.total_per_second < Limits().total_per_second
    spare: dict[tuple[int, int], tuple[float, float]] = {}
    for call in machine.ledger.calls:
        cost = _cost_of(call.method)
        if call.chat_id is None or not cost:
            continue
        left, since = spare.get((call.life, call.chat_id), (BURST, call.at))
        left = min(BURST, left + call.at - since) - cost
        spare[call.life, call.chat_id] = left, call.at
        if left < -HELD_UP[is_narrow]:
            yield "one message a second in a chat", f"{call.chat_id} at {call.clock_at}: {left:.2f}"


def _cost_of(method: str) -> float:
    if method.startswith("edit"):
        return 0.25
    return float(method.startswith("send") and method != "sendChatAction")


def busiest(times: Sequence[float]) -> int:
    """Return the most that lie within one second."""
    most = first = 0
    for last, at in enumerate(times):
        while at - times[first] >= 1 - 1e-6:
            first += 1
        most = max(most, last - first + 1)
    return most
