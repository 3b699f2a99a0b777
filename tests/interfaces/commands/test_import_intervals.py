import gzip
import io
from datetime import date, timedelta, timezone
from pathlib import Path

import pytest

from drita.interfaces.commands.command import Console
from drita.interfaces.commands.import_intervals import run_intervals_import
from drita.interfaces.commands.interval_channels import Channel, UnableToReadChannelMap, read_channel_map
from drita.modules.metering.choices import REGISTER_CODES
from drita.modules.metering.models import IntervalDay, Reading
from tests.modules.metering.places import hang, make_contract, make_meter, make_service_point
from tests.real_intervals import real_file

pytestmark = pytest.mark.django_db
CET = timezone(timedelta(hours=1))


def make_interval_meter(serial: str, *codes: str, since: date, kind: str = "interval") -> int:
    point = make_service_point(f"P{serial}")
    make_contract(point, number=f"C{serial}", since=since)
    hang(make_meter(serial, codes={c: REGISTER_CODES[c] for c in codes}, kind=kind, dials=6, decimals=2), point, since)
    return point.pk


def run(path: Path, file_format: str, channels: dict[str, Channel] | None = None, **options) -> tuple[int, str]:
    console = Console(language="en", file=io.StringIO(), width=300)
    code = run_intervals_import(
        path=path,
        file_format=file_format,
        channels=channels,
        zone=CET,
        console=console,
        refused=options.pop("refused", path.parent / "refused.csv"),
        **options,
    )
    return code, console.file.getvalue()


def nem12(*days: str, values: str = "1.5") -> str:
    lines = ["100,NEM12,202607011135,MDA1,Ret1", "200,N1,E1,1,E1,N1,77,kWh,60,"]
    lines += [f"300,{day}," + f"{values}," * 24 + "A,,,20260702000000," for day in days]
    return "\n".join([*lines, "900"]) + "\n"


def test_a_summer_day_of_standard_time_lies_in_two_local_days_and_is_joined(tmp_path):
    make_interval_meter("77", "A+", since=date(2026, 1, 1))
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(nem12("20260701"))
    second.write_text(nem12("20260702", values="2"))
    assert run(first, "nem12")[0] == 0
    assert run(second, "nem12")[0] == 0
    assert run(second, "nem12")[0] == 0
    days = IntervalDay.objects.order_by("day", "revision")
    assert [(d.day.day, d.revision, d.qualities.count("N"), sum(v or 0 for v in d.values_wh)) for d in days] == [
        (1, 0, 1, 23 * 1500),
        (2, 0, 23, 1500),
        (2, 1, 0, 1500 + 23 * 2000),
        (3, 0, 23, 2000),
    ]


def test_a_dry_run_stores_nothing(tmp_path):
    make_interval_meter("77", "A+", since=date(2026, 1, 1))
    path = tmp_path / "a.csv"
    path.write_text(nem12("20260701"))
    code, said = run(path, "nem12", is_dry_run=True)
    assert (code, IntervalDay.objects.count()) == (0, 0)
    assert "Dry run" in said


def test_another_value_is_a_new_revision_and_the_old_one_stays(tmp_path):
    make_interval_meter("77", "A+", since=date(2026, 1, 1))
    path = tmp_path / "a.csv"
    for value in ("1.5", "1.6", "1.6"):
        path.write_text(nem12("20260115", values=value))
        run(path, "nem12")
    assert [(d.revision, d.values_wh[0]) for d in IntervalDay.objects.order_by("revision")] == [(0, 1500), (1, 1600)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"start,value\n2026,1\n", "not_nem12"),
        (b"200,N1,E1,1,E1,N1,77,kWh,60,\n", "header_missing"),
        (nem12("20260115").replace("900\n", "").encode(), "end_missing"),
        (nem12("20260115").encode("utf-16"), ""),
        (b"\xef\xbb\xbf" + nem12("20260115").encode(), ""),
        (gzip.compress(nem12("20260115").encode()), ""),
        (nem12("20260115", values="=1+1").encode(), "value_unreadable"),
        (nem12("20270115").encode(), "day_in_future"),
        (nem12("20250115").encode(), "before_installation"),
    ],
)
def test_files_of_every_kind_are_taken_or_refused_by_name(tmp_path, content, code):
    make_interval_meter("77", "A+", since=date(2026, 1, 1))
    path, refused = tmp_path / "f.csv", tmp_path / "refused.csv"
    path.write_bytes(content)
    exit_code, _ = run(path, "nem12", refused=refused)
    assert exit_code == (1 if code else 0)
    assert (code in refused.read_text(encoding="utf-8-sig")) if code else not refused.exists()


