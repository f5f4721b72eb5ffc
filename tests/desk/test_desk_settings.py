"""Settings are refused while they can be: at `set`, not when a letter needs them."""

from __future__ import annotations

import pytest

from appliance.desk.change_setting import all_settings
from appliance.desk.issue_letter import issue_for_clerk
from appliance.model.layout import Page, words
from tests.support.hall import Hall
from tests.support.refusals import refused


def issue(hall: Hall) -> tuple[int, str, str]:
    _key, letter, _job = issue_for_clerk(hall.office, hall.parent().nik or "", "DOMISILI", {"keperluan": "uji"})
    return letter.seq, letter.number, words(Page.from_json(letter.page))


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("tidak.ada", "1", "E-CMD-05"),
        ("letters.start.lain", "5", "E-CMD-05"),
        ("letters.start.", "5", "E-CMD-05"),
        ("printer.port", "0", "E-CMD-06"),
        ("printer.port", "65536", "E-CMD-06"),
        ("printer.port", "-1", "E-CMD-06"),
        ("printer.port", "٣", "E-CMD-06"),
        ("printer.port", "9" * 5000, "E-CMD-06"),
        ("printer.width", "61", "E-CMD-06"),
        ("broker.tls", "True", "E-CMD-06"),
        ("village.rule", "a\x1b[2Jb", "E-CMD-06"),
        ("village.rule", "satu\ndua", "E-CMD-06"),
        ("village.rule", "\u202etrab", "E-CMD-06"),
        ("village.rule", "\udcff", "E-CMD-06"),
        ("village.rule", "x" * 161, "E-CMD-06"),
        ("village.head", " ", "E-CMD-06"),
        ("village.name", "", "E-CMD-06"),
        ("village.name", "Desa", "E-CMD-04"),
        ("verify.url", "javascript:alert(1)", "E-CMD-06"),
        ("printer.host", "a b", "E-CMD-06"),
        ("letters.start.umum", "0", "E-CMD-06"),
        ("letters.number_format", "{seq}", "E-LTR-07"),
        ("letters.number_format", "{year}", "E-LTR-07"),
        ("letters.number_format", "{seq}/{year}/{nik}", "E-LTR-07"),
        ("letters.number_format", "{seq}/{year}/{0.__class__}", "E-LTR-07"),
        ("letters.number_format", "{seq:9}/{year}/" + "x" * 45, "E-LTR-07"),
        ("printer.profile", "tidak-ada", "E-PRN-14"),
        ("printer.profile", "../../etc/passwd", "E-PRN-14"),
    ],
)
def test_a_wrong_value_is_refused_and_changes_nothing(hall: Hall, key: str, value: str, code: str) -> None:
    before, events = dict(all_settings(hall.office)), len(hall.events())
    with refused(code):
        hall.set(key, value)
    assert dict(all_settings(hall.office)) == before
    assert len(hall.events()) == events


def test_a_change_is_an_event_with_before_and_after(hall: Hall) -> None:
    hall.set("printer.width", "58")
    assert hall.events("desa.settings.changed")[-1].data == {"key": "printer.width", "before": 80, "after": 58}


def test_the_same_value_again_changes_nothing(hall: Hall) -> None:
    events = len(hall.events())
    hall.set("printer.width", "80")
    hall.set("letters.start.umum", "1")
    assert len(hall.events()) == events


def test_every_setting_has_a_value_the_start_of_the_series_too(hall: Hall) -> None:
    settings = all_settings(hall.office)
    assert settings["letters.start.umum"] == 1 and settings["printer.driver"] == "auto"
    hall.set("letters.start.umum", "355")
    assert all_settings(hall.office)["letters.start.umum"] == 355


def test_a_series_goes_on_from_its_start_number(hall: Hall) -> None:
    hall.set("letters.start.umum", "355")
    assert [issue(hall)[0] for _ in range(2)] == [355, 356]


def test_a_start_number_after_the_first_letter_could_only_make_a_gap(hall: Hall) -> None:
    issue(hall)
    with refused("E-CMD-06"):
        hall.set("letters.start.umum", "355")
    assert issue(hall)[0] == 2


def test_the_head_s_own_title_stands_on_the_next_letter_alone(hall: Hall) -> None:
    first = issue(hall)[2]
    hall.set("village.head", "Peratin")
    second = issue(hall)[2]
    assert "Kepala Desa" in first and "Peratin" not in first
    assert "Peratin Hajimena" in second


def test_a_name_may_be_given_with_its_term(hall: Hall) -> None:
    hall.set("village.name", "Desa Sinar Baru")
    assert hall.office.village.full_name == "Desa Sinar Baru"


def test_a_format_or_abbreviation_that_makes_numbers_too_long_is_refused_at_once(hall: Hall) -> None:
    hall.set("letters.number_format", "{abbreviation}/{seq}/{year}/" + "x" * 25)
    with refused("E-LTR-07"):
        hall.set("village.abbreviation", "ABCDEFGHIJKL")
    hall.set("village.abbreviation", "HJM")
    assert issue(hall)[1].startswith("HJM/001/")


def test_a_change_counts_at_once_in_a_desk_that_is_open(hall: Hall) -> None:
    other = hall.again()
    assert other.office.text("theme") == "terang"
    hall.set("theme", "gelap")
    assert other.office.text("theme") == "gelap"


def test_what_a_transaction_took_back_was_never_set(hall: Hall) -> None:
    def change_and_fail() -> None:
        with hall.books.transaction():
            hall.set("theme", "gelap")
            assert hall.office.text("theme") == "gelap"
            raise InterruptedError

    with pytest.raises(InterruptedError):
        change_and_fail()
    assert hall.office.text("theme") == "terang"
