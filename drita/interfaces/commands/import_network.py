"""`drita import network`: feeders and transformers from a table file."""

import polars as pl

from drita.interfaces.commands.import_columns import ImportColumn
from drita.interfaces.commands.import_table import ImportKind, SliceResult, import_command
from drita.modules.network.operations.store_grid import FeederPlace, store_grid
from drita.rules.problem_rows import PROBLEM_SCHEMA
from drita.rules.words import Words

_LEVELS = {
    **dict.fromkeys(("lv_04", "0.4", "0,4"), "lv_04"),
    **dict.fromkeys(("mv_6_20", "6", "10", "20", "6/10/20 kV"), "mv_6_20"),
    **dict.fromkeys(("hv_35", "35", "35 kV"), "hv_35"),
}


def _grid_slice(rows: pl.DataFrame) -> SliceResult:
    changed = store_grid(places=[FeederPlace(**row) for row in rows.drop("row_number").to_dicts()])
    created = min(changed, rows.height)
    return SliceResult(created=created, unchanged=rows.height - created, problems=PROBLEM_SCHEMA.to_frame())


_GRID = ImportKind(
    columns=(
        ImportColumn(name="feeder_code", aliases=("kodi i fiderit",), is_required=True, is_filled=True),
        ImportColumn(name="feeder_name", aliases=("fideri",)),
        ImportColumn(name="substation", aliases=("nënstacioni",), is_required=True, is_filled=True),
        ImportColumn(
            name="voltage_level",
            aliases=("tensioni",),
            is_required=True,
            is_filled=True,
            kind="choice",
            choices=_LEVELS,
        ),
        ImportColumn(name="transformer_code", aliases=("kodi i transformatorit", "kabina")),
        ImportColumn(name="transformer_name", aliases=("transformatori",)),
    ),
    import_slice=_grid_slice,
)
COMMANDS = [
    import_command(
        name="import network", words=Words(sq="merr fiderët dhe transformatorët", en="take feeders and transformers in"),
        kind=_GRID,
    )
]  # fmt: skip
