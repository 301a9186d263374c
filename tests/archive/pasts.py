"""Pasts that Hypothesis draws: days with any answers, moments of any kind, and what became of the days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from bot.domain.checkin import CheckIn
from bot.domain.day import Reason, State
from bot.domain.moment import MomentKind
from bot.domain.typed import cleaned
from bot.storage.belongings import Past
from bot.storage.checkins import KeptCheckIn
from bot.storage.days import ClosedDay
from bot.storage.moments import KeptMoment, Moment
from tests.strategies import answers

FIRST_ON, OPEN_ON = date(2026, 3, 1), date(2026, 3, 12)
ZONE = "Europe/Istanbul"
days = st.integers(0, (OPEN_ON - FIRST_ON).days).map(lambda number: FIRST_ON + timedelta(days=number))
instants = st.integers(0, 10**9).map(lambda ms: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(milliseconds=ms))
texts = st.text(max_size=20).map(cleaned) | st.sampled_from(["tea", "=1+1", "çay ☕"])
file_ids = st.sampled_from(["AgACAgQ", "BQADBAA_-"])


def checkins() -> st.SearchStrategy[KeptCheckIn]:
    checkin = st.builds(
        CheckIn,
        days,
        st.none() | answers(),
        st.none() | answers(),
        st.booleans(),
        moments=st.just(0),
        is_late=st.booleans(),
    )
    return st.builds(KeptCheckIn, checkin, st.just(ZONE), instants, instants)


def moments() -> st.SearchStrategy[KeptMoment]:
    files = [each for each in MomentKind if each is not MomentKind.TEXT]
    words = st.builds(Moment, st.just(MomentKind.TEXT), texts.filter(bool), st.none())
    sent = st.builds(Moment, st.sampled_from(files), texts, file_ids)
    return st.builds(
        KeptMoment,
        st.just(""),
        days,
        instants,
        words | sent,
        st.none(),
        st.just(ZONE),
        st.none() | instants,
    )


@st.composite
def pasts(draw: st.DrawFn) -> Past:
    """A past as the bot leaves it: over days are kept where something was answered; the open one has no state."""
    kept = draw(st.lists(checkins(), max_size=8, unique_by=lambda each: each.checkin.on))
    kept = [each for each in kept if each.checkin.is_kept]
    found = Past(tuple(kept), tuple(draw(st.lists(moments(), max_size=6))))
    unanswered = [
        ClosedDay(on, State.MISSED, None) if reason is None else ClosedDay(on, State.REST, reason)
        for on, reason in draw(st.dictionaries(days, st.none() | st.sampled_from(Reason), max_size=6)).items()
        if on not in found.answered_on and on < OPEN_ON
    ]
    answered = [ClosedDay(on, State.KEPT, None) for on in found.answered_on if on < OPEN_ON]
    return Past(found.checkins, found.moments, tuple(sorted(answered + unanswered)))
