"""`drita import organisation`, `staff`, `holidays`: the house itself, from table files."""

import json

import polars as pl

from drita.interfaces.commands.import_columns import ImportColumn
from drita.interfaces.commands.import_table import ImportKind, SliceResult, import_command
from drita.modules.organisation.choices import Role
from drita.modules.organisation.operations.create_staff import (
    RoleGrant,
    UnableToCreateStaff,
    UnableToUsePassword,
    UnableToUseRole,
    UnableToUseScope,
    UnableToUseUsername,
    store_staff_role,
)
from drita.modules.organisation.operations.store_places import HolidayDay, RoutePlace, store_holidays, store_places
from drita.rules.problem_rows import PROBLEM_SCHEMA
from drita.rules.words import Words

_NO_PROBLEMS = PROBLEM_SCHEMA.to_frame()
_ROLES = {
    **{role: role for role in Role.values},
    "nëpunës faturimi": "billing_clerk",
    "arkëtar": "cashier",
    "lexues": "reader",
    "dispeçer": "dispatcher",
    "kontabilist": "accountant",
    "drejtues": "manager",
    "administrator": "administrator",
}


def _place_slice(rows: pl.DataFrame) -> SliceResult:
    places = [RoutePlace(**row) for row in rows.drop("row_number").to_dicts()]
    changed = store_places(places=places)
    created = min(changed, rows.height)
    return SliceResult(created=created, unchanged=rows.height - created, problems=_NO_PROBLEMS)


def _holiday_slice(rows: pl.DataFrame) -> SliceResult:
    days = [HolidayDay(**row) for row in rows.drop("row_number").to_dicts()]
    changed = store_holidays(days=days)
    return SliceResult(created=changed, unchanged=rows.height - changed, problems=_NO_PROBLEMS)


def _staff_slice(rows: pl.DataFrame) -> SliceResult:
    """One row is one role of one person; the first row of a new person also takes him in."""
    created, unchanged = 0, 0
    problems: list[tuple[int, str, str]] = []
    for row in rows.to_dicts():
        grant = RoleGrant(role=row["role"], region_code=row["region_code"], agency_code=row["agency_code"])
        try:
            is_new = store_staff_role(
                username=row["username"],
                full_name=row["full_name"],
                grant=grant,
                password=row["password"] or None,
                language=row["language"] or "",
            )
        except UnableToCreateStaff as refusal:
            problems.append((row["row_number"], refusal.code, json.dumps(refusal.params, default=str)))
            continue
        created, unchanged = created + is_new, unchanged + (not is_new)
    return SliceResult(
        created=created, unchanged=unchanged, problems=pl.DataFrame(problems, schema=PROBLEM_SCHEMA, orient="row")
    )


_PLACES = ImportKind(
    columns=(
        ImportColumn(name="region_code", aliases=("kodi i rajonit",), is_required=True, is_filled=True),
        ImportColumn(name="region_name", aliases=("rajoni",), is_required=True, is_filled=True),
        ImportColumn(name="agency_code", aliases=("kodi i agjencisë",), is_required=True, is_filled=True),
        ImportColumn(name="agency_name", aliases=("agjencia",), is_required=True, is_filled=True),
        ImportColumn(name="route_code", aliases=("kodi i rrugës", "rruga e leximit")),
        ImportColumn(name="route_name", aliases=("emri i rrugës",)),
    ),
    import_slice=_place_slice,
)
_HOLIDAYS = ImportKind(
    columns=(
        ImportColumn(name="date", aliases=("data",), is_required=True, is_filled=True, kind="date"),
        ImportColumn(name="name_sq", aliases=("festa", "emri"), is_required=True, is_filled=True),
        ImportColumn(name="name_en", aliases=("emri anglisht",), is_required=True, is_filled=True),
    ),
    import_slice=_holiday_slice,
)
_STAFF = ImportKind(
    columns=(
        ImportColumn(name="username", aliases=("përdoruesi",), is_required=True, is_filled=True),
        ImportColumn(name="full_name", aliases=("emri i plotë", "emri"), is_required=True, is_filled=True),
        ImportColumn(name="role", aliases=("roli",), is_required=True, is_filled=True, kind="choice", choices=_ROLES),
        ImportColumn(name="region_code", aliases=("kodi i rajonit", "rajoni")),
        ImportColumn(name="agency_code", aliases=("kodi i agjencisë", "agjencia")),
        ImportColumn(
            name="language", aliases=("gjuha",), kind="choice", choices={"sq": "sq", "shqip": "sq", "en": "en"}
        ),
        ImportColumn(name="password", aliases=("fjalëkalimi",)),
    ),
    import_slice=_staff_slice,
    words={
        refusal.code: refusal.words
        for refusal in (UnableToUseUsername, UnableToUsePassword, UnableToUseRole, UnableToUseScope)
    },
)
COMMANDS = [
    import_command(
        name="import organisation",
        words=Words(sq="merr rajonet, agjencitë dhe rrugët", en="take regions, agencies and routes in"),
        kind=_PLACES,
    ),
    import_command(
        name="import holidays", words=Words(sq="merr festat zyrtare", en="take public holidays in"), kind=_HOLIDAYS
    ),
    import_command(
        name="import staff", words=Words(sq="merr punonjësit dhe rolet e tyre", en="take staff in"), kind=_STAFF
    ),
]
