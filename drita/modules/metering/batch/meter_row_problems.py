"""Why rows of a meter file cannot be stored."""

from datetime import date
from typing import Final

import polars as pl

from drita.modules.metering.choices import REGISTER_CODES, MeterKind
from drita.rules.words import Words

METER_ROW_PROBLEMS: Final[dict[str, Words]] = {
    "serial_missing": Words(sq="Mungon numri i matësit.", en="The number of the meter is missing."),
    "kind_unknown": Words(
        sq="Lloji {kind} nuk njihet. Përdorni: induction, electronic, interval.",
        en="The kind {kind} is not known. Use: induction, electronic, interval.",
    ),
    "phases_unknown": Words(sq="Fazat duhet të jenë 1 ose 3.", en="Phases must be 1 or 3."),
    "register_code_unknown": Words(
        sq="Kodi i regjistrit {register_code} nuk njihet. Përdorni: A+, A+T1, A+T2, R+, A-, R-.",
        en="The register code {register_code} is not known. Use: A+, A+T1, A+T2, R+, A-, R-.",
    ),
    "dials_wrong": Words(
        sq="Shifrat e numëratorit duhet të jenë 1–12 dhe ato pas presjes 0–3.",
        en="A dial has 1 to 12 digits and 0 to 3 decimals.",
    ),
    "multiplier_not_positive": Words(
        sq="Konstantja duhet të jetë më e madhe se zero, me më së shumti tri shifra pas presjes.",
        en="The multiplier must be greater than zero, with at most three decimals.",
    ),
    "service_point_unknown": Words(
        sq="Pika e furnizimit {service_point_code} nuk njihet. Regjistroni së pari abonentët.",
        en="There is no service point {service_point_code}. Import the subscribers first.",
    ),
    "installed_on_missing": Words(
        sq="Mungon data e vendosjes në pikën {service_point_code}.",
        en="The date of the installation at {service_point_code} is missing.",
    ),
    "installed_in_future": Words(
        sq="Data e vendosjes {installed_on} është në të ardhmen.",
        en="The date of the installation {installed_on} is in the future.",
    ),
    "removed_before_installed": Words(
        sq="Matësi u hoq para se të vendosej.", en="The meter was removed before it was installed."
    ),
    "first_value_missing": Words(
        sq="Mungon leximi i vendosjes i regjistrit {register_code}.",
        en="The first value of register {register_code} is missing.",
    ),
    "last_value_missing": Words(
        sq="Mungon leximi i heqjes i regjistrit {register_code}.",
        en="The last value of register {register_code} is missing.",
    ),
    "value_not_on_dial": Words(
        sq="Leximi i vendosjes ose i heqjes nuk hyn në numërator.",
        en="The first or the last value does not fit on the dial.",
    ),
    "register_twice": Words(
        sq="Regjistri {register_code} i matësit {meter_serial} është dy herë në skedar.",
        en="Register {register_code} of meter {meter_serial} stands twice in the file.",
    ),
    "meter_differs": Words(
        sq="Matësi {meter_serial} është regjistruar me të dhëna të tjera (lloji, fazat ose shifrat).",
        en="Meter {meter_serial} is known with other values (kind, phases or dials).",
    ),
    "meter_taken": Words(
        sq="Matësi {meter_serial} është i vendosur diku tjetër në atë periudhë.",
        en="Meter {meter_serial} hangs elsewhere in that period.",
    ),
    "place_taken": Words(
        sq="Në pikën {service_point_code} ka matës tjetër në atë periudhë.",
        en="Another meter hangs at {service_point_code} in that period.",
    ),
    "other_row_of_meter": Words(
        sq="Një rresht tjetër i matësit {meter_serial} nuk pranohet, prandaj as ky.",
        en="Another row of meter {meter_serial} was refused, so this one is too.",
    ),
}


def meter_row_problems(*, facts: pl.DataFrame, today: date) -> pl.DataFrame:
    """
    (This function will) find the first problem of each row; a meter with one bad row has no good ones.

    Shape: the output of with_meter_facts -> row_number, code, params (JSON), one row per refused row.
    """
    coded = facts.with_columns(code=_first_of(_tests(today)))
    bad_meters = coded.filter(pl.col("code").is_not_null()).select("meter_serial").unique()
    is_beside_bad = pl.col("code").is_null() & pl.col("meter_serial").is_in(bad_meters["meter_serial"].implode())
    told = coded.with_columns(code=pl.when(is_beside_bad).then(pl.lit("other_row_of_meter")).otherwise("code")).filter(
        pl.col("code").is_not_null()
    )
    params = pl.struct(
        "meter_serial",
        "kind",
        "register_code",
        "service_point_code",
        pl.col("installed_on").dt.to_string("%Y-%m-%d"),
    ).struct.json_encode()
    return told.select("row_number", "code", params=params)


def _first_of(tests: list[tuple[str, pl.Expr]]) -> pl.Expr:
    code: pl.Expr = pl.lit(None, pl.String)
    for name, is_wrong in reversed(tests):
        code = pl.when(is_wrong.fill_null(value=False)).then(pl.lit(name)).otherwise(code)
    return code


def _tests(today: date) -> list[tuple[str, pl.Expr]]:
    """The tests in the order in which they are told."""
    column = pl.col
    has_place = column("service_point_code").is_not_null()
    is_dial = column("kind") != MeterKind.INTERVAL
    range_milli = pl.lit(10, pl.Int64).pow(column("dials")) * 1000
    step_milli = pl.lit(10, pl.Int64).pow(3 - column("decimals"))
    values = [column("first_value_milli"), column("last_value_milli")]
    off_dial = pl.any_horizontal((v < 0) | (v >= range_milli) | (v % step_milli != 0) for v in values)
    first_of_meter = ["kind", "phases"]
    disagrees = pl.any_horizontal(column(n) != column(n).first().over("meter_serial") for n in first_of_meter)
    place = ["meter_serial", "register_code", "service_point_code", "installed_on"]
    return [
        ("serial_missing", column("meter_serial").is_null()),
        ("kind_unknown", ~column("kind").is_in(MeterKind.values) | column("kind").is_null()),
        ("phases_unknown", ~column("phases").is_in([1, 3]) | column("phases").is_null()),
        (
            "register_code_unknown",
            ~column("register_code").is_in(list(REGISTER_CODES)) | column("register_code").is_null(),
        ),
        ("dials_wrong", ~column("dials").is_between(1, 12) | ~column("decimals").is_between(0, 3)),
        ("dials_wrong", column("dials").is_null() | column("decimals").is_null()),
        ("multiplier_not_positive", (column("multiplier_milli") <= 0) | column("multiplier_milli").is_null()),
        ("service_point_unknown", has_place & column("service_point_id").is_null()),
        ("installed_on_missing", has_place & column("installed_on").is_null()),
        ("installed_in_future", column("installed_on") > today),
        ("removed_before_installed", column("removed_on") <= column("installed_on")),
        ("first_value_missing", has_place & is_dial & column("first_value_milli").is_null()),
        ("last_value_missing", is_dial & column("removed_on").is_not_null() & column("last_value_milli").is_null()),
        ("value_not_on_dial", off_dial),
        ("register_twice", pl.int_range(pl.len()).over(place) > 0),
        ("meter_differs", disagrees),
        ("meter_differs", (column("known_kind") != column("kind")) | (column("known_phases") != column("phases"))),
        ("meter_differs", column("known_dials") != column("dials")),
        ("meter_differs", column("known_decimals") != column("decimals")),
        ("meter_taken", column("is_meter_taken")),
        ("place_taken", column("is_place_taken")),
    ]
