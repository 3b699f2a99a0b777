"""Tariffs: their versions, a version in words with its worked examples, and the button that puts it in force."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drita.foundation.audit import record_audit
from drita.foundation.clock import now, today
from drita.interfaces.staff.access import Visit, staff_page
from drita.interfaces.staff.shell import shell
from drita.interfaces.staff.tariff_words import charges_in_words, zone_hours
from drita.interfaces.staff.templatetags.staff import language
from drita.modules.organisation.queries import staff_name
from drita.modules.tariffs.operations.activate_tariff_version import (
    UnableToActivateTariffVersion,
    activate_tariff_version,
)
from drita.modules.tariffs.queries import UnableToFindTariffVersion, VersionRow, get_version, list_versions
from drita.rules.tariffs.worked_examples import ExampleVerdict
from drita.rules.words import Words

_TITLE = Words(sq="Tarifat", en="Tariffs")


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    version: str
    address: str
    valid_from: date
    valid_to: date | None
    state: str
    passed: int
    examples: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffCard:
    code: str
    name: Words
    customers: Words
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictView:
    """One worked example: what was worked out by hand beside what the program came to."""

    title: Words
    source: str
    expected_minor: int | None
    computed_minor: int | None
    difference_minor: int | None
    state: str


@staff_page(action="see_tariffs")
def tariffs(request: HttpRequest, visit: Visit) -> HttpResponse:
    """(This function will) list every tariff with its versions, the newest first."""
    cards = [_card(code, list(rows)) for code, rows in groupby(list_versions(), key=lambda row: row.tariff_code)]
    empty = (
        Words(sq="Ende nuk ka tarifa", en="There are no tariffs yet"),
        Words(
            sq="Ngarkoni skedarët me komandën `drita tariff load`.",
            en="Load the files by the command `drita tariff load`.",
        ),
    )
    return render(
        request, "staff/tariffs.html", shell(request, section="tariffs") | {"tariffs": cards, "no_tariffs": empty}
    )


@staff_page(action="see_tariffs")
def tariff_version(request: HttpRequest, visit: Visit, code: str, version: str) -> HttpResponse:
    """(This function will) show one version: charges in words, hours of its zones, examples and verdicts."""
    row = _find(code, version)
    verdicts = _verdicts(row)
    passed = sum(verdict.state == "passed" for verdict in verdicts)
    crumbs = ((_TITLE, reverse("staff:tariffs")), (row.name, f"{reverse('staff:tariffs')}#{code}"), (version, ""))
    return render(
        request,
        "staff/tariff_version.html",
        shell(request, section="tariffs", crumbs=crumbs)
        | {
            "tariff": row.definition,
            "state": state_on(row, today()),
            "charges": charges_in_words(version=row.definition),
            "zones": zone_hours(version=row.definition),
            "verdicts": verdicts,
            "passed": passed,
            "may_be_activated": row.definition.may_be_activated,
            "may_activate": row.state == "draft" and row.definition.may_be_activated and visit.may("activate_tariffs"),
            "is_ready": passed == len(verdicts),
            "activate_address": reverse("staff:tariff-activate", args=[code, version]),
            "activated_at": row.activated_at,
            "activated_by": staff_name(staff_id=row.activated_by_id) if row.activated_by_id else "",
            "sha256": row.sha256,
            "loaded_at": row.loaded_at,
            "source_toml": row.source_toml,
            "no_examples": (
                Words(sq="Pa raste kontrolli", en="No worked examples"),
                Words(sq="Ky skedar nuk mban raste kontrolli.", en="This file carries no worked examples."),
            ),
        },
    )


@staff_page(action="activate_tariffs", methods=("POST",))
def activate(request: HttpRequest, visit: Visit, code: str, version: str) -> HttpResponse:
    """(This function will) put a version in force, or say why not."""
    _find(code, version)
    try:
        activate_tariff_version(tariff_code=code, version=version, at=now(), by_staff_id=visit.staff.pk)
    except UnableToActivateTariffVersion as refusal:
        messages.error(request, refusal.in_language(language()))
    else:
        record_audit(
            staff_id=visit.staff.pk,
            actor=visit.staff.username,
            action="tariff_activated",
            object_kind="tariff_version",
            object_ids=[f"{code}/{version}"],
        )
        done = Words(sq="Tarifa u vu në fuqi.", en="The tariff is active.")
        messages.success(request, done.in_language(language()))
    return redirect("staff:tariff-version", code, version)


def _find(code: str, version: str) -> VersionRow:
    try:
        return get_version(tariff_code=code, version=version)
    except UnableToFindTariffVersion as refusal:
        raise Http404 from refusal


def _card(code: str, rows: list[VersionRow]) -> TariffCard:
    return TariffCard(
        code=code,
        name=rows[0].name,
        customers=rows[0].customers,
        versions=tuple(
            VersionLine(
                version=row.version,
                address=reverse("staff:tariff-version", args=[code, row.version]),
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                state=state_on(row, today()),
                passed=sum(verdict.is_passed for verdict in row.verdicts),
                examples=len(row.verdicts) or len(row.definition.examples),
                source=row.definition.source.in_language(language()),
            )
            for row in reversed(rows)
        ),
    )


def state_on(row: VersionRow, day: date) -> str:
    """(This function will) tell an active version that has run out, or not begun, from one that prices today."""
    if row.state != "active":
        return row.state
    if row.valid_to is not None and row.valid_to <= day:
        return "past"
    return "coming" if row.valid_from > day else "active"


def _verdicts(row: VersionRow) -> list[VerdictView]:
    """Verdicts stand in the order of the file's examples; the example's source stands in the file only."""
    examples = row.definition.examples
    sources = [_said(example.source) for example in examples] + [""] * len(row.verdicts)
    return [_verdict(verdict, source) for verdict, source in zip(row.verdicts, sources, strict=False)]


def _said(words: Words | None) -> str:
    return words.in_language(language()) if words else ""


def _verdict(verdict: ExampleVerdict, source: str) -> VerdictView:
    expected, computed = verdict.expected.get("total_minor"), verdict.computed.get("total_minor")
    return VerdictView(
        title=verdict.title,
        source=source,
        expected_minor=expected,
        computed_minor=computed,
        difference_minor=None if expected is None or computed is None else computed - expected,
        state="passed" if verdict.is_passed else "failed",
    )
