import json
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drita.rules.metering.reading_limits import ReadingLimits
from drita.rules.metering.reading_problem_words import READING_PROBLEMS, reading_problem_words
from drita.rules.metering.reading_problems import CANDIDATE_SCHEMA, KNOWN_READING_SCHEMA, reading_problems

TODAY = date(2026, 11, 23)
JUL, AUG, SEP, OCT, NOV = (date(2026, month, 1) for month in (7, 8, 9, 10, 11))
GOOD = {
    "row_number": 1,
    "meter_serial": "M1",
    "register_code": "A+",
    "read_on": OCT,
    "value_milli": 500_000,
    "quality": "actual",
    "is_meter_known": True,
    "register_id": 7,
    "dials": 5,
    "decimals": 1,
    "phases": 1,
    "multiplier_milli": 1000,
    "installed_at": "P1",
}


def judge(*readings: dict, known: tuple = (), may_replace: bool = False) -> pl.DataFrame:
    numbered = [GOOD | {"row_number": n} | reading for n, reading in enumerate(readings, 1)]
    return reading_problems(
        readings=pl.DataFrame(numbered, schema=CANDIDATE_SCHEMA),
        known=pl.DataFrame([(7, *row) for row in known], schema=KNOWN_READING_SCHEMA, orient="row"),
        today=TODAY,
        limits=ReadingLimits(),
        may_replace=may_replace,
    )


BEFORE = ((AUG, 300_000, "actual"), (SEP, 400_000, "actual"))


@pytest.mark.parametrize(
    ("reading", "known", "expected"),
    [
        ({}, (), None),
        ({"is_meter_known": False, "register_id": None, "dials": None}, (), "meter_unknown"),
        ({"register_id": None, "dials": None}, (), "register_unknown"),
        ({"read_on": None}, (), "date_missing"),
        ({"value_milli": None}, (), "value_missing"),
        ({"read_on": TODAY}, (), None),
        ({"read_on": TODAY + timedelta(days=1)}, (), "read_in_future"),
        ({"installed_at": None}, (), "before_installation"),
        ({"service_point_code": "P2"}, (), "meter_elsewhere"),
        ({"value_milli": -1}, (), "value_negative"),
        ({"value_milli": 99_999_900}, (), None),
        ({"value_milli": 100_000_000}, (), "digits_too_many"),
        ({"value_milli": 500_050}, (), "decimals_too_many"),
        ({"value_milli": 400_000}, BEFORE, None),
        ({"value_milli": 399_900}, BEFORE, "lower_than_previous"),
        # 30 days at 331.2 kWh is what 60 A at 230 V can carry.
        ({"value_milli": 400_000 + 9_936_000}, BEFORE, None),
        ({"value_milli": 400_000 + 9_936_100}, BEFORE, "more_than_connection_carries"),
        ({"value_milli": 400_000 + 49_680_000, "phases": 3}, BEFORE, None),
        ({"value_milli": 400_000 + 49_680_100, "phases": 3}, BEFORE, "more_than_connection_carries"),
        ({"value_milli": 400_000 + 2_980_800, "multiplier_milli": 20_000, "phases": 3}, BEFORE, None),
        (
            {"value_milli": 400_000 + 2_980_900, "multiplier_milli": 20_000, "phases": 3},
            BEFORE,
            "more_than_connection_carries",
        ),
        # A roll-over may pass three times the use of the period before (100 kWh in 31 days).
        ({"value_milli": 200_000}, ((AUG, 99_800_000, "actual"), (SEP, 99_910_000, "actual")), None),
        ({"value_milli": 200_000}, ((AUG, 99_830_000, "actual"), (SEP, 99_910_000, "actual")), "lower_than_previous"),
        ({"value_milli": 20_000}, ((AUG, 99_990_000, "actual"), (SEP, 99_990_000, "actual")), None),
        ({"value_milli": 300_000}, ((SEP, 99_990_000, "actual"),), None),
        ({"value_milli": 500_000}, ((OCT, 500_000, "actual"),), "repeated"),
        ({"value_milli": 500_100}, ((OCT, 500_000, "actual"),), "other_value_same_day"),
        ({"value_milli": 500_100}, ((OCT, 500_000, "estimated"),), None),
        ({"value_milli": 500_000}, ((OCT, 500_000, "estimated"),), None),
        ({"quality": "estimated"}, ((OCT, 600_000, "actual"),), "repeated"),
        ({"value_milli": 100_000}, ((SEP, 400_000, "estimated"),), None),
        ({"value_milli": 500_100}, ((NOV, 500_000, "actual"),), "higher_than_next"),
        ({"value_milli": 99_999_000}, ((NOV, 5_000, "actual"),), None),
        ({"value_milli": 100, "quality": "installation"}, BEFORE, None),
    ],
)
def test_one_reading_is_judged(reading, known, expected):
    verdict, code = judge(reading, known=known).select("verdict", "code").row(0)
    assert (code or (verdict if verdict != "accepted" else None)) == expected


