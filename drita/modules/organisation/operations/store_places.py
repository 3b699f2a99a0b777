"""Take regions, agencies, routes and holidays in: what is new is made, what is named anew is renamed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from drita.modules.organisation.models import Agency, Holiday, Region, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutePlace:
    """One route with the agency and the region it lies in, by code and name; an empty route code means none."""

    region_code: str
    region_name: str
    agency_code: str
    agency_name: str
    route_code: str = ""
    route_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayDay:
    """One public holiday with its name in both languages."""

    date: date
    name_sq: str
    name_en: str


def store_places(*, places: Sequence[RoutePlace]) -> int:
    """
    (This function will) make or rename the regions, agencies and routes named and return how many rows changed.

    A few thousand rows at most, so it goes row by row. An agency or route named under another parent moves there.
    """
    with transaction.atomic():
        changed = _store(Region, {p.region_code: {"name": p.region_name} for p in places})
        regions = dict(Region.objects.values_list("code", "id"))
        changed += _store(
            Agency,
            {p.agency_code: {"name": p.agency_name, "region_id": regions[p.region_code]} for p in places},
        )
        agencies = dict(Agency.objects.values_list("code", "id"))
        changed += _store(
            Route,
            {
                p.route_code: {"name": p.route_name or p.route_code, "agency_id": agencies[p.agency_code]}
                for p in places
                if p.route_code
            },
        )
    return changed


def store_holidays(*, days: Sequence[HolidayDay]) -> int:
    """(This function will) make or rename public holidays and return how many rows changed."""
    changed = 0
    with transaction.atomic():
        known = {row.date: row for row in Holiday.objects.filter(date__in=[day.date for day in days])}
        for day in days:
            row = known.get(day.date) or Holiday(date=day.date)
            if (row.name_sq, row.name_en) != (day.name_sq, day.name_en):
                row.name_sq, row.name_en = day.name_sq, day.name_en
                row.save()
                known[day.date] = row
                changed += 1
    return changed


def _store(model: type[Region] | type[Agency] | type[Route], wanted: dict[str, dict[str, object]]) -> int:
    changed = 0
    known = {row.code: row for row in model.objects.filter(code__in=wanted)}
    for code, fields in wanted.items():
        row = known.get(code) or model(code=code)
        if row.pk is None or any(getattr(row, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(row, name, value)
            row.save()
            changed += 1
    return changed
