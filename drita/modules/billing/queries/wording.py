"""The words and terms that a bill shows besides its rows: those of today for a new bill, those it keeps for an issued one."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import polars as pl

from drita.modules.billing.models import Wording as WordingRow
from drita.modules.customers.choices import CATEGORY_WORDS
from drita.modules.ledger.queries import load_interest_terms
from drita.modules.metering.choices import DETERMINANT_WORDS
from drita.rules.ledger.interest_terms import interest_terms
from drita.rules.tariffs.definition import TariffVersion
from drita.rules.words import Words

_BILL_WORDS: Final[Mapping[str, Words]] = {
    "voltage/lv_04": Words(sq="Tension i ulët 0,4 kV", en="Low voltage 0.4 kV"),
    "voltage/mv_6_20": Words(sq="Tension i mesëm 6–20 kV", en="Medium voltage 6–20 kV"),
    "voltage/hv_35": Words(sq="Tension i lartë 35 kV", en="High voltage 35 kV"),
    "zone/peak": Words(sq="pik", en="peak"),
    "zone/offpeak": Words(sq="jashtë pikut", en="off-peak"),
    "note/estimated": Words(
        sq="Leximi aktual është vlerë referuese (e vlerësuar); leximi i radhës e barazon vetë.",
        en="The present reading is a reference value (estimated); the next reading settles it by itself.",
    ),
    "note/interval": Words(
        sq="Energjia është matur me profil ngarkese, për çdo interval dhe zonë tarifore.",
        en="The energy was measured by intervals, for each interval and price zone.",
    ),
}


@dataclass(frozen=True, slots=True)
class LateTerms:
    """Late interest as in force on the first day it can run; `cap_ppm` None: without end."""

    rate_ppb: int
    cap_ppm: int | None


@dataclass(frozen=True, slots=True)
class Wording:
    """Words by name ("line/<tariff>/<version>/<charge>", "zone/peak" ...) and late terms by interest class."""

    words: Mapping[str, Words]
    late_terms: Mapping[str, LateTerms]

    def to_text(self) -> str:
        """Give the text that the database keeps; the same content is always the same text."""
        told = {
            "words": {name: [pair.sq, pair.en] for name, pair in self.words.items()},
            "late_terms": {name: asdict(terms) for name, terms in self.late_terms.items()},
        }
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=16)
def read_wording(text: str, /) -> Wording:
    """
    (This function will) read back what Wording.to_text wrote.

    >>> kept = Wording({"zone/peak": Words(sq="pik", en="peak")}, {"standard": LateTerms(1_000_000, None)})
    >>> read_wording(kept.to_text()) == kept
    True
    """
    told = json.loads(text)
    return Wording(
        words={name: Words(sq=sq, en=en) for name, (sq, en) in told["words"].items()},
        late_terms={name: LateTerms(**terms) for name, terms in told["late_terms"].items()},
    )


def present_wording(*, tariffs: Sequence[TariffVersion], due_date: date) -> Wording:
    """(This function will) gather the words of today, and the late terms of the first day after the due date."""
    words = dict(_BILL_WORDS)
    words |= {f"category/{code}": pair for code, pair in CATEGORY_WORDS.items()}
    words |= {f"determinant/{code!s}": pair for code, pair in DETERMINANT_WORDS.items()}
    for tariff in tariffs:
        place = f"{tariff.code}/{tariff.version}"
        words[f"tariff/{place}"] = tariff.name
        words |= {f"line/{place}/{code}": pair for code, pair in tariff.line_labels().items()}
    return Wording(words=words, late_terms=_late_terms(due_date + timedelta(days=1)))


def _late_terms(on: date) -> dict[str, LateTerms]:
    dated = load_interest_terms()
    terms = interest_terms(rates=dated.rates, caps=dated.caps)
    in_force = terms.filter(pl.lit(on).is_between(pl.col("from_date"), pl.col("to_date"), closed="left"))
    rows = in_force.select("interest_class", "rate_ppb", "cap_ppm").iter_rows()
    # A class at no rate is one that bears no interest.
    return {name: LateTerms(rate_ppb, cap_ppm) for name, rate_ppb, cap_ppm in rows if rate_ppb}


def get_wording(wording_id: int, /) -> Wording:
    """(This function will) return a stored wording."""
    return read_wording(WordingRow.objects.values_list("content", flat=True).get(pk=wording_id))
