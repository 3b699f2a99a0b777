"""Take the chart, the posting rules and the interest terms from their files into the ledger."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from drita.modules.ledger.models import (
    Entry,
    InterestCap,
    InterestClass,
    InterestRate,
    LedgerAccount,
    PostingRule,
)
from drita.rules.errors import UnableTo
from drita.rules.ledger.interest_terms import interest_terms
from drita.rules.ledger.late_payment_interest import CAPS_SCHEMA, RATES_SCHEMA
from drita.rules.ledger.posting_rule_definition import PostingRuleDefinition, posting_rule_definition
from drita.rules.words import Words

REFERENCE_FOLDER = Path(__file__).parents[1] / "reference"


class UnableToLoadLedgerReference(UnableTo):
    code = "ledger_reference_refused"
    words = Words(
        sq="Të dhënat bazë të librit nuk merren: {reason}.",
        en="The ledger's reference files are refused: {reason}.",
    )


@dataclass(frozen=True, slots=True)
class ReferenceLoaded:
    """What was new."""

    ledger_accounts: int
    posting_rules: int
    interest_rates: int
    interest_caps: int


@transaction.atomic
def load_ledger_reference(*, today: date, folder: Path = REFERENCE_FOLDER) -> ReferenceLoaded:
    """
    (This function will) add what the files chart.toml, posting_rules.toml and late_interest.toml have and the ledger lacks.

    Repeatable. What is in force is never changed: a posting rule changes by a new version, an interest term by a new
    one from a later day. Once there are entries a new interest term begins after `today`, so that no debt already
    quoted becomes another.

    Raises: UnableToLoadLedgerReference; UnableToReadPostingRule and UnableToCombineInterestTerms for unsound files.
    """
    chart = _read(folder / "chart.toml")
    rules = [posting_rule_definition(row=row) for row in _read(folder / "posting_rules.toml")["rule"]]
    interest = _read(folder / "late_interest.toml")
    _refuse_unsound_terms(interest)
    is_used = Entry.objects.exists()
    return ReferenceLoaded(
        ledger_accounts=_load_chart(chart),
        posting_rules=_load_rules(rules),
        interest_rates=_load_terms(InterestRate, "rate_ppb", interest["rate"], today, is_used),
        interest_caps=_load_terms(InterestCap, "cap_ppm", interest.get("cap", []), today, is_used),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnableToLoadLedgerReference(reason=f"{path.name}: {error}") from error


def _refuse_unsound_terms(interest: Mapping[str, Any]) -> None:
    frames = {}
    for name, value, schema in (("rate", "rate_ppb", RATES_SCHEMA), ("cap", "cap_ppm", CAPS_SCHEMA)):
        rows = [
            (interest_class, term["valid_from"], valid_to, term[value])
            for interest_class, terms in _by_class(interest.get(name, []))
            for term, valid_to in _with_ends(terms)
        ]
        frames[f"{name}s"] = pl.DataFrame(rows, schema=schema, orient="row")
    interest_terms(**frames)


def _by_class(terms: Sequence[Mapping[str, Any]]) -> Iterable[tuple[str, list[Mapping[str, Any]]]]:
    names = dict.fromkeys(term["interest_class"] for term in terms)
    for name in names:
        own = [term for term in terms if term["interest_class"] == name]
        yield name, sorted(own, key=lambda term: term["valid_from"])


def _with_ends(
    terms: Sequence[Mapping[str, Any]],
) -> Iterable[tuple[Mapping[str, Any], date | None]]:
    """Each term holds until the next one begins."""
    for number, term in enumerate(terms, start=1):
        yield term, terms[number]["valid_from"] if number < len(terms) else None


def _load_chart(chart: Mapping[str, Any]) -> int:
    classes: dict[str, list[str]] = {}
    for account_class, code in chart["control_accounts"].items():
        classes.setdefault(code, []).append(account_class)
    known = set(LedgerAccount.objects.values_list("code", flat=True))
    new = [
        LedgerAccount(**row, account_classes=classes.get(row["code"], []))
        for row in chart["ledger_account"]
        if row["code"] not in known
    ]
    LedgerAccount.objects.bulk_create(new)
    return len(new)


def _load_rules(rules: Sequence[PostingRuleDefinition]) -> int:
    new = 0
    for rule in sorted(rules, key=lambda rule: (rule.event, rule.version)):
        definition = {
            "lines": [
                {"key": line.key, "side": line.side, "ledger_account": line.ledger_account} for line in rule.lines
            ]
        }
        known = PostingRule.objects.filter(event=rule.event, version=rule.version).first()
        if known is None:
            _end_open_period(PostingRule.objects.filter(event=rule.event), rule.valid_from)
            PostingRule.objects.create(
                event=rule.event,
                version=rule.version,
                valid_period=DateRange(rule.valid_from, None),
                definition=definition,
            )
            new += 1
        elif known.definition != definition or known.valid_period.lower != rule.valid_from:
            raise UnableToLoadLedgerReference(reason=f"posting rule {rule.rule_id} is in force and differs")
    return new


def _end_open_period(rows: Any, valid_from: date) -> None:
    for row in rows.filter(valid_period__endswith__isnull=True):
        row.valid_period = DateRange(row.valid_period.lower, valid_from)
        row.save(update_fields=["valid_period"])


def _load_terms(
    model: type[InterestRate] | type[InterestCap],
    value: str,
    terms: Sequence[Mapping[str, Any]],
    today: date,
    is_used: bool,
) -> int:
    new = 0
    for name, own in _by_class(terms):
        InterestClass.objects.get_or_create(code=name)
        for term in own:
            held = model.objects.filter(interest_class_id=name, valid_period__startswith=term["valid_from"]).first()
            if held is not None:
                if getattr(held, value) != term[value]:
                    raise UnableToLoadLedgerReference(
                        reason=f"{value} of {name} from {term['valid_from']} is in force and differs"
                    )
                continue
            if is_used and term["valid_from"] <= today:
                raise UnableToLoadLedgerReference(
                    reason=f"{value} of {name} from {term['valid_from']} would change debts already quoted"
                )
            _end_open_period(model.objects.filter(interest_class_id=name), term["valid_from"])
            model.objects.create(
                interest_class_id=name,
                valid_period=DateRange(term["valid_from"], None),
                source_words=term.get("source", ""),
                **{value: term[value]},
            )
            new += 1
    return new
