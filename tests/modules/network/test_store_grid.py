"""Feeders and transformers: made once, renamed, re-hung."""

import pytest

from drita.modules.network.operations.store_grid import FeederPlace, store_grid
from drita.modules.network.queries import feeder_ids, transformer_ids

pytestmark = pytest.mark.django_db


def place(**changes: str) -> FeederPlace:
    fields = {
        "feeder_code": "F1",
        "feeder_name": "Kavaja",
        "substation": "Tirana 1",
        "voltage_level": "mv_6_20",
        "transformer_code": "T1",
        "transformer_name": "Kabina 1",
    }
    return FeederPlace(**(fields | changes))


def test_a_second_time_changes_nothing() -> None:
    assert store_grid(places=[place(), place(transformer_code="T2")]) == 3
    assert store_grid(places=[place(), place(transformer_code="T2")]) == 0


def test_a_transformer_named_under_another_feeder_hangs_there() -> None:
    store_grid(places=[place()])
    assert store_grid(places=[place(feeder_code="F2")]) == 2
    assert transformer_ids(codes=["T1"])["T1"][1] == feeder_ids(codes=["F2"])["F2"]


def test_unknown_codes_are_left_out() -> None:
    store_grid(places=[place(transformer_code="")])
    assert list(feeder_ids(codes=["F1", "F9"])) == ["F1"]
    assert transformer_ids(codes=["T1"]) == {}
