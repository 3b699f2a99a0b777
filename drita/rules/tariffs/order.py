"""The order of the calculation of a bill: the one list, read from top to bottom."""

from typing import Final

from drita.rules.tariffs.charge_kind import ChargeKind
from drita.rules.tariffs.definition import Charge
from drita.rules.tariffs.fixed_monthly_item import FIXED_MONTHLY_ITEM
from drita.rules.tariffs.flat_energy import FLAT_ENERGY
from drita.rules.tariffs.incremental_blocks import INCREMENTAL_BLOCKS
from drita.rules.tariffs.reactive_excess import REACTIVE_EXCESS
from drita.rules.tariffs.whole_table_by_total import WHOLE_TABLE_BY_TOTAL
from drita.rules.tariffs.zero_use_fee import ZERO_USE_FEE
from drita.rules.tariffs.zone_prices import ZONE_PRICES

# Each row is a section of the bill; its kinds are computed, and stand on the bill, in this order.
# A new kind of charge is a new file and one name here.
ORDER: Final[tuple[tuple[str, tuple[ChargeKind, ...]], ...]] = (
    # 1. The periods are split at the changes of version (split_at_rate_change.py).
    # 2. Energy: a version uses one of these, or several where the price has components.
    ("energy", (FLAT_ENERGY, INCREMENTAL_BLOCKS, WHOLE_TABLE_BY_TOTAL, ZONE_PRICES)),
    # 3. Reactive energy, measured against the active energy of the same stretch.
    ("reactive", (REACTIVE_EXCESS,)),
    # 4. Fixed amounts, of the version in force on the last day.
    ("fixed", (ZERO_USE_FEE, FIXED_MONTHLY_ITEM)),
    # 5. Each line is priced and rounded once (money.py).
    # 6. Tax on the rounded lines, rounded once for each rate (value_added_tax.py).
    # 7. Sums of the bill (bill_totals.py).
)
TAX_SECTION: Final = len(ORDER)

CHARGE_KINDS: Final[dict[str, ChargeKind]] = {kind.name: kind for _, kinds in ORDER for kind in kinds}
KIND_OF_CHARGE: Final[dict[type[Charge], ChargeKind]] = {kind.charge_class: kind for kind in CHARGE_KINDS.values()}