def test_a_channel_that_nobody_mapped_is_told_with_its_days(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(nem12("20260115", "20260116"))
    code, _ = run(path, "nem12", channels={})
    assert code == 1
    assert "N1/E1 (2 days) is not in the map" in (tmp_path / "refused.csv").read_text(encoding="utf-8-sig")


def test_a_second_channel_of_a_kind_needs_a_map(tmp_path):
    point = make_interval_meter("77", "A+", since=date(2026, 1, 1))
    path = tmp_path / "a.csv"
    second = nem12("20260115", values="2").replace("N1,E1,1,E1", "N1,E2,2,E2").splitlines()[1:]
    path.write_text("\n".join([*nem12("20260115").splitlines()[:-1], *second]))
    assert run(path, "nem12")[0] == 1
    assert "N1/E2 (1 days)" in (tmp_path / "refused.csv").read_text(encoding="utf-8-sig")
    assert [d.values_wh[0] for d in IntervalDay.objects.filter(service_point=point)] == [1500]


def test_a_map_with_a_register_twice_is_refused(tmp_path):
    path = tmp_path / "map.csv"
    path.write_text("source,meter_serial,register_code,scale\na,M1,A+,150\nb,M1,A+,20\n")
    with pytest.raises(UnableToReadChannelMap) as refused:
        read_channel_map(path=path)
    assert "row 3" in refused.value.in_language("en")


@pytest.mark.real_data
def test_the_measured_nem12_month_is_stored_without_losing_an_interval(tmp_path):
    make_interval_meter("SERNO1234", "A+", "A-", since=date(2023, 1, 1))
    code, said = run(real_file("nem12/Example_NEM12_month_solar.csv"), "nem12", refused=tmp_path / "r.csv")
    assert code == 0, said
    # 31 days of two channels of standard time; summer time began on 26.03.2023, so the last local day is the
    # first hour of April.
    stored = sum(v is not None for d in IntervalDay.objects.all() for v in d.values_wh)
    assert (IntervalDay.objects.count(), stored) == (64, 62 * 288)


@pytest.mark.real_data
def test_the_measured_hourly_series_becomes_local_days(tmp_path):
    make_interval_meter("M1", "A+", since=date(2015, 1, 1))
    path = real_file("openeemeter/il-electricity-cdd-hdd-hourly.csv.gz")
    code, said = run(path, "csv", {"value": Channel("value", "M1", "A+")}, refused=tmp_path / "r.csv")
    assert code == 0, said
    days = IntervalDay.objects.filter(day__gte=date(2016, 3, 1), day__lt=date(2016, 4, 1))
    # Another way to the sum: the texts of the file from 2016-03-01T00:00+01:00 up to 2016-04-01T00:00+02:00, in UTC.
    rows = [line.split(",") for line in gzip.decompress(path.read_bytes()).decode().splitlines()[1:]]
    inside = [
        round(float(value) * 1000) for start, value in rows if "2016-02-29T17" <= start < "2016-03-31T17" and value
    ]
    assert days.count() == 31
    assert sum(value for each in days for value in each.values_wh) == sum(inside)


@pytest.mark.real_data
def test_the_measured_monthly_series_becomes_readings_of_a_dial(tmp_path):
    make_interval_meter("M1", "A+", since=date(2015, 1, 1), kind="electronic")
    path = real_file("openeemeter/il-electricity-cdd-hdd-billing_monthly.csv.gz")
    for _ in range(2):
        code, said = run(path, "csv", {"value": Channel("value", "M1", "A+")}, refused=tmp_path / "r.csv")
        assert code == 0, said
    readings = list(Reading.objects.order_by("read_on").values_list("read_on", "value_milli"))
    assert len(readings) == 27
    assert readings[:3] == [(date(2015, 11, 22), 0), (date(2015, 12, 21), 725_100), (date(2016, 1, 22), 1_921_910)]


@pytest.mark.real_data
def test_the_measured_commercial_profile_brings_active_and_reactive_energy(tmp_path):
    make_interval_meter("M1", "A+", "R+", since=date(2015, 1, 1))
    path = real_file("simbench/load_profiles_15min_5weeks.csv.gz")
    channels = {
        "G1-A_pload": Channel("G1-A_pload", "M1", "A+", 150_000),
        "G1-A_qload": Channel("G1-A_qload", "M1", "R+", 60_000),
    }
    code, said = run(path, "simbench", channels, refused=tmp_path / "r.csv")
    assert code == 0, said
    first = IntervalDay.objects.get(register__code="A+", day=date(2016, 1, 1))
    # 0.039528 and 0.026333 of 150 kW for a quarter of an hour: 1482.3 and 987.4875 Wh.
    assert first.values_wh[:2] == [1482, 988]
    assert IntervalDay.objects.count() == 70
