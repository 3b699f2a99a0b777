"""No paper leaves the house whose sums disagree."""

from dataclasses import replace

import pytest

from drita.documents.bill.content import EarlierDebt
from drita.documents.bill.soundness import UnableToPrintBill
from drita.documents.bill.specimens import household


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"taxable_minor": 290_701}, "taxable_minor 290701 != 290700"),
        ({"vat_minor": 58_139}, "vat_minor 58139 != 58140"),
        ({"untaxed_minor": 0}, "untaxed_minor 0 != 10000"),
        ({"total_minor": 0}, "total_minor 0 != 358840"),
        ({"payable_minor": 1_230_051}, "payable_minor 1230051 != 1230050"),
        ({"credit_used_minor": 50}, "payable_minor 1230050 != 1230000"),
        ({"rounding_minor": -50}, "payable_minor 1230050 != 1230000"),
        ({"earlier_debt": EarlierDebt()}, "payable_minor 1230050 != 358840"),
    ],
)
def test_a_bill_whose_sums_disagree_cannot_be_made(change: dict[str, object], named: str) -> None:
    with pytest.raises(UnableToPrintBill) as refused:
        replace(household(), **change)
    assert refused.value.params["problem"] == named
    assert "26A-0004512" in refused.value.in_language("sq")
