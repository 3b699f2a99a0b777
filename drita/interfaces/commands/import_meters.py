"""`drita import meters`: meters, registers, places and first readings from a table file."""

import polars as pl

from drita.foundation import clock
from drita.interfaces.commands.import_columns import ImportColumn
from drita.interfaces.commands.import_table import ImportKind, SliceResult, import_command
from drita.modules.metering.batch.meter_row_problems import METER_ROW_PROBLEMS
from drita.modules.metering.operations.store_meters import METER_ROW_SCHEMA, store_meters
from drita.rules.metering.reading_problem_words import READING_PROBLEMS
from drita.rules.words import Words

_KINDS = {
    **dict.fromkeys(("induction", "induktiv"), "induction"),
    **dict.fromkeys(("electronic", "elektronik"), "electronic"),
    **dict.fromkeys(("interval", "me profil", "profil ngarkese"), "interval"),
}
_NO_MULTIPLIER_MILLI = 1000

METER_COLUMNS = (
    ImportColumn(name="meter_serial", aliases=("matësi", "numri i matësit", "nr matësi", "serial"), is_required=True, is_filled=True),
    ImportColumn(name="kind", aliases=("lloji", "lloji i matësit"), is_required=True, is_filled=True, kind="choice", choices=_KINDS),
    ImportColumn(name="manufacturer", aliases=("prodhuesi",)),
    ImportColumn(name="phases", aliases=("fazat",), is_required=True, is_filled=True, kind="whole"),
    ImportColumn(name="verification_due", aliases=("verifikimi", "afati i verifikimit"), kind="date"),
    ImportColumn(name="register_code", aliases=("regjistri", "kodi i regjistrit"), is_required=True, is_filled=True),
    ImportColumn(name="dials", aliases=("shifrat", "shifra"), is_required=True, is_filled=True, kind="whole"),
    ImportColumn(name="decimals", aliases=("shifra pas presjes", "decimale"), kind="whole"),
    ImportColumn(name="multiplier", aliases=("konstantja", "konstante"), kind="scaled", decimals=3),
    ImportColumn(name="service_point_code", aliases=("pika e furnizimit", "kodi i pikës")),
    ImportColumn(name="installed_on", aliases=("vendosur më", "data e vendosjes"), kind="date"),
    ImportColumn(name="first_value", aliases=("leximi i vendosjes",), kind="scaled", decimals=3),
    ImportColumn(name="removed_on", aliases=("hequr më", "data e heqjes"), kind="date"),
    ImportColumn(name="last_value", aliases=("leximi i heqjes",), kind="scaled", decimals=3),
)  # fmt: skip


def _import_slice(rows: pl.DataFrame) -> SliceResult:
    meters = rows.with_columns(
        pl.when(pl.col("service_point_code") != "").then("service_point_code"),
        pl.col("decimals").fill_null(0),
        multiplier_milli=pl.col("multiplier").fill_null(_NO_MULTIPLIER_MILLI),
        first_value_milli="first_value",
        last_value_milli="last_value",
    ).select(list(METER_ROW_SCHEMA))
    stored = store_meters(rows=meters, today=clock.today(), recorded_at=clock.now())
    return SliceResult(created=stored.created, unchanged=stored.unchanged, problems=stored.problems)


METERS = ImportKind(
    columns=METER_COLUMNS,
    import_slice=_import_slice,
    words={**READING_PROBLEMS, **METER_ROW_PROBLEMS},
    rows_in_slice=50_000,
)
COMMANDS = [
    import_command(
        name="import meters",
        words=Words(sq="merr matësit nga një skedar", en="take meters in from a file"),
        kind=METERS,
    )
]
