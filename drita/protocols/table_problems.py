"""Why a single row of a table file was refused: sentences for the codes of problem rows."""

from drita.rules.words import Words

TABLE_PROBLEM_WORDS: dict[str, Words] = {
    "row_too_wide": Words(
        sq="Rreshti ka {found} qeliza, kolonat janë {expected}. Kontrolloni ndarësin dhe thonjëzat.",
        en="The row has {found} cells, there are {expected} columns. Check delimiter and quotation marks.",
    ),
    "row_too_short": Words(
        sq="Rreshti ka {found} qeliza, kolonat janë {expected}. Rreshti duket i prerë.",
        en="The row has {found} cells, there are {expected} columns. The row looks cut off.",
    ),
    "cell_too_long": Words(
        sq="Kolona {column}: teksti është më i gjatë se {limit} shkronja.",
        en="Column {column}: the text is longer than {limit} characters.",
    ),
    "cell_formula": Words(
        sq="Kolona {column} përmban një formulë. Formulat nuk llogariten; shkruani vlerën.",
        en="Column {column} holds a formula. Formulas are never calculated; write the value.",
    ),
    "cell_error_value": Words(
        sq="Kolona {column} përmban gabimin {value} të fletës së llogaritjes.",
        en="Column {column} holds the spreadsheet error {value}.",
    ),
    "cell_digits_lost": Words(
        sq=(
            "Kolona {column}: fleta e llogaritjes ruan vetëm 15 shifra, prandaj fundi i numrit ka humbur. "
            "Formatojeni kolonën si tekst ose dërgoni CSV."
        ),
        en=(
            "Column {column}: a spreadsheet keeps 15 digits only, so the end of this number is lost. "
            "Format the column as text or send CSV."
        ),
    ),
    "value_missing": Words(
        sq="Kolona {column} është bosh.",
        en="Column {column} is empty.",
    ),
    "date_unreadable": Words(
        sq="Kolona {column}: “{value}” nuk është datë. Shkruani 31.10.2026 ose 2026-10-31.",
        en="Column {column}: “{value}” is no date. Write 31.10.2026 or 2026-10-31.",
    ),
    "number_unreadable": Words(
        sq="Kolona {column}: “{value}” nuk është numër i lexueshëm.",
        en="Column {column}: “{value}” is no readable number.",
    ),
    "choice_unknown": Words(
        sq="Kolona {column}: “{value}” nuk njihet. Lejohen: {allowed}.",
        en="Column {column}: “{value}” is not known. Allowed: {allowed}.",
    ),
}
