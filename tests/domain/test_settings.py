"""Changed settings: what they leave as it is, and the laws that hold whatever is changed and wherever anybody travels."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import settings as changes
from bot.domain.day import day_ends_at, day_of
from bot.domain.participant import Awaiting, Participant, Role, Setting, Step, today_of
from bot.domain.schedule import SENT_LATE_FOR, SPACING, Planned, next_prompt
from bot.domain.settings import awaited_setting, left, offered, opened
from tests import strategies

ISTANBUL, NEW_YORK, AUCKLAND = map(ZoneInfo, ("Europe/Istanbul", "America/New_York", "Pacific/Auckland"))
MONDAY = date(2026, 11, 23)
EVENING = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)  # eight in İstanbul
ONE_DAY = timedelta(days=1)


def somebody(zone: ZoneInfo = ISTANBUL, at: datetime = EVENING, **fields: object) -> Participant:
    """Return somebody who is asked at nine, and whose first day is open."""
    on = day_of(at, zone, time(4))
    known = Participant(
        id="somebody",
        telegram_id=1,
        language="en",
        created_at=at,
        step=Step.DONE,
        role=Role.HURT,
        zone=zone,
        ask_time=time(21),
        started_on=on,
        open_on=on,
        day_ends_at=day_ends_at(on, zone, time(4)),
        rhythm_changed_at=at,
    )
    return replace(known, **fields)  # type: ignore[arg-type]


def test_a_setting_chosen_once_more_changes_nothing_at_all() -> None:
    """A second tap, minutes later, must not drop the prompt that came due in between."""
    person = changes.with_time(somebody(), time(21, 30), EVENING)
    later = EVENING + timedelta(hours=2)
    assert changes.with_time(person, time(21, 30), later) == person
    assert changes.with_weekdays(person, frozenset(range(7)), later) == person
    assert changes.with_day_end(person, time(4), later) == person
    assert changes.with_zone(person, ISTANBUL, later) == person
    assert changes.with_letter(person, 6, later) == person


def test_a_changed_rhythm_counts_from_its_change() -> None:
    later = EVENING + timedelta(hours=1)
    for changed in (
        changes.with_time(somebody(), time(22), later),
        changes.with_weekdays(somebody(), frozenset({0}), later),
        changes.with_day_end(somebody(), time(3), later),
        changes.with_zone(somebody(), NEW_YORK, later),
        changes.with_letter(somebody(), 0, later),
    ):
        assert changed.rhythm_changed_at == later


def test_nudge_and_quiet_hours_leave_the_rhythm_as_it_is() -> None:
    person = somebody()
    assert changes.with_nudge(person, 45) == replace(person, nudge_minutes=45)
    assert changes.with_nudge(person, None) == replace(person, nudge_minutes=None)
    quiet = changes.with_quiet_hours(person, (time(22), time(7)))
    assert quiet == replace(person, quiet_from=time(22), quiet_until=time(7))
    assert changes.has_quiet_hours(quiet)
    assert not changes.has_quiet_hours(changes.with_quiet_hours(person, None))


def test_the_open_day_ends_by_the_new_zone() -> None:
    west = changes.with_zone(somebody(), NEW_YORK, EVENING)
    assert (west.open_on, west.day_ends_at) == (MONDAY, datetime(2026, 11, 24, 9, tzinfo=UTC))
    east = changes.with_zone(somebody(), AUCKLAND, EVENING)
    assert today_of(east, EVENING) == MONDAY + ONE_DAY
    assert east.open_on == MONDAY
    assert east.day_ends_at is not None
    assert east.day_ends_at <= EVENING, "Monday is over there, and is closed at once"


def test_a_later_days_end_opens_no_day_that_is_closed() -> None:
    tuesday = datetime(2026, 11, 24, 3, tzinfo=UTC)  # six in the morning
    person = changes.with_day_end(somebody(at=tuesday), time(12), tuesday)
    assert today_of(person, tuesday) == MONDAY
    assert person.open_on == MONDAY + ONE_DAY
    assert person.day_ends_at == datetime(2026, 11, 25, 9, tzinfo=UTC)


def test_other_settings_do_not_move_the_end_of_the_day() -> None:
    put_aside = somebody(day_ends_at=EVENING + timedelta(hours=1))
    assert changes.with_time(put_aside, time(22), EVENING).day_ends_at == put_aside.day_ends_at


@pytest.mark.parametrize("weekdays", [frozenset[int](), frozenset({7}), frozenset({-1, 0})])
def test_no_weekday_and_no_such_weekday_are_refused(weekdays: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="day of the week"):
        changes.with_weekdays(somebody(), weekdays, EVENING)


def test_what_is_out_of_bounds_is_refused() -> None:
    with pytest.raises(ValueError, match="noon"):
        changes.with_day_end(somebody(), time(12, 1), EVENING)
    with pytest.raises(ValueError, match="half an hour"):
        changes.with_nudge(somebody(), 29)
    with pytest.raises(ValueError, match="seven"):
        changes.with_letter(somebody(), 7, EVENING)


def test_a_name_and_the_question_about_fear_are_offered_where_they_have_a_use() -> None:
    assert set(offered(somebody())) == set(Setting)
    assert Setting.NAME not in offered(somebody(is_discreet=True))
    assert set(Setting) - set(offered(somebody(role=Role.PRACTISING))) == {Setting.NAME, Setting.FEAR}
    assert Setting.FEAR not in offered(somebody(role=Role.CAUSED))


def test_a_setting_waits_for_later_words_of_the_same_day() -> None:
    person = opened(somebody(), Setting.NAME, 10, EVENING)
    assert awaited_setting(person, 11, EVENING) is Setting.NAME
    assert awaited_setting(person, 9, EVENING) is None
    assert awaited_setting(person, 11, EVENING + ONE_DAY) is None
    assert awaited_setting(left(person), 11, EVENING) is None
    asked = replace(somebody(), awaiting=Awaiting.AFRAID)
    assert left(asked) == asked, "another question waits on"


@dataclass
class Life:
    """Somebody who changes settings, is asked at the instants that the rules say, and whose days are closed."""

    person: Participant
    now: datetime
    asked: list[Planned] = field(default_factory=list)
    asked_at: list[datetime] = field(default_factory=list)
    closed: list[date] = field(default_factory=list)

    @property
    def planned(self) -> Planned | None:
        rhythm = self.person.rhythm
        assert rhythm is not None
        assert self.person.rhythm_changed_at is not None
        return next_prompt(
            rhythm,
            asked_until_on=self.asked[-1].on if self.asked else None,
            last_asked_at=self.asked_at[-1] if self.asked_at else None,
            since_at=max(self.now - SENT_LATE_FOR, self.person.rhythm_changed_at),
        )

    def passes(self, time_passed: timedelta) -> None:
        """Let time pass, and everything that is due meanwhile happen at its instant."""
        until_at = self.now + time_passed
        while True:
            planned, ends_at = self.planned, self.person.day_ends_at
            assert planned is not None
            assert ends_at is not None
            next_at = max(self.now, min(planned.due_at, ends_at))
            if next_at > until_at:
                break
            self.now = next_at
            if ends_at <= self.now:
                self._close()
            else:
                self._ask(planned)
        self.now = until_at

    def _ask(self, planned: Planned) -> None:
        assert self.person.rhythm_changed_at is not None
        assert planned.due_at >= self.person.rhythm_changed_at, "due before the change that made it due"
        assert not self.asked or planned.on > self.asked[-1].on, "the days asked for only grow"
        assert not self.asked_at or self.now - self.asked_at[-1] >= SPACING
        self.asked.append(planned)
        self.asked_at.append(self.now)

    def _close(self) -> None:
        assert self.person.zone is not None
        assert self.person.open_on is not None
        on, today_on = self.person.open_on, today_of(self.person, self.now)
        assert on < today_on, "a day is closed that is not over"
        while on < today_on:
            assert on not in self.closed, "a day is closed twice"
            self.closed.append(on)
            on += ONE_DAY
        ends_at = day_ends_at(today_on, self.person.zone, self.person.day_end)
        assert ends_at > self.now
        self.person = replace(self.person, open_on=today_on, day_ends_at=ends_at)


@given(st.data())
@settings(max_examples=150)
def test_whatever_is_changed_nobody_is_asked_twice_or_too_soon_and_no_day_is_closed_twice(
    data: st.DataObject,
) -> None:
    zone = data.draw(strategies.zones())
    begins_at = datetime.combine(data.draw(st.dates(date(2012, 1, 1), date(2036, 1, 1))), time(12), UTC)
    life = Life(somebody(zone, begins_at), begins_at)
    for _ in range(data.draw(st.integers(1, 12))):
        person, now = life.person, life.now
        match data.draw(st.sampled_from((*sorted(changes.IN_RHYTHM), Setting.LETTER, Setting.NUDGE))):
            case Setting.TIME:
                life.person = changes.with_time(person, data.draw(strategies.wall_times()), now)
            case Setting.WEEKDAYS:
                life.person = changes.with_weekdays(person, data.draw(strategies.weekdays()), now)
            case Setting.DAY_END:
                life.person = changes.with_day_end(person, data.draw(strategies.day_ends()), now)
            case Setting.ZONE:
                life.person = changes.with_zone(person, data.draw(strategies.zones()), now)
            case Setting.LETTER:
                life.person = changes.with_letter(person, data.draw(st.integers(0, 6)), now)
            case _:
                life.person = changes.with_nudge(person, data.draw(st.none() | st.integers(30, 360)))
        assert life.person.open_on == person.open_on
        life.passes(data.draw(st.timedeltas(timedelta(0), timedelta(days=3))))
    assert life.closed == sorted(life.closed)
