"""The states a badge can show: the module's own word in both languages, an icon and a tone, never a colour alone."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from drita.modules.billing.choices import RUN_KIND_WORDS, RUN_STATE_WORDS
from drita.modules.metering.choices import READING_QUALITY_WORDS
from drita.rules.words import Words


class State(NamedTuple):
    words: Words
    icon: str
    tone: str


def _looks(kind: str, words: Mapping[Any, Words], looks: Mapping[str, tuple[str, str]]) -> dict[tuple[str, str], State]:
    return {(kind, str(code)): State(said, *looks.get(str(code), ("planned", "still"))) for code, said in words.items()}


STATES: Final[dict[tuple[str, str], State]] = {
    **_looks(
        "run",
        RUN_STATE_WORDS,
        {
            "running": ("going", "amber"),
            "storing": ("going", "amber"),
            "stopped": ("stop", "held"),
            "done": ("well", "collection"),
            "failed": ("late", "overdue"),
        },
    ),
    **_looks("run_kind", RUN_KIND_WORDS, {"trial": ("eye", "held"), "issue": ("bill", "billing")}),
    **_looks(
        "quality",
        READING_QUALITY_WORDS,
        {
            "actual": ("eye", "still"),
            "customer": ("person", "still"),
            "estimated": ("estimated", "amber"),
            "substituted": ("estimated", "amber"),
            "handover": ("flows", "still"),
            "installation": ("meter", "still"),
            "removal": ("meter", "still"),
        },
    ),
    ("tariff", "draft"): State(Words(sq="projekt", en="draft"), "draft", "still"),
    ("tariff", "active"): State(Words(sq="në fuqi", en="active"), "well", "collection"),
    ("tariff", "past"): State(Words(sq="ka qenë në fuqi", en="was in force"), "clock", "still"),
    ("tariff", "coming"): State(Words(sq="hyn në fuqi", en="comes into force"), "clock", "billing"),
    ("tariff", "withdrawn"): State(Words(sq="i tërhequr", en="withdrawn"), "refused", "overdue"),
    ("verdict", "passed"): State(Words(sq="përputhet", en="agrees"), "well", "collection"),
    ("verdict", "failed"): State(Words(sq="nuk përputhet", en="differs"), "late", "overdue"),
    ("item", "open"): State(Words(sq="e papaguar", en="unpaid"), "clock", "still"),
    ("item", "overdue"): State(Words(sq="me vonesë", en="overdue"), "late", "overdue"),
    ("item", "settled"): State(Words(sq="e shlyer", en="paid"), "well", "collection"),
    ("item", "credit"): State(Words(sq="parapagim", en="advance"), "payment", "collection"),
    ("contract", "current"): State(Words(sq="në fuqi", en="in force"), "well", "collection"),
    ("contract", "ended"): State(Words(sq="e mbyllur", en="ended"), "stop", "still"),
    ("contract", "future"): State(Words(sq="nis më vonë", en="not yet begun"), "planned", "still"),
    ("staff", "active"): State(Words(sq="aktiv", en="active"), "well", "collection"),
    ("staff", "shut"): State(Words(sq="i mbyllur", en="closed"), "stop", "still"),
    ("entry", "bill"): State(Words(sq="Faturë", en="Bill"), "bill", "billing"),
    ("entry", "payment"): State(Words(sq="Pagesë", en="Payment"), "payment", "collection"),
    ("entry", "advance"): State(Words(sq="Parapagim i përdorur", en="Advance used"), "flows", "collection"),
    ("entry", "interest"): State(Words(sq="Kamatë", en="Interest"), "interest", "overdue"),
    ("entry", "reversal"): State(Words(sq="Stornim", en="Reversal"), "reversal", "held"),
    ("entry", "opening"): State(Words(sq="Gjendje fillestare", en="Opening balance"), "flag", "still"),
}
