"""Why a table file cannot be read at all: each reason with its stable code and its sentence."""

from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToReadTable(UnableTo):
    """The mother of all refusals of a whole file; a bad row is never raised, it becomes a problem row."""

    code = "table_unreadable"
    words = Words(
        sq="Skedari nuk lexohet si tabelë. Ruajeni si CSV ose XLSX dhe provoni përsëri.",
        en="The file cannot be read as a table. Save it as CSV or XLSX and try again.",
    )


class UnableToReadEmptyTable(UnableToReadTable):
    code = "table_empty"
    words = Words(
        sq="Skedari është bosh. Rreshti i parë duhet të ketë emrat e kolonave: {columns}.",
        en="The file is empty. The first row must hold the column names: {columns}.",
    )


class UnableToReadLargeTable(UnableToReadTable):
    code = "table_too_large"
    words = Words(
        sq="Skedari është tepër i madh: {found} {unit}, kufiri është {limit}. Ndajeni në disa skedarë.",
        en="The file is too large: {found} {unit}, the limit is {limit}. Split it into several files.",
    )


class UnableToReadBinaryFile(UnableToReadTable):
    code = "table_not_text"
    words = Words(
        sq="Skedari nuk është tabelë (duket si {kind}). Pranohen CSV dhe XLSX.",
        en="The file is not a table (it looks like {kind}). CSV and XLSX are accepted.",
    )


class UnableToReadTruncatedTable(UnableToReadTable):
    code = "table_truncated"
    words = Words(
        sq="Skedari është i prerë ose i dëmtuar afër rreshtit {row}: {detail}. Merreni sërish nga burimi.",
        en="The file is cut off or damaged near row {row}: {detail}. Fetch it again from its source.",
    )


class UnableToFindColumns(UnableToReadTable):
    code = "table_columns_missing"
    words = Words(
        sq=(
            "Mungojnë kolonat: {missing}. Në rreshtin e parë u gjetën: {found}. "
            "Radha e kolonave nuk ka rëndësi, emrat po."
        ),
        en=(
            "Columns are missing: {missing}. The first row holds: {found}. "
            "The order of the columns does not matter, their names do."
        ),
    )


class UnableToTellColumns(UnableToReadTable):
    code = "table_columns_doubled"
    words = Words(
        sq="Kolona {column} gjendet dy herë në rreshtin e parë ({found}). Hiqni njërën.",
        en="The column {column} stands twice in the first row ({found}). Remove one.",
    )


class UnableToReadBrokenRows(UnableToReadTable):
    code = "table_rows_broken"
    words = Words(
        sq=(
            "Rreshti {row} ka thonjëza të pambyllura ose të vendosura gabim, prandaj nuk dihet ku "
            "mbarojnë rreshtat. Ndreqni thonjëzat në atë rresht."
        ),
        en=(
            "Row {row} has quotation marks that are not closed or misplaced, so where rows end is "
            "not known. Mend the quotation marks in that row."
        ),
    )
