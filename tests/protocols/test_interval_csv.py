import gzip
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drita.protocols.interval_csv import IntervalTable, IntervalTableError, read_interval_table
from tests.real_intervals import real_file, real_files

CET = timezone(timedelta(hours=1))


def read(*lines: str, zone: timezone | None = None, columns: list[str] | None = None) -> IntervalTable:
    return read_interval_table(lines=lines, zone=zone, columns=columns)


def test_offsets_in_the_file_are_kept_as_instants():
    table = read("start,value", "2016-03-13T01:00:00-06:00,1.5", "2016-03-13T03:00:00-05:00,2", zone=CET)
    assert table.starts == [datetime(2016, 3, 13, 7, tzinfo=UTC), datetime(2016, 3, 13, 8, tzinfo=UTC)]
    assert (table.values, table.step_minutes()) == ({"value": [1_500_000, 2_000_000]}, 60)


def test_local_times_need_the_zone_of_the_file():
    lines = ("time;load", "01.01.2016 00:00;0,5", "01.01.2016 00:15;1")
    assert read(*lines, zone=CET).starts[0] == datetime(2015, 12, 31, 23, tzinfo=UTC)
    assert [p.code for p in read(*lines).problems] == ["start_without_zone"] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.29", 290_000),
        ("-1.5", -1_500_000),
        ("7", 7_000_000),
        ("", None),
        ("nan", None),
        ("NaN", None),
        ("null", None),
        ("0.28999999999999998", 290_000),
        ("1e-3", 1_000),
        ("0.0000005", 1),
        ("0.0000004", 0),
    ],
)
def test_a_value_is_read_exactly(text, expected):
    assert read("start,value", f"2026-01-01T00:00:00+01:00,{text}").values["value"] == [expected]


@pytest.mark.parametrize("text", ["x", "=1+1", "inf", "1.2.3", "1_000", "٣", "99999999999999999999", "1e400"])
def test_a_bad_value_is_told_and_left_out(text):
    table = read("start,value", f"2026-01-01T00:00:00+01:00,{text}", "2026-01-01T01:00:00+01:00,2")
    assert (table.values["value"], [(p.line, p.code) for p in table.problems]) == (
        [None, 2_000_000],
        [(2, "value_unreadable")],
    )


def test_a_cut_off_line_is_told():
    table = read("start,a,b", "2026-01-01T00:00:00+01:00,1,2", "2026-01-01T01:00")
    assert [(p.line, p.code) for p in table.problems] == [(3, "line_cut_off")]


@pytest.mark.parametrize(
    ("lines", "columns", "code"),
    [
        ([], None, "series_empty"),
        (["start,value"], None, "series_empty"),
        (["a,b", "1,2"], None, "series_without_starts"),
        (["start"], None, "series_without_values"),
        (["start,value,value", "x,1,2"], None, "series_heading_twice"),
        (["start,value", "x,1"], ["load"], "series_column_missing"),
        (["start," + ",".join(f"c{n}" for n in range(2_001))], None, "series_too_wide"),
    ],
)
def test_a_file_that_is_no_series_is_refused_by_name(lines, columns, code):
    with pytest.raises(IntervalTableError) as refused:
        read(*lines, columns=columns)
    assert refused.value.code == code


def test_a_mark_at_the_beginning_and_quotes_do_no_harm():
    assert read('\ufeff"start","value"', '"2026-01-01T00:00:00+01:00","1.5"').values == {"value": [1_500_000]}


@pytest.mark.real_data
def test_the_measured_series_are_read_whole():
    for path in real_files("openeemeter/*.csv.gz"):
        lines = gzip.decompress(path.read_bytes()).decode().splitlines()
        table = read(*lines)
        assert len(table.starts) == len(lines) - 1
        assert not table.problems
        # A day of the spring change has 23 hours; the other series have periods of weeks.
        assert table.step_minutes() == {"hour": 60, "dail": 23 * 60}.get(
            path.name.split("-")[-1][:4], table.step_minutes()
        )
        assert table.step_minutes() >= (60 if "hourly" in path.name else 23 * 60)


@pytest.mark.real_data
def test_the_measured_profiles_are_read_whole():
    lines = gzip.decompress(real_file("simbench/load_profiles_15min_5weeks.csv.gz").read_bytes()).decode().splitlines()
    table = read(*lines, zone=CET)
    assert (len(table.starts), len(table.values), table.step_minutes(), table.problems) == (3_360, 40, 15, [])
    assert table.values["G1-A_pload"][:2] == [39_528, 26_333]


@given(st.lists(st.text(max_size=60), max_size=8))
@settings(max_examples=150, deadline=None)
def test_no_text_makes_the_reader_fall(lines):
    for head in ([], ["start,value"]):
        try:
            read(*head, *lines, zone=CET)
        except IntervalTableError:
            continue
