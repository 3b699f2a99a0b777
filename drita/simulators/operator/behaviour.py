"""How the made-up subscribers pay: where, how soon, how often late, in parts, too much or never."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from drita.simulators.operator.streams import stream
from drita.simulators.operator.subscribers import Subscription

# partner code -> channel, weight
PARTNERS: dict[str, tuple[str, int]] = {
    "POSTA": ("counter", 42),
    "ARKA": ("cash_desk", 18),
    "RAIFFEISEN": ("bank", 14),
    "BKT": ("bank", 14),
    "CREDINS": ("bank", 12),
}
_HABITS = {"punctual": 62, "slow": 25, "debtor": 9, "never": 4}


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One account's habit. The percents are chances for each bill."""

    account_number: str
    habit: str
    partner_code: str
    late_percent: int
    part_percent: int
    over_percent: int
    unpaid_percent: int


def behaviours(*, seed: int, subscriptions: Sequence[Subscription]) -> Iterator[Behaviour]:
    """(This function will) give each account its habit of paying."""
    for subscription in subscriptions:
        random = stream(seed, "behaviour", subscription.holder.account_number)
        yield _behaviour(random, subscription)


def _behaviour(random: Random, subscription: Subscription) -> Behaviour:
    is_large = subscription.point.voltage_level != "lv_04"
    habit = random.choices(list(_HABITS), weights=list(_HABITS.values()))[0]
    if is_large and habit == "never":
        habit = "slow"
    partner = random.choices(list(PARTNERS), weights=[weight for _, weight in PARTNERS.values()])[0]
    late = {"punctual": random.randint(2, 12), "slow": random.randint(55, 95), "debtor": 90, "never": 100}[habit]
    return Behaviour(
        account_number=subscription.holder.account_number,
        habit=habit,
        partner_code="BKT" if is_large and partner in ("POSTA", "ARKA") else partner,
        late_percent=late,
        part_percent={"punctual": 1, "slow": 6, "debtor": 35, "never": 0}[habit],
        over_percent={"punctual": 3, "slow": 1, "debtor": 0, "never": 0}[habit],
        unpaid_percent={"punctual": 0, "slow": 2, "debtor": 25, "never": 100}[habit],
    )
