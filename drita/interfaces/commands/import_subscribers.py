"""`drita import subscribers`: holders, contracts, service points from a table file."""

import polars as pl

from drita.interfaces.commands.import_columns import ImportColumn
from drita.interfaces.commands.import_table import ImportKind, SliceResult, import_command
from drita.modules.customers.operations.create_subscribers import create_subscribers
from drita.rules.customers.subscriber_problem_words import SUBSCRIBER_PROBLEM_WORDS
from drita.rules.customers.subscriber_rows import SUBSCRIBER_SCHEMA
from drita.rules.words import Words

_CLASSES = {
    **dict.fromkeys(("familjar", "household"), "household"),
    **dict.fromkeys(("privat", "business", "private", "biznes"), "business"),
    **dict.fromkeys(("buxhetor", "budgetary"), "budgetary"),
    **dict.fromkeys(("jobuxhetor", "other_body", "other body"), "other_body"),
}
_KINDS = {
    **dict.fromkeys(("person", "individ"), "person"),
    **dict.fromkeys(("company", "shoqëri", "subjekt"), "company"),
}
_VOLTAGES = {
    **dict.fromkeys(("lv_04", "0.4", "0,4", "0.4 kV", "0,4 kV", "TU"), "lv_04"),
    **dict.fromkeys(("mv_6_20", "6", "10", "20", "6 kV", "10 kV", "20 kV", "6/10/20 kV", "TM"), "mv_6_20"),
    **dict.fromkeys(("hv_35", "35", "35 kV", "TL"), "hv_35"),
}

SUBSCRIBER_COLUMNS = (
    ImportColumn(name="contract_number", aliases=("kontrata", "numri i kontratës", "nr kontrate"), is_required=True, is_filled=True),
    ImportColumn(name="account_number", aliases=("llogaria", "numri i llogarisë", "nr llogarie"), is_required=True, is_filled=True),
    ImportColumn(name="account_class", aliases=("klasa", "klasa e klientit"), is_required=True, is_filled=True, kind="choice", choices=_CLASSES),
    ImportColumn(name="party_kind", aliases=("lloji i subjektit",), kind="choice", choices=_KINDS),
    ImportColumn(name="name", aliases=("abonenti", "emri i plotë", "emërtimi")),
    ImportColumn(name="given_name", aliases=("emri",)),
    ImportColumn(name="family_name", aliases=("mbiemri",)),
    ImportColumn(name="nipt", aliases=("nuis",)),
    ImportColumn(name="personal_number", aliases=("numri personal", "nid", "nr personal")),
    ImportColumn(name="email", aliases=("posta elektronike", "e-mail")),
    ImportColumn(name="phone", aliases=("telefoni", "celulari", "tel")),
    ImportColumn(name="language", aliases=("gjuha",)),
    ImportColumn(name="street", aliases=("rruga",)),
    ImportColumn(name="building", aliases=("ndërtesa", "nd")),
    ImportColumn(name="entrance", aliases=("hyrja", "h")),
    ImportColumn(name="floor", aliases=("kati",)),
    ImportColumn(name="apartment", aliases=("apartamenti", "ap")),
    ImportColumn(name="quarter", aliases=("lagjja",)),
    ImportColumn(name="village", aliases=("fshati",)),
    ImportColumn(name="administrative_unit", aliases=("njësia administrative",)),
    ImportColumn(name="municipality", aliases=("bashkia",), is_required=True),
    ImportColumn(name="county", aliases=("qarku",)),
    ImportColumn(name="postal_code", aliases=("kodi postar",)),
    ImportColumn(name="service_point_code", aliases=("pika e furnizimit", "kodi i pikës")),
    ImportColumn(name="route_code", aliases=("rruga e leximit", "libri i leximit", "itinerari"), is_required=True, is_filled=True),
    ImportColumn(name="feeder_code", aliases=("fideri",), is_required=True, is_filled=True),
    ImportColumn(name="transformer_code", aliases=("transformatori", "kabina")),
    ImportColumn(name="voltage_level", aliases=("tensioni",), is_required=True, is_filled=True, kind="choice", choices=_VOLTAGES),
    ImportColumn(name="phases", aliases=("fazat",), kind="whole"),
    ImportColumn(name="latitude", aliases=("gjerësia", "lat"), kind="degrees"),
    ImportColumn(name="longitude", aliases=("gjatësia", "lon", "lng"), kind="degrees"),
    ImportColumn(name="walk_position", aliases=("radha", "radha në rrugë"), kind="whole"),
    ImportColumn(name="category", aliases=("kategoria",)),
    ImportColumn(name="tariff_code", aliases=("tarifa", "kodi i tarifës"), is_required=True, is_filled=True),
    ImportColumn(name="interest_class", aliases=("klasa e kamatës",)),
    ImportColumn(name="valid_from", aliases=("nga data", "data e fillimit", "fillon"), is_required=True, is_filled=True, kind="date"),
    ImportColumn(name="valid_to", aliases=("mbyllur më", "data e mbylljes", "mbaron"), kind="date"),
)  # fmt: skip


def _import_slice(rows: pl.DataFrame) -> SliceResult:
    stored = create_subscribers(rows=rows.select(SUBSCRIBER_SCHEMA.names()).cast(SUBSCRIBER_SCHEMA))
    return SliceResult(
        created=stored.created, changed=stored.ended, unchanged=stored.unchanged, problems=stored.problems
    )


SUBSCRIBERS = ImportKind(
    columns=SUBSCRIBER_COLUMNS, import_slice=_import_slice, words=SUBSCRIBER_PROBLEM_WORDS, rows_in_slice=20_000
)
COMMANDS = [
    import_command(
        name="import subscribers",
        words=Words(sq="merr abonentët nga një skedar", en="take subscribers in from a file"),
        kind=SUBSCRIBERS,
    )
]
