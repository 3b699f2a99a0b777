"""Whether the sums on a bill agree with one another."""

from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToPrintBill(UnableTo):
    """The bill's numbers contradict one another; `problem` names the first sum that does."""

    code = "bill_sums_disagree"
    words = Words(
        sq="Fatura {number} nuk shtypet: shumat nuk përputhen ({problem}).",
        en="Bill {number} cannot be printed: its sums disagree ({problem}).",
    )


def find_unsound_sum(
    *,
    charges: int,
    vat: int,
    untaxed: int,
    stated: tuple[int, int, int, int],
    payable_parts: tuple[int, int, int, int],
    payable: int,
) -> str:
    """
    (This function will) name the first stated sum that its parts do not make, or return an empty string.

    Units: all in hundredths of a lek. `stated` = taxable, VAT, untaxed, total of the bill.

    >>> find_unsound_sum(charges=200, vat=40, untaxed=100, stated=(200, 40, 100, 340), payable_parts=(0, 0, 0, 0),
    ...     payable=340)
    ''
    >>> find_unsound_sum(charges=200, vat=40, untaxed=100, stated=(200, 40, 100, 340), payable_parts=(5, 0, 0, 0),
    ...     payable=340)
    'payable_minor 340 != 345'
    """
    taxable_stated, vat_stated, untaxed_stated, total_stated = stated
    total = charges + vat + untaxed
    checks = (
        ("taxable_minor", taxable_stated, charges),
        ("vat_minor", vat_stated, vat),
        ("untaxed_minor", untaxed_stated, untaxed),
        ("total_minor", total_stated, total),
        ("payable_minor", payable, total + sum(payable_parts)),
    )
    for name, is_stated, is_made in checks:
        if is_stated != is_made:
            return f"{name} {is_stated} != {is_made}"
    return ""
