"""Which copies stay: for any history of days, clocks and events."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.model.clock import WIB
from appliance.store.generations import (
    CAP,
    DAYS,
    MONTHS,
    WEEKS,
    Generation,
    is_due,
    kept,
    newest_first,
    read_name,
    to_free,
)

VILLAGE = "1801042001"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=WIB)
TODAY = NOON.date()

times = st.datetimes(datetime(1970, 1, 2), datetime(2199, 1, 1)).map(
    lambda time: time.replace(microsecond=0, tzinfo=WIB)
)
copies = st.builds(Generation, st.just(VILLAGE), times, st.integers(1, 3), st.integers(1, 400))
steps = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3)), min_size=1, max_size=80)
"""Days that pass before each copy, and events that happen in them."""


def made(days_ago: float, number: int, epoch: int = 1) -> Generation:
    return Generation(VILLAGE, NOON - timedelta(days=days_ago), epoch, number)


def daily(count: int) -> list[Generation]:
    """A copy a day, today's last."""
    return [made(count - 1 - n, 10 + n) for n in range(count)]


@given(copies)
def test_a_name_tells_its_generation(one: Generation) -> None:
    assert read_name(one.name) == one


@pytest.mark.parametrize(
    "name",
    [
        "hajimena-2026-11-24.sqlite",
        ".copy.0123456789abcdef",
        "1801042001-20261124-120000-e1-n5.sqlite-wal",
        "x1801042001-20261124-120000-e1-n5.sqlite",
        "1801042001-20261341-120000-e1-n5.sqlite",
        "1801042001-20261124-120000-e0-n5.sqlite",
        "1801042001-20261124-120000-e1-n5.sqlite\n",
        "180104200١-20261124-120000-e1-n5.sqlite",
        "1801042001-00000000-000000-e1-n5.sqlite",
    ],
)
def test_other_files_are_no_generations(name: str) -> None:
    assert read_name(name) is None


def test_a_year_of_daily_copies() -> None:
    stay = newest_first(kept(daily(400), TODAY), TODAY)
    assert stay[:DAYS] == list(reversed(daily(400)))[:DAYS]
    assert {one.day.isocalendar()[:2] for one in stay[:8]} >= {
        (TODAY - timedelta(weeks=n)).isocalendar()[:2] for n in range(2)
    }
    assert {(one.day.year, one.day.month) for one in stay} >= {(2026, month) for month in range(1, 12)}
    assert DAYS + WEEKS + MONTHS - 3 <= len(stay) <= CAP


@given(st.lists(copies, unique=True, max_size=120), st.dates(date(1970, 1, 1), date(2199, 1, 1)))
def test_the_newest_always_stays_and_never_more_than_the_cap(all_: list[Generation], today: date) -> None:
    stay = kept(all_, today)
    assert len(stay) <= CAP and stay <= set(all_)
    if all_:
        most = max((one.epoch, one.number) for one in all_)
        assert newest_first(all_, today)[0] in stay
        assert any((one.epoch, one.number) == most for one in stay)


@given(st.lists(copies, unique=True, max_size=120), st.dates(date(1970, 1, 1), date(2199, 1, 1)))
def test_what_stays_goes_on_staying(all_: list[Generation], today: date) -> None:
    stay = kept(all_, today)
    assert kept(stay, today) == stay


@given(steps)
def test_day_by_day_keeps_what_the_whole_history_would(history: list[tuple[int, int]]) -> None:
    """Gaps of any length: what stays depends on the copies there are, not on how long ago they were made."""
    everything: list[Generation] = []
    there: set[Generation] = set()
    at, number = NOON, 1
    for days, events in history:
        at, number = at + timedelta(days=days), number + events
        new = Generation(VILLAGE, at, 1, number)
        everything.append(new)
        there = kept({*there, new}, at.date())
        assert new in there
    assert there == kept(everything, at.date())
    days_kept = {one.day for one in there}
    assert set(sorted({one.day for one in everything})[-DAYS:]) <= days_kept


@given(st.integers(1, 4000))
def test_a_long_silence_loses_nothing(silence: int) -> None:
    before = kept(daily(60), TODAY)
    new = Generation(VILLAGE, NOON + timedelta(days=silence), 1, 1000)
    gone = before - kept({*before, new}, new.day)
    assert len(gone) <= 3, "one place in the days, one in the weeks, one in the months"


@given(times, st.booleans())
def test_one_silly_date_costs_no_more_than_any_other_day(at: datetime, moved_on: bool) -> None:
    """A clock in the future or in 1970: the copies of right days stay, and the next right one is the newest."""
    before = kept(daily(60), TODAY)
    silly = Generation(VILLAGE, at, 1, 69 + moved_on)
    after = kept({*before, silly}, at.date())
    assert len(before - after) <= 3
    right = Generation(VILLAGE, NOON + timedelta(days=1), 1, 69 + moved_on)
    assert newest_first({*after, right}, right.day)[0] == right
    assert right in kept({*after, right}, right.day)


@given(st.lists(times, min_size=1, max_size=60))
def test_silly_dates_without_an_event_never_take_the_newest_place(wrong: list[datetime]) -> None:
    silly = [Generation(VILLAGE, at, 1, 5) for at in wrong if at.date() > TODAY]
    new = made(0, 5)
    assert newest_first([*silly, new], TODAY)[0] == new and new in kept([*silly, new], TODAY)


def test_a_new_life_of_the_store_is_newer_than_the_former_one() -> None:
    former, restored = made(0, 900), made(0, 300, epoch=2)
    assert newest_first([former, restored], TODAY)[0] == restored


def test_one_copy_a_day_is_due() -> None:
    assert is_due([], TODAY, 1, 5, doubtful=False)
    assert is_due([made(1, 5)], TODAY, 1, 5, doubtful=False)
    assert not is_due([made(0, 5)], TODAY, 1, 9, doubtful=False)
    assert is_due([made(0, 5)], TODAY, 2, 6, doubtful=False), "after a restore"
    assert is_due([made(-30, 5)], TODAY, 1, 5, doubtful=False), "a copy that a clock ahead had dated"


def test_under_a_doubtful_clock_a_copy_is_due_once_more_was_written() -> None:
    assert is_due([made(0, 5)], TODAY, 1, 9, doubtful=True)
    assert not is_due([made(0, 5), made(0, 9)], TODAY, 1, 9, doubtful=True)


@given(
    st.dictionaries(copies, st.integers(0, 50), min_size=1, max_size=30),
    st.integers(0, 400),
    st.integers(0, 1200),
)
def test_room_is_made_from_the_oldest_and_never_from_the_newest(
    sizes: dict[Generation, int], free: int, needed: int
) -> None:
    order = newest_first(sizes, TODAY)
    going = to_free(sizes, TODAY, free, needed)
    most = free + sum(sizes[one] for one in order[1:])
    if going is None:
        assert most < needed
        return
    assert most >= needed
    assert going == list(reversed(order))[: len(going)] and order[0] not in going
    assert free + sum(sizes[one] for one in going) >= needed
    assert not going or free + sum(sizes[one] for one in going[:-1]) < needed
