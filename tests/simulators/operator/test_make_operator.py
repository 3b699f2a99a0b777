"""The made-up operator: the same by seed, whole, plausible, and wrong only where it means to be."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from drita.rules.customers.nipt import is_nipt
from drita.rules.customers.personal_number import is_personal_number
from drita.rules.customers.phone_number import international_phone_number
from drita.simulators.operator.make_operator import make_operator

COUNT = 400


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("operator")
    make_operator(folder=path, subscriber_count=COUNT, month_count=6, current_month=date(2026, 10, 1), seed=1)
    return path


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_same_seed_makes_the_same_files(folder: Path, tmp_path: Path) -> None:
    make_operator(folder=tmp_path, subscriber_count=COUNT, month_count=6, current_month=date(2026, 10, 1), seed=1)
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(path.name for path in tmp_path.iterdir())
    assert all((folder / name).read_bytes() == (tmp_path / name).read_bytes() for name in names)


def test_another_seed_makes_other_people(folder: Path, tmp_path: Path) -> None:
    make_operator(folder=tmp_path, subscriber_count=COUNT, month_count=1, current_month=date(2026, 10, 1), seed=2)
    assert rows(folder, "subscribers.csv")[0]["name"] != rows(tmp_path, "subscribers.csv")[0]["name"]


def test_every_file_stands_in_the_order_of_import(folder: Path) -> None:
    order = [row["file"] for row in rows(folder, "order.csv")]
    assert sorted([*order, "order.csv"]) == sorted(path.name for path in folder.iterdir())
    assert order.index("organisation.csv") < order.index("subscribers.csv") < order.index("meters.csv")
    for month in ("2026-05", "2026-10"):
        same = [name for name in order if month in name]
        assert same[-1] == f"readings-{month}.csv"


def test_subscribers_have_right_numbers_and_hang_on_known_places(folder: Path) -> None:
    frame = pl.read_csv(folder / "subscribers.csv", infer_schema=False)
    assert frame.height == COUNT
    assert frame["contract_number"].n_unique() == frame["account_number"].n_unique() == COUNT
    assert frame["contract_number"].str.contains("^[0-9]{16}$").all()
    assert frame.select(is_nipt(nipt=pl.col("nipt"))).to_series().drop_nulls().all()
    assert (
        frame.select(is_personal_number(personal_number=pl.col("personal_number"), is_dated=True))
        .to_series()
        .drop_nulls()
        .all()
    )
    phones = frame.filter(pl.col("phone").is_not_null()).select(international_phone_number(text=pl.col("phone")))
    assert phones.to_series().null_count() == 0
    routes = {row["route_code"] for row in rows(folder, "organisation.csv")}
    feeders = {(row["feeder_code"], row["transformer_code"]) for row in rows(folder, "network.csv")}
    assert set(frame["route_code"]) <= routes
    assert set(frame.select("feeder_code", pl.col("transformer_code").fill_null("")).iter_rows()) <= feeders
    assert frame.filter(pl.col("account_class") == "household").height / COUNT == pytest.approx(0.88, abs=0.06)


def test_each_feeder_has_one_voltage(folder: Path) -> None:
    levels = {(row["feeder_code"], row["voltage_level"]) for row in rows(folder, "network.csv")}
    assert max(Counter(code for code, _ in levels).values()) == 1


def test_large_users_have_zones_and_multipliers(folder: Path) -> None:
    meters = rows(folder, "meters.csv")
    points = {row["service_point_code"]: row["voltage_level"] for row in rows(folder, "subscribers.csv")}
    high = [row for row in meters if points[row["service_point_code"]] == "hv_35"]
    assert {row["register_code"] for row in high} == {"A+T1", "A+T2", "R+"}
    assert all(int(row["multiplier"]) > 1 for row in high)


def dial_steps(folder: Path) -> list[float]:
    """Steps between successive right readings of every register, in kWh of the dial."""
    last: dict[tuple[str, str], tuple[float, int]] = {}
    steps = []
    for name in (row["file"] for row in rows(folder, "order.csv")):
        if name.startswith(("meters", "exchanges")):
            for row in rows(folder, name):
                if not row["removed_on"]:
                    last[(row["meter_serial"], row["register_code"])] = (float(row["first_value"]), int(row["dials"]))
        if name.startswith("readings") and "2026-10" not in name:
            for row in rows(folder, name):
                key = (row["meter_serial"], row["register_code"])
                before, dials = last[key]
                value = float(row["value"])
                steps.append(value - before if value >= before else value - before + 10**dials)
                last[key] = (value, dials)
    return steps


def test_dials_only_run_forward(folder: Path) -> None:
    steps = dial_steps(folder)
    assert len(steps) > COUNT * 4
    assert min(steps) >= 0
    assert max(steps) < 40_000


def test_about_a_seventh_of_the_small_users_is_missed(folder: Path) -> None:
    read = {row["meter_serial"] for row in rows(folder, "readings-2026-07.csv")}
    assert len(read) / COUNT == pytest.approx(0.86, abs=0.06)


def test_the_current_month_has_wrong_rows_of_three_kinds(folder: Path) -> None:
    known = {row["meter_serial"] for row in rows(folder, "meters.csv")}
    known |= {row["meter_serial"] for name in folder.glob("exchanges-*.csv") for row in rows(folder, name.name)}
    current = rows(folder, "readings-2026-10.csv")
    assert sum(row["meter_serial"] not in known for row in current) == 2
    assert sum(len(row["value"].split(".")[0]) > 6 for row in current) >= 1
    assert all(row["meter_serial"] in known for row in rows(folder, "readings-2026-09.csv"))


def test_who_moves_out_is_followed_by_who_moves_in(folder: Path) -> None:
    moved = [row for path in folder.glob("moves-*.csv") for row in rows(folder, path.name)]
    assert moved
    for old, new in zip(moved[::2], moved[1::2], strict=True):
        assert old["valid_to"] == new["valid_from"]
        assert old["service_point_code"] == new["service_point_code"]
        assert old["account_number"] != new["account_number"]
        handed = [row for path in folder.glob("readings-*.csv") for row in rows(folder, path.name)
                  if row["quality"] == "handover" and row["service_point_code"] == old["service_point_code"]]  # fmt: skip
        assert old["valid_to"] in {row["read_on"] for row in handed}


def test_routes_are_read_on_working_days_and_billed_before_the_next_month(folder: Path) -> None:
    holidays = {row["date"] for row in rows(folder, "holidays.csv")}
    for row in rows(folder, "calendar.csv"):
        assert row["reading_date"] not in holidays
        assert date.fromisoformat(row["reading_date"]).weekday() < 5
        assert row["bill_month"] <= row["reading_date"] <= row["cutoff_date"] < row["issue_date"] < row["due_date"]


def test_no_two_exchanged_meters_share_a_serial(tmp_path: Path) -> None:
    """With 2,000 subscribers a serial made of two small numbers met itself again."""
    folder = tmp_path / "operator"
    make_operator(folder=folder, subscriber_count=2000, month_count=14, current_month=date(2026, 10, 1), seed=1)
    hung = Counter()
    for path in sorted(folder.glob("exchanges-*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            hung.update({row["meter_serial"] for row in csv.DictReader(file) if not row["removed_on"]})
    assert hung
    assert max(hung.values()) == 1
