"""The one search: as one types, or as a page of its own."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from drita.foundation.audit import record_audit
from drita.foundation.clock import today
from drita.interfaces.staff.access import Visit, staff_page
from drita.interfaces.staff.search_hits import HitGroup, find_everything
from drita.interfaces.staff.shell import shell

_TYPED: Final = 8
_PAGE: Final = 60
_LONGEST: Final = 80


@staff_page(action="see_subscribers")
def search_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """(This function will) show everything found for what was typed, as a page with an address of its own."""
    text = request.GET.get("q", "").strip()[:_LONGEST]
    groups = find_everything(text=text, visit=visit, on=today(), limit=_PAGE)
    _note(visit, groups)
    return render(request, "staff/search.html", shell(request) | {"search_text": text, "groups": groups})


@staff_page(action="see_subscribers")
def search_hits(request: HttpRequest, visit: Visit) -> HttpResponse:
    """(This function will) return the fragment below the search field for what was typed so far."""
    text = request.GET.get("q", "").strip()[:_LONGEST]
    groups = find_everything(text=text, visit=visit, on=today(), limit=_TYPED)
    _note(visit, groups)
    return render(request, "staff/parts/hits.html", {"search_text": text, "groups": groups})


def _note(visit: Visit, groups: list[HitGroup]) -> None:
    """Names and addresses were shown, so who looked stands in the audit list, by account."""
    record_audit(
        staff_id=visit.staff.pk,
        actor=visit.staff.username,
        action="searched",
        object_kind="account",
        object_ids=sorted({hit.account_id for group in groups for hit in group.hits}),
    )
