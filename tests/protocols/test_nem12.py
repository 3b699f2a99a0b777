from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drita.protocols.nem12 import read_nem12
from drita.protocols.nem12_model import Nem12File
from tests.real_intervals import real_files

HEAD = "100,NEM12,200405011135,MDA1,Ret1"
CHANNEL = "200,N1,E1,1,E1,N1,77,kWh,30,"
DAY = "300,20040201," + "1.111," * 48 + "A,,,20040202120025,"


def read(*lines: str) -> Nem12File:
    return read_nem12(lines=lines)


def codes(file: Nem12File) -> list[str]:
    return [problem.code for problem in file.problems]


def test_a_day_is_read_with_channel_values_qualities_and_instants():
    file = read(HEAD, CHANNEL, DAY, "900")
    [day] = file.days
    assert (day.day, day.channel.nmi, day.channel.determinant, day.channel.meter_serial) == (
        date(2004, 2, 1),
        "N1",
        "active_import",
        "77",
    )
    assert (day.values, day.qualities) == ((11_110,) * 48, "A" * 48)
    assert day.updated_at == datetime(2004, 2, 2, 12, 0, 25)
    zone = timezone(timedelta(hours=10))
    instants = day.start_instants(zone=zone)
    assert (instants[0], instants[-1]) == (
        datetime(2004, 2, 1, tzinfo=zone),
        datetime(2004, 2, 1, 23, 30, tzinfo=zone),
    )
    assert not codes(file)


def test_400_records_give_each_interval_its_quality_and_a_null_interval_has_no_value():
    day = DAY.replace("A,,,", "V,,,")
    [stored] = read(HEAD, CHANNEL, day, "400,1,20,F14,76,", "400,21,24,N,,", "400,25,48,S14,1,x", "900").days
    assert stored.qualities == "F" * 20 + "N" * 4 + "S" * 24
    assert stored.values[19:25] == (11_110, None, None, None, None, 11_110)
    assert (stored.methods, stored.reasons) == (("14",), ("76", "1", "x"))


def test_500_records_stay_with_their_day():
    [day] = read(HEAD, CHANNEL, DAY, "500,N,,20050108121500,001000.0", "900").days
    assert (day.events[0].code, day.events[0].index_read) == ("N", "001000.0")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], ["file_empty"]),
        ([HEAD, "900"], ["file_without_days"]),
        ([CHANNEL, DAY, "900"], ["header_missing"]),
        (["start,value", "2026,1"], ["not_nem12"]),
        (["100,NEM13,200405011135,a,b"], ["not_nem12"]),
        ([HEAD, CHANNEL, DAY], ["end_missing"]),
        ([HEAD, DAY, "900"], ["day_without_channel"]),
        ([HEAD, CHANNEL, DAY, "900", DAY], ["record_after_end"]),
        ([HEAD, CHANNEL, DAY, HEAD, "900"], ["header_repeated"]),
        ([HEAD, CHANNEL, DAY, "700,1", "900"], ["record_unknown"]),
        ([HEAD, CHANNEL.replace("30", "7"), DAY, "900"], ["interval_length_unknown", "day_without_channel"]),
        ([HEAD, CHANNEL.replace("30", "15"), DAY, "900"], ["interval_count_wrong"]),
        ([HEAD, CHANNEL.replace("30", "60"), DAY, "900"], ["interval_count_wrong"]),
        ([HEAD, CHANNEL, DAY[:100], "900"], ["interval_count_wrong"]),
        ([HEAD, CHANNEL, DAY.replace("20040201", "20040231", 1), "900"], ["date_unreadable"]),
        ([HEAD, CHANNEL, DAY.replace("1.111", "-1.1", 1), "900"], ["value_negative"]),
        ([HEAD, CHANNEL, DAY.replace("1.111", "=1+1", 1), "900"], ["value_unreadable"]),
        ([HEAD, CHANNEL, DAY.replace("1.111", "1e3", 1), "900"], ["value_unreadable"]),
        ([HEAD, CHANNEL, DAY.replace("1.111", "", 1), "900"], ["value_unreadable"]),
        ([HEAD, CHANNEL, DAY.replace("1.111", "1.11111", 1), "900"], ["value_too_fine"]),
        ([HEAD, CHANNEL, DAY.replace("A,,,", "Q,,,"), "900"], ["quality_unknown"]),
        ([HEAD, CHANNEL, DAY.replace("A,,,", "V,,,"), "900"], ["qualities_do_not_cover_day"]),
        ([HEAD, CHANNEL, DAY.replace("A,,,", "V,,,"), "400,1,47,A,,", "900"], ["qualities_do_not_cover_day"]),
        ([HEAD, CHANNEL, DAY.replace("A,,,", "V,,,"), "400,2,48,A,,", "900"], ["qualities_do_not_cover_day"]),
        ([HEAD, CHANNEL, DAY.replace("A,,,", "V,,,"), "400,1,49,A,,", "900"], ["qualities_do_not_cover_day"]),
        ([HEAD, CHANNEL, DAY.replace("A,,,", "V,,,"), "400,1,48,V,,", "900"], ["quality_unknown"]),
        ([HEAD, CHANNEL, DAY, "400,1,48,A,,", "900"], ["quality_range_not_asked"]),
        ([HEAD, CHANNEL, "400,1,48,A,,", "900"], ["quality_without_day"]),
        ([HEAD, CHANNEL, DAY, DAY.replace("1.111", "2"), "900"], ["day_given_twice"]),
    ],
)
def test_what_is_wrong_is_refused_by_name(lines, expected):
    file = read(*lines)
    assert codes(file) == expected


