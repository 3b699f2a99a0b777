"""From a choice of contracts to the typed frames that bills are made from: the one way in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

import polars as pl

from drita.foundation.frames import read_frame
from drita.modules.billing.sql_files import array_text, statement
from drita.modules.ledger.queries import load_debt_frame
from drita.rules.billing.bill_inputs import (
    CATEGORY_SCHEMA,
    CONTRACT_SCHEMA,
    INTERVAL_SCHEMA,
    READING_SCHEMA,
    REGISTER_SCHEMA,
    BillInputs,
    BillTerms,
    Schema,
)
from drita.rules.customers.address_line import place_line, street_line
from drita.rules.tariffs.definition import TariffVersion

LAST_BILL_SCHEMA: Final[Schema] = MappingProxyType(
    {
        "last_bill_id": pl.Int64,
        "last_bill_month": pl.Date,
        "last_bill_source_id": pl.Int64,
    }
)
_NAMES_SCHEMA: Final[Schema] = MappingProxyType(
    {
        "contract_number": pl.String,
        "interest_class": pl.String,
        "account_number": pl.String,
        "account_class": pl.String,
        "language": pl.String,
        "party_name": pl.String,
        "nipt": pl.String,
        "service_point_code": pl.String,
        "voltage_level": pl.String,
        "phases": pl.Int64,
        "walk_position": pl.Int64,
        "region_code": pl.String,
        "region_name": pl.String,
        "agency_code": pl.String,
        "agency_name": pl.String,
        "route_code": pl.String,
    }
)
_ADDRESS_SCHEMA: Final[Schema] = MappingProxyType(
    {
        "street": pl.String,
        "building": pl.String,
        "entrance": pl.String,
        "floor": pl.String,
        "apartment": pl.String,
        "quarter": pl.String,
        "village": pl.String,
        "administrative_unit": pl.String,
        "municipality": pl.String,
        "postal_code": pl.String,
    }
)
# What the bill keeps of its subscriber, so that a later change of name or address leaves it as it was.
SNAPSHOT_COLUMNS: Final = (*_NAMES_SCHEMA, "street_line", "place_line")
_LOADED_SCHEMA: Final[Schema] = MappingProxyType(
    {
        "bill_key": pl.Int64,
        "account_id": pl.Int64,
        "service_point_id": pl.Int64,
        **{name: kind for name, kind in CONTRACT_SCHEMA.items() if name not in ("bill_key", "account_id")},
        **LAST_BILL_SCHEMA,
        **_NAMES_SCHEMA,
        **_ADDRESS_SCHEMA,
    }
)


@dataclass(frozen=True, slots=True)
class LoadedInputs:
    """The inputs of the rules, and per contract (bill_key) what only the printed bill needs."""

    inputs: BillInputs
    particulars: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Reader:
    """
    How the frames are read: in the caller's own transaction, or in bulk beside it.

    A run reads in bulk over a connection it holds open; a single bill reads inside its own
    transaction, which sees the hand-over reading that the same operation has just written.
    """

    bulk: Any = None

    def frame(self, name: str, params: Mapping[str, object], schema: Schema) -> pl.DataFrame:
        return read_frame(statement(name), params, schema, bulk=self.bulk)


def load_bill_inputs(
    *,
    contract_ids: Sequence[int],
    terms: BillTerms,
    tariffs: Sequence[TariffVersion],
    reader: Reader,
) -> LoadedInputs:
    """
    (This function will) load everything the bills of the chosen contracts are made from.

    Shape: contracts in the order of contract_ids (an unknown id is left out); the other frames as
    bill_inputs.py says, cut to what can matter: nothing before the oldest last bill of the choice.
    """
    loaded = reader.frame(
        "load_contracts",
        {
            "contract_ids": array_text(contract_ids),
            "bill_month": terms.bill_month,
            "read_until": terms.read_until,
            "planned_end": terms.month_end,
        },
        _LOADED_SCHEMA,
    )
    contracts = loaded.select(list(CONTRACT_SCHEMA))
    since = _earliest(contracts, terms)
    window = {
        "since": since,
        "read_until": terms.read_until,
        "first_month": since.replace(day=1),
        "last_month": terms.read_until.replace(day=1),
    }
    ids = {"contract_ids": array_text(contracts["bill_key"])}
    registers = reader.frame("load_registers", {**ids, **window}, REGISTER_SCHEMA)
    inputs = BillInputs(
        contracts=contracts,
        categories=reader.frame("load_categories", {**ids, **window}, CATEGORY_SCHEMA),
        registers=registers,
        readings=_readings(reader, registers, window),
        carried=_carried(reader, loaded),
        intervals=_intervals(reader, registers, contracts, window),
        debts=load_debt_frame(account_ids=contracts["account_id"].unique().to_list(), as_of=terms.issue_date),
        tariffs=tariffs,
    )
    addressed = loaded.with_columns(street_line=street_line(), place_line=place_line())
    particulars = addressed.select("bill_key", "service_point_id", *SNAPSHOT_COLUMNS)
    return LoadedInputs(inputs=inputs, particulars=particulars)


def _earliest(contracts: pl.DataFrame, terms: BillTerms) -> date:
    """From which day on anything can matter; a contract never billed reaches back to its beginning."""
    begins = contracts.select(pl.coalesce("billed_to", "contract_from").min()).item()
    return begins if isinstance(begins, date) else terms.bill_month - timedelta(days=1)


def _readings(reader: Reader, registers: pl.DataFrame, window: Mapping[str, object]) -> pl.DataFrame:
    chosen = registers.filter(~pl.col("is_interval"))["register_id"].unique()
    return reader.frame("load_readings", {"register_ids": array_text(chosen), **window}, READING_SCHEMA)


def _carried(reader: Reader, loaded: pl.DataFrame) -> pl.DataFrame:
    billed = loaded.filter(pl.col("last_bill_id").is_not_null())
    return reader.frame(
        "load_carried_readings",
        {
            "bill_ids": array_text(billed["last_bill_id"]),
            "bill_months": array_text(billed["last_bill_month"]),
            "source_ids": array_text(billed["last_bill_source_id"]),
        },
        READING_SCHEMA,
    )


def _intervals(
    reader: Reader, registers: pl.DataFrame, contracts: pl.DataFrame, window: Mapping[str, object]
) -> pl.DataFrame:
    chosen = (
        registers.filter("is_interval")
        .select("bill_key", "register_id")
        .unique()
        .join(contracts.select("bill_key", since=pl.coalesce("billed_to", "contract_from")), on="bill_key")
    )
    if chosen.is_empty():
        return pl.DataFrame(schema=dict(INTERVAL_SCHEMA))
    return reader.frame(
        "load_intervals",
        {
            "bill_keys": array_text(chosen["bill_key"]),
            "register_ids": array_text(chosen["register_id"]),
            "since_days": array_text(chosen["since"]),
            **window,
        },
        INTERVAL_SCHEMA,
    )
