"""Take feeders and transformers in: what is new is made, what is named anew is renamed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import models, transaction

from drita.modules.network.models import Feeder, Transformer

_Row = TypeVar("_Row", bound=models.Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeederPlace:
    """One transformer under its feeder; an empty transformer code means the feeder alone."""

    feeder_code: str
    feeder_name: str
    substation: str
    voltage_level: str
    transformer_code: str = ""
    transformer_name: str = ""


def store_grid(*, places: Sequence[FeederPlace]) -> int:
    """
    (This function will) make or change the feeders and transformers named and return how many rows changed.

    An operator has some thousands of feeders and some ten thousands of transformers, so both are written in bulk.
    """
    with transaction.atomic():
        feeders = {
            p.feeder_code: {
                "name": p.feeder_name or p.feeder_code,
                "substation": p.substation,
                "voltage_level": p.voltage_level,
            }
            for p in places
        }
        changed = _store(Feeder, feeders)
        ids = dict(Feeder.objects.filter(code__in=feeders).values_list("code", "id"))
        transformers = {
            p.transformer_code: {
                "name": p.transformer_name or p.transformer_code,
                "feeder_id": ids[p.feeder_code],
            }
            for p in places
            if p.transformer_code
        }
        return changed + _store(Transformer, transformers)


def _store(model: type[_Row], wanted: Mapping[str, Mapping[str, object]]) -> int:
    rows = model._default_manager
    known = {str(getattr(row, "code")): row for row in rows.filter(code__in=list(wanted))}  # noqa: B009
    new = [model(code=code, **fields) for code, fields in wanted.items() if code not in known]
    changed = []
    for code, row in known.items():
        if any(getattr(row, name) != value for name, value in wanted[code].items()):
            for name, value in wanted[code].items():
                setattr(row, name, value)
            changed.append(row)
    rows.bulk_create(new, batch_size=5_000)
    if changed:
        rows.bulk_update(changed, fields=list(next(iter(wanted.values()))), batch_size=1_000)
    return len(new) + len(changed)
