"""Readings that a check refused: which, why, and from which file."""

from django.http import HttpRequest, HttpResponse

from drita.interfaces.staff.access import Visit, staff_page
from drita.interfaces.staff.address_values import whole_number
from drita.interfaces.staff.lists import Column, Empty, ListView, answer_list
from drita.interfaces.staff.templatetags.staff import language
from drita.modules.metering.queries import RefusalView, list_refusals
from drita.rules import formats
from drita.rules.metering.reading_problem_words import reading_problem_words
from drita.rules.words import Words


@staff_page(action="see_bills")
def refused(request: HttpRequest, visit: Visit) -> HttpResponse:
    """(This function will) list the refused readings in sight, the newest first."""

    def load(after: str, limit: int) -> list[RefusalView]:
        everywhere = visit.scope.is_everywhere
        return list_refusals(
            after=whole_number(after),
            limit=limit,
            region_ids=None if everywhere else visit.scope.region_ids,
            agency_ids=None if everywhere else visit.scope.agency_ids,
        )

    view = ListView(
        title=Words(sq="Lexime të refuzuara", en="Refused readings"),
        lead=Words(
            sq="Një lexim i refuzuar nuk humb: ruhet me arsyen. Korrigjojeni në skedar dhe futeni përsëri.",
            en="A refused reading is not lost: it is kept with its reason. Put it right in the file and import it again.",
        ),
        file_name="refused-readings",
        section="refused",
        columns=_COLUMNS,
        load=load,
        key_of=lambda row: str(row.refusal_id),
        empty=Empty(
            title=Words(sq="Asnjë lexim i refuzuar", en="No reading was refused"),
            text=Words(sq="Të gjitha leximet kaluan kontrollet.", en="All readings passed the checks."),
            icon="well",
        ),
    )
    return answer_list(request=request, view=view)


def _reason(row: RefusalView) -> str:
    return reading_problem_words(code=row.code, params=row.params, language=language())


def _value(row: RefusalView) -> int | str | None:
    """What was read, in thousandths of the dial's unit; text where the file held no number."""
    found = row.row.get("value_milli", row.row.get("value"))
    return found if isinstance(found, int) else str(found or "") or None


def _value_text(row: RefusalView) -> str:
    value = _value(row)
    return value if isinstance(value, str) else formats.format_dial(value)


_COLUMNS = (
    Column(key="meter", words=Words(sq="Matësi", en="Meter"), value=lambda row: row.meter_serial, css="code nowrap"),
    Column(key="read_on", words=Words(sq="Data e leximit", en="Read on"), value=lambda row: row.read_on),
    Column(
        key="value",
        words=Words(sq="Vlera në skedar", en="Value in the file"),
        value=_value,
        text=_value_text,
        is_number=True,
        scale=3,
    ),
    Column(key="reason", words=Words(sq="Arsyeja", en="Reason"), value=_reason, css="whole"),
    Column(key="file", words=Words(sq="Skedari", en="File"), value=lambda row: row.file, css="code"),
    Column(key="row", words=Words(sq="Rreshti", en="Row"), value=lambda row: row.row_number, is_number=True),
    Column(key="at", words=Words(sq="Refuzuar më", en="Refused"), value=lambda row: row.recorded_at),
    Column(key="code", words=Words(sq="Kodi", en="Code"), value=lambda row: row.code, css="code", is_spare=True),
)