def test_one_bad_day_costs_no_other_day():
    bad = DAY.replace("20040201", "20040202", 1).replace("1.111", "x", 1)
    file = read(HEAD, CHANNEL, DAY, bad, DAY.replace("20040201", "20040203", 1), "900")
    assert [day.day.day for day in file.days] == [1, 3]
    assert [(p.line, p.code) for p in file.problems] == [(4, "value_unreadable")]


def test_a_day_broken_over_lines_is_joined_and_said():
    parts = DAY.split("1.111,", 1)
    values = "1.111," * 24
    file = read(HEAD, CHANNEL, parts[0], values, values + "A,,,20040202120025,", "900")
    assert len(file.days) == 1
    assert [note.code for note in file.repairs] == ["line_joined", "line_joined"]
    assert not file.problems


def test_a_repeated_day_with_the_same_values_is_told_and_taken_once():
    file = read(HEAD, CHANNEL, DAY, DAY, "900")
    assert (len(file.days), [note.code for note in file.repairs], codes(file)) == (1, ["day_repeated"], [])


@pytest.mark.real_data
def test_every_measured_file_is_read_without_losing_a_day():
    files = real_files("nem12/*.csv") + real_files("nem12/market-trial/*.csv")
    assert len(files) == 57
    days = values = 0
    for path in files:
        lines = path.read_text(encoding="ascii").splitlines()
        file = read_nem12(lines=lines)
        assert not file.problems, (path.name, file.problems)
        assert len(file.days) == sum(line.startswith("300,") for line in lines), path.name
        days += len(file.days)
        values += sum(len(day.values) for day in file.days)
    assert (days, values) == (624, 101_232)


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "expected", "days"),
    [
        ("15min_200_30min_300", ["interval_count_wrong"], 0),
        ("15min_200_30min_400", ["qualities_do_not_cover_day"], 0),
        ("30min_200_15min_300", ["interval_count_wrong"], 0),
        ("30min_200_15min_400", ["interval_count_wrong"], 0),
        ("empty", ["file_without_days"], 0),
        # One day has no values; its three other days are good and are read.
        ("incomplete_interval", ["interval_count_wrong"], 3),
        # Without the 100 record nobody says what the lines are: refused whole, also where two files were joined.
        ("missing_header", ["header_missing"], 0),
        ("powercor", ["header_missing"], 0),
        ("powercor_missing_fields", ["header_missing"], 0),
    ],
)
def test_every_invalid_file_is_refused_with_its_reason(name, expected, days):
    [path] = real_files(f"nem12/invalid/Example_NEM12_{name}.csv")
    file = read_nem12(lines=path.read_text(encoding="ascii").splitlines())
    assert (codes(file), len(file.days)) == (expected, days)


@given(
    st.lists(st.integers(0, 99_999_999), min_size=24, max_size=24),
    st.lists(st.sampled_from("AEFS"), min_size=24, max_size=24),
)
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_again(values, letters):
    texts = [f"{value // 10_000}.{value % 10_000:04d}" for value in values]
    lines = [HEAD, CHANNEL.replace("30", "60"), f"300,20040201,{','.join(texts)},V,,,,"]
    lines += [f"400,{n},{n},{letter}," for n, letter in enumerate(letters, 1)]
    [day] = read(*lines, "900").days
    assert (list(day.values), day.qualities) == (values, "".join(letters))


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_text_makes_the_reader_fall(text):
    read_nem12(lines=text.splitlines())
    read_nem12(lines=[HEAD, CHANNEL, *text.splitlines(), DAY, "400," + text, "500," + text, "300," + text])
