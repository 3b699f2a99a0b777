"""Search as one types: names in either order, numbers, phones, addresses; ë and ç as people leave them out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.db import connection

from drita.modules.customers.sql import statement
from drita.modules.organisation.queries import EVERYWHERE, Scope
from drita.rules.customers.address_line import address_line
from drita.rules.customers.folded_text import folded_text

# Greater than every text that begins with the prefix, in the order of bytes that the columns have.
_LAST_SIGN = "\U0010ffff"
_SHORTEST = 2
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class SubscriberHit:
    """One line below the search field. `kind` says what matched: contract, account, phone, service_point, nipt,
    personal_number, name or address."""

    kind: str
    matched: str
    account_id: int
    account_number: str
    name: str
    account_class: str
    contract_id: int | None
    contract_number: str | None
    is_in_force: bool
    service_point_code: str | None
    agency_name: str | None
    address: str


def search_subscribers(*, text: str, on: date, limit: int = 20, scope: Scope = EVERYWHERE) -> tuple[SubscriberHit, ...]:
    """
    (This function will) find the subscribers that what was typed so far may mean, best first; fewer than two letters
    find nothing. `on` is the day for which "in force" is said.

    Only what lies within the scope is found, so that nobody sees subscribers of agencies that are not his.
    """
    typed = text.strip()[:_LONGEST]
    bounds = _bounds(typed)
    sees_nothing = not (scope.is_everywhere or scope.agency_ids or scope.region_ids)
    if sees_nothing or len(typed) < _SHORTEST or not any(bounds.values()):
        return ()
    params: dict[str, Any] = bounds | {
        "everywhere": scope.is_everywhere,
        "agencies": list(scope.agency_ids),
        "regions": list(scope.region_ids),
        "limit": limit,
        "on": on,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement("search_subscribers"), params)
        names = [column.name for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    if not rows:
        return ()
    addresses = pl.DataFrame(rows, infer_schema_length=None).select(address_line()).to_series().to_list()
    return tuple(_hit(row, address) for row, address in zip(rows, addresses, strict=True))


def _hit(row: dict[str, object], address: str) -> SubscriberHit:
    fields = {name: row[name] for name in SubscriberHit.__slots__ if name != "address"}
    return SubscriberHit(**{**fields, "is_in_force": bool(row["is_in_force"]), "address": address})  # type: ignore[arg-type]


def _bounds(typed: str) -> dict[str, str | None]:
    """First and last text of each index walk; None where what was typed cannot be of that kind."""
    folded = pl.select(folded_text(text=pl.lit(typed))).item() or ""
    code = "".join(sign for sign in typed.upper() if sign not in " .-/")
    has_digit = any(sign.isdigit() for sign in code)
    is_code = has_digit and code.isascii() and code.isalnum()
    walks = {
        "code": code if is_code else None,
        "phone": _phone_prefix(typed) if has_digit else None,
        "identity": code if is_code and code[:1].isalpha() else None,
        "name": folded or None,
        # A street of one or two letters would only crowd names out.
        "address": folded if len(folded) >= 4 else None,
    }
    ends = {f"{name}_end": start + _LAST_SIGN if start else None for name, start in walks.items()}
    return walks | ends


def _phone_prefix(typed: str) -> str | None:
    """What was typed of a phone number, as the beginning of its international form."""
    digits = "".join(sign for sign in typed if sign not in " ()./-\u00a0")
    if not digits.removeprefix("+").isdigit():
        return None
    if digits.startswith("+"):
        return digits.replace("+3550", "+355", 1)
    if digits.startswith("00"):
        return "+" + digits[2:]
    if digits.startswith("0"):
        return "+355" + digits[1:]
    return "+" + digits if digits.startswith("355") else "+355" + digits