def test_a_correction_replaces_a_real_reading_but_not_the_laws_of_the_dial():
    known = (*BEFORE, (OCT, 500_000, "actual"))
    assert judge({"value_milli": 450_000}, known=known, may_replace=True)["verdict"].to_list() == ["accepted"]
    assert judge({"value_milli": 350_000}, known=known, may_replace=True)["code"].to_list() == ["lower_than_previous"]


def test_one_wrong_reading_does_not_drag_the_right_ones_after_it_along():
    rows = [{"read_on": JUL, "value_milli": 100_000}, {"read_on": AUG, "value_milli": 90_100_000}]
    rows += [{"read_on": SEP, "value_milli": 300_000}, {"read_on": OCT, "value_milli": 400_000}]
    assert judge(*rows)["code"].to_list() == [None, "more_than_connection_carries", None, None]


def test_a_reading_twice_in_a_file_is_repeated_or_refused():
    verdicts = judge({}, {}, {"value_milli": 510_000}, {"quality": "estimated", "value_milli": 1_000})
    assert verdicts.select("verdict", "code").rows() == [
        ("accepted", None),
        ("repeated", None),
        ("refused", "other_value_same_day"),
        ("repeated", None),
    ]


months = st.integers(1, 10)
values = st.one_of(st.integers(0, 3_000), st.integers(99_000, 99_999), st.integers(0, 99_999))
qualities = st.sampled_from(["actual", "actual", "customer", "estimated", "installation"])


@given(
    st.lists(st.tuples(st.sampled_from([7, 8]), months, values, qualities), min_size=1, max_size=10),
    st.dictionaries(months, st.tuples(values, st.sampled_from(["actual", "estimated"])), max_size=3),
    st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_a_batch_equals_its_readings_judged_one_by_one_in_the_order_of_dates(rows, stored, may_replace):
    known = tuple((date(2026, m, 1), v * 1000, q) for m, (v, q) in stored.items())
    readings = [
        {"register_id": r, "read_on": date(2026, m, 1), "value_milli": v * 1000, "quality": q, "row_number": n}
        for n, (r, m, v, q) in enumerate(rows, 1)
    ]
    whole = {row[0]: row[1:3] for row in judge(*readings, known=known, may_replace=may_replace).rows()}
    state = {(7, on): (value, quality) for on, value, quality in known}
    from_file: set[tuple[int, date]] = set()
    for reading in sorted(readings, key=lambda r: (r["read_on"], r["quality"] == "estimated", r["row_number"])):
        place = (reading["register_id"], reading["read_on"])
        frame = pl.DataFrame(
            [(r, on, value, quality) for (r, on), (value, quality) in state.items()],
            schema=KNOWN_READING_SCHEMA,
            orient="row",
        )
        [verdict] = reading_problems(
            readings=pl.DataFrame([GOOD | reading], schema=CANDIDATE_SCHEMA),
            known=frame,
            today=TODAY,
            limits=ReadingLimits(),
            # Within one file a second value of the same day is no correction of the first.
            may_replace=may_replace and place not in from_file,
        ).rows()
        assert whole[reading["row_number"]] == verdict[1:3], reading
        if verdict[1] == "accepted":
            state[place] = (reading["value_milli"], reading["quality"])
            from_file.add(place)


@pytest.mark.parametrize("language", ["sq", "en"])
def test_every_refusal_has_a_sentence_with_its_inputs(language):
    samples = [
        judge({"is_meter_known": False}),
        judge({"value_milli": 399_900}, known=BEFORE),
        judge({"value_milli": 90_000_000}, known=BEFORE),
        judge({"value_milli": 500_100}, known=((NOV, 500_000, "actual"),)),
        judge({"value_milli": 500_100}, known=((OCT, 500_000, "actual"),)),
        judge({"read_on": date(2027, 1, 1)}),
        judge({"service_point_code": "P2"}),
    ]
    for sample in samples:
        code, params = sample.select("code", "params").row(0)
        sentence = reading_problem_words(code=code, params=json.loads(params), language=language)
        assert "{" not in sentence
        assert "None" not in sentence
    assert all(words.sq and words.en and words.sq != words.en for words in READING_PROBLEMS.values())
